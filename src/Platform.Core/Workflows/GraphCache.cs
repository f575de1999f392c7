using System.Collections.Concurrent;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Workflows;

/// <summary>Graphs of stored versions by content hash, so that a run that wakes does not compile again. Bounded; the least recently used go first.</summary>
internal sealed class GraphCache(GraphCompiler compiler)
{
    private const int Most = 256;

    private readonly ConcurrentDictionary<string, Entry> _graphs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(OrganizationId, string, int), LoadedWorkflow> _loaded = new();
    private long _clock;

    /// <summary>A version that was loaded before; null when it was not, or is forgotten.</summary>
    public LoadedWorkflow? Find(OrganizationId organization, string workflow, int number, string hash) =>
        _loaded.TryGetValue((organization, workflow, number), out var loaded) && loaded.Version.Hash == hash ? loaded : null;

    /// <exception cref="PlatformException">The version no longer compiles under this release.</exception>
    public LoadedWorkflow Load(OrganizationId organization, WorkflowVersion version)
    {
        var loaded = new LoadedWorkflow(version, Of(version));
        if (_loaded.Count >= Most) _loaded.Clear(); // rarely, and each is made again with one read
        _loaded[(organization, version.Workflow, version.Number)] = loaded;
        return loaded;
    }

    /// <exception cref="PlatformException">The version no longer compiles under this release.</exception>
    public CompiledGraph Of(WorkflowVersion version)
    {
        if (!_graphs.TryGetValue(version.Hash, out var entry))
        {
            var compiled = compiler.Compile(version.Text, $"{version.Workflow}.yaml", new StoredIncludes(version.Includes));
            if (!compiled.Ok)
            {
                throw new PlatformException(
                    ErrorCode.Conflict, $"Version {version.Number} of '{version.Workflow}' does not compile under this release: {compiled.Findings[0]}",
                    "Save a version that this release accepts; platform validate shows every finding.");
            }

            entry = _graphs.GetOrAdd(version.Hash, new Entry(compiled.Value));
            Trim();
        }

        entry.Used = Interlocked.Increment(ref _clock);
        return entry.Graph;
    }

    private void Trim()
    {
        if (_graphs.Count <= Most) return;
        foreach (var (hash, _) in _graphs.OrderBy(g => g.Value.Used).Take(Most / 4).ToList()) _graphs.TryRemove(hash, out _);
    }

    private sealed class Entry(CompiledGraph graph)
    {
        public CompiledGraph Graph { get; } = graph;

        public long Used { get; set; }
    }
}

/// <summary>Includes as they were stored with a version.</summary>
internal sealed class StoredIncludes(IReadOnlyDictionary<string, string> texts) : IIncludeSource
{
    public IncludedText Read(string path) =>
        texts.TryGetValue(path, out var text) ? new(text) : new(null, $"'{path}' was not stored with this text; save the workflow from its file.");
}

/// <summary>Remembers what was included, to store it with the version.</summary>
internal sealed class RecordedIncludes(IIncludeSource inner) : IIncludeSource
{
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public IncludedText Read(string path)
    {
        var included = inner.Read(path);
        if (included.Text is not null) Texts[path] = included.Text;
        return included;
    }
}
