using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// The numbers of the dashboard. Each is read from one range of one index: runs made since midnight are a range of ids, for ids sort by their time.
/// </summary>
internal static class OverviewReading
{
    private const int RecentFailures = 5;
    private const int Sample = 2_000;

    /// <summary>The numbers, and over how many rows they were counted.</summary>
    public static async ValueTask<(OverviewView View, long Rows)> ReadAsync(SqlSession s, OrganizationId organization, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var active = await ActiveAsync(s, organization);
        var started = (int)await s.NumberAsync("SELECT count(*) FROM runs WHERE organization_id = $1 AND id >= $2", organization, IdRange.From(today));
        var nanos = await s.NumberAsync(
            "SELECT CAST(sum(cost_nanos) AS bigint) FROM runs WHERE organization_id = $1 AND id >= $2 AND cost_nanos > 0", organization, IdRange.From(today));
        var ended = (await s.AllAsync(
            "SELECT status || '', count(*) FROM runs WHERE organization_id = $1 AND ended_at >= $2 GROUP BY status || ''",
            r => (Status: r.GetString(0), Count: (int)r.GetInt64(1)), organization, today)).ToDictionary(e => e.Status, e => e.Count, StringComparer.Ordinal);
        var newest = await NewestAsync(s, organization, now.AddDays(-1));
        var judged = newest.Where(r => r.Status != "cancelled").ToList();
        var times = newest.Where(r => r.Time is not null).Select(r => r.Time!.Value).Order().ToList();
        var tasks = (int)await s.NumberAsync(
            "SELECT count(*) FROM interrupts WHERE organization_id = $1 AND kind = 'human' AND status IN ('open', 'claimed')", organization);
        var view = new OverviewView(
            active, started, ended.GetValueOrDefault("succeeded"), ended.GetValueOrDefault("failed"),
            judged.Count == 0 ? null : judged.Count(r => r.Status == "succeeded") / (double)judged.Count,
            times.Count == 0 ? null : times[(int)Math.Ceiling(times.Count * 0.95) - 1],
            nanos / CommitWriting.NanosPerDollar, tasks, await FailuresAsync(s, organization));
        return (view, started + active.All + ended.Values.Sum() + tasks);
    }

    public static async ValueTask<ActiveCounts> ActiveAsync(SqlSession s, OrganizationId organization)
    {
        var counts = (await s.AllAsync(
            "SELECT status, count(*) FROM runs WHERE organization_id = $1 AND status IN ('queued', 'running', 'waiting') GROUP BY status",
            r => (Status: r.GetString(0), Count: (int)r.GetInt64(1)), organization)).ToDictionary(c => c.Status, c => c.Count, StringComparer.Ordinal);
        return new ActiveCounts(counts.GetValueOrDefault("queued"), counts.GetValueOrDefault("running"), counts.GetValueOrDefault("waiting"));
    }

    private static ValueTask<List<(string Status, TimeSpan? Time)>> NewestAsync(SqlSession s, OrganizationId organization, DateTimeOffset since) => s.AllAsync(
        "SELECT status, started_at + stood_ms, ended_at FROM runs WHERE organization_id = $1 AND ended_at >= $2 ORDER BY ended_at DESC LIMIT $3",
        r => (r.GetString(0), r.TimeOrNull(1) is { } began ? r.Time(2) - began : (TimeSpan?)null), organization, since, Sample);

    private static ValueTask<List<RunView>> FailuresAsync(SqlSession s, OrganizationId organization) => s.AllAsync(
        $"SELECT {RunReading.Columns} FROM runs WHERE organization_id = $1 AND status = 'failed' ORDER BY id DESC LIMIT $2",
        r => RunReading.View(RunReading.Read(r), 0), organization, RecentFailures);
}
