using System.Runtime.CompilerServices;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>
/// History, then live: everything after a number, in order, exactly once. Stored events are always read from the log; a watcher in the same process is woken
/// at once and hears pieces of answers too, one in another process looks every 50 ms.
/// </summary>
internal sealed class RunWatch(IRunStore store, LiveRuns live)
{
    private const int Page = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the run rests. To be made before the run can come to rest, or to be asked first whether it does.</summary>
    public RestWatch Rest(RunId run) => new(store, live, run, Poll);

    public async IAsyncEnumerable<LoggedEvent> WatchAsync(
        OrganizationId organization, RunId run, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = live.Watch(run); // before the first look, so that nothing falls between
        try
        {
            var answered = new Dictionary<(string?, int?), long>();
            for (var first = true; ; first = false)
            {
                // The mark is read before the events: when it says that the run has ended, its last event is among them.
                if (await store.MarkAsync(organization, run, cancellationToken) is not { } mark)
                {
                    if (first) throw RunService.NotFound(run);
                    yield break;
                }

                while (after < mark.LastSequence)
                {
                    foreach (var logged in await store.EventsAsync(run, after, Page, cancellationToken))
                    {
                        foreach (var piece in Pieces(watch, logged.Sequence - 1, answered)) yield return piece;
                        if (logged.Event is LlmFinished { IsChat: true } or LlmRetrying) answered[(logged.Event.Node, logged.Event.Index)] = logged.Sequence;
                        after = logged.Sequence;
                        yield return logged;
                    }
                }

                if (mark.Status.IsEnded()) yield break;
                foreach (var piece in Pieces(watch, after, answered)) yield return piece;
                await watch.WaitAsync(Poll, cancellationToken);
            }
        }
        finally
        {
            live.Leave(run, watch);
        }
    }

    // A piece that comes after the whole answer was read is left out, and so is one of an attempt that was given up.
    private static IEnumerable<LoggedEvent> Pieces(LiveWatch watch, long until, Dictionary<(string?, int?), long> answered) =>
        watch.Until(until).Where(d => d.After >= answered.GetValueOrDefault((d.Event.Event.Node, d.Event.Event.Index))).Select(d => d.Event);
}
