using System.Collections.Concurrent;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// How runs did, hour by hour. An hour that is over does not change any more and is counted once in the life of the process; only the last two are counted anew.
/// Each is a range of the index of what ended.
/// </summary>
internal sealed class TrendReading(Database database)
{
    private const int Sample = 100;
    private const int MostHours = 24 * 7;

    private readonly ConcurrentDictionary<(OrganizationId, long), TrendHour> _over = new();

    /// <summary>Oldest first, the hour of <paramref name="now"/> last.</summary>
    public ValueTask<List<TrendHour>> ReadAsync(OrganizationId organization, DateTimeOffset now, int hours, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        var last = now.ToUnixTimeSeconds() / 3600;
        var first = last - Math.Clamp(hours, 1, MostHours) + 1;
        foreach (var (key, _) in _over.Where(h => h.Key.Item2 < last - MostHours)) _over.TryRemove(key, out _);
        var found = new List<TrendHour>();
        for (var hour = first; hour <= last; hour++)
        {
            if (_over.TryGetValue((organization, hour), out var known))
            {
                found.Add(known);
                continue;
            }

            var read = await HourAsync(s, organization, DateTimeOffset.FromUnixTimeSeconds(hour * 3600));
            if (hour < last - 1) _over[(organization, hour)] = read;
            found.Add(read);
        }

        return found;
    }, cancellationToken);

    private static async ValueTask<TrendHour> HourAsync(SqlSession s, OrganizationId organization, DateTimeOffset start)
    {
        var counts = (await s.AllAsync(
            "SELECT status || '', count(*) FROM runs WHERE organization_id = $1 AND ended_at >= $2 AND ended_at < $3 GROUP BY status || ''",
            r => (Status: r.GetString(0), Count: (int)r.GetInt64(1)), organization, start, start.AddHours(1))).ToDictionary(c => c.Status, c => c.Count, StringComparer.Ordinal);
        if (counts.Count == 0) return new TrendHour(start, 0, 0, 0, null);
        var times = (await s.AllAsync(
            "SELECT started_at + stood_ms, ended_at FROM runs WHERE organization_id = $1 AND ended_at >= $2 AND ended_at < $3 ORDER BY ended_at DESC LIMIT $4",
            r => r.TimeOrNull(0) is { } began ? r.Time(1) - began : (TimeSpan?)null, organization, start, start.AddHours(1), Sample)).Where(t => t is not null).Order().ToList();
        return new TrendHour(
            start, counts.GetValueOrDefault("succeeded"), counts.GetValueOrDefault("failed"), counts.GetValueOrDefault("cancelled"),
            times.Count == 0 ? null : times[(int)Math.Ceiling(times.Count * 0.95) - 1]);
    }
}
