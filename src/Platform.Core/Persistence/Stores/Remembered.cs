using System.Collections.Concurrent;
using System.Diagnostics;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// Numbers that are counted over many rows, remembered for as long as their counting was worth: a second for each 20,000 rows, a minute at most. So a small
/// installation always sees the present, and a page that many look at costs a big one little. Where counting takes long nobody waits for it: what is known is
/// told, and counted anew behind it. Kept in memory, for each organisation.
/// </summary>
internal sealed class Remembered<T>(TimeProvider time)
    where T : class
{
    private const long RowsPerSecond = 20_000;
    private const long MostSeconds = 60;
    private const long ManyRows = 5_000;
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(15); // to count them
    private static readonly TimeSpan TooOld = TimeSpan.FromMinutes(3); // then whoever asks waits for the present

    private const int MostEntries = 256; // of all questions; who asks counts anew

    private readonly ConcurrentDictionary<(OrganizationId, object?), Entry> _entries = new();

    /// <param name="count">The numbers, and how many rows they were counted over. It may be asked when the request that brought it is over.</param>
    public ValueTask<T> GetAsync(OrganizationId organization, Func<ValueTask<(T Value, long Rows)>> count) => GetAsync(organization, null, count);

    /// <summary>The same for one of several questions.</summary>
    /// <param name="what">The question; equal ones share what is remembered.</param>
    public async ValueTask<T> GetAsync(OrganizationId organization, object? what, Func<ValueTask<(T Value, long Rows)>> count)
    {
        var entry = EntryOf(organization, what);
        if (entry.Known(time, () => CountAsync(entry, count)) is { } known) return known;
        return await CountAsync(entry, count);
    }

    /// <summary>The same for one of several questions, of what is read without waiting.</summary>
    /// <param name="what">The question; equal ones share what is remembered.</param>
    public T Get(OrganizationId organization, object what, Func<(T Value, long Rows)> count)
    {
        var entry = EntryOf(organization, what);
        return entry.Known(time, () => Task.FromResult(Count(entry, count))) ?? Count(entry, count);
    }

    private Entry EntryOf(OrganizationId organization, object? what)
    {
        if (_entries.Count > MostEntries) _entries.Clear();
        return _entries.GetOrAdd((organization, what), _ => new Entry());
    }

    private async Task<T> CountAsync(Entry entry, Func<ValueTask<(T Value, long Rows)>> count)
    {
        var began = Stopwatch.GetTimestamp();
        return entry.Keep(time, await count(), Stopwatch.GetElapsedTime(began));
    }

    private T Count(Entry entry, Func<(T Value, long Rows)> count)
    {
        var began = Stopwatch.GetTimestamp();
        return entry.Keep(time, count(), Stopwatch.GetElapsedTime(began));
    }

    private sealed class Entry
    {
        private readonly Lock _gate = new();

        // Guarded by _gate.
        private T? _value;
        private DateTimeOffset _until;
        private bool _isLong;
        private bool _counting;

        /// <summary>Null when whoever asks has to count.</summary>
        /// <param name="count">Asked behind it when what is told is old.</param>
        public T? Known(TimeProvider time, Func<Task<T>> count)
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                if (_value is null || now < _until) return _value;
                if (!_isLong || now - _until > TooOld) return null; // what is counted at once is never told old: a page that heard of a change sees it
                if (_counting) return _value;
                _counting = true;
                _ = Task.Run(() => BehindAsync(count)); // ends with its question
                return _value;
            }
        }

        public T Keep(TimeProvider time, (T Value, long Rows) counted, TimeSpan took)
        {
            lock (_gate)
            {
                _isLong = counted.Rows > ManyRows && took > Long;
                (_value, _until) = (counted.Value, time.GetUtcNow().AddSeconds(Math.Min(counted.Rows / RowsPerSecond, MostSeconds)));
                return counted.Value;
            }
        }

        private async Task BehindAsync(Func<Task<T>> count)
        {
            try
            {
                await count();
            }
            catch (Exception) // Nobody waits for it: the next who asks counts anew and hears what is wrong.
            {
                lock (_gate) _isLong = false;
            }
            finally
            {
                lock (_gate) _counting = false;
            }
        }
    }
}
