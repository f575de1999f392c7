using System.Net;
using System.Net.Http.Json;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>Budgets by HTTP and on pages. They are taken away at the end, for all tests of the web share one organisation.</summary>
[Collection(WebCollection.Name)]
public sealed class BudgetRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workflows_budget_stops_its_runs_and_is_on_the_page_and_the_overview()
    {
        await web.SaveAsync(Spending.Once("budget-web", more: "budgets: { day: $0.05 }"), Stop);
        await web.RunAsync("budget-web", new { text = Spending.Tokens(45) }, Stop);
        using var answer = await web.Client.PostAsJsonAsync("/api/v1/workflows/budget-web/runs?wait=2m", new { inputs = new { text = Spending.Tokens(20) } }, Stop);
        var stopped = await WebHost.JsonOf(answer, Stop);

        var listed = await web.GetJsonAsync("/api/v1/budgets", Stop);
        var costs = await web.Client.GetStringAsync("/costs", Stop);
        var overview = await web.Client.GetStringAsync("/", Stop);

        Assert.Equal("budget_exceeded", stopped.GetProperty("error").GetProperty("code").GetString());
        var mine = Assert.Single(listed.GetProperty("items").EnumerateArray(), b => b.TryGetProperty("workflow", out var w) && w.GetString() == "budget-web");
        Assert.Equal((0.045m, "refused", 90), (mine.GetProperty("spent").GetDecimal(), mine.GetProperty("state").GetString(), mine.GetProperty("percent").GetInt32()));
        Assert.Contains("href=\"/workflows/budget-web\"", costs, StringComparison.Ordinal);
        Assert.Contains("budget of budget-web refused a call", overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisations_budgets_are_set_and_a_senseless_one_is_refused()
    {
        try
        {
            using var set = await web.Client.PutAsJsonAsync("/api/v1/budgets", new { day = 1000, month = 20000, warnAt = 90 }, Stop);
            using var wrong = await web.Client.PutAsJsonAsync("/api/v1/budgets", new { day = -1 }, Stop);
            using var unknown = await web.Client.PutAsJsonAsync("/api/v1/budgets", new { week = 1 }, Stop);
            var page = await web.Client.GetStringAsync("/costs", Stop);

            Assert.Equal(2, (await WebHost.JsonOf(set, Stop)).GetProperty("items").EnumerateArray().Count(b => !b.TryGetProperty("workflow", out _)));
            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, unknown.StatusCode));
            Assert.Contains("name=\"day\" inputmode=\"decimal\" value=\"1000\"", page, StringComparison.Ordinal);
        }
        finally
        {
            using var gone = await web.Client.PutAsJsonAsync("/api/v1/budgets", new { }, Stop);
        }
    }
}

/// <summary><c>platform budgets</c>, through the built binary.</summary>
public sealed class BudgetCommands
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_budget_is_set_stops_a_run_is_raised_and_lets_it_go_on()
    {
        using var cli = new CliProcess();
        var flow = cli.Write("spend.yaml", Spending.Once("spend"));
        var set = await cli.RunAsync(Token, "budgets", "set", "--day", "$0.05", "--warn", "70");
        var first = await cli.RunAsync(Token, "run", flow, "-i", $"text={Spending.Tokens(40)}");
        var second = await cli.RunAsync(Token, "run", flow, "-i", $"text={Spending.Tokens(20)}");
        var shown = await cli.RunAsync(Token, "budgets", "show", "--json");
        var raised = await cli.RunAsync(Token, "budgets", "set", "--day", "1");
        var retried = await cli.RunAsync(Token, "runs", "retry", "last");
        var bad = await cli.RunAsync(Token, "budgets", "set", "--day", "much");
        var none = await cli.RunAsync(Token, "budgets", "set", "--day", "none");

        Assert.True(set.ExitCode == 0, set.ToString());
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(second.ExitCode == 1 && second.Error.Contains("The budget of the organisation for today", StringComparison.Ordinal), second.ToString());
        Assert.Equal((0.04m, "refused", 70), (shown.Json()[0].GetProperty("spent").GetDecimal(), shown.Json()[0].GetProperty("state").GetString(), shown.Json()[0].GetProperty("warnAt").GetInt32()));
        Assert.Matches(@"\(organisation\)\s+day\s+\$1\.00\s+\$0\.04", raised.Output);
        Assert.True(retried.ExitCode == 0, retried.ToString());
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("No budgets", none.Error, StringComparison.Ordinal);
    }
}
