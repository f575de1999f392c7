using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Cli.Output;
using Platform.Core;
using Platform.Core.Security;

namespace Platform.Cli.Hosting;

/// <summary>The parts of the product, put together for one command. A command that needs none of them never makes one.</summary>
internal sealed class CoreHost : IAsyncDisposable
{
    // A command that is done does not hold its user up for runs of others that it took up meanwhile: they go on elsewhere, from their last commit.
    private static readonly TimeSpan ShortGrace = TimeSpan.FromSeconds(1);

    private readonly ServiceProvider _services;
    private bool _started;

    private CoreHost(ServiceProvider services, string dataFolder)
    {
        _services = services;
        DataFolder = dataFolder;
    }

    public static Caller Caller => Caller.LocalOwner;

    public string DataFolder { get; }

    /// <summary>Only what needs neither database nor folder: reading and checking workflows.</summary>
    public static CoreHost Bare(CliContext cli) => Build(cli);

    /// <summary>With the database at hand; nothing runs here.</summary>
    public static async Task<CoreHost> OpenAsync(CliContext cli, CancellationToken cancellationToken)
    {
        var host = Build(cli);
        try
        {
            EnsureFolder(host.DataFolder);
            await host.Get<PlatformStart>().PrepareAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>With the engine: runs that nobody else advances go on in this process.</summary>
    public static Task<CoreHost> StartAsync(CliContext cli, CancellationToken cancellationToken) => StartAsync(cli, _ => Task.CompletedTask, cancellationToken);

    /// <param name="meanwhile">Done on another processor while the database is opened; touches neither.</param>
    public static async Task<CoreHost> StartAsync(CliContext cli, Func<CoreHost, Task> meanwhile, CancellationToken cancellationToken)
    {
        var host = Build(cli);
        try
        {
            EnsureFolder(host.DataFolder);
            host._started = true;
            var beside = Task.Run(() => meanwhile(host), cancellationToken);
            await host.Get<PlatformStart>().StartAsync(progress: null, cancellationToken);
            await beside;
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        // The token that stopped the command is spent; stopping has its own bound, the grace period.
        if (_started) await Get<PlatformStart>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static CoreHost Build(CliContext cli)
    {
        var folder = cli.ChosenDataFolder.Path;
        var settings = CliSettings.Read(folder).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging(logs => logs.AddProvider(new EngineNotices(cli.Error)));
        services.AddPlatform(new PlatformOptions { DataFolder = folder, Grace = ShortGrace });
        return new CoreHost(services.BuildServiceProvider(), folder);
    }

    public static void EnsureFolder(string folder)
    {
        if (File.Exists(folder))
            throw new CliException($"The data folder '{folder}' is a file.", "Choose another folder: --data FOLDER or PLATFORM_HOME.");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception wrong) when (wrong is UnauthorizedAccessException or IOException)
        {
            throw new CliException($"The data folder '{folder}' cannot be made: {wrong.Message}", "Choose a folder that you may write to: --data FOLDER or PLATFORM_HOME.", code: "forbidden");
        }
    }
}
