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

    /// <summary>One that is ready or being made; or a new one when there is none, or other limits than the usual are asked for.</summary>
    public async Task<SandboxProcess> TakeAsync(CodeLanguage language, CodeLimits limits, CancellationToken cancellationToken)
    {
        var runtime = await runtimes.ChooseAsync(cancellationToken);
        if (!limits.IsUsualMemory) return await StartAsync(runtime, language, limits, cancellationToken);
        if (Claim(language) is { } claimed)
        {
            Fill(runtime, language);
            var ready = await FinishedAsync(claimed, cancellationToken);
            if (ready is { IsAlive: true }) return ready;
            if (ready is not null) await ready.DisposeAsync();
        }

        // The others after this one: they would only slow it down.
        var sandbox = await StartAsync(runtime, language, limits, cancellationToken);
        Fill(runtime, language);
        return sandbox;
    }

    /// <summary>Begins to make sandboxes ready.</summary>
    public async Task WarmAsync(CodeLanguage language, CancellationToken cancellationToken) => Fill(await runtimes.ChooseAsync(cancellationToken), language);

    /// <summary>How many of a language wait now.</summary>
    public int Waiting(CodeLanguage language)
    {
        lock (_lock) return _shelves[language].Made.Count(m => m.IsCompleted);
    }

    public async ValueTask DisposeAsync()
    {
        List<Task<SandboxProcess?>> left;
        List<Task> working;
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
            left = [.. _shelves.Values.SelectMany(s => s.Made)];
            working = [.. _work, .. _cleaning is null ? [] : new[] { _cleaning }];
            foreach (var shelf in _shelves.Values) shelf.Made.Clear();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(working);
        foreach (var made in left) await EndAsync(made);
        if (_launcher.IsValueCreated) _launcher.Value.Dispose();
        _stop.Dispose();
    }

    private Task<SandboxProcess> StartAsync(ISandboxRuntime runtime, CodeLanguage language, CodeLimits limits, CancellationToken cancellationToken) =>
        SandboxProcess.StartAsync(runtime, _launcher.Value, language, limits, cancellationToken);

    // The one that was begun first. Null when none is on its way.
    private Task<SandboxProcess?>? Claim(CodeLanguage language)
    {
        lock (_lock)
        {
            var shelf = _shelves[language];
            shelf.UsedAt = time.GetTimestamp();
            return shelf.Made.TryDequeue(out var made) ? made : null;
        }
    }

    private async Task<SandboxProcess?> FinishedAsync(Task<SandboxProcess?> claimed, CancellationToken cancellationToken)
    {
        try
        {
            return await claimed.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock) TrackLocked(EndAsync(claimed)); // who claimed it does not wait any more
            throw;
        }
    }

    private void Fill(ISandboxRuntime runtime, CodeLanguage language)
    {
        lock (_lock)
        {
            if (_closed || options.Warm == 0) return;
            var shelf = _shelves[language];
            shelf.UsedAt = time.GetTimestamp();
            _cleaning ??= CleanAsync();
            while (shelf.Made.Count < options.Warm) shelf.Made.Enqueue(MakeAsync(runtime, language));
        }
    }

    // Null when it could not be made: whoever needs one then starts it, and is told why.
    private async Task<SandboxProcess?> MakeAsync(ISandboxRuntime runtime, CodeLanguage language)
    {
        await Task.Yield(); // the caller holds the lock
        try
        {
            return await StartAsync(runtime, language, CodeLimits.OfNothing(options), _stop.Token);
        }
        catch (PlatformException failed)
        {
            LogNotWarm(language.Word(), failed.Message);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null; // the platform stops
        }
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
                List<Task<SandboxProcess?>> idle = [];
                bool isLast;
                lock (_lock)
                {
                    foreach (var shelf in _shelves.Values.Where(s => time.GetElapsedTime(s.UsedAt) >= options.Idle)) idle.AddRange(shelf.Empty());
                    isLast = _shelves.Values.All(s => s.Made.Count == 0);
                    if (isLast) _cleaning = null;
                }

                foreach (var made in idle) await EndAsync(made);
                if (idle.Count > 0) LogIdle(idle.Count);
                if (isLast) return;
            }
        }
        catch (OperationCanceledException)
        {
            // The platform stops.
        }
    }

    private static async Task EndAsync(Task<SandboxProcess?> made)
    {
        if (await made is { } sandbox) await sandbox.DisposeAsync();
    }

    private void TrackLocked(Task task)
    {
        _work.RemoveWhere(t => t.IsCompleted);
        _work.Add(task);
    }

    private sealed class Shelf
    {
        /// <summary>Ready, or being made; the oldest first.</summary>
        public Queue<Task<SandboxProcess?>> Made { get; } = new();

        public long UsedAt { get; set; }

        public IReadOnlyList<Task<SandboxProcess?>> Empty()
        {
            List<Task<SandboxProcess?>> all = [.. Made];
            Made.Clear();
            return all;
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "No sandbox for {Language} could be made ready: {Why}")]
    private partial void LogNotWarm(string language, string why);

    [LoggerMessage(2102, LogLevel.Debug, "{Count} sandboxes that nobody needed were ended")]
    private partial void LogIdle(int count);
}
