using System.Diagnostics;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;

namespace Platform.Web.Live;

/// <summary>
/// The traces of the runs that are looked at, each brought up to date by the events that came since. Two who watch the same run share one.
/// </summary>
internal sealed class RunTraces(RunService runs)
{
    private const int Most = 32;
    private const int Batch = 25_000; // read together: a step of a wide map is stored in one piece, which each reading parses whole
    private const long MostEvents = 100_000; // of a long run only so many are read, the newest

    // A run that goes on at full speed tells more than anybody can look at: of that only the newest is folded, and the rest once it is calm. A burst is folded whole.
    private const double FoldsPerSecond = 10_000; // events
    private const double FoldsAtOnce = 20_000;
    private const int Newest = 300;
    private static readonly TimeSpan UntilCalm = TimeSpan.FromSeconds(1);

    private const int MostSpans = 250_000;    // of all traces together, about 60 MB; the one that is looked at stays in any case

    // Guards _entries and _order.
    private readonly Lock _gate = new();
    private readonly Dictionary<RunId, Entry> _entries = [];
    private readonly LinkedList<RunId> _order = new();

    /// <summary>Asks the trace one question while nobody changes it. The answer must hold values, not the trace's own spans.</summary>
    /// <param name="upTo">The newest event that it must know of, so that the parts of a page that are drawn together read once; without it the present is asked for.</param>
    public async Task<T> AskAsync<T>(Caller caller, RunId run, Func<RunTrace, T> question, CancellationToken cancellationToken, long upTo = long.MaxValue)
    {
        var entry = Take(run);
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            // Up to the last that the run has when it is asked: while one reads, a run at full speed stores more than was read.
            if (await runs.FindAsync(caller, run, cancellationToken) is { } one && entry.Begin(one.LastSequence, one.Status == RunStatus.Running, upTo))
            {
                while (one.LastSequence - entry.Trace.Sequence is > 0 and var behind)
                {
                    var events = await runs.EventsAsync(caller, run, entry.Trace.Sequence, (int)Math.Min(Batch, behind), cancellationToken);
                    if (events.Count == 0) break; // deleted meanwhile
                    foreach (var told in events) entry.Trace.Add(told);
                }
            }

            var answer = question(entry.Trace);
            Trim(entry);
            return answer;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    // The least recently asked go first. One that is being asked is merely forgotten: whoever asks holds it, and the next one folds anew.
    private void Trim(Entry asked)
    {
        lock (_gate)
        {
            asked.Spans = asked.Trace.Spans;
            var held = _entries.Values.Sum(e => (long)e.Spans);
            for (var last = _order.Last; last is not null && held > MostSpans; last = _order.Last)
            {
                if (last == asked.Place || !_entries.Remove(last.Value, out var gone)) return;
                held -= gone.Spans;
                _order.RemoveLast();
            }
        }
    }

    private Entry Take(RunId run)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(run, out var known))
            {
                _order.Remove(known.Place);
                _order.AddFirst(known.Place);
                return known;
            }

            var entry = new Entry(_order.AddFirst(run));
            _entries[run] = entry;
            if (_entries.Count <= Most) return entry;
            _entries.Remove(_order.Last!.Value);
            _order.RemoveLast();
            return entry;
        }
    }

    private sealed class Entry(LinkedListNode<RunId> place)
    {
        public LinkedListNode<RunId> Place { get; } = place;

        public RunTrace Trace { get; private set; } = new();

        public Pace Folds { get; } = new(FoldsPerSecond, FoldsAtOnce);

        // Guarded by the gate.
        public int Spans { get; set; }

        // One at a time; never disposed, for it holds no handle unless its wait handle is asked for.
        public SemaphoreSlim Turn { get; } = new(1, 1);

        private long _leftOut; // when something was, by the stopwatch; 0 when the trace is as whole as it can be

        /// <summary>Begins anew where the trace is too far behind, or may be whole again.</summary>
        /// <returns>Whether events have to be read.</returns>
        public bool Begin(long last, bool goesOn, long upTo)
        {
            var behind = last - Trace.Sequence;
            var mayBeWhole = _leftOut != 0 && (!goesOn || Stopwatch.GetElapsedTime(_leftOut) > UntilCalm);
            if (Trace.Sequence > 0 && Trace.Sequence >= upTo && !mayBeWhole) return false;
            if (Trace.Sequence > 0 && goesOn && behind > Newest && Folds.Until(behind) > TimeSpan.Zero) (_leftOut, behind) = (Stopwatch.GetTimestamp(), Newest);
            else if (mayBeWhole) (_leftOut, behind) = (0, Math.Min(last, MostEvents));
            else if (Trace.Sequence == 0 && behind > MostEvents) behind = MostEvents;
            else
            {
                Folds.Take(behind);
                return true;
            }

            Trace = new RunTrace();
            if (behind < last) Trace.BeginAfter(last - behind);
            return true;
        }
    }
}
