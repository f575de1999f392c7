using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Xunit;

namespace Platform.IntegrationTests.Security;

public sealed class EgressOverHttp : IAsyncLifetime
{
    private WebApplication? _app;
    private int _port;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("0.0.0.0")]
    public async Task This_machine_is_refused(string host)
    {
        using var client = Guard().CreateClient(EgressRules.Public);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => client.GetStringAsync($"http://{host}:{_port}/hello", Cancelled));

        Assert.Equal(ErrorCode.Forbidden, refused.Code);
        Assert.Contains("Platform:Egress:Allow", refused.Resolution, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://2130706433/hello")]
    [InlineData("http://0x7f000001/hello")]
    [InlineData("http://0177.0.0.1/hello")]
    [InlineData("http://127.1/hello")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("http://user:secret@example.com/")]
    public async Task Odd_addresses_are_refused(string address)
    {
        using var client = Guard($"127.0.0.1:{_port}").CreateClient(EgressRules.Public);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        // HttpClient itself refuses schemes that it does not know, with an exception of its own.
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(request, Cancelled));

        Assert.True(refused is PlatformException { Code: ErrorCode.Forbidden } or NotSupportedException, refused.ToString());
    }

    [Fact]
    public async Task What_the_operator_allows_is_reached()
    {
        using var client = Guard($"localhost:{_port}").CreateClient(EgressRules.Public);

        Assert.Equal("hello", await client.GetStringAsync($"http://localhost:{_port}/hello", Cancelled));
    }

    [Fact]
    public async Task The_rules_of_a_tool_never_widen()
    {
        using var client = Guard().CreateClient(EgressRules.Only([$"localhost:{_port}"]));

        var refused = await Assert.ThrowsAsync<PlatformException>(() => client.GetStringAsync($"http://localhost:{_port}/hello", Cancelled));

        Assert.Equal(ErrorCode.Forbidden, refused.Code);
    }

    [Fact]
    public async Task The_rules_of_a_tool_narrow()
    {
        using var client = Guard($"localhost:{_port}").CreateClient(EgressRules.Only(["crm.example.com"]));

        var refused = await Assert.ThrowsAsync<PlatformException>(() => client.GetStringAsync($"http://localhost:{_port}/hello", Cancelled));

        Assert.Contains("'crm.example.com'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_base_url_of_a_model_may_be_this_machine_and_nothing_beside_it()
    {
        using var client = Guard().CreateClient(EgressRules.ForModels(new Uri($"http://localhost:{_port}/v1")));

        Assert.Equal("hello", await client.GetStringAsync($"http://localhost:{_port}/hello", Cancelled));
        await Assert.ThrowsAsync<PlatformException>(() => client.GetStringAsync($"http://127.0.0.1:{_port}/hello", Cancelled));
    }

    [Fact]
    public async Task A_redirect_to_this_machine_is_refused()
    {
        using var client = Guard($"localhost:{_port}").CreateClient(EgressRules.Public);
        var target = Uri.EscapeDataString($"http://127.0.0.1:{_port}/hello");

        var refused = await Assert.ThrowsAsync<PlatformException>(() => client.GetStringAsync($"http://localhost:{_port}/to?at={target}", Cancelled));

        Assert.Contains("this machine itself", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_another_host_loses_whatever_may_be_a_key()
    {
        using var client = Guard($"localhost:{_port}", $"127.0.0.1:{_port}").CreateClient(EgressRules.Public);
        client.DefaultRequestHeaders.Add("Authorization", "Bearer secret");
        client.DefaultRequestHeaders.Add("X-Crm-Token", "also secret");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");

        var same = await client.GetStringAsync($"http://localhost:{_port}/to?at=/headers", Cancelled);
        var other = await client.GetStringAsync($"http://localhost:{_port}/to?at={Uri.EscapeDataString($"http://127.0.0.1:{_port}/headers")}", Cancelled);

        Assert.Equal("Bearer secret|also secret|fr", same);
        Assert.Equal("||fr", other);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        using var client = Guard($"localhost:{_port}").CreateClient(EgressRules.Public);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => client.GetStringAsync($"http://localhost:{_port}/circle", Cancelled));

        Assert.Equal(ErrorCode.LimitExceeded, refused.Code);
    }

    [Theory]
    [InlineData("/large?length=2000")]
    [InlineData("/large?length=2000&chunked=true")]
    [InlineData("/bomb")]
    public async Task An_answer_past_the_limit_is_cut_off(string path)
    {
        using var client = Guard(new EgressOptions { Allow = ["localhost"], MaxResponseBytes = 1024 }).CreateClient(EgressRules.Public);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => client.GetByteArrayAsync($"http://localhost:{_port}{path}", Cancelled));

        Assert.Equal(ErrorCode.LimitExceeded, refused.Code);
    }

    [Fact]
    public async Task An_answer_up_to_the_limit_is_whole()
    {
        using var client = Guard(new EgressOptions { Allow = ["localhost"], MaxResponseBytes = 2000 }).CreateClient(EgressRules.Public);

        Assert.Equal(2000, (await client.GetByteArrayAsync($"http://localhost:{_port}/large?length=2000&chunked=true", Cancelled)).Length);
    }

    [Theory]
    [InlineData("/never")]
    [InlineData("/stalls")]
    public async Task An_answer_that_does_not_come_is_given_up(string path)
    {
        using var client = Guard(new EgressOptions { Allow = ["localhost"], Timeout = TimeSpan.FromMilliseconds(300) }).CreateClient(EgressRules.Public);

        var late = await Assert.ThrowsAsync<PlatformException>(() => client.GetStringAsync($"http://localhost:{_port}{path}", Cancelled));

        Assert.Equal(ErrorCode.Timeout, late.Code);
    }

    [Fact]
    public async Task Cancelling_is_no_timeout()
    {
        using var client = Guard($"localhost:{_port}").CreateClient(EgressRules.Public);
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetStringAsync($"http://localhost:{_port}/never", cancelling.Token));
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapGet("/hello", () => "hello");
        _app.MapGet("/to", (string at) => Results.Redirect(at));
        _app.MapGet("/circle", () => Results.Redirect("/circle"));
        _app.MapGet("/headers", (HttpRequest request) => $"{request.Headers.Authorization}|{request.Headers["X-Crm-Token"]}|{request.Headers.AcceptLanguage}");
        _app.MapGet("/large", LargeAsync);
        _app.MapGet("/bomb", BombAsync);
        _app.MapGet("/never", (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _app.MapGet("/stalls", StallAsync);
        await _app.StartAsync(Cancelled);
        _port = new Uri(_app.Urls.Single()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private static async Task LargeAsync(HttpContext context, int length, bool chunked = false)
    {
        if (!chunked) context.Response.ContentLength = length;
        await context.Response.Body.WriteAsync(new byte[length], context.RequestAborted);
    }

    // A few hundred bytes on the wire, a hundred thousand unpacked.
    private static async Task BombAsync(HttpContext context)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        await using var zip = new GZipStream(context.Response.Body, CompressionLevel.SmallestSize);
        await zip.WriteAsync(new byte[100_000], context.RequestAborted);
    }

    private static async Task StallAsync(HttpContext context)
    {
        await context.Response.WriteAsync("begun", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }

    private static EgressGuard Guard(params string[] allow) => Guard(new EgressOptions { Allow = allow });

    private static EgressGuard Guard(EgressOptions options) => new(Options.Create(options));
}
