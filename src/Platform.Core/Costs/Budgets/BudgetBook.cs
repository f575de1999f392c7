using System.Collections.Concurrent;
using System.Globalization;
using Platform.Core.Config;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Costs.Budgets;

/// <summary>
/// What organisations and workflows may spend a day and a month, UTC, and the gate before each call. The newest version of a workflow sets its budgets, for
/// every run of it: so raising one lets a run that was stopped go on.
/// </summary>
public sealed class BudgetBook
{
    private const decimal NanosPerDollar = 1_000_000_000m;
    private const decimal Most = 1_000_000_000m;

    // Other nodes, and whoever changes a budget, are heard after this time at the latest.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30); // for the commit that tells of the call's end

    private readonly IBudgetStore _store;
    private readonly Lazy<WorkflowService> _workflows; // late: workflows are compiled by the kinds of node, and one of these stands at this gate
    private readonly Lazy<PartsIndex> _parts; // late for the same reason
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(OrganizationId, string), Known> _known = new();

    internal BudgetBook(IBudgetStore store, Lazy<WorkflowService> workflows, Lazy<PartsIndex> parts, TimeProvider time) => (_store, _workflows, _parts, _time) = (store, workflows, parts, time);

    /// <summary>The organisation's own limits; none when it has not set any.</summary>
    public BudgetLimits Limits(Caller caller) => _store.Limits(caller.Organization) ?? new BudgetLimits(null, null);

    /// <summary>Sets what the organisation may spend.</summary>
    /// <exception cref="PlatformException">Validation: a number out of its range.</exception>
    public async Task<IReadOnlyList<BudgetView>> SetAsync(Caller caller, BudgetLimits limits, CancellationToken cancellationToken)
    {
        if (limits.Day is < 0 or > Most || limits.Month is < 0 or > Most) throw new PlatformException(ErrorCode.Validation, "A budget is from $0 to $1,000,000,000.", "Give an amount in that range, or none.");
        if (limits.WarnAt is < 1 or > 100) throw new PlatformException(ErrorCode.Validation, "People are warned at 1 to 100 percent of a budget.", "Give a number in that range.");
        await _store.SaveLimitsAsync(caller.Organization, limits.IsNone ? null : limits, caller.Name, _time.GetUtcNow());
        _known.Clear();
        return await ShowAsync(caller, cancellationToken);
    }

