using System.Net;
using System.Text.RegularExpressions;
using Platform.Core;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>The pages beside runs, tasks and workflows: on a server where nothing is yet, and when something has run and failed.</summary>
public sealed partial class PagesOfParts : IAsyncLifetime
{
    private static readonly string[] Routes =
    [
        "/agents", "/agents?days=30&text=x", "/tools", "/tools?days=90", "/tools/math.eval", "/models", "/models?days=1", "/models/calls", "/memory", "/costs", "/costs?by=agent", "/errors", "/errors?by=count&days=90", "/jobs",
        "/settings", "/settings/values", "/settings/secrets", "/settings/data", "/settings/looks", "/docs", "/docs/operations", "/docs/language",
    ];

    private const string Flaky = """
        platform: v1
        name: flaky
        inputs: { who: { type: string, default: Ada }, order: { type: integer, default: 7 } }
        models: { main: { use: scripted/greeter, default: Hello. } }
        tools: { crm: { use: http.request, timeout: 5s, headers: { Authorization: "${{ secrets.CRM_TOKEN }}" }, base_url: "http://crm.invalid" }, box: { use: openapi, file: api.json } }
        agents: { greeter: { model: main, instructions: "Greet ${{ inputs.who }}.", tools: [math.eval] } }
        start: greet
        nodes:
          greet: { agent: greeter, prompt: hello, next: sum }
          sum: { tool: math.eval, with: { formula: 6 * 7 }, next: broken }
          broken: { tool: math.eval, with: { formula: "none${{ inputs.order }} + 1" } }
        """;

    private readonly WebHost _host = new() { Flags = ["--no-samples"] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_says_what_to_do_when_it_is_empty_and_what_there_is_when_it_is_full()
    {
        var empty = await VisitAsync();
        Assert.Contains("No workflow has an agent yet", empty["/agents"], StringComparison.Ordinal);
        Assert.Matches("openai</strong></td>\\s*<td><code>OPENAI_API_KEY</code>", empty["/models"]);
        Assert.Contains("<code>GEMINI_API_KEY</code> or <code>GOOGLE_API_KEY</code>", empty["/models"], StringComparison.Ordinal);
        Assert.Contains("href=\"/models#providers\"", await _host.Client.GetStringAsync("/", Stop), StringComparison.Ordinal);
        Assert.Contains("Nothing failed", empty["/errors"], StringComparison.Ordinal);
        Assert.Contains("(this one)", empty["/jobs"], StringComparison.Ordinal);
        Assert.Contains("can be written", empty["/settings"], StringComparison.Ordinal);
        Assert.Matches("Platform:Runs:Parallel</code><div[^>]*>Runs that one process advances at once.</div></td><td[^>]*>16</td><td[^>]*>default", empty["/settings/values"]);
        Assert.Matches("Platform:Runs:Lease</code>.*00:00:10<span[^>]*> 10.0 s</span>", empty["/settings/values"]);
        Assert.DoesNotContain(PlatformSettings.All, s => s.Meaning.Length == 0);
        Assert.Contains("a flag", empty["/settings/values"], StringComparison.Ordinal);
        Assert.Contains("<a href=\"/docs/", empty["/docs/language"], StringComparison.Ordinal);

        await _host.SaveAsync(Flaky, Stop);
        for (var i = 1; i <= 3; i++) Assert.Equal("failed", (await _host.RunAsync("flaky", new { order = i }, Stop)).GetProperty("status").GetString());
        var full = await VisitAsync();

        Assert.Matches("/agents/flaky/greeter.*\n(.*\n){2}.*class=\"num\">3<", full["/agents"]); // three calls of its model
        Assert.Matches("/tools/math.eval(.*\n){1,4}.*class=\"num\">6<", full["/tools"]); // two nodes, three runs
        Assert.Contains("/tools/servers/flaky/box", full["/tools"], StringComparison.Ordinal);
        Assert.Contains("scripted/greeter", full["/models"], StringComparison.Ordinal);
        Assert.Contains("PLATFORM_SECRET_CRM_TOKEN", full["/settings/secrets"], StringComparison.Ordinal);
        var cause = Assert.Single(Cause().Matches(full["/errors"]).Select(m => m.Value).Distinct()); // the three differ in a number only
        Assert.Contains($">3×</span><div><a href=\"{cause}\">flaky, broken</a>", WebUtility.HtmlDecode(await _host.Client.GetStringAsync("/", Stop)), StringComparison.Ordinal); // as on /errors
        // What the newest run said, on every page of it; what all have in common is on hover.
        foreach (var route in new[] { "/errors", "/", cause })
            Assert.Contains("The formula names 'none3', which has no value", WebUtility.HtmlDecode(await _host.Client.GetStringAsync(route, Stop)), StringComparison.Ordinal);
        Assert.Contains("All say: The formula names 'none…', which has no value", WebUtility.HtmlDecode(full["/errors"]), StringComparison.Ordinal);
        Assert.Contains("Runs failed 3 times and tasks 3 times", full["/errors"], StringComparison.Ordinal);
        await MissAsync();
        var server = await _host.Client.GetStringAsync("/tools/servers/flaky/box", Stop);
        Assert.Contains("Read its document", server, StringComparison.Ordinal);

        using var retried = await PostAsync(cause, cause, []);
        Assert.Equal($"{cause}?retried=3", retried.Headers.Location?.OriginalString);
        using var answer = await PostAsync("/agents/flaky/greeter", "/agents/flaky/greeter", new() { ["in.trial-message"] = "Say hello", ["in.who"] = "Bob" });
        var tried = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Hello.", tried, StringComparison.Ordinal);
        var trace = Trace().Match(tried).Groups[1].Value;
        Assert.Contains("Greet Bob.", await _host.Client.GetStringAsync($"/api/v1/runs/{trace}/llm-calls", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("try-flaky", await _host.Client.GetStringAsync("/workflows", Stop), StringComparison.Ordinal);
        using var backup = await PostAsync("/settings/data", "/settings/data?handler=Backup", []);
        if (!TestDatabase.IsPostgres) Assert.Contains("Written to ", await backup.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private async Task MissAsync()
    {
        foreach (var route in new[] { "/agents/flaky/nobody", "/tools/servers/flaky/none", "/errors/00000000000000000000", "/docs/nothing", "/docs/..%2Fappsettings", "/settings/nothing" })
        {
            using var answer = await _host.Client.GetAsync(route, Stop);
            var html = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, route);
            Assert.Contains("Trace id", html, StringComparison.Ordinal); // in the house style
            Assert.Contains("class=\"side\"", html, StringComparison.Ordinal);
        }
    }

    private async Task<Dictionary<string, string>> VisitAsync()
    {
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var route in Routes)
        {
            using var answer = await _host.Client.GetAsync(route, Stop);
            pages[route] = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{route}: {(int)answer.StatusCode}");
            Assert.Contains("<h1", pages[route], StringComparison.Ordinal);
        }

        return pages;
    }

    private async Task<HttpResponseMessage> PostAsync(string page, string address, Dictionary<string, string> form)
    {
        var html = await _host.Client.GetStringAsync(page, Stop);
        form["__RequestVerificationToken"] = Forgery().Match(html).Groups[1].Value;
        using var body = new FormUrlEncodedContent(form);
        return await _host.Client.PostAsync(address, body, Stop);
    }

    [GeneratedRegex("/errors/[0-9a-f]{20}")]
    private static partial Regex Cause();

    [GeneratedRegex("href=\"/runs/([0-9a-f-]{36})\"")]
    private static partial Regex Trace();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Forgery();
}
