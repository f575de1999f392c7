using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.FileProviders;
using Platform.Core.Foundation;
using Platform.Web.Api;
using Platform.Web.Security;

namespace Platform.Web.Start;

/// <summary>What is at the server's address while it cannot start yet: the same two lines that the console shows, with status 503. The process lives, so <c>/health/live</c> is well.</summary>
internal sealed class HoldingPage : IAsyncDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private HoldingPage(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";

    public static async Task<HoldingPage> StartAsync(WebSettings settings, StartFailure failure, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Address, settings.Port);
        });
        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        var files = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(files)) app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(files) });
        app.Run(context => AnswerAsync(context, failure));
        await app.StartAsync(cancellationToken);
        return new HoldingPage(app);
    }

    /// <summary>Until it is time to look again; false when the process is asked to stop.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _app.Lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(Every, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static Task AnswerAsync(HttpContext context, StartFailure failure)
    {
        if (context.Request.Path == "/health/live") return context.Response.WriteAsJsonAsync(new { status = "live" });
        if (ErrorWall.IsApi(context.Request.Path)) return Problems.WriteAsync(context, new PlatformException(ErrorCode.Unavailable, failure.What, failure.Do));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = $"{Every.TotalSeconds:0}";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page(failure));
    }

    private static string Page(StartFailure failure) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="3">
          <title>Not started yet · Platform</title>
          <link rel="icon" type="image/svg+xml" href="/icons/waiting.svg"><link rel="stylesheet" href="/lib/tabler.min.css"><link rel="stylesheet" href="/app.css">
        </head>
        <body><main id="main"><section class="empty-page">
          <p class="big-code">{failure.Code}</p>
          <h1>Platform waits for its database</h1>
          <p>{WebUtility.HtmlEncode(failure.What)}</p>
          <p class="dim">{WebUtility.HtmlEncode(failure.Do)}</p>
          <p class="dim small">It is looked for every two seconds; this page follows by itself.</p>
        </section></main></body>
        </html>
        """;
}
