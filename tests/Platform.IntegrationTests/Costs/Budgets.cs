using Platform.Core.Costs.Budgets;
using Platform.Core.Costs.Calls;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>What may be spent, enforced before the call that would pass it.</summary>
public sealed class Budgets
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_would_pass_the_runs_cost_is_not_made()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var run = await RunAsync(platform, Spending.Once("limited", more: "limits: { cost: $0.05 }"), 60);

        Assert.Equal((RunStatus.Failed, "budget_exceeded", 0m, 0), (run.Status, run.Error!.Code, run.Cost, run.Usage.ModelCalls));
        Assert.Contains("costs at least $0.06; it was not made", run.Error.Message, StringComparison.Ordinal);
        Assert.Empty(Calls(platform));
        Assert.Contains(await platform.EventsAsync(run.Id), e => e.Event is BudgetExceeded);
    }

    [Fact]
    public async Task A_call_that_would_pass_the_runs_tokens_is_not_made_and_one_that_fits_is()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var over = await RunAsync(platform, Spending.Once("tokens", more: "limits: { tokens: 50 }"), 50);
        var under = await RunAsync(platform, Spending.Once("tokens", more: "limits: { tokens: 50 }"), 40);

        Assert.Equal(("budget_exceeded", RunStatus.Succeeded), (over.Error?.Code, under.Status));
        Assert.Contains("takes at least 51", over.Error!.Message, StringComparison.Ordinal);
        Assert.Single(Calls(platform));
    }

    [Fact]
    public async Task A_workflows_day_is_bounded_over_its_runs_and_raising_it_lets_the_run_go_on()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var first = await RunAsync(platform, Spending.Once("daily", more: "budgets: { day: $0.10 }"), 70);
        var second = await RunAsync(platform, null, 40, "daily");
        Assert.Equal((RunStatus.Succeeded, RunStatus.Failed), (first.Status, second.Status));
        Assert.Contains("The budget of workflow 'daily' for today does not allow it: $0.07 of $0.1 are spent or set aside", second.Error!.Message, StringComparison.Ordinal);
        Assert.Contains($"begins anew at {DateTime.UtcNow.AddDays(1):yyyy-MM-dd} 00:00 UTC", second.Error.Message, StringComparison.Ordinal);

        await platform.SaveAsync(Spending.Once("daily", more: "budgets: { day: $0.20 }"));
        await Task.Delay(1100, Token); // a changed budget is heard of after a second
        await platform.Runs.RetryAsync(RunningPlatform.Me, second.Id, Token);
        var retried = await platform.EndOfAsync(second.Id);

        Assert.Equal((RunStatus.Succeeded, 0.04m), (retried.Status, retried.Cost));
        var shown = Assert.Single(await platform.Get<BudgetBook>().ShowAsync(RunningPlatform.Me, Token));
        Assert.Equal(("daily", BudgetPeriod.Day, 0.2m, 0.11m, 0m, BudgetState.Ok), (shown.Workflow, shown.Period, shown.Limit, shown.Spent, shown.Held, shown.State));
    }

    [Fact]
    public async Task An_organisations_month_is_bounded_over_all_workflows_and_people_are_warned_once()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var book = platform.Get<BudgetBook>();
        await book.SetAsync(RunningPlatform.Me, new BudgetLimits(null, 0.10m, 50), Token);

        var quiet = await RunAsync(platform, Spending.Once("a"), 40);
        var warned = await RunAsync(platform, Spending.Once("b"), 20);
        var again = await RunAsync(platform, null, 20, "a");
        var stopped = await RunAsync(platform, null, 30, "b");
        var free = await RunAsync(platform, Spending.Once("free", input: 0), 30);

        Assert.Equal(0, await WarningsAsync(platform, quiet));
        Assert.Equal(1, await WarningsAsync(platform, warned));
        Assert.Equal(0, await WarningsAsync(platform, again));
        Assert.Contains("The budget of the organisation for this month", stopped.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("platform budgets set --month", stopped.Error.Resolution, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Succeeded, free.Status);
        var shown = Assert.Single(await book.ShowAsync(RunningPlatform.Me, Token));
        Assert.Equal((null, 0.08m, 80, BudgetState.Refused), (shown.Workflow, shown.Spent, shown.Percent, shown.State));
        Assert.Empty(await book.ShowAsync(RunningPlatform.Me with { Organization = new OrganizationId(Guid.NewGuid()) }, Token));
        await book.SetAsync(RunningPlatform.Me, new BudgetLimits(null, 0.15m), Token);
        Assert.Equal(BudgetState.Ok, Assert.Single(await book.ShowAsync(RunningPlatform.Me, Token)).State);
    }

    [Fact]
    public async Task Many_runs_on_two_nodes_do_not_pass_a_budget_together()
    {
        await using var one = await RunningPlatform.StartAsync();
        await using var two = await RunningPlatform.StartAsync(one.Folder);
        await one.SaveAsync(Spending.Once("crowd", model: ", rules: [ { delay: 300ms, reply: Here. } ]", more: "budgets: { day: $0.10 }"));

        var runs = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            var node = i % 2 == 0 ? one : two;
            return await node.EndOfAsync((await node.StartRunAsync("crowd", new { text = Spending.Tokens(20) })).Id);
        }));

        Assert.Equal(5, runs.Count(r => r.Status == RunStatus.Succeeded));
        Assert.All(runs.Where(r => r.Status != RunStatus.Succeeded), r => Assert.Equal("budget_exceeded", r.Error!.Code));
        Assert.Equal(0.10m, Assert.Single(await one.Get<BudgetBook>().ShowAsync(RunningPlatform.Me, Token)).Spent);
    }

    [Fact]
    public async Task Near_a_budget_calls_go_one_after_the_other_so_that_only_one_answer_can_pass_it()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Spending.Once("answers", model: ", rules: [ { delay: 50ms, reply: \"" + Spending.Tokens(10) + "\" } ]", more: "budgets: { day: $0.10 }")
            .Replace("output: 0", "output: 1000", StringComparison.Ordinal)); // a call costs $0.01 and its answer $0.01

        var runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => await platform.EndOfAsync((await platform.StartRunAsync("answers", new { text = Spending.Tokens(10) })).Id)));

        Assert.Equal(5, runs.Count(r => r.Status == RunStatus.Succeeded));
        Assert.Equal(0.10m, runs.Sum(r => r.Cost));
    }

    [Fact]
    public async Task A_call_that_was_cut_short_counts_with_what_it_costs_at_least()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Spending.Once("cut", model: ", rules: [ { delay: 5m, reply: Late. } ]", more: "budgets: { month: $1 }"));
        var run = await platform.StartRunAsync("cut", new { text = Spending.Tokens(30) });
        await platform.UntilAsync<TaskStarted>(run.Id);
        var book = platform.Get<BudgetBook>();
        while (Assert.Single(await book.ShowAsync(RunningPlatform.Me, Token)).Held == 0) await Task.Delay(20, Token);

        await platform.Runs.CancelAsync(RunningPlatform.Me, run.Id, Token);
        await platform.EndOfAsync(run.Id);

        var shown = Assert.Single(await book.ShowAsync(RunningPlatform.Me, Token));
        Assert.Equal((0m, 0.03m), (shown.Spent, shown.Held));
    }

    [Fact]
    public async Task A_budget_that_is_none_is_refused()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var book = platform.Get<BudgetBook>();

        await Assert.ThrowsAsync<PlatformException>(() => book.SetAsync(RunningPlatform.Me, new BudgetLimits(-1, null), Token));
        await Assert.ThrowsAsync<PlatformException>(() => book.SetAsync(RunningPlatform.Me, new BudgetLimits(1, null, 0), Token));
    }

    [Theory]
    [InlineData(90, 0, 0, 10, 50, Admission.Admitted)] // its own answer may pass it: that cannot be known
    [InlineData(90, 0, 0, 11, 11, Admission.Refused)]
    [InlineData(50, 20, 45, 20, 20, Admission.Wait)]
    [InlineData(50, 20, 30, 20, 20, Admission.Admitted)]
    [InlineData(50, 40, 45, 20, 20, Admission.Refused)]
    public void A_call_is_admitted_waits_or_is_refused_by_what_is_spent_and_held(long spent, long least, long most, long callLeast, long callMost, Admission expected)
    {
        var count = new BudgetCount(null, BudgetPeriod.Day, 100, 80, spent, least, most);

        Assert.Equal(expected, BudgetRules.Decide([count], new PlannedCall(callLeast, callMost, true)).Admission);
    }

    [Fact]
    public void A_call_without_a_price_is_stopped_only_once_the_budget_is_used_up()
    {
        var call = new PlannedCall(0, 0, IsPriced: false);

        Assert.Equal(Admission.Admitted, BudgetRules.Decide([new BudgetCount(null, BudgetPeriod.Day, 100, 80, 99, 0, 0)], call).Admission);
        Assert.Equal(Admission.Refused, BudgetRules.Decide([new BudgetCount(null, BudgetPeriod.Day, 100, 80, 90, 10, 10)], call).Admission);
    }

    [Fact]
    public void Validation_says_that_a_budget_cannot_bound_a_model_of_unknown_price()
    {
        var found = Compiling.Compile("""
            platform: v1
            name: unknown
            budgets: { day: $1, warn: 120% }
            redact: [email, phon]
            models: { far: { use: openai/nobody-knows } }
            agents: { writer: { model: far } }
            start: write
            nodes: { write: { agent: writer, prompt: hello } }
            """).Findings;

        Assert.Contains(found, f => f.Code == "WF040" && f.Message.StartsWith("budgets cannot bound the model 'far'", StringComparison.Ordinal));
        Assert.Contains(found, f => f.At.Line == 3 && f.Message.Contains("80%", StringComparison.Ordinal));
        Assert.Contains(found, f => f.At.Line == 4 && f.Suggestion == "phone");
    }

    private static IReadOnlyList<ModelCallView> Calls(RunningPlatform platform) => platform.Get<CallLog>().List(RunningPlatform.Me, new ModelCallQuery()).Items;

    private static async Task<int> WarningsAsync(RunningPlatform platform, RunView run) => (await platform.EventsAsync(run.Id)).Count(e => e.Event is BudgetWarned);

    private static async Task<RunView> RunAsync(RunningPlatform platform, string? yaml, int tokens, string? name = null)
    {
        if (yaml is not null) name = (await platform.SaveAsync(yaml)).Workflow;
        return await platform.EndOfAsync((await platform.StartRunAsync(name!, new { text = Spending.Tokens(tokens) })).Id);
    }
}
