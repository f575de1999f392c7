using Platform.Core.Costs;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Stores;
using Platform.Core.Runs;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>Costs by whatever one asks.</summary>
public sealed class AddingUp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Costs_are_added_up_by_day_workflow_node_agent_model_provider_user_and_run()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await RunAsync(platform, "cheap", 10);
        var dear = await RunAsync(platform, "dear", 100);
        await RunAsync(platform, "dear", 50);
        var book = platform.Get<CostBook>();

        CostReport By(CostBy by, string? workflow = null) => book.Report(RunningPlatform.Me, new CostQuery { By = by, From = book.Today, To = book.Today, Workflow = workflow });
        (string, decimal, long)[] Rows(CostBy by) => [.. By(by).Items.Select(i => (i.Key, i.Cost, i.Calls))];

        Assert.Equal([("dear", 0.15m, 2), ("cheap", 0.01m, 1)], Rows(CostBy.Workflow));
        Assert.Equal([($"{book.Today:yyyy-MM-dd}", 0.16m, 3)], Rows(CostBy.Day));
        Assert.Equal([("write", 0.15m, 2), ("write", 0.01m, 1)], Rows(CostBy.Node));
        Assert.Equal([("writer", 0.16m, 3)], Rows(CostBy.Agent));
        Assert.Equal([("scripted/pen", 0.16m, 3)], Rows(CostBy.Model));
        Assert.Equal([("scripted", 0.16m, 3)], Rows(CostBy.Provider));
        Assert.Equal([("owner", 0.16m, 3)], Rows(CostBy.User));
        Assert.Equal([(dear.Id.ToString(), 0.1m, 1L)], Rows(CostBy.Run).Take(1));
        Assert.Equal(3, By(CostBy.Run).Items.Count);
        Assert.Equal((0.15m, 2L, true, true), (By(CostBy.Run, "dear").Total.Cost, By(CostBy.Run, "dear").Total.Calls, By(CostBy.Run).Total.CostKnown, By(CostBy.Run).Total.CostEstimated));
        Assert.Empty(book.Report(RunningPlatform.Me with { Organization = new OrganizationId(Guid.NewGuid()) }, new CostQuery { From = book.Today, To = book.Today }).Items);
        Assert.Empty(book.Report(RunningPlatform.Me, new CostQuery { From = book.Today.AddDays(-9), To = book.Today.AddDays(-1) }).Items);
    }

    [Fact]
    public async Task A_child_is_paid_for_by_whoever_started_its_parent()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Spending.Once("errand"));
        await platform.SaveAsync("""
            platform: v1
            name: parent
            start: call
            nodes: { call: { workflow: errand, with: { text: hello } } }
            """);
        var run = await platform.EndOfAsync((await platform.StartRunAsync("parent")).Id);
        var book = platform.Get<CostBook>();

        var users = book.Report(RunningPlatform.Me, new CostQuery { By = CostBy.User, From = book.Today, To = book.Today });

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal("owner", Assert.Single(users.Items).Key);
    }

    [Fact]
    public async Task What_a_crash_cut_short_was_spent_all_the_same_and_counts_for_the_run()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var run = await RunAsync(platform, "crashed", 40);
        var used = await platform.Get<Database>().ReadAsync(s => CallsOfRun.CountedAsync(s, run.Id, new Core.State.RunUsage()), TestContext.Current.CancellationToken);

        Assert.Equal((40L, 0.04m, 1, 0, 1), (used.InputTokens, used.Cost, used.ModelCalls, used.UnpricedCalls, used.EstimatedCalls));
        Assert.Equal(7, (await platform.Get<Database>().ReadAsync(s => CallsOfRun.CountedAsync(s, run.Id, new Core.State.RunUsage(ModelCalls: 7)), TestContext.Current.CancellationToken)).ModelCalls);
    }

    [Fact]
    public void A_table_for_other_programs_quotes_disarms_formulas_and_leaves_the_unknown_empty()
    {
        var day = new DateOnly(2026, 3, 1);
        var rows = new[] { new CostRow("=HYPERLINK(\"x\")", null, 1, 0, 0, 0, 5, 6, 0, 0, 0.000000001m), new CostRow("a,b", "w", 2, 1, 2, 0, 0, 0, 0, 0, 0) };

        var lines = CostBook.Csv(new CostReport(CostBy.User, day, day, rows[0], rows, false)).Split("\r\n");

        Assert.StartsWith("user,workflow,calls,", lines[0], StringComparison.Ordinal);
        Assert.Equal("\"'=HYPERLINK(\"\"x\"\")\",,1,0,5,6,0,0,0.000000001,true,0,0,0", lines[1]);
        Assert.Equal("\"a,b\",w,2,1,0,0,0,0,,false,2,0,0", lines[2]);
    }

    [Fact]
    public void A_table_by_workflow_names_it_in_one_column()
    {
        var day = new DateOnly(2026, 3, 1);
        var row = new CostRow("triage", null, 2, 1, 0, 0, 5, 6, 0, 0, 0.5m);

        var lines = CostBook.Csv(new CostReport(CostBy.Workflow, day, day, row, [row], false)).Split("\r\n");

        Assert.StartsWith("workflow,calls,failed,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("triage,2,1,5,6,", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0].Split(',').Length, lines[1].Split(',').Length);
    }

    [Fact]
    public async Task The_command_tells_costs_as_a_table_as_json_and_for_other_programs()
    {
        using var cli = new CliProcess();
        Assert.Equal(0, (await cli.RunAsync(Token, "run", cli.Write("spend.yaml", Spending.Once("spend")), "-i", $"text={Spending.Tokens(20)}")).ExitCode);

        var table = await cli.RunAsync(Token, "costs");
        var json = await cli.RunAsync(Token, "costs", "--by", "model", "--json");
        var csv = await cli.RunAsync(Token, "costs", "--by", "user", "--csv");
        var bad = await cli.RunAsync(Token, "costs", "--from", "2027-02-31");
        var round = await cli.RunAsync(Token, "costs", "--from", "2020-01-02", "--to", "2020-01-01");

        Assert.Matches(@"spend\s+about \$0\.02\s+1", table.Output);
        Assert.Contains("about $0.02 in 1 calls", table.Error, StringComparison.Ordinal);
        Assert.Equal((0.02m, "scripted/pen"), (json.Json().GetProperty("total").GetProperty("cost").GetDecimal(), json.Json().GetProperty("items")[0].GetProperty("key").GetString()));
        Assert.Contains("owner,,1,0,20,", csv.Output, StringComparison.Ordinal);
        Assert.Equal((2, 1), (bad.ExitCode, round.ExitCode));
    }

    private static async Task<RunView> RunAsync(RunningPlatform platform, string name, int tokens)
    {
        await platform.SaveAsync(Spending.Once(name));
        var run = await platform.EndOfAsync((await platform.StartRunAsync(name, new { text = Spending.Tokens(tokens) })).Id);
        Assert.Equal(RunStatus.Succeeded, run.Status);
        return run;
    }
}

