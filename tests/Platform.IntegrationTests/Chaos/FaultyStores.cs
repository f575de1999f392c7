using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.HumanTasks;

namespace Platform.IntegrationTests.Chaos;

/// <summary>The real log, whose writes may go wrong.</summary>
internal sealed class FaultyLog(IRunLog real, CommitFaults faults) : IRunLog
{
    public Task<LeasedRun?> AcquireAsync(RunId run, LeaseClaim claim) => faults.WriteAsync(WriteOf.Lease, run, () => real.AcquireAsync(run, claim));

    public ValueTask<RunPosition> LoadAsync(LeasedRun run, CancellationToken cancellationToken) => real.LoadAsync(run, cancellationToken);

    public Task<Answers> TakeAnswersAsync(LeasedRun run, DateTimeOffset now) => faults.WriteAsync(WriteOf.TimeUp, run.Id, () => real.TakeAnswersAsync(run, now));

    public Task<Committed> CommitAsync(LeasedRun run, RunCommit commit) => faults.WriteAsync(KindOf(commit), run.Id, () => real.CommitAsync(run, commit));

    // Whether it leads or wakes makes no difference here: a fault may hold it back at either.
    public Task<Committed> Queue(LeasedRun run, RunCommit commit) => faults.WriteAsync(KindOf(commit), run.Id, () => real.CommitAsync(run, commit));

    public void Lead() => real.Lead();

    public void Wake() => real.Wake();

    public ValueTask<IReadOnlyDictionary<string, CelValue>> KeptAsync(OrganizationId organization, string thread, string workflow, CancellationToken cancellationToken) =>
        real.KeptAsync(organization, thread, workflow, cancellationToken);

    public ValueTask<List<DueRun>> DueAsync(LeaseClaim claim, int take, CancellationToken cancellationToken) => real.DueAsync(claim, take, cancellationToken);

    public ValueTask<List<(DueRun Due, DateTimeOffset At)>> UpcomingAsync(DateTimeOffset after, DateTimeOffset before, int take, CancellationToken cancellationToken) =>
        real.UpcomingAsync(after, before, take, cancellationToken);

    public Task ReleaseAsync(LeasedRun run) => real.ReleaseAsync(run);

    private static WriteOf KindOf(RunCommit commit) => commit switch
    {
        { Rest.Status: RunStatus.Waiting } => WriteOf.Wait,
        { Rest: not null } => WriteOf.End,
        { Checkpoints.Count: > 0 } => WriteOf.Step,
        { Journaled.Count: > 0 } => WriteOf.Journal,
        { Events.Count: > 0 } => WriteOf.Events,
        _ => WriteOf.Heartbeat,
    };
}

/// <summary>The real store, whose writes may go wrong.</summary>
internal sealed class FaultyStore(IRunStore real, CommitFaults faults) : IRunStore
{
    public Task<Created> CreateAsync(NewRun run, LeaseClaim? claim) => faults.WriteAsync(WriteOf.Start, run.Id, () => real.CreateAsync(run, claim));

    public ValueTask<RunView?> FindAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) => real.FindAsync(organization, run, cancellationToken);

    public Task<Cancelled?> CancelAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        faults.WriteAsync(WriteOf.Cancel, run, () => real.CancelAsync(organization, run, by, now, isDead));

    public Task<IReadOnlyList<DueRun>?> RetryAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now) =>
        faults.WriteAsync(WriteOf.Retry, run, () => real.RetryAsync(organization, run, by, now));

    public ValueTask<List<OpenInterrupt>> WaitsAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) => real.WaitsAsync(organization, run, cancellationToken);

    public ValueTask<OpenInterrupt?> FindWaitAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken) => real.FindWaitAsync(organization, id, cancellationToken);

    public Task<DueRun?> AnswerAsync(OrganizationId organization, HumanTaskId id, string answer, string by, DateTimeOffset now) =>
        faults.WriteAsync(WriteOf.Answer, new RunId(id.Value), () => real.AnswerAsync(organization, id, answer, by, now));

    public Task<Delivered> DeliverAsync(OutsideEvent told) => faults.WriteAsync(WriteOf.Event, new RunId(Guid.Empty), () => real.DeliverAsync(told));

    public Task<IReadOnlyList<DueRun>?> PauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        real.PauseAsync(organization, run, by, now, isDead);

    public Task<IReadOnlyList<DueRun>?> UnpauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        real.UnpauseAsync(organization, run, by, now, isDead);

    public ValueTask<IReadOnlyDictionary<RunId, string>> WhyAsync(
        OrganizationId organization, IReadOnlyList<RunView> runs, DateTimeOffset now, Func<string, bool> isDead, CancellationToken cancellationToken) =>
        real.WhyAsync(organization, runs, now, isDead, cancellationToken);

    public Task<bool> ClaimAsync(OrganizationId organization, HumanTaskId id, string? by) => real.ClaimAsync(organization, id, by);

    public ValueTask<List<LoggedEvent>> EventsAsync(RunId run, long after, int limit, CancellationToken cancellationToken) => real.EventsAsync(run, after, limit, cancellationToken);

    public ValueTask<(long LastSequence, RunStatus Status)?> MarkAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) => real.MarkAsync(organization, run, cancellationToken);
}
