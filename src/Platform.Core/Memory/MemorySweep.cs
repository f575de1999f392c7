using System.Diagnostics;

namespace Platform.Core.Memory;

/// <summary>Deletes what has expired, in small transactions with pauses between them, so that nobody who saves waits for it.</summary>
public sealed class MemorySweep
{
    private const int RowsAtOnce = 200;
    private const int Rest = 4; // times as long as was written
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(5);

    private readonly IMemoryStore _store;
    private readonly TimeProvider _time;

    internal MemorySweep(IMemoryStore store, MemoryOptions options, TimeProvider time) => (_store, Every, _time) = (store, options.Sweep, time);

    public TimeSpan Every { get; }

    /// <summary>How many went.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        for (var gone = RowsAtOnce; gone == RowsAtOnce; all += gone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            gone = await _store.ExpireAsync(_time.GetUtcNow(), RowsAtOnce);
            var pause = Stopwatch.GetElapsedTime(began) * Rest;
            if (gone > 0) await Task.Delay(pause > LeastPause ? pause : LeastPause, _time, cancellationToken);
        }

        return all;
    }
}
