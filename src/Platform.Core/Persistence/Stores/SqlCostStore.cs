using System.Data.Common;
using Platform.Core.Costs;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>Costs from the sums of days; those of runs from the runs' own rows.</summary>
internal sealed class SqlCostStore(Database database) : ICostStore
{
    private const int MostRows = 1000;
    private static readonly DateOnly First = new(1970, 1, 1);

    private const string Sums = """
        CAST(sum(calls) AS bigint), CAST(sum(failed) AS bigint), CAST(sum(unpriced) AS bigint), CAST(sum(estimated) AS bigint), CAST(sum(input_tokens) AS bigint),
        CAST(sum(output_tokens) AS bigint), CAST(sum(cached_tokens) AS bigint), CAST(sum(reasoning_tokens) AS bigint), CAST(sum(cost_nanos) AS bigint)
        """;

    private const string OfRun = "model_calls, 0, unpriced_calls, estimated_calls, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos";

    public CostReport Report(OrganizationId organization, CostQuery query) => database.Read(s => query.By == CostBy.Run ? Runs(s, organization, query) : Days(s, organization, query));

    private static CostReport Days(SqlSession s, OrganizationId organization, CostQuery query)
    {
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var (where, values) = Where(organization, query);
        var columns = query.By switch
        {
            CostBy.Node => "node, workflow",
            CostBy.User => "user_name",
            var by => by.ToString().ToLowerInvariant(),
        };
        var total = s.One($"SELECT {Sums} FROM spend WHERE {where}", r => r.IsDBNull(0) ? null : Read(r, 0, "", null), values.ToArray()) ?? Nothing;
        values.Add(take + 1);
        var order = query.By == CostBy.Day ? "day DESC" : $"sum(cost_nanos) DESC, sum(calls) DESC, {columns}";
        var sums = query.By == CostBy.Node ? 2 : 1;
        var rows = s.All(
            $"SELECT {columns}, {Sums} FROM spend WHERE {where} GROUP BY {columns} ORDER BY {order} LIMIT ${values.Count}",
            r => Read(r, sums, query.By == CostBy.Day ? DayOf(r.GetInt64(0)) : r.GetString(0), query.By == CostBy.Node ? r.GetString(1) : null), values.ToArray());
        return new CostReport(query.By, query.From, query.To, total, [.. rows.Take(take)], rows.Count > take);
    }

    // Runs that were started on these days. The dearest are looked for in an index alone; it holds no run that called no model.
    private static CostReport Runs(SqlSession s, OrganizationId organization, CostQuery query)
    {
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var values = new List<object?> { organization, IdRange.From(TimeOf(query.From)), IdRange.From(TimeOf(query.To.AddDays(1))) };
        var where = "organization_id = $1 AND id >= $2 AND id < $3 AND model_calls > 0";
        if (query.Workflow is not null)
        {
            values.Add(query.Workflow);
            where += " AND workflow = $4";
        }

        var asked = Where(organization, query);
        var total = s.One($"SELECT {Sums} FROM spend WHERE {asked.Sql}", r => r.IsDBNull(0) ? null : Read(r, 0, "", null), asked.Values.ToArray()) ?? Nothing;
        values.Add(take + 1);
        var rows = s.All(
            $"""
            SELECT d.id, d.workflow, {OfRun} FROM runs d JOIN (SELECT id AS dear, cost_nanos AS amount FROM runs WHERE {where} ORDER BY cost_nanos DESC, id DESC LIMIT ${values.Count}) b
                ON d.id = b.dear ORDER BY b.amount DESC, d.id DESC
            """,
            r => Read(r, 2, r.Run(0).ToString(), r.GetString(1)), values.ToArray());
        return new CostReport(query.By, query.From, query.To, total, [.. rows.Take(take)], rows.Count > take);
    }

    private static (string Sql, List<object?> Values) Where(OrganizationId organization, CostQuery query)
    {
        var values = new List<object?> { organization, (long)(query.From.DayNumber - First.DayNumber), (long)(query.To.DayNumber - First.DayNumber) };
        var where = "organization_id = $1 AND day >= $2 AND day <= $3";
        foreach (var (column, value) in new[] { ("workflow", query.Workflow), ("model", query.Model), ("provider", query.Provider), ("agent", query.Agent), ("user_name", query.User) })
        {
            if (value is null) continue;
            values.Add(value);
            where += $" AND {column} = ${values.Count}";
        }

        return (where, values);
    }

    private static CostRow Nothing => new("", null, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static CostRow Read(DbDataReader r, int at, string key, string? workflow) => new(
        key, workflow, r.GetInt64(at), r.GetInt64(at + 1), r.GetInt64(at + 2), r.GetInt64(at + 3), r.GetInt64(at + 4), r.GetInt64(at + 5), r.GetInt64(at + 6), r.GetInt64(at + 7),
        r.GetInt64(at + 8) / CommitWriting.NanosPerDollar);

    private static DateTimeOffset TimeOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static string DayOf(long day) => First.AddDays((int)day).ToString("yyyy-MM-dd");
}
