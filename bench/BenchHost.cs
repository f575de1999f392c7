using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Bench;

/// <summary>
/// The whole product over a real database in a folder of its own, which goes with it; or over the PostgreSQL database that <c>PLATFORM_BENCH_DATABASE</c> names.
/// </summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ServiceProvider _services;

    private BenchHost(ServiceProvider services, string folder)
    {
        _services = services;
        Folder = folder;
    }

    public string Folder { get; }

    public long DatabaseBytes => Directory.EnumerateFiles(Folder, "*.db*").Sum(f => new FileInfo(f).Length);

    public static async Task<BenchHost> StartAsync(CancellationToken cancellationToken, string? durability = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"platform-bench-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Platform:Runs:Parallel", "64"),
            new("Platform:Storage:Durability", durability ?? "Full"),
            new("Platform:Storage:Database", Environment.GetEnvironmentVariable("PLATFORM_BENCH_DATABASE")),
        ]).Build());
        services.AddLogging();
        services.AddPlatform(new PlatformOptions { DataFolder = folder });
        var host = new BenchHost(services.BuildServiceProvider(), folder);
        await host._services.GetRequiredService<PlatformStart>().StartAsync(progress: null, cancellationToken);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Saves a workflow; its name.</summary>
    public async Task<string> SaveAsync(string yaml, CancellationToken cancellationToken)
    {
        var saved = await _services.GetRequiredService<WorkflowService>().SaveAsync(Caller.LocalOwner, yaml, "bench.yaml", cancellationToken);
        return saved.Ok ? saved.Value.Workflow : throw new InvalidOperationException(string.Join('\n', saved.Findings));
    }

    /// <summary>Runs it to its end, and fails when it does not succeed.</summary>
    public async Task<RunView> RunAsync(string workflow, JsonElement? inputs, CancellationToken cancellationToken)
    {
        var runs = _services.GetRequiredService<RunService>();
        var started = await runs.StartAsync(Caller.LocalOwner, new StartRun { Workflow = workflow, Inputs = inputs, Trigger = "bench" }, new Patience(Patience), cancellationToken);
        if (!started.Ok) throw new InvalidOperationException(string.Join('\n', started.Findings));
        var ended = started.Value;
        return ended.Status == RunStatus.Succeeded ? ended : throw new PlatformException(ErrorCode.Internal, $"{workflow} ended as {ended.Status}: {ended.Error?.Message}");
    }

    /// <summary>So many runs to their end, so many of them at once.</summary>
    public Task ManyAsync(string workflow, int runs, int inFlight, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, runs), new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken },
        async (_, stop) => await RunAsync(workflow, null, stop));

    /// <summary>Until the database has put its log in order, which it does when nothing is asked of it.</summary>
    public static async Task RestAsync(CancellationToken cancellationToken) => await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<PlatformStart>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
