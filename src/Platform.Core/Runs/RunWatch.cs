using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>
/// History, then live: everything after a number, in order, exactly once. Stored events are always read from the log, the newest of them once for all who watch;
/// a watcher in the same process is woken at once and hears pieces of answers too, one in another process looks every 50 ms.
/// </summary>
internal sealed class RunWatch(IRunStore store, LiveRuns live)
{
    private const int Page = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<(OrganizationId, RunId), RunTail> _tails = new();

    /// <summary>Waits until the run rests. To be made before the run can come to rest, or to be asked first whether it does.</summary>
    public RestWatch Rest(RunId run) => new(store, live, run, Poll);

    public async IAsyncEnumerable<LoggedEvent> WatchAsync(
        OrganizationId organization, RunId run, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = new LiveWatch(onlyRests: false);
        var tail = Follow(organization, run, watch);
        try
        {
            var answered = new Dictionary<(string?, int?), long>();
            for (var first = true; ;)
            {
                var (view, events) = tail.See(after);
                if (view.Failed is { } failed) throw failed;
                if (view.IsMissing && first) throw RunService.NotFound(run);
                if (view.IsMissing) yield break;
                if (view.Mark is { } mark)
                {
                    first = false;
                    events ??= await store.EventsAsync(run, after, Page, cancellationToken);
                    if (events.Count == 0 && after < mark.LastSequence) yield break; // they were deleted meanwhile
                    foreach (var logged in events)
                    {
                        foreach (var piece in Pieces(watch, logged.Sequence - 1, answered)) yield return piece;
                        if (logged.Event is LlmFinished { IsChat: true } or LlmRetrying) answered[(logged.Event.Node, logged.Event.Index)] = logged.Sequence;
                        after = logged.Sequence;
                        yield return logged;
                    }

                    if (after < mark.LastSequence) continue;
                    if (mark.Status.IsEnded()) yield break;
                    foreach (var piece in Pieces(watch, after, answered)) yield return piece;
                }

                await watch.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
            }
        }
        finally
        {
            if (tail.Leave(watch)) LetGo(organization, run, tail);
        }
    }

    // An ended tail is let go at once, for a run that is retried goes on.
    private RunTail Follow(OrganizationId organization, RunId run, LiveWatch watch)
    {
        while (true)
        {
            var tail = _tails.GetOrAdd((organization, run), _ => new RunTail(store, live, organization, run));
            if (!tail.See(0).View.IsOver && tail.TryFollow(watch)) return tail;
            LetGo(organization, run, tail);
        }
    }

    private void LetGo(OrganizationId organization, RunId run, RunTail tail) => _tails.TryRemove(KeyValuePair.Create((organization, run), tail));

    // A piece that comes after the whole answer was read is left out, and so is one of an attempt that was given up.
    private static IEnumerable<LoggedEvent> Pieces(LiveWatch watch, long until, Dictionary<(string?, int?), long> answered) =>
        watch.Until(until).Where(d => d.After >= answered.GetValueOrDefault((d.Event.Event.Node, d.Event.Event.Index))).Select(d => d.Event);
}
