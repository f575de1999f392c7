using Platform.Core.Jobs;
using Platform.Core.Runs.Execution;
using Platform.Core.Security;

namespace Platform.Core.Runs.Scheduling;

/// <summary>The scheduler as people look at it: nodes, queue, timers, what recurs.</summary>
public sealed class SchedulerBook
{
    /// <summary>Counts end here: "1,000 or more" is all that a page needs to say.</summary>
    public const int MostCounted = 10_000;

    private const int MostTimers = 20;
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20); // two beats

    private readonly ISchedulerStore _store;
    private readonly QuartzRunDispatcher _dispatcher;
    private readonly RunExecutor _executor;
    private readonly TimeProvider _time;

    internal SchedulerBook(ISchedulerStore store, QuartzRunDispatcher dispatcher, RunExecutor executor, TimeProvider time) =>
        (_store, _dispatcher, _executor, _time) = (store, dispatcher, executor, time);

    public SchedulerView View(Caller caller)
    {
        var now = _time.GetUtcNow();
        var (waiting, busy, places) = _dispatcher.Load;
        return new SchedulerView(
            [.. _store.Owners().Select(o => Node(o, now)).OrderByDescending(n => n.IsThis).ThenBy(n => n.Name, StringComparer.Ordinal).ThenBy(n => n.Process, StringComparer.Ordinal)],
            _store.Queue(caller.Organization, now, MostCounted),
            _store.Timers(caller.Organization, DateTimeOffset.UnixEpoch, now - Slack, MostTimers),
            _store.Timers(caller.Organization, now - Slack, now.AddYears(10), MostTimers),
            _dispatcher.Recurring, waiting, busy, places);
    }

    private SchedulerNode Node((string Owner, DateTimeOffset? BeatAt, int Running) owner, DateTimeOffset now)
    {
        var parts = owner.Owner.Split('/');
        var state = LeaseOwner.IsDead(owner.Owner) ? NodeState.Dead : owner.BeatAt is { } beat && now - beat > Quiet ? NodeState.Silent : NodeState.Alive;
        return new SchedulerNode(Plain(parts[0]), parts.Length > 1 ? parts[1] : "", owner.BeatAt, owner.Running, state, owner.Owner == _executor.Owner);
    }

    // "web-1pid:[4026531836]": the number of the process table matters to the lease alone.
    private static string Plain(string machine) => machine.IndexOf("pid:[", StringComparison.Ordinal) is > 0 and var at ? machine[..at] : machine;
}
