using Platform.Core.Foundation;

namespace Platform.Core.Memory;

/// <summary>On whose errand a run is: whoever and whatever started the first of its ancestors.</summary>
/// <param name="Workflow">The run's own.</param>
/// <param name="User">Who started it, or its first ancestor.</param>
/// <param name="Thread">Its own, or that of the nearest ancestor on one; null when there is none.</param>
public sealed record MemoryOrigin(string Workflow, string User, string? Thread);

/// <summary>
/// A namespace as a workflow file names it: <c>organization</c>, <c>user</c>, <c>workflow</c>, <c>thread</c>, the full name of one of those, or a path. The file alone says it, never
/// a model; whose it is comes from the run.
/// </summary>
/// <param name="Text">As it stands in the file; what a model chooses from when there are several.</param>
/// <param name="Shared">A path is shared in the organisation; else it is the workflow's own.</param>
public sealed record MemoryName(string Text, bool Shared)
{
    /// <exception cref="PlatformException">Forbidden: it is another's. Validation: the run is on no thread.</exception>
    public MemoryNamespace Of(MemoryOrigin origin) => Text switch
    {
        "organization" => MemoryNamespace.Organization,
        "user" => MemoryNamespace.OfUser(origin.User),
        "workflow" => MemoryNamespace.OfWorkflow(origin.Workflow),
        "thread" => MemoryNamespace.OfThread(ThreadOf(origin)),
        _ => Full(MemoryNamespace.Parse(Text), origin),
    };

    private MemoryNamespace Full(MemoryNamespace named, MemoryOrigin origin)
    {
        var own = named.Kind switch
        {
            MemoryKind.User => origin.User,
            MemoryKind.Workflow => origin.Workflow,
            MemoryKind.Thread => ThreadOf(origin),
            _ => null,
        };
        if (named.Kind == MemoryKind.Custom) return Shared ? named : MemoryNamespace.OfWorkflow(origin.Workflow).Below(Text);
        if (named.Owner == own) return named;
        var word = named.Kind.ToString().ToLowerInvariant();
        throw new PlatformException(ErrorCode.Forbidden, $"The memory '{Text}' is another {word}'s: this run reaches only its own.", $"Write namespace: {word}.");
    }

    private string ThreadOf(MemoryOrigin origin) => origin.Thread
        ?? throw new PlatformException(ErrorCode.Validation, "The run is on no thread, so there is no memory of its thread.", "Start it on one (--thread, or thread in the API), or use another namespace.");
}
