using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Live;

namespace Platform.Web.Pages.Runs.Parts;

/// <summary>A page of a run's events. They have one index, by number; a kind or a node is picked out while reading, a bounded part at a time.</summary>
internal sealed class EventsReader(Caller caller, RunService runs, RunTraces traces)
{
    private const int Shown = 100;
    private const int Batch = 1_000;
    private const int MostRead = 10_000;
    private const int LogsShown = 50;

    public async Task<EventsPart> ReadAsync(RunView run, EventFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<LoggedEvent>();
        var (low, high) = filter.After is { } after ? (after, after) : (long.MaxValue, (filter.Before ?? run.LastSequence + 1) - 1);
        if (filter.After is not null)
        {
            while (found.Count < Shown && high - filter.After < MostRead)
            {
                var read = await runs.EventsAsync(caller, run.Id, high, filter.IsPicky ? Batch : Shown, cancellationToken);
                foreach (var told in read.TakeWhile(_ => found.Count < Shown))
                {
                    high = told.Sequence;
                    if (filter.Fits(told.Event)) found.Add(told);
                }

                if (read.Count == 0) break;
            }
        }
        else
        {
            for (low = high; found.Count < Shown && low > 0 && high - low < MostRead;)
            {
                var from = Math.Max(0, low - (filter.IsPicky ? Batch : Shown));
                var read = await runs.EventsAsync(caller, run.Id, from, (int)(low - from), cancellationToken);
                var top = low;
                low = from;
                foreach (var told in read.Where(e => e.Sequence <= top && filter.Fits(e.Event)).Reverse())
                {
                    if (found.Count == Shown) break;
                    found.Add(told);
                    if (found.Count == Shown) low = told.Sequence - 1;
                }
            }
        }

        return new EventsPart(run, filter, [.. found.Select(e => EventRow.Of(run.Id, e))], low, high);
    }

    /// <summary>What code printed, newest first.</summary>
    public async Task<LogsPart> LogsAsync(RunView run, CancellationToken cancellationToken)
    {
        var (numbers, all) = await traces.AskAsync(caller, run.Id, trace => (trace.Logs.TakeLast(LogsShown).Reverse().ToList(), trace.Logs.Count), cancellationToken);
        var rows = new List<EventRow>();
        foreach (var number in numbers) rows.AddRange((await runs.EventsAsync(caller, run.Id, number - 1, 1, cancellationToken)).Select(e => EventRow.Of(run.Id, e)));
        return new LogsPart(run, rows, all);
    }
}

/// <param name="Low">Newest first: nothing at or below it was read.</param>
/// <param name="High">Oldest first: nothing above it was read.</param>
internal sealed record EventsPart(RunView Run, EventFilter Filter, IReadOnlyList<EventRow> Rows, long Low, long High)
{
    public bool IsLive => Filter is { After: null, Before: null };

    public bool NewestFirst => Filter.After is null;
}

/// <param name="All">How many there are.</param>
internal sealed record LogsPart(RunView Run, IReadOnlyList<EventRow> Rows, int All);
