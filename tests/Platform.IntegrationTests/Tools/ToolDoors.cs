using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

/// <summary>Tools by the API, the browser's pages and in runs.</summary>
[Collection(WebCollection.Name)]
public sealed class ToolDoors(WebHost web)
{
    // This machine, its networks and the services of clouds, in the ways in which people hide them.
    private static readonly string[] Hidden =
    [
        "http://127.0.0.1:9/", "http://localhost:9/", "http://LOCALHOST.:9/", "http://127.0.0.1.:9/", "http://[::1]:9/", "http://[::ffff:127.0.0.1]:9/", "http://[::ffff:7f00:1]:9/", "http://[::127.0.0.1]:9/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://[::]/", "http://0/", "http://0.0.0.0:9/", "http://127.1/",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/", "http://127.0.0.1:9@example.com@127.0.0.1/", "http://example.com@127.0.0.1/",
        "http://169.254.169.254/latest/meta-data", "http://2852039166/", "http://0xa9fea9fe/", "http://[::ffff:a9fe:a9fe]/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/",
        "http://168.63.129.16/", "http://100.100.100.200/", "http://224.0.0.1/", "http://255.255.255.255/", "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://１２７.0.0.1/", "http://ⓛocalhost:9/",
        "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/", "data:text/html,x", "jar:http://127.0.0.1!/", "//127.0.0.1:9/", "http:127.0.0.1:9/", "http:\\\\127.0.0.1:9\\", "http://127.0.0.1%00.example.com/",
        "http://127.0.0.1\t:9/", "http://user:pass@example.com/",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http.request")]
    [InlineData("web.fetch")]
    public async Task No_run_reaches_this_machine_its_networks_or_a_clouds_own_services(string tool)
    {
        var name = $"hidden-{tool.Replace('.', '-')}";
        await web.SaveAsync($$$"""
            platform: v1
            name: {{{name}}}
            inputs: { urls: { type: array, items: { type: string } } }
            state: { seen: { type: array, merge: append, default: [] } }
            outputs: { seen: "${{ state.seen }}" }
            start: ask
            nodes:
              ask:
                map: { over: "${{ inputs.urls }}", as: url, parallel: 8, on_item_error: collect }
                tool: {{{tool}}}
                with: { url: "${{ url }}" }
                save: { seen: "${{ [output] }}" }
            """, Stop);

        var run = await web.RunAsync(name, new { urls = Hidden.Select(u => u.Replace(":9", $":{new Uri(web.Address).Port}", StringComparison.Ordinal)) }, Stop);

        var errors = new List<string?>();
        for (string? after = ""; after is not null;)
        {
            var page = await GetAsync($"/api/v1/runs/{run.GetProperty("id").GetString()}/events?limit=100{after}");
            errors.AddRange(page.GetProperty("items").EnumerateArray().Where(e => e.GetProperty("type").GetString() == "tool.finished")
                .Select(e => e.GetProperty("data").TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error.GetProperty("code").GetString() : "reached"));
            after = page.TryGetProperty("next", out var next) && next.ValueKind != JsonValueKind.Null ? $"&after={next}" : null;
        }

        Assert.Equal(Hidden.Length, errors.Count);
        // Something listens there: what reached it would be a result or a status. A name that nobody resolves is unavailable.
        Assert.All(errors, code => Assert.True(code is "forbidden" or "validation" or "unavailable", code));
        Assert.True(errors.Count(c => c == "unavailable") <= 6, string.Join(' ', errors));
    }

    [Fact]
    public async Task Tools_are_listed_shown_and_tried_by_the_API()
    {
        var list = await GetAsync("/api/v1/tools");
        var one = await GetAsync("/api/v1/tools/text.regex");
        var tried = await TryAsync("csv.read", new { arguments = new { path = "a.csv" }, files = new Dictionary<string, string> { ["a.csv"] = "x\n1\n" } });
        var failed = await TryAsync("http.request", new { arguments = new { url = web.Address } });
        var signed = await TryAsync("hash", new { arguments = new { text = "a" }, settings = "key: k" });

        Assert.True(list.GetProperty("items").GetArrayLength() >= 24);
        Assert.Equal("text.regex", one.GetProperty("name").GetString());
        Assert.Equal("""[{"x":"1"}]""", tried.GetProperty("result").GetRawText());
        Assert.Equal(("forbidden", false), (failed.GetProperty("error").GetProperty("code").GetString(), failed.GetProperty("ok").GetBoolean()));
        Assert.Equal("hmac-sha256", signed.GetProperty("result").GetProperty("algorithm").GetString());
        using var unknown = await web.Client.PostAsJsonAsync("/api/v1/tools/nope/try", new { }, Stop);
        using var wrong = await web.Client.PostAsJsonAsync("/api/v1/tools/hash/try", new { arguments = new { text = "a" }, settings = new { kee = 1 } }, Stop);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task A_tool_is_tried_on_its_page_without_script()
    {
        var client = web.Client;
        var page = await client.GetStringAsync("/tools/math.eval", Stop);
        var cookie = (await client.GetAsync("/tools/math.eval", Stop)).Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(c => c.Split(';')[0])) : null;
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;

        var bare = await PostAsync(new() { ["in.formula"] = "1+1" });
        var ok = await PostAsync(new() { ["in.formula"] = "6 * 7", ["__RequestVerificationToken"] = token });
        var bad = await PostAsync(new() { ["in.formula"] = "6 *", ["__RequestVerificationToken"] = token });

        Assert.Equal(HttpStatusCode.BadRequest, bare.Status);
        Assert.Contains("&quot;text&quot;: &quot;42&quot;", ok.Body, StringComparison.Ordinal);
        Assert.Contains("ends where a number should be", bad.Body, StringComparison.Ordinal);
        Assert.Contains("/tools/web.search", await client.GetStringAsync("/tools", Stop), StringComparison.Ordinal);

        async Task<(HttpStatusCode Status, string Body)> PostAsync(Dictionary<string, string> form)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/tools/math.eval") { Content = new FormUrlEncodedContent(form) };
            if (cookie is not null) request.Headers.Add("Cookie", cookie);
            using var answer = await client.SendAsync(request, Stop);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
        }
    }

    private async Task<JsonElement> GetAsync(string address)
    {
        using var answer = await web.Client.GetAsync(address, Stop);
        return await WebHost.JsonOf(answer, Stop);
    }

    private async Task<JsonElement> TryAsync(string tool, object body)
    {
        using var answer = await web.Client.PostAsJsonAsync($"/api/v1/tools/{tool}/try", body, Stop);
        return await WebHost.JsonOf(answer, Stop);
    }
}
