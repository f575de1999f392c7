using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <summary>What the current version of a workflow is made of, as far as other pages ask.</summary>
/// <param name="Steps">Each node that calls something: its name, <c>agent</c> or <c>tool</c>, and what it calls.</param>
/// <param name="Secrets">Names of the secrets that its text reads.</param>
public sealed record WorkflowParts(
    string Workflow, int Version, IReadOnlyList<PartConfig> Models, IReadOnlyList<PartConfig> Tools, IReadOnlyList<PartConfig> Agents,
    IReadOnlyList<(string Node, string Kind, string Target)> Steps, IReadOnlyList<string> Secrets);

/// <param name="Known">How many workflows have been read.</param>
/// <param name="All">How many there are; more than <paramref name="Known"/> for a moment after the start of a large installation.</param>
public sealed record PartsView(IReadOnlyList<WorkflowParts> Items, int Known, int All);

/// <summary>
/// Which workflow uses what. Kept in memory for each organisation and read again only where a workflow has a new version, so that ten thousand workflows cost
/// one short question; the first reading is spread over several requests.
/// </summary>
public sealed partial class PartsIndex
{
    private const int MostWorkflows = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
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
            if (_shelves.TryGetValue(organization, out var shelf)) shelf.Until = DateTimeOffset.MinValue;
        };
    }

    /// <summary>By name.</summary>
    public async Task<PartsView> AllAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var shelf = _shelves.GetOrAdd(organization, _ => new Shelf());
        if (shelf.View is { } known && known.Known == known.All && _time.GetUtcNow() < shelf.Until) return known;
        await shelf.Turn.WaitAsync(cancellationToken);
        try
        {
            shelf.Until = _time.GetUtcNow() + Fresh; // before the question, so that what is saved meanwhile is asked for again
            return shelf.View = await ReadAsync(organization, shelf, cancellationToken);
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    private async Task<PartsView> ReadAsync(OrganizationId organization, Shelf shelf, CancellationToken cancellationToken)
    {
        var heads = await _store.HeadsAsync(organization, MostWorkflows, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var reader = new ConfigReader(_compiler.Words);
        var items = new List<WorkflowParts>(heads.Count);
        var read = new Dictionary<string, (string Hash, WorkflowParts? Parts)>(StringComparer.Ordinal);
        foreach (var (name, number, hash) in heads)
        {
            if (!shelf.Read.TryGetValue(name, out var before) || before.Hash != hash)
            {
                if (Stopwatch.GetElapsedTime(began) > Patience) continue; // the next request goes on
                before = (hash, await _store.FindAsync(organization, name, number, cancellationToken) is { } version ? Parts(reader, version) : null);
            }

            read[name] = before;
            if (before.Parts is { } parts) items.Add(parts);
        }

        shelf.Read = read;
        return new PartsView(items, read.Count, heads.Count);
    }

    // Read and not compiled: it compiled when it was saved.
    private static WorkflowParts? Parts(ConfigReader reader, WorkflowVersion version)
    {
        if (reader.ReadAll(version.Text, $"{version.Workflow}.yaml", new StoredIncludes(version.Includes), new Findings()) is not { } config) return null;
        var steps = config.Nodes.Where(n => n.Action is { Kind: "agent" or "tool", Value: ConfigScalar }).Select(n => (n.Name, n.Action!.Kind, ((ConfigScalar)n.Action.Value).Text));
        var secrets = Secrets().Matches(version.Text).Concat(version.Includes.Values.SelectMany(i => Secrets().Matches(i)))
            .Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new WorkflowParts(version.Workflow, version.Number, config.Models, config.Tools, config.Agents, [.. steps], [.. secrets]);
    }

    [GeneratedRegex(@"\bsecrets\.(?<name>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.None, 1000)]
    private static partial Regex Secrets();

    private sealed class Shelf
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public PartsView? View { get; set; }

        public DateTimeOffset Until { get; set; }

        public Dictionary<string, (string Hash, WorkflowParts? Parts)> Read { get; set; } = new(StringComparer.Ordinal);
    }
}
