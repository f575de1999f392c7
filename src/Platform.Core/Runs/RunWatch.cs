using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Runs;

/// <summary>
/// History, then live: everything after a number, in order, exactly once. Stored events are always read from the log, once for all who watch; a watcher in the
/// same process is woken at once and hears pieces of answers too, one in another process looks every 50 ms.
/// </summary>
internal sealed class RunWatch(IRunStore store, LiveRuns live)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<(OrganizationId, RunId), RunTail> _tails = new();

    public long CommitsHere => live.Commits;

    /// <summary>Waits until the run rests. To be made before the run can come to rest, or to be asked first whether it does.</summary>
    public RestWatch Rest(RunId run) => new(store, live, run, Poll);

    public async IAsyncEnumerable<LoggedEvent> WatchAsync(
        OrganizationId organization, RunId run, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in BatchesAsync(organization, run, after, WhenBehind.Reads, cancellationToken))
            foreach (var told in batch.Events) yield return told;
    }

    /// <summary>The same as they were read: who watches at the same place is given the very same batch.</summary>
    public async IAsyncEnumerable<EventBatch> BatchesAsync(
        OrganizationId organization, RunId run, long after, WhenBehind behind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = new LiveWatch(onlyRests: false);
        var tail = Follow(organization, run, watch);
        try
        {
            var answered = new Dictionary<(string?, int?), long>();
            for (var first = true; ;)
            {
                var (view, batch) = tail.See(after);
                if (view.Failed is { } failed) throw failed;
                if (view.IsMissing && first) throw RunService.NotFound(run);
                if (view.IsMissing) yield break;
                if (view.Mark is { } mark)
                {
                    first = false;
                    if (after < mark.LastSequence)
                    {
                        if (batch is null && behind == WhenBehind.Jumps && tail.Before > after) batch = EventBatch.LeftOut(tail.Before);
                        batch ??= await tail.BehindAsync(after, mark.LastSequence, cancellationToken);
                        if (batch is null) yield break; // they were deleted meanwhile
                        foreach (var part in batch.IsLeftOut || !watch.HasPieces ? [batch] : OneByOne(batch, watch, answered)) yield return part;
                        Answer(batch, answered);
                        after = batch.Last;
                        continue;
                    }

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
            if (!tail.IsOver && tail.TryFollow(watch)) return tail;
            LetGo(organization, run, tail);
        }
    }

    private void LetGo(OrganizationId organization, RunId run, RunTail tail) => _tails.TryRemove(KeyValuePair.Create((organization, run), tail));

    // Each piece before the event that it was told before.
    private static IEnumerable<EventBatch> OneByOne(EventBatch batch, LiveWatch watch, Dictionary<(string?, int?), long> answered)
    {
        foreach (var told in batch.Events)
        {
            foreach (var piece in Pieces(watch, told.Sequence - 1, answered)) yield return piece;
            var one = new EventBatch([told]);
            Answer(one, answered);
            yield return one;
        }
    }

    private static void Answer(EventBatch batch, Dictionary<(string?, int?), long> answered)
    {
        foreach (var told in batch.Answers) answered[(told.Event.Node, told.Event.Index)] = told.Sequence;
    }

    // A piece that comes after the whole answer was read is left out, and so is one of an attempt that was given up.
    private static IEnumerable<EventBatch> Pieces(LiveWatch watch, long until, Dictionary<(string?, int?), long> answered) =>
        watch.Until(until).Where(d => d.After >= answered.GetValueOrDefault((d.Event.Event.Node, d.Event.Event.Index))).Select(d => new EventBatch([d.Event]));
}

/// <summary>What one who watches and cannot keep up is told.</summary>
public enum WhenBehind
{
    /// <summary>Every event, however late.</summary>
    Reads,

    /// <summary>That some were left out, and then the newest: enough for who draws the present anew.</summary>
    Jumps,
}

/// <summary>Events that follow one another, as they were read together. What is live only stands alone.</summary>
public sealed class EventBatch
{
    internal EventBatch(IReadOnlyList<LoggedEvent> events)
    {
        Events = events;
        Last = events.Count == 0 ? 0 : events[^1].Sequence;
        Answers = [.. events.Where(e => e.Event is LlmFinished { IsChat: true } or LlmRetrying)];
    }

    /// <summary>Empty when they were left out.</summary>
    public IReadOnlyList<LoggedEvent> Events { get; }

    /// <summary>The number of the first; 0 for what is live only.</summary>
    internal long First => Events[0].Sequence;

    /// <summary>The number of the last; 0 for what is live only.</summary>
    public long Last { get; private init; }

    /// <summary>Events up to <see cref="Last"/> that were too many to be told.</summary>
    public bool IsLeftOut => Events.Count == 0;

    /// <summary>Those after which pieces of the same answer are void.</summary>
    internal IReadOnlyList<LoggedEvent> Answers { get; }

    internal static EventBatch LeftOut(long last) => new([]) { Last = last };

    /// <summary>What of it comes after a number; null when nothing does.</summary>
    internal EventBatch? After(long sequence) => sequence < First ? this : sequence >= Last ? null : new EventBatch([.. Events.Skip((int)(sequence - First + 1))]);
}
