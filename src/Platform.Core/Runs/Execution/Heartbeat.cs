using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>Renews the leases of all runs that this process advances, in one commit, and hears what other processes want of them.</summary>
internal sealed partial class Heartbeat(IRunLog log, RunningHere here, RunOptions options, TimeProvider time, ILogger<Heartbeat> logger) : IDisposable
{
    private readonly Lock _gate = new();

    // Guarded by _gate. Null until the first run begins: a command that runs nothing has no timer.
    private ITimer? _timer;
    private bool _disposed;

    // 1 while a beat is on its way; a database that is locked for long must not pile them up.
    private int _beating;

    /// <summary>From now on leases are renewed. Costs nothing after the first time.</summary>
    public void Start()
    {
        if (_timer is not null) return;
        lock (_gate)
        {
            if (_disposed) return;
            _timer ??= time.CreateTimer(_ => _ = BeatAsync(), null, options.Lease / 3, options.Lease / 3);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private async Task BeatAsync()
    {
        if (Interlocked.Exchange(ref _beating, 1) == 1) return;
        try
        {
            var now = time.GetUtcNow();
            var beats = here.All.Select(e => (e.Run, e.Stop, Beat: log.Queue(e.Run, new RunCommit { At = now, LeaseUntil = now + options.Lease }))).ToList();
            log.Wake();
            foreach (var (_, stop, beat) in beats)
            {
                var heard = await beat;
                if (heard.CancelRequested is { } by) stop.Cancel(by);
                else if (heard.Stale) stop.Abandon(); // somebody else holds the run, or it has ended meanwhile
            }
        }
        catch (PlatformException unavailable)
        {
            // Without renewal the leases run out: the next commit decides whether a run is still ours.
            LogUnavailable(unavailable.Message, unavailable.Resolution);
        }
        finally
        {
            Volatile.Write(ref _beating, 0);
        }
    }

    [LoggerMessage(5006, LogLevel.Error, "The leases of this process cannot be renewed now: {Reason} {Resolution}")]
    private partial void LogUnavailable(string reason, string resolution);
}
