using System.Collections.Concurrent;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// Numbers that are counted over many rows, remembered for as long as their counting was worth: a second for each 20,000 rows, a minute at most. So a small
/// installation always sees the present, and a page that many look at costs a big one little. Kept in memory, for each organisation.
/// </summary>
internal sealed class Remembered<T>(TimeProvider time)
    where T : class
{
    private const long RowsPerSecond = 20_000;
    private const long MostSeconds = 60;

    private readonly ConcurrentDictionary<OrganizationId, Entry> _entries = new();

    /// <param name="count">The numbers, and how many rows they were counted over.</param>
    public ValueTask<T> GetAsync(OrganizationId organization, Func<ValueTask<(T Value, long Rows)>> count) => _entries.GetOrAdd(organization, _ => new Entry()).GetAsync(time, count);

    private sealed class Entry
    {
        private readonly Lock _gate = new();

        // Guarded by _gate.
        private T? _value;
        private DateTimeOffset _until;
        private bool _counting;

        public async ValueTask<T> GetAsync(TimeProvider time, Func<ValueTask<(T Value, long Rows)>> count)
        {
            lock (_gate)
            {
                if (_value is not null && (_counting || time.GetUtcNow() < _until)) return _value; // one counts, the others take what is known
                _counting = true;
            }

            try
            {
                var (value, rows) = await count();
                lock (_gate) (_value, _until) = (value, time.GetUtcNow().AddSeconds(Math.Min(rows / RowsPerSecond, MostSeconds)));
                return value;
            }
            finally
            {
                lock (_gate) _counting = false;
            }
        }
    }
}
