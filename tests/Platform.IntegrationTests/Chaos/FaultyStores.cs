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

    public RunPosition Load(LeasedRun run) => real.Load(run);

    public Task<Answers> TakeAnswersAsync(LeasedRun run, DateTimeOffset now) => faults.WriteAsync(WriteOf.TimeUp, run.Id, () => real.TakeAnswersAsync(run, now));

    public Task<Committed> CommitAsync(LeasedRun run, RunCommit commit) => faults.WriteAsync(KindOf(commit), run.Id, () => real.CommitAsync(run, commit));

    // Whether it leads or wakes makes no difference here: a fault may hold it back at either.
    public Task<Committed> Queue(LeasedRun run, RunCommit commit) => faults.WriteAsync(KindOf(commit), run.Id, () => real.CommitAsync(run, commit));

    public void Lead() => real.Lead();

    public void Wake() => real.Wake();

    public IReadOnlyDictionary<string, CelValue> Kept(OrganizationId organization, string thread, string workflow) => real.Kept(organization, thread, workflow);

    public IReadOnlyList<DueRun> Due(LeaseClaim claim, int take) => real.Due(claim, take);

    public IReadOnlyList<(DueRun Due, DateTimeOffset At)> Upcoming(DateTimeOffset after, DateTimeOffset before, int take) => real.Upcoming(after, before, take);

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

    public RunView? Find(OrganizationId organization, RunId run) => real.Find(organization, run);

    public Task<Cancelled?> CancelAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        faults.WriteAsync(WriteOf.Cancel, run, () => real.CancelAsync(organization, run, by, now, isDead));

    public Task<IReadOnlyList<DueRun>?> RetryAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now) =>
        faults.WriteAsync(WriteOf.Retry, run, () => real.RetryAsync(organization, run, by, now));

    public IReadOnlyList<OpenInterrupt> Waits(OrganizationId organization, RunId run) => real.Waits(organization, run);

    public OpenInterrupt? FindWait(OrganizationId organization, HumanTaskId id) => real.FindWait(organization, id);

    public Task<DueRun?> AnswerAsync(OrganizationId organization, HumanTaskId id, string answer, string by, DateTimeOffset now) =>
        faults.WriteAsync(WriteOf.Answer, new RunId(id.Value), () => real.AnswerAsync(organization, id, answer, by, now));

    public Task<Delivered> DeliverAsync(OutsideEvent told) => faults.WriteAsync(WriteOf.Event, new RunId(Guid.Empty), () => real.DeliverAsync(told));

    public Task<IReadOnlyList<DueRun>?> PauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        real.PauseAsync(organization, run, by, now, isDead);

    public Task<IReadOnlyList<DueRun>?> UnpauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        real.UnpauseAsync(organization, run, by, now, isDead);

    public IReadOnlyDictionary<RunId, string> Why(OrganizationId organization, IReadOnlyList<RunView> runs, DateTimeOffset now, Func<string, bool> isDead) =>
        real.Why(organization, runs, now, isDead);

    public Task<bool> ClaimAsync(OrganizationId organization, HumanTaskId id, string? by) => real.ClaimAsync(organization, id, by);

    public IReadOnlyList<LoggedEvent> Events(RunId run, long after, int limit) => real.Events(run, after, limit);

    public (long LastSequence, RunStatus Status)? Mark(OrganizationId organization, RunId run) => real.Mark(organization, run);
}
