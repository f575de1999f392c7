using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Core;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Start;

/// <summary>One web server with its engine: built, started, stopped. The tests start it on a free port.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const long SmallHeap = 64L * 1024 * 1024;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private PlatformStart? _engine;
    private Timer? _giveBack;
    private Timer? _recovered;
    private IProgress<string>? _console;
    private string? _note;

    private WebServer(WebApplication app, WebSettings settings, bool verbose)
    {
        _app = app;
        Settings = settings;
        Verbose = verbose;
    }

    public WebSettings Settings { get; }

    public bool Verbose { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens; known once it started.</summary>
    public string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";

    /// <exception cref="Platform.Core.Foundation.PlatformException">A setting that cannot be used.</exception>
    public static WebServer Build(string[] args)
    {
        var flags = WebSettings.ReadFlags(args);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Pages' files lie beside the binary, wherever it was called from; the data lies where it was called.
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            ApplicationName = typeof(WebServer).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(flags).Build();
        builder.Configuration.AddJsonFile(Path.Combine(WebSettings.DataFolderOf(given), "platform.json"), optional: true, reloadOnChange: false);
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(flags);
        var settings = WebSettings.Read(builder.Configuration);
        var verbose = string.Equals(builder.Configuration["Platform:Web:Verbose"], "true", StringComparison.OrdinalIgnoreCase);

        builder.AddPlatformWeb(settings, verbose);
        var app = builder.Build();
        app.UsePlatformWeb();
        return new WebServer(app, settings, verbose);
    }

    public async Task StartAsync(StartProgress progress, CancellationToken cancellationToken)
    {
        progress.Report($"Opening the data folder {Settings.DataFolder}");
        Directory.CreateDirectory(Settings.DataFolder);
        Look(progress);
        TryDoor();
        _console = progress.Stopping();
        _engine = Services.GetRequiredService<PlatformStart>(); // From here on there may be something to stop, even when the start fails half way.
        await _engine.StartAsync(progress, cancellationToken);
        if (Settings.ImportSamples)
        {
            progress.Report("Importing the samples");
            await Services.GetRequiredService<Samples>().ImportAsync(Path.Combine(AppContext.BaseDirectory, "samples"), cancellationToken);
        }

        progress.Report("Opening the door");
        await _app.StartAsync(cancellationToken);
        _note = WebAddress.Write(Settings.DataFolder, Address);
        foreach (var line in await Services.GetRequiredService<ProviderReadiness>().LinesAsync(OrganizationId.Local, cancellationToken)) progress.Say(line.Text);
        progress.Say($"Platform is at {Address}  (stop it with Ctrl+C)");
        _giveBack = new Timer(_ => GiveBack(), null, Settled, Timeout.InfiniteTimeSpan);
        _recovered = new Timer(_ => _ = TellRecoveredAsync(progress), null, Soon, Timeout.InfiniteTimeSpan);
    }

    // Before anything is migrated or taken up: with the port in use all of that would be for nothing, and stopped again at once.
    private void TryDoor()
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        if (!listening.Any(l => l.Port == Settings.Port && (l.Address.Equals(Settings.Address) || l.Address.Equals(IPAddress.Any) || l.Address.Equals(IPAddress.IPv6Any)))) return;
        const string taken = "Something listens there already.";
        throw new IOException(taken, new AddressInUseException(taken));
    }

    // What will trouble people later is said now; what makes a start impossible comes as its own error.
    private void Look(StartProgress progress)
    {
        foreach (var check in SelfChecks.BeforeStart(Settings.DataFolder).Append(WebChecks.Libraries()).Where(c => c.State == CheckState.Broken))
        {
            progress.Say($"note: {check.Name}: {check.Found}");
            progress.Say($"  fix: {check.Fix}");
        }
    }

    private async Task TellRecoveredAsync(StartProgress progress)
    {
        if (Services.GetRequiredService<RecoveryLog>().Notice is not { } recovered) return;
        try
        {
            var now = await Services.GetRequiredService<RunService>().ActiveCountsAsync(Caller.LocalOwner, CancellationToken.None);
            progress.Say($"{(recovered.Crashed > 0 ? "After a crash" : "After the last stop")}: {recovered.With(now)}");
        }
        catch (Exception e) when (e is PlatformException or ObjectDisposedException)
        {
            // Stopped at once again, or the database went: the page tells it, when there is one.
        }
    }

    // What only the start needed goes back to the machine: at rest the server weighs some 15 MB less. A server that already has much in hand is not held up.
    private static void GiveBack()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < SmallHeap) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Waits until the process is asked to stop (Ctrl+C, SIGTERM).</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_giveBack is not null) await _giveBack.DisposeAsync();
        if (_recovered is not null) await _recovered.DisposeAsync();

        // The first Ctrl+C came here; a second one ends the waiting.
        using var now = new CancellationTokenSource();
        using var again = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            now.Cancel();
        });
        var wasUp = _note is not null;
        if (wasUp) _console?.Report("Stopping: no more requests are taken");
        if (_note is { } note) WebAddress.Remove(Settings.DataFolder, note);
        await _app.StopAsync(CancellationToken.None);
        // The engine ends within its own grace period, and what it cannot finish is left to recovery.
        if (_engine is not null) await _engine.StopAsync(now.Token, wasUp ? _console : null);
        await _app.DisposeAsync();
        if (wasUp) _console?.Report("Stopped");
    }
}
