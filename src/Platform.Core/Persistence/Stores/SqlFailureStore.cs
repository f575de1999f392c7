using System.Data.Common;
using Platform.Core.Foundation;
using Platform.Core.Runs.Failures;

namespace Platform.Core.Persistence.Stores;

/// <summary>Failures by cause, from the counts of each day; the runs of a cause by their index.</summary>
internal sealed class SqlFailureStore(Database database, TimeProvider time) : IFailureStore
{
    private const int MostDayRows = 20_000;
    private static readonly DateOnly First = new(1970, 1, 1);

    // Of what was told of a cause the newest text counts; max() is near enough and needs no second look.
    private const string Columns = """
        cause, max(workflow), max(node), max(code), max(message), max(resolution), CAST(sum(runs) AS bigint) AS failed_runs, CAST(sum(tasks) AS bigint) AS failed_tasks,
        min(first_at), max(last_at) AS newest_at
        """;

    // Looked up for the groups that are shown, not for all that are sorted.
    private const string Newest = "(SELECT r.error FROM runs r WHERE r.organization_id = $1 AND r.cause = g.cause AND r.cause IS NOT NULL ORDER BY r.id DESC LIMIT 1)";

    private readonly Remembered<FailureReport> _reports = new(time);

    public FailureReport Report(OrganizationId organization, FailureQuery query) => _reports.Get(organization, query, () => database.Read(s => Read(s, organization, query)));

    private static (FailureReport Report, long Rows) Read(SqlSession s, OrganizationId organization, FailureQuery query)
    {
        var values = new List<object?> { organization, DayOf(query.From), DayOf(query.To) };
        var where = "organization_id = $1 AND day >= $2 AND day <= $3";
        if (query.Workflow is not null)
        {
            values.Add(query.Workflow);
            where += " AND workflow = $4";
        }

        var all = values.ToArray();
        var total = s.One(
            $"SELECT CAST(sum(runs) AS bigint), CAST(sum(tasks) AS bigint), count(*) FROM failure_causes WHERE {where}",
            r => (Runs: r.IsDBNull(0) ? 0 : r.GetInt64(0), Tasks: r.IsDBNull(1) ? 0 : r.GetInt64(1), Rows: r.GetInt64(2)), all);
        values.Add(query.Limit + 1);
        var order = query.ByCount ? "failed_runs DESC, failed_tasks DESC, cause" : "newest_at DESC, cause";
        var groups = s.All(
            $"SELECT g.*, {Newest} FROM (SELECT {Columns} FROM failure_causes WHERE {where} GROUP BY cause ORDER BY {order} LIMIT ${values.Count}) g ORDER BY {order}", Read, values.ToArray());
        var shown = groups.Take(query.Limit).ToDictionary(g => g.Cause, StringComparer.Ordinal);
        var days = shown.Keys.ToDictionary(c => c, _ => new long[query.To.DayNumber - query.From.DayNumber + 1], StringComparer.Ordinal);
        var rows = s.All($"SELECT cause, day, runs, tasks FROM failure_causes WHERE {where} LIMIT {MostDayRows}", r => (Cause: r.GetString(0), Day: r.GetInt64(1), Count: Math.Max(r.GetInt64(2), r.GetInt64(3))), all);
        foreach (var (cause, day, count) in rows)
            if (days.TryGetValue(cause, out var line)) line[day - DayOf(query.From)] += count;
        return (new FailureReport([.. groups.Take(query.Limit).Select(g => g with { Daily = days[g.Cause] })], total.Runs, total.Tasks, groups.Count > query.Limit), total.Rows);
    }

    public FailureGroup? Find(OrganizationId organization, string cause, DateOnly from, DateOnly to) => database.Read(s =>
    {
        var found = s.One($"SELECT g.*, {Newest} FROM (SELECT {Columns} FROM failure_causes WHERE organization_id = $1 AND cause = $2 GROUP BY cause) g", Read, organization, cause);
        if (found is null) return null;
        var days = new long[to.DayNumber - from.DayNumber + 1];
        foreach (var (day, count) in s.All(
            "SELECT day, runs, tasks FROM failure_causes WHERE organization_id = $1 AND cause = $2 AND day >= $3 AND day <= $4",
            r => (r.GetInt64(0), Math.Max(r.GetInt64(1), r.GetInt64(2))), organization, cause, DayOf(from), DayOf(to))) days[day - DayOf(from)] += count;
        return found with { Daily = days };
    });

    public FailedRuns Failed(OrganizationId organization, string cause, int take, int mostCounted) => database.Read(s => new FailedRuns(
        s.Number("SELECT count(*) FROM (SELECT 1 FROM runs WHERE organization_id = $1 AND cause = $2 AND cause IS NOT NULL LIMIT $3) f", organization, cause, mostCounted),
        s.All("SELECT id FROM runs WHERE organization_id = $1 AND cause = $2 AND cause IS NOT NULL ORDER BY id DESC LIMIT $3", r => r.Run(0), organization, cause, take)));

    private static FailureGroup Read(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetInt64(6), r.GetInt64(7), r.Time(8), r.Time(9), [])
    {
        Newest = StoredJson.ReadError(r.TextOrNull(10))?.Message,
    };

    private static long DayOf(DateOnly day) => day.DayNumber - First.DayNumber;
}
