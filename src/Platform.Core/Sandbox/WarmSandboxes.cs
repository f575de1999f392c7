using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;
using Platform.Core.Sandbox.Running;
using Platform.Core.Sandbox.Runtimes;

namespace Platform.Core.Sandbox;

/// <summary>
/// Sandboxes that wait for code, so that nobody waits for them. Each has seen no code and no organisation, runs one piece of code for one of them, and is thrown
/// away. They are made once a language was used, and end when nobody has used it for a while.
/// </summary>
internal sealed partial class WarmSandboxes(RuntimeChoice runtimes, SandboxOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly Lazy<LaunchThread> _launcher = new(() => new LaunchThread()); // most commands run no code
    private readonly CancellationTokenSource _stop = new();

    // Under the lock.
    private readonly Lock _lock = new();
    private readonly Dictionary<CodeLanguage, Shelf> _shelves = new() { [CodeLanguage.Python] = new(), [CodeLanguage.JavaScript] = new() };
    private readonly HashSet<Task> _work = [];
    private Task? _cleaning;
    private bool _closed;

    /// <summary>A ready one, or a new one when none is ready or other limits than the usual are asked for.</summary>
    public async Task<SandboxProcess> TakeAsync(CodeLanguage language, CodeLimits limits, CancellationToken cancellationToken)
    {
        var runtime = await runtimes.ChooseAsync(cancellationToken);
        if (!limits.IsUsualMemory) return await SandboxProcess.StartAsync(runtime, _launcher.Value, language, limits, cancellationToken);
        var ready = Ready(language);
        Fill(runtime, language);
        return ready ?? await SandboxProcess.StartAsync(runtime, _launcher.Value, language, limits, cancellationToken);
    }

    /// <summary>Begins to make sandboxes ready.</summary>
    public async Task WarmAsync(CodeLanguage language, CancellationToken cancellationToken) => Fill(await runtimes.ChooseAsync(cancellationToken), language);

    /// <summary>How many of a language wait now.</summary>
    public int Waiting(CodeLanguage language)
    {
        lock (_lock) return _shelves[language].Ready.Count;
    }

    public async ValueTask DisposeAsync()
    {
        Task[] working;
        List<SandboxProcess> left;
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
            working = [.. _work, .. _cleaning is null ? [] : new[] { _cleaning }];
            left = [.. _shelves.Values.SelectMany(s => s.Ready)];
            foreach (var shelf in _shelves.Values) shelf.Ready.Clear();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(working);
        foreach (var sandbox in left) await sandbox.DisposeAsync();
        if (_launcher.IsValueCreated) _launcher.Value.Dispose();
        _stop.Dispose();
    }

    private SandboxProcess? Ready(CodeLanguage language)
    {
        lock (_lock)
        {
            var shelf = _shelves[language];
            shelf.UsedAt = time.GetTimestamp();
            while (shelf.Ready.TryDequeue(out var sandbox))
            {
                if (sandbox.IsAlive) return sandbox;
                TrackLocked(sandbox.DisposeAsync().AsTask());
            }

            return null;
        }
    }

    private void Fill(ISandboxRuntime runtime, CodeLanguage language)
    {
        lock (_lock)
        {
            var shelf = _shelves[language];
            if (_closed || options.Warm == 0) return;
            shelf.UsedAt = time.GetTimestamp();
            _cleaning ??= CleanAsync();
            for (; shelf.Ready.Count + shelf.Starting < options.Warm; shelf.Starting++) TrackLocked(AddAsync(runtime, language));
        }
    }

    private async Task AddAsync(ISandboxRuntime runtime, CodeLanguage language)
    {
        SandboxProcess? sandbox = null;
        try
        {
            await Task.Yield(); // the caller holds the lock
            sandbox = await SandboxProcess.StartAsync(runtime, _launcher.Value, language, CodeLimits.OfNothing(options), _stop.Token);
        }
        catch (PlatformException failed)
        {
            LogNotWarm(language.Word(), failed.Message); // whoever needs one starts it, and is told
        }
        catch (OperationCanceledException)
        {
            // The platform stops.
        }

        lock (_lock)
        {
            var shelf = _shelves[language];
            shelf.Starting--;
            if (sandbox is null) return;
            if (!_closed)
            {
                shelf.Ready.Enqueue(sandbox);
                return;
            }
        }

        await sandbox.DisposeAsync();
    }

    // Ends when nothing waits any more; the next use begins it again.
    private async Task CleanAsync()
    {
        await Task.Yield();
        using var ticks = new PeriodicTimer(TimeSpan.FromTicks(Math.Max(options.Idle.Ticks / 4, TimeSpan.TicksPerSecond / 2)), time);
        try
        {
            while (await ticks.WaitForNextTickAsync(_stop.Token))
            {
                List<SandboxProcess> idle = [];
                lock (_lock)
                {
                    foreach (var shelf in _shelves.Values.Where(s => time.GetElapsedTime(s.UsedAt) >= options.Idle)) idle.AddRange(shelf.Empty());
                    if (_shelves.Values.All(s => s.Ready.Count + s.Starting == 0)) _cleaning = null;
                }

                foreach (var sandbox in idle) await sandbox.DisposeAsync();
                if (idle.Count > 0) LogIdle(idle.Count);
                lock (_lock)
                    if (_cleaning is null) return;
            }
        }
        catch (OperationCanceledException)
        {
            // The platform stops.
        }
    }

    private void TrackLocked(Task task)
    {
        _work.RemoveWhere(t => t.IsCompleted);
        _work.Add(task);
    }

    private sealed class Shelf
    {
        public Queue<SandboxProcess> Ready { get; } = new();

        public int Starting { get; set; }

        public long UsedAt { get; set; }

        public IReadOnlyList<SandboxProcess> Empty()
        {
            List<SandboxProcess> all = [.. Ready];
            Ready.Clear();
            return all;
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "No sandbox for {Language} could be made ready: {Why}")]
    private partial void LogNotWarm(string language, string why);

    [LoggerMessage(2102, LogLevel.Debug, "{Count} sandboxes that nobody needed were ended")]
    private partial void LogIdle(int count);
}
