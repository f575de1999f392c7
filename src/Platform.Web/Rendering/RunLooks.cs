using Platform.Core.Runs;

namespace Platform.Web.Rendering;

/// <summary>A run's status as a person reads it.</summary>
internal static class RunLooks
{
    /// <summary><c>paused</c> where somebody stopped it and it stands still, whatever else it waits for; the status itself otherwise.</summary>
    public static string Shown(this RunView run) => run is { PausedBy: not null, Status: RunStatus.Waiting or RunStatus.Queued } ? "paused" : run.Status.Text();
}
