using System.Net;
using System.Net.Http.Json;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>The call log by HTTP and as pages.</summary>
[Collection(WebCollection.Name)]
public sealed class CallRoutes(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_listed_filtered_and_shown_by_the_api_and_on_pages()
    {
        await web.SaveAsync(Spending.Once("calls-web", reply: "Said <b>so</b>."), Stop);
        var run = (await web.RunAsync("calls-web", new { text = "a needle in a prompt" }, Stop)).GetProperty("id").GetString();

        var list = await web.GetJsonAsync($"/api/v1/model-calls?run={run}&status=ok&text=needle", Stop);
        var call = list.GetProperty("items")[0];
        var id = call.GetProperty("id").GetString();
        var whole = await web.GetJsonAsync($"/api/v1/model-calls/{id}", Stop);
        var page = await web.Client.GetStringAsync($"/models/calls?run={run}", Stop);
        var detail = await web.Client.GetStringAsync($"/models/calls/{id}", Stop);

        Assert.Equal(1, list.GetProperty("items").GetArrayLength());
        Assert.Equal((true, true, "ok"), (call.GetProperty("costKnown").GetBoolean(), call.GetProperty("estimated").GetBoolean(), call.GetProperty("status").GetString()));
        Assert.Equal("a needle in a prompt", whole.GetProperty("prompt")[0].GetProperty("content").GetString());
        Assert.Contains($"/models/calls/{id}", page, StringComparison.Ordinal);
        Assert.Contains("&#x2248; $", page, StringComparison.Ordinal);
        Assert.Contains("a needle in a prompt", detail, StringComparison.Ordinal);
        Assert.Contains("Said &lt;b&gt;so&lt;/b&gt;.", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/model-calls?status=odd", "No status of a call is named 'odd'")]
    [InlineData("/api/v1/model-calls?from=yesterday", "'yesterday' is no day")]
    [InlineData("/api/v1/model-calls?after=nowhere", "cursor")]
    public async Task A_filter_that_cannot_be_used_is_told(string address, string says)
    {
        using var answer = await web.Client.GetAsync(address, Stop);
        var problem = await WebHost.JsonOf(answer, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_tells_a_wrong_filter_and_an_unknown_call_is_not_found()
    {
        Assert.Contains("is no day", await web.Client.GetStringAsync("/models/calls?from=yesterday", Stop), StringComparison.Ordinal);
        using var none = await web.Client.GetAsync($"/models/calls/{Guid.NewGuid()}", Stop);
        using var noneEither = await web.Client.GetAsync($"/api/v1/model-calls/{Guid.NewGuid()}", Stop);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (none.StatusCode, noneEither.StatusCode));
    }

    [Fact]
    public async Task How_long_calls_are_kept_is_set_and_a_senseless_number_refused()
    {
        using var set = await web.Client.PutAsJsonAsync("/api/v1/model-calls/retention", new { days = 90 }, Stop);
        using var wrong = await web.Client.PutAsJsonAsync("/api/v1/model-calls/retention", new { days = 0 }, Stop);

        Assert.Equal(90, (await web.GetJsonAsync("/api/v1/model-calls/retention", Stop)).GetProperty("days").GetInt32());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (set.StatusCode, wrong.StatusCode));
    }
}

/// <summary><c>platform models calls</c>, through the built binary.</summary>
public sealed class CallCommand
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_listed_searched_and_shown_in_the_terminal()
    {
        using var cli = new CliProcess();
        Assert.Equal(0, (await cli.RunAsync(Token, "run", cli.Write("spend.yaml", Spending.Once("spend", reply: "Ink.")), "-i", "text=needle")).ExitCode);

        var list = await cli.RunAsync(Token, "models", "calls", "--run", "last", "--text", "needle", "--json");
        var shown = await cli.RunAsync(Token, "models", "calls", list.Json().GetProperty("items")[0].GetProperty("id").GetString()!);
        var none = await cli.RunAsync(Token, "models", "calls", "--status", "failed");
        var kept = await cli.RunAsync(Token, "models", "calls", "--keep", "30");
        var bad = await cli.RunAsync(Token, "models", "calls", "--since", "often");

        Assert.Contains("reply:\nInk.", shown.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("about $0.0", shown.Output, StringComparison.Ordinal);
        Assert.Contains("No such call", none.Error, StringComparison.Ordinal);
        Assert.Contains("kept for 30 days", kept.Error, StringComparison.Ordinal);
        Assert.True(bad.ExitCode == 2, bad.ToString());
    }
}
