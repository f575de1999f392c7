using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Persistence;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Xunit;

namespace Platform.IntegrationTests.Support;

/// <summary>The whole platform over a real database in a folder of its own.</summary>
internal sealed class RunningPlatform : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;

    private RunningPlatform(string folder, ServiceProvider services, bool ownsFolder)
    {
        (Folder, _services, _ownsFolder) = (folder, services, ownsFolder);
    }

    public static Caller Me => Caller.LocalOwner;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Folder { get; }

    public WorkflowService Workflows => Get<WorkflowService>();

    public RunService Runs => Get<RunService>();

    public TimeTravelService Travel => Get<TimeTravelService>();

    public HumanTaskService HumanTasks => Get<HumanTaskService>();

    /// <param name="folder">The data of an earlier platform; null for a new folder.</param>
    /// <param name="storage">Null for the database that this run of the suite is about.</param>
    /// <param name="kind">A node kind of the test's own.</param>
    /// <param name="change">Puts parts of the test's own in the place of the product's.</param>
    public static async Task<RunningPlatform> StartAsync(
        string? folder = null, INodeKind? kind = null, RunOptions? options = null, bool workers = true, StorageOptions? storage = null, Action<IServiceCollection>? change = null)
    {
        var data = folder ?? Path.Combine(Path.GetTempPath(), $"platform-{Guid.NewGuid():N}");
        var services = new ServiceCollection();
        if (kind is not null) services.AddSingleton(kind);
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(storage ?? TestDatabase.OptionsOf(data)));
        services.AddPlatform(new PlatformOptions { DataFolder = data });
        if (options is not null) services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        change?.Invoke(services);
        var platform = new RunningPlatform(data, services.BuildServiceProvider(), folder is null);
        if (workers) await platform.Get<PlatformStart>().StartAsync(null, Token);
        else await platform.Get<PlatformStart>().PrepareAsync(Token);
        return platform;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<WorkflowVersion> SaveAsync(string yaml)
    {
        var saved = await Workflows.SaveAsync(Me, yaml, "test.yaml", Token);
        Assert.True(saved.Ok, string.Join('\n', saved.Findings));
        return saved.Value;
    }

    public async Task<RunView> StartRunAsync(string workflow, object? inputs = null, string? thread = null)
    {
        var started = await Runs.StartAsync(
            Me, new StartRun { Workflow = workflow, Inputs = inputs is null ? null : JsonSerializer.SerializeToElement(inputs), Thread = thread }, Token);
        Assert.True(started.Ok, string.Join('\n', started.Findings));
        return started.Value;
    }

    /// <summary>Until the run has ended.</summary>
    public async Task<RunView> EndOfAsync(RunId run)
    {
        await foreach (var _ in Runs.WatchAsync(Me, run, 0, Token))
        {
            // The stream ends with the run.
        }

        return (await Runs.FindAsync(Me, run, Token))!;
    }

    /// <summary>Until an event of this kind has been stored.</summary>
    public async Task<T> UntilAsync<T>(RunId run, long after = 0)
        where T : RunEvent
    {
        var seen = new List<string>();
        await foreach (var logged in Runs.WatchAsync(Me, run, after, Token))
        {
            seen.Add(logged.Type);
            if (logged.Event is T wanted) return wanted;
        }

        throw new InvalidOperationException($"The run ended without {typeof(T).Name}: {string.Join(' ', seen)}; {(await Runs.FindAsync(Me, run, Token))!.Error}");
    }

    public async Task<IReadOnlyList<LoggedEvent>> EventsAsync(RunId run) => await Runs.EventsAsync(Me, run, 0, 1000, Token);

    public async ValueTask DisposeAsync()
    {
        await Get<PlatformStart>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        if (!_ownsFolder) return;
        TestDatabase.Drop(Folder);
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
