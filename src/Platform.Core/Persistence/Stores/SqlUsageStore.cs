using System.Data.Common;
using Platform.Core.Costs.Usage;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>Sums of calls: for each name one range of the key, a few hundred rows for a month.</summary>
internal sealed class SqlUsageStore(Database database) : IUsageStore
{
    private static readonly DateOnly First = new(1970, 1, 1);

    private const string Ask = """
        SELECT day, bucket, calls, failed, input_tokens, output_tokens, cost_nanos, unpriced FROM call_stats
        WHERE organization_id = $1 AND kind = $2 AND name = $3 AND workflow = $4 AND day >= $5 AND day <= $6
        """;

    public IReadOnlyList<UsageView> Of(OrganizationId organization, UsageKind kind, IReadOnlyList<IReadOnlyList<UsageKey>> groups, DateOnly from, DateOnly to) => database.Read(s =>
        groups.Select(group => View([.. group.SelectMany(key => s.All(
            Ask, r => Row.Of(r, key.Less ? -1 : 1),
            organization, kind.Text(), key.Name, key.Workflow, DayOf(from), DayOf(to)))], from, to)).ToList());

    private static UsageView View(List<Row> rows, DateOnly from, DateOnly to)
    {
        var buckets = rows.GroupBy(r => r.Bucket).Select(b => (b.Key, b.Sum(r => r.Calls))).ToList();
        var byDay = rows.ToLookup(r => r.Day);
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)
            .Select(day => (Day: day, Rows: byDay[DayOf(day)])).Select(d => new UsageDay(d.Day, d.Rows.Sum(r => r.Calls), d.Rows.Sum(r => r.Failed)));
        return new UsageView(
            rows.Sum(r => r.Calls), rows.Sum(r => r.Failed), LatencyBuckets.Percentile(buckets, 0.5), LatencyBuckets.Percentile(buckets, 0.95),
            rows.Sum(r => r.Input), rows.Sum(r => r.Output), rows.Sum(r => r.Nanos) / CommitWriting.NanosPerDollar, rows.Sum(r => r.Unpriced), [.. days]);
    }

    private static long DayOf(DateOnly day) => day.DayNumber - First.DayNumber;

    private readonly record struct Row(long Day, int Bucket, long Calls, long Failed, long Input, long Output, long Nanos, long Unpriced)
    {
        public static Row Of(DbDataReader r, int sign) =>
            new(r.GetInt64(0), (int)r.GetInt64(1), sign * r.GetInt64(2), sign * r.GetInt64(3), sign * r.GetInt64(4), sign * r.GetInt64(5), sign * r.GetInt64(6), sign * r.GetInt64(7));
    }
}
