using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class TheWeb
{
    private const string Article = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><base href="/docs/"><title> Why  bees dance </title><meta name="description" content="On bees &amp; maps."></head><body>
        <nav><a href="/home">Home</a> <a href="javascript:alert(1)">Run</a></nav><header><h1>Bees</h1></header>
        <div class="ad" style="display: none">Buy honey</div><script>document.write("never")</script>
        <div id="content"><h2>The dance</h2><p>Bees tell where flowers are, by dancing: the angle is the way, and the length is the distance, as Frisch found.</p>
        <p>It is <b>not</b> a   game, it is a <a href="map.html">map</a>, which all of the hive can read, and which nobody had to teach them at all.</p>
        <ul><li>waggle</li><li>round</li></ul><pre>angle = 40
          length = 2</pre><table><tr><th>Dance</th><th>Far</th></tr><tr><td>round</td><td>near</td></tr></table></div>
        <footer>All rights reserved, and more than that, and some words to fill this line up, and more words</footer></body></html>
        """;

    private readonly GivenTools _tools = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_its_text_and_its_links()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.By(r => Say(r, "text/html", Encoding.UTF8.GetBytes(Article)));

        var page = await _tools.CallAsync("web.fetch", $$"""{"url":"{{server.Address}}/bees?x=1#top"}""", Cancelled);
        var whole = await _tools.CallAsync("web.fetch", $$"""{"url":"{{server.Address}}/bees","whole":true,"links":false,"max_characters":100}""", Cancelled);

        Assert.Equal(("Why bees dance", "en", "On bees & maps.", "text/html", false), (Text(page, "title"), Text(page, "language"), Text(page, "description"), Text(page, "type"), page.GetProperty("truncated").GetBoolean()));
        Assert.Equal("""
            ## The dance

            Bees tell where flowers are, by dancing: the angle is the way, and the length is the distance, as Frisch found.

            It is not a game, it is a map, which all of the hive can read, and which nobody had to teach them at all.

            - waggle
            - round

            ```
            angle = 40
              length = 2
            ```

            Dance | Far
            round | near
            """.ReplaceLineEndings("\n"), Text(page, "text")!.Replace("          length", "  length", StringComparison.Ordinal));
        Assert.Equal($"{server.Address}/home Home;{server.Address}/docs/map.html map", string.Join(';', page.GetProperty("links").EnumerateArray().Select(l => $"{Text(l, "url")} {Text(l, "text")}")));
        Assert.StartsWith("Home Run", Text(whole, "text"), StringComparison.Ordinal);
        Assert.True(whole.GetProperty("truncated").GetBoolean() && !whole.TryGetProperty("links", out _));
    }

    [Theory]
    [InlineData("text/html; charset=iso-8859-1", "3C703E636166E93C2F703E", "café")]
    [InlineData("text/html", "3C6D65746120636861727365743D77696E646F77732D313235313E3C703ECFF0E8E2E5F23C2F703E", "Привет")]
    [InlineData("text/html", "3C6D65746120636861727365743D73686966742D6A69733E3C703E93FA967B3C2F703E", "日本")]
    [InlineData("text/html", "FFFE3C0070003E00E9003C002F0070003E00", "é")]
    [InlineData("text/html", "3C703E8061803C2F703E", "€a€")]
    [InlineData("text/html; charset=klingon", "3C703E63C3A93C2F703E", "cé")]
    [InlineData("text/plain", "EFBBBF3C703E6131", "<p>a1")]
    [InlineData("application/json", "7B2261223A317D", "{\"a\":1}")]
    public async Task Characters_are_what_the_page_means(string type, string bytes, string text)
    {
        await using var server = await ProtocolServer.StartAsync();
        server.By(r => Say(r, type, Convert.FromHexString(bytes)));

        Assert.Equal(text, Text(await _tools.CallAsync("web.fetch", $$"""{"url":"{{server.Address}}/"}""", Cancelled), "text"));
    }

    // Each is small on the wire and large in a parser that trusts it.
    [Fact]
    public async Task No_page_fills_the_memory_or_the_time()
    {
        var pages = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["deep"] = string.Concat(Enumerable.Repeat("<div>", 200_000)) + "x",
            ["marks"] = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<b id={i}>")) + string.Concat(Enumerable.Repeat("<p>x", 20_000)),
            ["nested marks"] = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"<a><p id={i}><i>")),
            ["tables"] = string.Concat(Enumerable.Repeat("<table><td>", 50_000)),
            ["select"] = "<p>" + string.Concat(Enumerable.Repeat("<svg><desc><math><mi>", 50_000)),
            ["attributes"] = "<p " + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"a{i}=1 ")) + ">x",
            ["entities"] = string.Concat(Enumerable.Repeat("&amp&notit;&#x110000;", 100_000)),
            ["bytes"] = string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)(i % 0xD7FF))),
        };
        await using var server = await ProtocolServer.StartAsync();
        server.By(r => Say(r, "text/html", Encoding.UTF8.GetBytes(pages[r.HttpContext.Request.Query["of"]!])));

        foreach (var name in pages.Keys)
        {
            var watch = Stopwatch.StartNew();
            var error = await Record.ExceptionAsync(() => _tools.CallAsync("web.fetch", $$"""{"url":"{{server.Address}}/?of={{name}}"}""", Cancelled));
            Assert.True(error is null or PlatformException { Code: ErrorCode.LimitExceeded }, $"{name}: {error}");
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{name}: {watch.Elapsed}");
        }
    }

    [Fact]
    public async Task What_is_no_page_is_an_error_of_its_kind()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.By(r => Say(r, "application/pdf", [1, 2])).By(r => Say(r, "text/html", [], 404)).By(r => Say(r, "text/html", new byte[6 * 1024 * 1024]));

        Assert.Equal(ErrorCode.ToolFailed, await CodeAsync($"{server.Address}/a"));
        Assert.Equal(ErrorCode.ToolFailed, await CodeAsync($"{server.Address}/a"));
        Assert.Equal(ErrorCode.LimitExceeded, await CodeAsync($"{server.Address}/a"));
        Assert.Equal(ErrorCode.Validation, await CodeAsync("file:///etc/passwd"));
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync("http://[::1]/"));

        async Task<ErrorCode> CodeAsync(string url) =>
            (await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("web.fetch", JsonSerializer.Serialize(new { url }), Cancelled))).Code;
    }

    [Theory]
    [InlineData("searxng", """{"results":[{"title":"A","url":"https://a.example/","content":"one &amp; two","publishedDate":"2026-01-01"},{"title":"evil","url":"javascript:1","content":""}]}""",
        "GET /search ?q=bees%20%26%20maps&format=json&time_range=week&language=en ")]
    [InlineData("tavily", """{"results":[{"title":"A","url":"https://a.example/","content":"one &amp; two","published_date":"2026-01-01"}]}""", """POST /search  {"query":"bees \u0026 maps","max_results":3,"time_range":"week"}""")]
    [InlineData("brave", """{"web":{"results":[{"title":"<strong>A</strong>","url":"https://a.example/","description":"one &amp; <strong>two</strong>","page_age":"2026-01-01"}]}}""",
        "GET /web/search ?q=bees%20%26%20maps&count=3&freshness=pw&search_lang=en ")]
    public async Task Every_search_gives_the_same_shape(string provider, string answer, string asked)
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Json(answer).By(r => Say(r, "application/json", """{"detail":"bad key"}"""u8.ToArray(), 401)).By(r => Say(r, "text/html", "<p>hello"u8.ToArray()));
        var settings = $$"""{"provider":"{{provider}}","key":"hush-hush","base_url":"{{server.Address}}"}""";
        const string ask = """{"query":"bees & maps","count":3,"recent":"week","language":"en"}""";

        var found = await _tools.CallAsync("web.search", ask, Cancelled, settings);
        var first = server.Asked.First();
        var refused = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("web.search", ask, Cancelled, settings));
        var strange = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("web.search", ask, Cancelled, settings));

        Assert.Equal("""[{"title":"A","url":"https://a.example/","snippet":"one & two","published":"2026-01-01"}]""", found.GetProperty("results").GetRawText().Replace("\\u0026", "&", StringComparison.Ordinal));
        Assert.Equal(asked, $"{first.Method} {first.Path} {first.Query} {first.Text}");
        Assert.Equal(provider == "searxng", !first.Headers.Values.Any(v => v.Contains("hush-hush", StringComparison.Ordinal)));
        Assert.Contains("401: bad key", refused.Message, StringComparison.Ordinal);
        Assert.Contains("no list of results", strange.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"use":"web.search"}""", "WF082")]
    [InlineData("""{"use":"web.search","provider":"google"}""", "WF081")]
    [InlineData("""{"use":"web.search","provider":"brave"}""", "WF082")]
    [InlineData("""{"use":"web.search","provider":"searxng"}""", "WF082")]
    [InlineData("""{"use":"email.send","host":"h","from":"a@b.c","tls":"maybe"}""", "WF081")]
    [InlineData("""{"use":"sql.query","file":"a","database":"b"}""", "WF081")]
    [InlineData("""{"use":"slack.post"}""", "WF082")]
    public void What_a_tool_needs_is_found_before_it_runs(string settings, string code) =>
        Assert.Equal(code, Assert.Single(GivenConfig.Check(found => GivenTools.Catalog().Check([GivenConfig.Part("search", settings)], found))).Code);

    private static async Task Say(HttpResponse response, string type, byte[] bytes, int status = 200)
    {
        (response.StatusCode, response.ContentType) = (status, type);
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
