using Platform.Core.Runs;

namespace Platform.Web.Rendering;

/// <summary>Runs in a card.</summary>
/// <param name="ByEnd">Each tells when it ended, in a list of what failed; when it began otherwise.</param>
public sealed record RunList(IReadOnlyList<RunView> Runs, bool ByEnd = false)
{
    /// <summary>Those that failed, the latest failure first.</summary>
    public static RunList Failed(IReadOnlyList<RunView> runs) => new([.. runs.OrderByDescending(r => r.EndedAt)], ByEnd: true);

    public DateTimeOffset? At(RunView run) => ByEnd ? run.EndedAt : run.CreatedAt;
}
