using Microsoft.Extensions.Options;
using Platform.Core.Jobs;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.Retention;

namespace Platform.Core;

/// <summary>Starts and stops what takes time: migrates, takes up unfinished runs, stops gracefully.</summary>
public sealed class PlatformStart
{
    private readonly IDatabaseAdmin _database;
    private readonly QuartzRunDispatcher _dispatcher;
    private readonly RunExecutor _executor;
    private readonly RunSweep _sweep;
    private readonly RunOptions _options;
    private readonly PlatformOptions _platform;
    private readonly TimeProvider _time;
    private bool _started;

    internal PlatformStart(
        IDatabaseAdmin database, QuartzRunDispatcher dispatcher, RunExecutor executor, RunSweep sweep, IOptions<RunOptions> options, PlatformOptions platform, TimeProvider time)
    {
        (_database, _dispatcher, _executor, _sweep, _options, _platform, _time) = (database, dispatcher, executor, sweep, options.Value, platform, time);
    }

    internal RetentionService Retention { get; init; } = null!; // given by who puts the parts together

    /// <param name="progress">One sentence for each thing that begins: <c>Migrating the database</c>.</param>
    /// <exception cref="Foundation.PlatformException">The database cannot be used, or is of a newer release.</exception>
    public async Task StartAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("Migrating the database");
        await PrepareAsync(cancellationToken);
        progress?.Report("Starting the workers");
        _dispatcher.Start(_executor, _options.Parallel);
        _started = true;
        if (!_platform.TakesUpRuns) return;
        progress?.Report("Taking up unfinished runs");
        await _sweep.SweepAsync(cancellationToken);
        await _dispatcher.RecurAsync("sweep", _options.Sweep, _sweep.SweepAsync, cancellationToken);
        await _dispatcher.RecurAsync("retention", Retention.Every, Retention.SweepAsync, cancellationToken);
    }

    /// <summary>Only brings the database up to date, for commands that run nothing.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => _database.MigrateAsync(cancellationToken);

    /// <summary>Stops taking work, lets runs go on to the end of their superstep for the grace period, leaves the rest to recovery.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _executor.StopAfterStep();
        if (!_started) return;
        var stopped = _dispatcher.StopAsync();
        try
        {
            await stopped.WaitAsync(_options.Grace, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _executor.StopNow();
            await stopped;
        }
    }
}
