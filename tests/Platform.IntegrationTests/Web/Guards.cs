using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Platform.Web.Security;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>Who may reach the server while there is no sign-in.</summary>
[Collection(WebCollection.Name)]
public sealed class Guards(WebHost web)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.10")]
    [InlineData("::")]
    [InlineData("example.com")]
    public void No_address_that_others_can_reach_is_listened_on(string host)
    {
        var refused = Assert.Throws<PlatformException>(() => LoopbackRule.Require(host));

        Assert.Equal(ErrorCode.Forbidden, refused.Code);
        Assert.Contains("127.0.0.1", refused.Resolution, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.5.0.9")]
    [InlineData("localhost")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public void Addresses_of_this_machine_alone_are_listened_on(string host) => Assert.True(IPAddress.IsLoopback(LoopbackRule.Require(host)));

    [Fact]
    public async Task A_name_that_only_resolves_to_this_machine_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status") { Headers = { Host = "evil.example:80" } };

        using var answer = await web.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_can_change_nothing(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/workflows/validate") { Content = new StringContent("platform: v1", Encoding.UTF8, "text/plain") };
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await web.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_program_without_an_origin_may_change_things()
    {
        using var answer = await web.PostYamlAsync("/api/v1/workflows/validate", "platform: v1", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task No_page_allows_inline_scripts_or_being_framed()
    {
        using var answer = await web.Client.GetAsync("/", Stop);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await web.SaveAsync(Flows.Hello("guards-token"), Stop);

        using var answer = await web.Client.PostAsync("/workflows/guards-token", new FormUrlEncodedContent([new("in.who", "Ada")]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_json_field_that_the_api_does_not_know_is_refused_by_name()
    {
        await web.SaveAsync(Flows.Hello("guards-fields"), Stop);

        using var answer = await web.Client.PostAsJsonAsync("/api/v1/workflows/guards-fields/runs", new { inputz = new { } }, Stop);
        var problem = await WebHost.JsonOf(answer, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("validation", problem.GetProperty("code").GetString());
        Assert.Contains("inputz", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_form_that_is_posted_carries_the_token_without_which_it_is_refused()
    {
        // A form with an address of its own is not given one by the framework.
        var bare = from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Platform.Web/Pages"), "*.cshtml", SearchOption.AllDirectories)
                   from form in Regex.Matches(File.ReadAllText(file), "<form\\b[^>]*method=\"post\"[^>]*>.*?</form>", RegexOptions.Singleline).Select(m => m.Value)
                   where !form.Contains("AntiForgeryToken", StringComparison.Ordinal)
                   select $"{Path.GetFileName(file)}: {form[..60]}";

        Assert.Empty(bare);
    }

    [Theory]
    [InlineData("/runs")]
    [InlineData("/lib/tabler.min.css")]
    public async Task What_is_sent_to_a_browser_is_compressed(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");

        using var answer = await web.Client.SendAsync(request, Stop);

        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.True((await answer.Content.ReadAsByteArrayAsync(Stop)).Length < 100_000);
    }
}
