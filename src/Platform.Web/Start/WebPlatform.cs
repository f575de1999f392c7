using System.IO.Compression;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.ResponseCompression;
using Platform.Core;
using Platform.Core.Security;
using Platform.Web.Api;
using Platform.Web.Live;
using Platform.Web.Live.Parts;
using Platform.Web.Live.Sockets;
using Platform.Web.Mcp;
using Platform.Web.Pages.Runs;
using Platform.Web.Pages.Runs.Compare;
using Platform.Web.Pages.Runs.Parts;
using Platform.Web.Pages.Runs.Spans;
using Platform.Web.Pages.Runs.Talks;
using Platform.Web.Pages.Workflows;
using Platform.Web.Rendering;
using Platform.Web.Security;

namespace Platform.Web.Start;

/// <summary>What the web server is made of, and the order in which a request goes through it.</summary>
internal static class WebPlatform
{
    private const long LargestUpload = 256L * 1024 * 1024;

    public static void AddPlatformWeb(this WebApplicationBuilder builder, WebSettings settings, bool verbose)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None); // The wall logs it once.

        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // Why it did not start is told in two lines.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", LogLevel.Error); // That parts and streams with a form in them are not kept by anybody is what we want.
        builder.Logging.AddFilter("Platform.Core.Runs.Retention", LogLevel.Information); // What was deleted is always told.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // That its keys lie in the data folder is what we want.

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestUpload;
            kestrel.Listen(settings.Address, settings.Port);
        });

        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5)); // For requests; the engine has its own grace period.
        services.AddPlatform(new PlatformOptions { DataFolder = settings.DataFolder });
        services.AddSingleton<Samples>();
        services.AddSingleton<Icons>();
        services.AddSingleton<Guides>();
        services.AddSingleton<Fragments>();
        services.AddSingleton<RunTraces>();
        services.AddSingleton<RunDrawings>();
        services.AddSingleton<Crowd>();
        services.AddSingleton<SocketDoor>();
        services.AddSingleton<PartDrawer>();
        services.AddSingleton<LiveParts>();
        services.AddSingleton<TopicBoards>();
        services.AddSingleton(new SocketLimits());
        services.AddSingleton<McpSessionBook>();
        services.AddHostedService<ComposerWarmth>();
        services.AddHostedService<Starter>();
        services.AddScoped<RunReader>();
        services.AddScoped<TravelReader>();
        services.AddScoped<SpanReader>();
        services.AddScoped<TalkReader>();
        services.AddScoped<EventsReader>();
        services.AddScoped<ChildTree>();
        services.AddScoped<RunParts>();
        services.AddScoped<CompareReader>();
        services.AddScoped<SaveEffects>();
        services.AddScoped<StartBodyReader>();
        services.AddScoped(_ => Caller.LocalOwner); // The one place that says who asks, until there is sign-in.
        services.AddHttpContextAccessor();
        services.AddResponseCompression(compression => compression.EnableForHttps = true); // Tokens against forged forms differ in every answer, so lengths tell nothing of them.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.AddExceptionHandler<ErrorWall>();
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = LargestUpload);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        services.AddDataProtection().SetApplicationName("Platform").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        services.AddAntiforgery(forgery => forgery.Cookie.Name = "platform.forgery");
        // There are no controllers, and looking for them would load every type of this program and all that they are made of.
        services.AddRazorPages().ConfigureApplicationPartManager(parts =>
        {
            foreach (var controllers in parts.FeatureProviders.OfType<ControllerFeatureProvider>().ToList()) parts.FeatureProviders.Remove(controllers);
        });
    }

    public static void UsePlatformWeb(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePages(ErrorPages.ShowAsync);
        app.UseMiddleware<BrowserGuard>();
        app.UseMiddleware<StreamsEnd>();
        app.Use(SocketDoor.Prepare);
        app.UseWebSockets();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Cache });
        app.Use(app.Services.GetRequiredService<PartDrawer>().Begin);
        app.UseRouting();
        app.Use(PartDrawer.Guard);
        app.UseAntiforgery();
        app.MapRazorPages();
        app.MapEndpointGroups();
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    // Addresses bear the hash of their content, so a new one is asked for when a file changes.
    private static void Cache(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";
}
