using System.Diagnostics;
using Platform.Core.Foundation;

namespace Platform.Web.Live;

/// <summary>
/// What a run's page shows, drawn once for all who watch the same: who needs it as of an event gets a drawing that is not older, and nobody makes one drawn more
/// than about ten times a second for long.
/// </summary>
internal sealed class RunDrawings
{
    private const int Most = 512;

    // Of each part: drawings a second and at once, and the time that they may take together, in milliseconds. One that took long by chance, as the first does, is
    // not held against those that follow.
    private const double PerSecond = 12;
    private const double AtOnce = 10;
    private const double BusyPerSecond = 150;
    private const double BusyAtOnce = 100;
    private const double MostForOne = 80;

    // Guards the entries and what is in them.
    private readonly Lock _gate = new();
    private readonly Dictionary<(RunId, string), Entry> _entries = [];

    /// <param name="upTo">The newest event that it must tell of.</param>
    /// <param name="draw">Draws the present. It must hold nothing of one reader's own, for another may be the one who waits for it.</param>
    public Task<T> GetAsync<T>(RunId run, string part, long upTo, Func<Task<T>> draw)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue((run, part), out var entry))
            {
                if (_entries.Count >= Most) _entries.Clear(); // those who watch fill it again
                _entries[(run, part)] = entry = new Entry();
            }

            if (entry.Drawn is Task<T> { IsFaulted: false } drawn && entry.UpTo >= upTo) return drawn;
            entry.NextUpTo = Math.Max(entry.NextUpTo, upTo);
            if (entry.Next is Task<T> next) return next;
            var made = NextAsync(entry, draw);
            if (!made.IsCompleted) entry.Next = made;
            return made;
        }
    }

    private async Task<T> NextAsync<T>(Entry entry, Func<Task<T>> draw)
    {
        await Task.Yield(); // not under the lock
        TimeSpan often, busy;
        lock (_gate) (often, busy) = (entry.Often.Until(1), entry.Busy.Until(0));
        var left = often > busy ? often : busy;
        if (left > TimeSpan.Zero) await Task.Delay(left);
        var told = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            entry.Often.Take(1);
            (entry.UpTo, entry.Drawn, entry.Next) = (entry.NextUpTo, told.Task, null);
        }

        try
        {
            var drawn = await draw();
            lock (_gate) entry.Busy.Take(Math.Min(MostForOne, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
            told.SetResult(drawn);
            return drawn;
        }
        catch (Exception e) // Told to all who wait; the next who asks has it drawn anew.
        {
            told.SetException(e);
            _ = told.Task.Exception; // seen, should nobody else wait
            throw;
        }
    }

    private sealed class Entry
    {
        public Task? Drawn { get; set; }

        public long UpTo { get; set; }

        public Task? Next { get; set; }

        public long NextUpTo { get; set; }

        public Pace Often { get; } = new(PerSecond, AtOnce);

        public Pace Busy { get; } = new(BusyPerSecond, BusyAtOnce);
    }
}
