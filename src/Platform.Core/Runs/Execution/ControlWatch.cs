using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>
/// Looks several times a second whether another process wants a run cancelled that this one advances; one question for all of them, and none while nothing
/// runs here. What is cancelled in this process is told at once.
/// </summary>
internal sealed partial class ControlWatch(RunExecutor executor, TimeProvider time, ILogger<ControlWatch> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly PeriodicTimer _timer = new(Every, time);
    private readonly CancellationTokenSource _stopped = new();
    private Task _watching = Task.CompletedTask;

    public void Start() => _watching = WatchAsync();

    /// <summary>Ends when nothing is looked for any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped.IsCancellationRequested) return;
        _timer.Dispose(); // no tick comes any more
        await _stopped.CancelAsync();
        await _watching;
        _stopped.Dispose();
    }

    private async Task WatchAsync()
    {
        while (await _timer.WaitForNextTickAsync(CancellationToken.None)) await LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            await executor.HearCancelsAsync(_stopped.Token);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (PlatformException unavailable)
        {
            LogUnavailable(unavailable.Message); // asked again in a moment
        }
    }

    [LoggerMessage(5006, LogLevel.Warning, "Cannot look for runs to cancel now: {Reason}")]
    private partial void LogUnavailable(string reason);
}