/// <summary>Costs by HTTP and as a page.</summary>
[Collection(WebCollection.Name)]
public sealed class CostRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Costs_are_told_by_the_api_on_the_page_and_as_a_download()
    {
        await web.SaveAsync(Spending.Once("costs-web"), Stop);
        await web.RunAsync("costs-web", new { text = Spending.Tokens(30) }, Stop);

        var report = await web.GetJsonAsync("/api/v1/costs?by=node&workflow=costs-web", Stop);
        var page = await web.Client.GetStringAsync("/costs?by=node&workflow=costs-web", Stop);
        using var csv = await web.Client.GetAsync("/costs?by=node&workflow=costs-web&format=csv", Stop);
        var apiCsv = await web.Client.GetStringAsync("/api/v1/costs?by=node&workflow=costs-web&format=csv", Stop);
        using var wrong = await web.Client.GetAsync("/api/v1/costs?by=mood", Stop);

        var row = report.GetProperty("items")[0];
        Assert.Equal(("write", "costs-web", 0.03m), (row.GetProperty("key").GetString(), row.GetProperty("workflow").GetString(), row.GetProperty("cost").GetDecimal()));
        Assert.Contains("&#x2248; $0.03", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/costs\"", page, StringComparison.Ordinal);
        Assert.Equal(apiCsv, await csv.Content.ReadAsStringAsync(Stop));
        Assert.Contains("write,costs-web,1,0,30,", apiCsv, StringComparison.Ordinal);
        Assert.Contains("attachment", csv.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Contains("'mood'", (await WebHost.JsonOf(wrong, Stop)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
