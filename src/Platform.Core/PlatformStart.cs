using Platform.Core.Costs.Calls;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Jobs;
using Platform.Core.Memory;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.Retention;
using Platform.Core.Sandbox;

namespace Platform.Core;

/// <summary>Starts and stops what takes time: migrates, takes up unfinished runs, stops gracefully.</summary>
public sealed class PlatformStart
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10); // a third of the silence after which a process counts as gone

    private static readonly TimeSpan Told = TimeSpan.FromSeconds(1);

    private readonly IDatabaseAdmin _database;
    private readonly QuartzRunDispatcher _dispatcher;
    private readonly RunExecutor _executor;
    private readonly RunSweep _sweep;
    private readonly RunOptions _options;
    private readonly PlatformOptions _platform;
    private readonly ControlWatch _watch;
    private bool _started;

    internal PlatformStart(
        IDatabaseAdmin database, QuartzRunDispatcher dispatcher, RunExecutor executor, RunSweep sweep, ControlWatch watch, IOptions<RunOptions> options, PlatformOptions platform)
    {
        (_database, _dispatcher, _executor, _sweep, _watch, _options, _platform) = (database, dispatcher, executor, sweep, watch, options.Value, platform);
    }

    internal RetentionService Retention { get; init; } = null!; // given by who puts the parts together

    internal CheckSchedule Checks { get; init; } = null!; // the same
    internal CallLog Calls { get; init; } = null!; // given with it
    internal MemorySweep Memory { get; init; } = null!; // given with it
    internal CodeSandbox Sandbox { get; init; } = null!; // given with it

    /// <param name="progress">One sentence for each thing that begins: <c>Migrating the database</c>.</param>
    /// <exception cref="PlatformException">The database cannot be used, or is of a newer release.</exception>
    public async Task StartAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("Migrating the database");
        await PrepareAsync(cancellationToken);
        progress?.Report("Starting the workers");
        _dispatcher.Start(_executor, _options.Parallel);
        _watch.Start();
        _started = true;
        if (!_platform.TakesUpRuns) return;
        await Sandbox.StartAsync(cancellationToken);
        progress?.Report("Taking up unfinished runs");
        await _executor.LookForCrashesAsync(cancellationToken);
        await _executor.BeatAsync();
        await _sweep.SweepAsync(cancellationToken);
        await _dispatcher.RecurAsync("beat", Beat, _ => _executor.BeatAsync(), cancellationToken);
        await _dispatcher.RecurAsync("sweep", _options.Sweep, _sweep.SweepAsync, cancellationToken);
        Checks.Start();
        await _dispatcher.RecurAsync("retention", Retention.Every, Retention.SweepAsync, cancellationToken);
        await _dispatcher.RecurAsync("call-log", Retention.Every, Calls.SweepAsync, cancellationToken);
        await _dispatcher.RecurAsync("memory", Memory.Every, Memory.SweepAsync, cancellationToken);
    }

    /// <summary>Only brings the database up to date, for commands that run nothing.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => _database.MigrateAsync(cancellationToken);

    /// <summary>Stops taking work, lets runs go on to the end of their superstep for the grace period, gives the rest back for others to go on with.</summary>
    /// <param name="cancellationToken">Ends the grace period: what still runs is stopped at once.</param>
    /// <param name="progress">Is told what is waited for, when anything is.</param>
    public async Task StopAsync(CancellationToken cancellationToken, IProgress<string>? progress = null)
    {
        _executor.StopAfterStep();
        if (!_started) return;
        _started = false;
        var grace = _options.Grace ?? _platform.Grace;
        await Checks.DisposeAsync();
        var stopped = _dispatcher.StopAsync();
        await LeaveAsync();
        try
        {
            await WaitAsync(stopped, grace, progress, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            progress?.Report($"{(e is TimeoutException ? "The time is over; what" : "What")} still runs is stopped and goes on from its last step when the platform starts again");
            _executor.StopNow();
            await stopped;
        }

        await _watch.DisposeAsync();
    }

    // Said at once, and every second while it lasts, so that nobody takes a server that waits for one that hangs.
    private async Task WaitAsync(Task stopped, TimeSpan grace, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(_executor.Working(grace).Length == 0
            ? "No run is being worked on, so nothing is waited for"
            : "What is being worked on comes to the end of its step first; Ctrl+C again stops now, and what is cut short is taken up again at the next start");
        for (var left = grace; ; left -= Told)
        {
            if (!stopped.IsCompleted && left > TimeSpan.Zero && _executor.Working(left) is { Length: > 0 } working) progress?.Report(working);
            try
            {
                await stopped.WaitAsync(left < Told ? left : Told, _executor.Time, cancellationToken);
                return;
            }
            catch (TimeoutException) when (left > Told)
            {
                // Not over yet.
            }
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (_platform.TakesUpRuns) await _executor.SignOffAsync();
        }
        catch (PlatformException)
        {
            // The database is gone or busy: others notice the silence.
        }
    }
}