    /// <summary>All budgets, the organisation's first, and what is left of them.</summary>
    public async Task<IReadOnlyList<BudgetView>> ShowAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var views = new List<BudgetView>();
        views.AddRange(Views(caller.Organization, _store.Limits(caller.Organization), "", null, now));
        foreach (var workflow in (await _parts.Value.AllAsync(caller.Organization, cancellationToken)).Items)
            if (OwnOf(workflow.Budgets) is { } own) views.AddRange(Views(caller.Organization, null, workflow.Workflow, own, now));
        return views;
    }

    /// <summary>The gate before a call: sets its money aside, waits while calls in flight might leave room, and refuses what would pass a budget.</summary>
    /// <param name="model">Its name in the file.</param>
    /// <param name="timeout">The longest time that the call may take.</param>
    /// <returns>What was set aside; null when no budget is concerned.</returns>
    /// <exception cref="PlatformException"><see cref="ErrorCode.BudgetExceeded"/>.</exception>
    internal async ValueTask<Guid?> AdmitAsync(
        OrganizationId organization, string workflow, string model, PlannedCall call, TimeSpan timeout, Action<RunEvent> tell, CancellationToken cancellationToken)
    {
        if (call is { IsPriced: true, MostNanos: 0 }) return null; // what costs nothing needs no room
        while (true)
        {
            var limits = await LookAsync(organization, workflow, cancellationToken);
            if (limits.All is null && limits.Own is null) return null;
            var now = _time.GetUtcNow();
            var held = await _store.HoldAsync(new HoldCall(organization, workflow, limits.All, limits.Own, call, now, now + timeout + Late));
            foreach (var warned in held.Warned)
                tell(new BudgetWarned(Whose(warned), warned.Period.ToString().ToLowerInvariant(), Dollars(warned.Spent + warned.HeldLeast + call.LeastNanos), Dollars(warned.Limit)));
            if (held.Admission == Admission.Admitted) return held.Hold;
            if (held.Admission == Admission.Refused) throw Refused(held.By!, model, call, now);
            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    internal Task AbandonAsync(Guid hold) => _store.AbandonAsync(hold, _time.GetUtcNow());

    /// <summary>When a period begins anew.</summary>
    internal static DateTimeOffset RenewsAt(BudgetPeriod period, DateTimeOffset now)
    {
        var day = now.UtcDateTime.Date;
        return new DateTimeOffset(period == BudgetPeriod.Day ? day.AddDays(1) : new DateTime(day.Year, day.Month, 1).AddMonths(1), TimeSpan.Zero);
    }

    private IEnumerable<BudgetView> Views(OrganizationId organization, BudgetLimits? all, string workflow, BudgetLimits? own, DateTimeOffset now)
    {
        if (all is null && own is null) return [];
        var counts = _store.Count(organization, all, workflow, own, now, out var unpriced);
        return counts.Select(c => new BudgetView(
            c.Workflow, c.Period, c.Limit / NanosPerDollar, c.Spent / NanosPerDollar, c.HeldLeast / NanosPerDollar, unpriced, c.WarnAt, StateOf(organization, c, now), RenewsAt(c.Period, now)));
    }

    private BudgetState StateOf(OrganizationId organization, BudgetCount count, DateTimeOffset now) =>
        count.Spent + count.HeldLeast >= count.Limit ? BudgetState.UsedUp
        : _store.WasRefused(organization, count, now) ? BudgetState.Refused
        : BudgetRules.IsWarned(count, 0) ? BudgetState.Warned
        : BudgetState.Ok;

    private async ValueTask<Known> LookAsync(OrganizationId organization, string workflow, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (_known.TryGetValue((organization, workflow), out var known) && now - known.At < Fresh) return known;
        return _known[(organization, workflow)] = new Known(_store.Limits(organization), await OwnOfAsync(organization, workflow, cancellationToken), now);
    }

    private async ValueTask<BudgetLimits?> OwnOfAsync(OrganizationId organization, string workflow, CancellationToken cancellationToken) =>
        OwnOf((await _workflows.Value.TryLoadAsync(organization, workflow, cancellationToken))?.Graph.Config.Budgets);

    private static BudgetLimits? OwnOf(BudgetsConfig? own) => own is not null && (own.Day ?? own.Month) is not null ? new BudgetLimits(own.Day, own.Month, own.WarnAt) : null;

    private static PlatformException Refused(BudgetCount by, string model, PlannedCall call, DateTimeOffset now)
    {
        var (whose, period) = (Whose(by), by.Period == BudgetPeriod.Day ? "today" : "this month");
        var least = call.IsPriced ? $", and this call of model '{model}' costs at least {Dollars(call.LeastNanos)}" : "";
        var again = RenewsAt(by.Period, now).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var raise = by.Workflow is null ? $"'platform budgets set --{by.Period.ToString().ToLowerInvariant()} AMOUNT', or /costs" : $"budgets.{by.Period.ToString().ToLowerInvariant()} in the workflow, saved";
        return new PlatformException(
            ErrorCode.BudgetExceeded,
            $"The budget of {whose} for {period} does not allow it: {Dollars(by.Spent + by.HeldLeast)} of {Dollars(by.Limit)} are spent or set aside{least}. It begins anew at {again}.",
            $"Raise it ({raise}) and retry the run, or retry it when the budget begins anew; what succeeded is kept.");
    }

    private static string Whose(BudgetCount count) => count.Workflow is { } workflow ? $"workflow '{workflow}'" : "the organisation";

    private static string Dollars(long nanos) => string.Create(CultureInfo.InvariantCulture, $"${nanos / NanosPerDollar:0.######}");

    private sealed record Known(BudgetLimits? All, BudgetLimits? Own, DateTimeOffset At);
}
