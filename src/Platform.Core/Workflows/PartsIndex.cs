using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <summary>
/// Which workflow uses what. Kept in memory for each organisation and read again only where a workflow has a new version, so that ten thousand workflows cost a
/// page nothing. The first reading goes on behind the pages that ask meanwhile; they are told how far it is.
/// </summary>
public sealed partial class PartsIndex
{
    private const int MostWorkflows = 10_000;
    private const int Together = 200; // texts in one question
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LittlePatience = TimeSpan.FromMilliseconds(25); // where it is known to take long
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5); // where there is not even a part
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5); // other processes save workflows too

    private readonly IWorkflowStore _store;
    private readonly GraphCompiler _compiler;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<OrganizationId, Shelf> _shelves = new();

    internal PartsIndex(IWorkflowStore store, GraphCompiler compiler, WorkflowService workflows, TimeProvider time)
    {
        (_store, _compiler, _time) = (store, compiler, time);
        workflows.Changed += organization =>
        {
            if (_shelves.TryGetValue(organization, out var shelf)) shelf.IsOld = true;
        };
    }

    /// <summary>By name. What this process saved is in it; what others saved, within seconds. The same object as long as nothing changed.</summary>
    public async Task<PartsView> AllAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var shelf = _shelves.GetOrAdd(organization, _ => new Shelf());
        var view = shelf.View;
        if (view is not null && !shelf.IsOld && _time.GetUtcNow() < shelf.Until) return view;
        var reading = shelf.Begin(() => ReadAsync(organization, shelf));
        if (view is not null && !shelf.WasOld) return view; // the fresh one comes with the next question
        var asked = Stopwatch.GetTimestamp();
        do
        {
            try
            {
                await reading.WaitAsync(IsPart(view) ? LittlePatience : Patience, cancellationToken);
                break;
            }
            catch (TimeoutException)
            {
                // It goes on. Of many workflows what is known so far is told; of few, on a busy machine, the whole is worth the wait.
            }
        }
        while (!IsPart(shelf.View) && Stopwatch.GetElapsedTime(asked) < Longest);

        return shelf.View ?? new PartsView([], 0, 0);
    }

    private static bool IsPart(PartsView? view) => view is not null && view.Known < view.All;

    // Nobody's request: it ends when all is read, however long that takes.
    private async Task ReadAsync(OrganizationId organization, Shelf shelf)
    {
        await Task.Yield();
        (shelf.WasOld, shelf.IsOld) = (shelf.IsOld || shelf.View is null, false); // before the question, so that what is saved meanwhile is asked for again
        try
        {
            await ReadHeadsAsync(organization, shelf);
        }
        catch
        {
            shelf.IsOld = true;
            throw;
        }
    }

    private async Task ReadHeadsAsync(OrganizationId organization, Shelf shelf)
    {
        var heads = await _store.HeadsAsync(organization, MostWorkflows, CancellationToken.None);
        var reader = new ConfigReader(_compiler.Words);
        var known = shelf.Read;
        var fresh = heads.Where(h => !known.TryGetValue(h.Name, out var before) || before.Hash != h.Hash).ToList();
        if (fresh.Count > 0 || known.Count != heads.Count)
        {
            var read = heads.Where(h => known.TryGetValue(h.Name, out var before) && before.Hash == h.Hash).ToDictionary(h => h.Name, h => known[h.Name], StringComparer.Ordinal);
            var told = Stopwatch.GetTimestamp();
            foreach (var some in fresh.Chunk(Together))
            {
                foreach (var version in await _store.TextsAsync(organization, [.. some.Select(h => h.Name)], CancellationToken.None)) read[version.Workflow] = (version.Hash, Parts(reader, version));
                if (Stopwatch.GetElapsedTime(told) < Patience / 4) continue;
                shelf.View = View(heads, read);
                told = Stopwatch.GetTimestamp();
            }

            shelf.Read = read;
            shelf.View = View(heads, read);
        }

        shelf.View ??= new PartsView([], 0, 0);
        shelf.WasOld = false;
        shelf.Until = _time.GetUtcNow() + Fresh;
    }

    private static PartsView View(List<(string Name, int Number, string Hash)> heads, Dictionary<string, (string Hash, WorkflowParts? Parts)> read) =>
        new([.. heads.Select(h => read.GetValueOrDefault(h.Name).Parts).OfType<WorkflowParts>()], read.Count, heads.Count);

    // Read and not compiled: it compiled when it was saved.
    private static WorkflowParts? Parts(ConfigReader reader, WorkflowVersion version)
    {
        if (reader.ReadAll(version.Text, $"{version.Workflow}.yaml", new StoredIncludes(version.Includes), new Findings()) is not { } config) return null;
        var steps = config.Nodes.Where(n => n.Action is { Kind: "agent" or "tool", Value: ConfigScalar }).Select(n => (n.Name, n.Action!.Kind, ((ConfigScalar)n.Action.Value).Text));
        var secrets = version.Includes.Values.Prepend(version.Text).SelectMany(SecretsIn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new WorkflowParts(version.Workflow, version.Number, config.Models, config.Tools, config.Agents, [.. steps], [.. secrets], config.Budgets);
    }

    /// <summary>The names of secrets that a text reads.</summary>
    internal static IEnumerable<string> SecretsIn(string text) => Secrets().Matches(text).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"\bsecrets\.(?<name>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.None, 5000)]
    private static partial Regex Secrets();

    private sealed class Shelf
    {
        private readonly Lock _gate = new();
        private volatile PartsView? _view;
        private volatile bool _isOld = true;
        private volatile bool _wasOld = true;
        private long _until;
        private Task? _reading; // guarded by _gate

        public PartsView? View
        {
            get => _view;
            set => _view = value;
        }

        /// <summary>This process saved or deleted a workflow since the reading that is known began.</summary>
        public bool IsOld
        {
            get => _isOld;
            set => _isOld = value;
        }

        /// <summary>The reading in progress is awaited: what is known lacks something that this process saved.</summary>
        public bool WasOld
        {
            get => _wasOld || _isOld;
            set => _wasOld = value;
        }

        public DateTimeOffset Until
        {
            get => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _until));
            set => Interlocked.Exchange(ref _until, value.ToUnixTimeMilliseconds());
        }

        /// <summary>Of the reader alone.</summary>
        public Dictionary<string, (string Hash, WorkflowParts? Parts)> Read { get; set; } = new(StringComparer.Ordinal);

        /// <summary>One at a time. A reading that fails is begun anew by the next question.</summary>
        public Task Begin(Func<Task> read)
        {
            lock (_gate)
            {
                if (_reading is { IsCompleted: false } && !_isOld) return _reading;
                var before = _reading is { IsCompleted: false } ? _reading : Task.CompletedTask;
                return _reading = AfterAsync(before, read);
            }
        }

        private static async Task AfterAsync(Task before, Func<Task> read)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // whoever asked for it hears of it
            await read();
        }
    }
}
