using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Pages.Runs;

/// <summary>What the pages show of a run's past.</summary>
internal sealed class TravelReader(Caller caller, TimeTravelService travel, WorkflowService workflows)
{
    private const int StepsAround = 12;
    private const int VersionsShown = 12;

    /// <summary>Null when nothing was committed yet.</summary>
    /// <param name="step">Null for the newest, which stays the newest while the run goes on.</param>
    public async Task<StatePart?> StateAsync(RunView run, int? step, CancellationToken cancellationToken)
    {
        var first = run.ForkedFrom?.Step ?? 0;
        var at = step is { } wanted ? Math.Clamp(wanted, first, Math.Max(first, run.Step)) : (int?)null;
        if (await travel.CompareAsync(caller, run.Id, at, null, cancellationToken) is not { } state) return null;
        var after = Math.Max(first, state.Step - StepsAround) - 1;
        var steps = await travel.CheckpointsAsync(caller, run.Id, new CheckpointQuery { After = after, Limit = (2 * StepsAround) + 1 }, cancellationToken);
        return StatePart.Of(run, state, steps.Items, first, step is not null);
    }

    public async Task<ReplayPart> ReplayAsync(RunView run, int? against, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(run, cancellationToken);
        try
        {
            var report = against is { } version ? await travel.ReplayAsync(caller, run.Id, version, cancellationToken) : null;
            return new ReplayPart(run, against, report, versions);
        }
        catch (PlatformException wrong) when (wrong.Code is ErrorCode.NotFound or ErrorCode.Validation) // the run is there: only its tab has nothing to show
        {
            return new ReplayPart(run, null, null, versions) { Wrong = $"{wrong.Message} {wrong.Resolution}" };
        }
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<int>> VersionsAsync(RunView run, CancellationToken cancellationToken) =>
        [.. (await workflows.VersionsAsync(caller, run.Workflow, cancellationToken)).Select(v => v.Number).OrderDescending().Take(VersionsShown)];

    /// <summary>Null when there is no such step.</summary>
    /// <param name="step">Null for the newest.</param>
    public Task<StateView?> AtAsync(RunId run, int? step, CancellationToken cancellationToken) => travel.StateAsync(caller, run, step, cancellationToken);
}

/// <param name="Against">The version to replay under; null when nothing was asked yet.</param>
internal sealed record ReplayPart(RunView Run, int? Against, ReplayReport? Report, IReadOnlyList<int> Versions)
{
    /// <summary>Why it cannot be replayed under the version that was asked for; null when it can.</summary>
    public string? Wrong { get; init; }
}
