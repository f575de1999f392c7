using System.Text.Json;
using Platform.Core.Costs.Budgets;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>The counts of budgets, and what is set aside for calls in flight.</summary>
/// <param name="gate">
/// The writer of holds. On PostgreSQL one of its own: a hold waits for those of other nodes, and the commits of runs must not wait with it.
/// </param>
internal sealed class SqlBudgetStore(Database database, IDatabaseWriter gate, SqlSettings settings) : IBudgetStore
{
    private const string LimitsSetting = "budgets";
    private const string Marks = "budget.";

    public BudgetLimits? Limits(OrganizationId organization) =>
        settings.Find(organization, LimitsSetting) is { } stored ? JsonSerializer.Deserialize<BudgetLimits>(stored) : null;

    public Task SaveLimitsAsync(OrganizationId organization, BudgetLimits? limits, string by, DateTimeOffset at) =>
        settings.SaveAsync(organization, LimitsSetting, limits is null ? null : JsonSerializer.Serialize(limits), by, at);

    public IReadOnlyList<BudgetCount> Count(OrganizationId organization, BudgetLimits? all, string workflow, BudgetLimits? own, DateTimeOffset now, out long unpriced)
    {
        var rows = database.Read(s => Rows(s, organization, workflow, now));
        unpriced = rows.Where(r => !r.IsHold && (own is null ? r.Scope.Length == 0 : r.Scope == workflow)).Sum(r => r.Unpriced);
        return Counts(rows, all, workflow, own, now);
    }

    public Task<HeldCall> HoldAsync(HoldCall hold) => gate.WriteAsync(s =>
    {
        s.Alone("budgets");
        var counts = Counts(Rows(s, hold.Organization, hold.Workflow, hold.Now), hold.All, hold.Workflow, hold.Own, hold.Now);
        var (admission, by) = BudgetRules.Decide(counts, hold.Call);
        if (admission != Admission.Admitted)
        {
            if (admission == Admission.Refused) Mark(s, hold.Organization, "refused", by!, hold.Now);
            return new HeldCall(admission, null, by, []);
        }

        var warned = counts.Where(c => BudgetRules.IsWarned(c, hold.Call.LeastNanos) && Mark(s, hold.Organization, "warned", c, hold.Now)).ToList();
        if (!hold.Call.IsPriced) return new HeldCall(admission, null, null, warned);
        var id = OrderedGuid.New(hold.Now);
        s.Execute(
            "INSERT INTO budget_holds (id, organization_id, scope, day, until, least_nanos, most_nanos) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id, hold.Organization, hold.Workflow, CallWriting.DayOf(hold.Now), hold.Until, hold.Call.LeastNanos, hold.Call.MostNanos);
        return new HeldCall(admission, id, null, warned);
    });

    public Task AbandonAsync(Guid hold, DateTimeOffset now) => gate.WriteAsync(s => s.Execute("UPDATE budget_holds SET until = $2 WHERE id = $1", hold, now));

    public bool WasRefused(OrganizationId organization, BudgetCount count, DateTimeOffset now) => settings.Find(organization, MarkOf("refused", count)) == MarkValue(count, now);

    // In one statement: a call that ends meanwhile moves from what is held to what is spent, and must be seen in one of the two places.
    private static List<Row> Rows(SqlSession s, OrganizationId organization, string workflow, DateTimeOffset now)
    {
        var month = CallWriting.DayOf(new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero));
        return s.All(
            """
            SELECT 0, scope, day, cost_nanos, cost_nanos, unpriced FROM budget_spend WHERE organization_id = $1 AND scope IN ('', $2) AND day >= $3
            UNION ALL
            SELECT 1, scope, day, least_nanos, CASE WHEN until > $4 THEN most_nanos ELSE least_nanos END, 0 FROM budget_holds WHERE organization_id = $1 AND day >= $3
            """,
            r => new Row(r.GetInt64(0) == 1, r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5)), organization, workflow, month, now);
    }

    private static List<BudgetCount> Counts(List<Row> rows, BudgetLimits? all, string workflow, BudgetLimits? own, DateTimeOffset now)
    {
        var counts = new List<BudgetCount>();
        foreach (var (limits, name) in new[] { (all, (string?)null), (own, workflow) })
        {
            if (limits?.Day is { } day) counts.Add(Count(rows, name, BudgetPeriod.Day, day, limits.WarnAt, CallWriting.DayOf(now)));
            if (limits?.Month is { } month) counts.Add(Count(rows, name, BudgetPeriod.Month, month, limits.WarnAt, 0));
        }

        return counts;
    }

    // Each call is spent in both scopes, and held under its workflow's alone.
    private static BudgetCount Count(List<Row> rows, string? workflow, BudgetPeriod period, decimal limit, int warnAt, long since)
    {
        var spent = rows.Where(r => !r.IsHold && r.Scope == (workflow ?? "") && r.Day >= since).Sum(r => r.Least);
        var held = rows.Where(r => r.IsHold && (workflow is null || r.Scope == workflow) && r.Day >= since).ToList();
        return new BudgetCount(workflow, period, (long)(limit * CommitWriting.NanosPerDollar), warnAt, spent, held.Sum(h => h.Least), held.Sum(h => h.Most));
    }

    /// <summary>True when it is new in this period, and for this limit.</summary>
    private static bool Mark(SqlSession s, OrganizationId organization, string what, BudgetCount count, DateTimeOffset now) => s.Execute(
        """
        INSERT INTO settings (organization_id, name, value, updated_by, updated_at) VALUES ($1, $2, $3, '', $4)
        ON CONFLICT (organization_id, name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at WHERE settings.value <> excluded.value
        """,
        organization, MarkOf(what, count), MarkValue(count, now), now) > 0;

    private static string MarkOf(string what, BudgetCount count) => $"{Marks}{what}:{count.Period}:{count.Workflow}";

    private static string MarkValue(BudgetCount count, DateTimeOffset now) => $"{BudgetBook.RenewsAt(count.Period, now):yyyy-MM-dd} {count.Limit}";

    private sealed record Row(bool IsHold, string Scope, long Day, long Least, long Most, long Unpriced);
}

/// <summary>The writer of holds.</summary>
internal sealed class BudgetGate(IDatabaseWriter writer, bool isOwn) : IDisposable
{
    public IDatabaseWriter Writer { get; } = writer;

    public void Dispose()
    {
        if (isOwn) (Writer as IDisposable)?.Dispose();
    }
}
