namespace Platform.Core.Runs;

/// <summary>
/// <code>
/// queued ──▶ running ──▶ succeeded
///    │        │  ▲  └──▶ failed ───┐
///    │        ▼  │                 ├─▶ queued (retry)
///    │      waiting    cancelled ──┘
///    └──────────┴────────▲
/// </code>
/// </summary>
public enum RunStatus
{
    Queued,
    Running,
    Waiting,
    Succeeded,
    Failed,
    Cancelled,
}

public static class RunStatuses
{
    /// <summary>The run will not go on by itself.</summary>
    public static bool IsEnded(this RunStatus status) => status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled;

    /// <summary>The stable text: <c>succeeded</c>.</summary>
    public static string Text(this RunStatus status) => status switch
    {
        RunStatus.Queued => "queued",
        RunStatus.Running => "running",
        RunStatus.Waiting => "waiting",
        RunStatus.Succeeded => "succeeded",
        RunStatus.Failed => "failed",
        RunStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    /// <summary>The status that a stored text names.</summary>
    internal static RunStatus Of(string stored) =>
        TryParse(stored, out var status) ? status : throw new FormatException($"'{stored}' is no status of a run.");

    public static bool TryParse(string? text, out RunStatus status)
    {
        foreach (var known in Enum.GetValues<RunStatus>())
        {
            if (!string.Equals(known.Text(), text, StringComparison.Ordinal)) continue;
            status = known;
            return true;
        }

        status = default;
        return false;
    }
}
