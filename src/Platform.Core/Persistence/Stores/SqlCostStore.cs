using System.Data.Common;
using Platform.Core.Costs;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>Costs from the sums of days; those of runs from the runs' own rows.</summary>
internal sealed class SqlCostStore(Database database, TimeProvider time) : ICostStore
{
    private const int MostRows = 1000;
    private const int FewDays = 4;
    private static readonly DateOnly First = new(1970, 1, 1);

    private const string Sums = """
        CAST(sum(calls) AS bigint), CAST(sum(failed) AS bigint), CAST(sum(unpriced) AS bigint), CAST(sum(estimated) AS bigint), CAST(sum(input_tokens) AS bigint),
        CAST(sum(output_tokens) AS bigint), CAST(sum(cached_tokens) AS bigint), CAST(sum(reasoning_tokens) AS bigint), CAST(sum(cost_nanos) AS bigint), CAST(sum(cache_write_tokens) AS bigint)
        """;

    private const string OfRun = "model_calls, 0, unpriced_calls, estimated_calls, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, 0";

    // Ten thousand workflows in a month are three hundred thousand sums.
    private readonly Remembered<CostReport> _reports = new(time);

    public CostReport Report(OrganizationId organization, CostQuery query) => query.By == CostBy.Run
        ? database.Read(s => Runs(s, organization, query))
        : _reports.Get(organization, query, () => database.Read(s => (Days(s, organization, query, out var sums), sums)));

    private static CostReport Days(SqlSession s, OrganizationId organization, CostQuery query, out long sums)
    {
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var isSplit = query is { By: CostBy.Node } or { By: CostBy.Agent, EachWorkflow: true };
        var isOfAll = query is { Workflow: null, Model: null, Provider: null, Agent: null, User: null } && (query.By == CostBy.Node || !isSplit);
        var column = query.By == CostBy.User ? "user_name" : query.By.ToString().ToLowerInvariant();
        var asked = isOfAll ? One(organization, query, query.By == CostBy.Day ? "" : column) : Fine(organization, query);
        var columns = (query.By, isOfAll) switch
        {
            (CostBy.Day, _) => "day",
            (CostBy.Node, true) => "name, workflow",
            (_, false) when isSplit => $"{column}, workflow",
            (_, true) => "name",
            _ => column,
        };
        var order = query.By == CostBy.Day ? "day DESC" : $"sum(cost_nanos) DESC, sum(calls) DESC, {columns}";
        var at = isSplit ? 2 : 1;
        var rows = s.All(
            $"SELECT {columns}, {Sums} FROM {asked.From} GROUP BY {columns} ORDER BY {order} LIMIT ${asked.Values.Count + 1}",
            r => Read(r, at, query.By == CostBy.Day ? DayOf(r.GetInt64(0)) : r.GetString(0), isSplit ? r.GetString(1) : null), [.. asked.Values, take + 1]);
        sums = s.Number($"SELECT count(*) FROM {asked.From}", [.. asked.Values]);
        return new CostReport(query.By, query.From, query.To, Total(s, organization, query), [.. rows.Take(take)], rows.Count > take);
    }

    // Runs that were started on these days. Of a few days all are looked at in an index; of many, the dearest of all times until enough are of these days.
    private static CostReport Runs(SqlSession s, OrganizationId organization, CostQuery query)
    {
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var values = new List<object?> { organization, IdRange.From(TimeOf(query.From)), IdRange.From(TimeOf(query.To.AddDays(1))), take + 1 };
        var id = query.To.DayNumber - query.From.DayNumber < FewDays ? "id" : "COALESCE(id, id)"; // written so that the other index does not tempt the database
        var where = $"organization_id = $1 AND {id} >= $2 AND {id} < $3 AND model_calls > 0";
        if (query.Workflow is not null)
        {
            values.Add(query.Workflow);
            where += " AND (workflow || '') = $5";
        }

        var rows = s.All(
            $"""
            SELECT d.id, d.workflow, {OfRun} FROM (SELECT id AS dear, cost_nanos AS amount FROM runs WHERE {where} ORDER BY cost_nanos DESC, id DESC LIMIT $4) b
                CROSS JOIN runs d WHERE d.id = b.dear ORDER BY b.amount DESC, d.id DESC
            """,
            r => Read(r, 2, r.Run(0).ToString(), r.GetString(1)), values.ToArray());
        return new CostReport(query.By, query.From, query.To, Total(s, organization, query), [.. rows.Take(take)], rows.Count > take);
    }

    private static CostRow Total(SqlSession s, OrganizationId organization, CostQuery query)
    {
        var asked = query is { Workflow: null, Model: null, Provider: null, Agent: null, User: null } ? One(organization, query, "") : Fine(organization, query);
        return s.One($"SELECT {Sums} FROM {asked.From}", r => r.IsDBNull(0) ? null : Read(r, 0, "", null), asked.Values.ToArray()) ?? Nothing;
    }

    /// <summary>Added up by one thing alone.</summary>
    private static (string From, List<object?> Values) One(OrganizationId organization, CostQuery query, string kind) =>
        ("spend_by WHERE organization_id = $1 AND kind = $2 AND day >= $3 AND day <= $4", [organization, kind, DayOf(query.From), DayOf(query.To)]);

    /// <summary>Added up by all that can be asked.</summary>
    private static (string From, List<object?> Values) Fine(OrganizationId organization, CostQuery query)
    {
        var values = new List<object?> { organization, DayOf(query.From), DayOf(query.To) };

        // Of one workflow each day is looked up in the key, where its workflows lie in order; a range of days would be read with all workflows in it.
        var from = query.Workflow is null
            ? "spend WHERE organization_id = $1 AND day >= $2 AND day <= $3"
            : "spend WHERE organization_id = $1 AND day IN (WITH RECURSIVE d(n) AS (SELECT CAST($2 AS bigint) UNION ALL SELECT n + 1 FROM d WHERE n < $3) SELECT n FROM d)";
        foreach (var (column, value) in new[] { ("workflow", query.Workflow), ("model", query.Model), ("provider", query.Provider), ("agent", query.Agent), ("user_name", query.User) })
        {
            if (value is null) continue;
            values.Add(value);
            from += $" AND {column} = ${values.Count}";
        }

        return (from, values);
    }

    private static CostRow Nothing => new("", null, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static CostRow Read(DbDataReader r, int at, string key, string? workflow) => new(
        key, workflow, r.GetInt64(at), r.GetInt64(at + 1), r.GetInt64(at + 2), r.GetInt64(at + 3), r.GetInt64(at + 4), r.GetInt64(at + 5), r.GetInt64(at + 6), r.GetInt64(at + 7),
        r.GetInt64(at + 8) / CommitWriting.NanosPerDollar)
    {
        CacheWriteTokens = r.GetInt64(at + 9),
    };

    private static DateTimeOffset TimeOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static long DayOf(DateOnly day) => day.DayNumber - First.DayNumber;

    private static string DayOf(long day) => First.AddDays((int)day).ToString("yyyy-MM-dd");
}
