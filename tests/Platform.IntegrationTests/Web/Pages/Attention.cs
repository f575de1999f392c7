using System.Net;
using System.Text.RegularExpressions;
using Platform.IntegrationTests.Costs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>What the overview calls a person to, and what lists of failures tell, on a server of its own.</summary>
public sealed partial class Attention : IAsyncLifetime
{
    private const string Divides = """
        platform: v1
        name: divides
        start: wait
        state: { n: { type: integer, default: 0 } }
        nodes:
          wait: { wait: { for: 3s }, next: divide }
          divide: { tool: math.eval, with: { formula: "1 / 0" } }
        """;

    private readonly WebHost _host = new() { Flags = ["--no-samples"] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Many_tasks_hide_no_failure_and_what_is_not_shown_is_counted_and_led_to()
    {
        await _host.SaveAsync(Divides, Stop);
        await _host.SaveAsync(Flows.Counts("asks"), Stop);
        var failed = await _host.RunAsync("divides", new { }, Stop);
        await Waiting.UntilAsync(async () => (await RunAsync(failed)).GetProperty("status").GetString() == "failed");
        for (var i = 0; i < 7; i++) await _host.RunAsync("asks", new { }, Stop);

        var list = NeedsAttention().Match(await PageAsync("/")).Value;

        Assert.Equal(5, Regex.Count(list, "href=\"/tasks/"));
        Assert.Contains("<a href=\"/tasks\">2 more tasks wait for a person</a>", list, StringComparison.Ordinal);
        Assert.Contains("divides failed in divide", list, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/runs?status=failed\">All failed runs</a>", list, StringComparison.Ordinal);

        var ended = (await RunAsync(failed)).GetProperty("endedAt").GetDateTimeOffset();
        Assert.Contains($"datetime=\"{ended.UtcDateTime:yyyy-MM-ddTHH:mm:ss}", FailedRuns().Match(await PageAsync("/jobs")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_panel_of_a_failed_tool_shows_what_it_was_called_with()
    {
        await _host.SaveAsync(Divides.Replace("for: 3s", "for: 0s", StringComparison.Ordinal), Stop);
        var failed = await _host.RunAsync("divides", new { }, Stop);
        await Waiting.UntilAsync(async () => (await RunAsync(failed)).GetProperty("status").GetString() == "failed");

        var panel = NodePanel().Match(await PageAsync($"/runs/{failed.GetProperty("id").GetString()}?node=divide")).Value;

        Assert.Contains("<summary>Arguments</summary>", panel, StringComparison.Ordinal);
        Assert.Contains("1 / 0", panel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_of_one_name_in_two_workflows_are_two_and_lead_to_their_pages()
    {
        foreach (var name in new[] { "pens-a", "pens-b" }) await _host.SaveAsync(Spending.Once(name, input: 0), Stop);
        await _host.RunAsync("pens-a", new { }, Stop);
        await _host.RunAsync("pens-b", new { }, Stop);
        await _host.RunAsync("pens-b", new { }, Stop);

        var today = await PageAsync("/");
        var costs = await PageAsync("/costs?by=workflow");
        var csv = await _host.Client.GetStringAsync("/costs?by=workflow&format=csv", Stop);

        Assert.Matches("href=\"/agents/pens-a/writer\">.*>1 call<", today);
        Assert.Matches("href=\"/agents/pens-b/writer\">.*>2 calls<", today);
        Assert.DoesNotContain("nothing of it has a known price", await PageAsync("/costs?by=day"), StringComparison.Ordinal);
        Assert.Contains("none of them cost anything", await PageAsync("/costs"), StringComparison.Ordinal);
        Assert.Contains("pens-b", costs, StringComparison.Ordinal);
        Assert.StartsWith("workflow,calls,", csv, StringComparison.Ordinal);
    }

    private Task<System.Text.Json.JsonElement> RunAsync(System.Text.Json.JsonElement run) => _host.GetJsonAsync($"/api/v1/runs/{run.GetProperty("id").GetString()}", Stop);

    private async Task<string> PageAsync(string address) => WebUtility.HtmlDecode(await _host.Client.GetStringAsync(address, Stop));

    [GeneratedRegex("<h2>Needs attention</h2>.*?</section>", RegexOptions.Singleline)]
    private static partial Regex NeedsAttention();

    [GeneratedRegex("<section class=\"card node-card\".*?</section>", RegexOptions.Singleline)]
    private static partial Regex NodePanel();

    [GeneratedRegex("<ul class=\"list run-list\">.*?</ul>", RegexOptions.Singleline)]
    private static partial Regex FailedRuns();
}
