using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;

namespace Platform.IntegrationTests.Chaos;

/// <summary>What a write is for.</summary>
public enum WriteOf
{
    Start,
    Lease,
    Step,
    Journal,
    Events,
    Wait,
    End,
    Heartbeat,
    TimeUp,
    Answer,
    Cancel,
    Retry,
    Event,
}

/// <summary>How a write goes wrong.</summary>
public enum Fault
{
    /// <summary>Nothing is written, and the caller is told.</summary>
    Before,

    /// <summary>All is written, and the caller is told that it is not.</summary>
    After,

    /// <summary>It hangs for a while and then is done.</summary>
    Hang,

    /// <summary>It hangs for a while, is done, and then the caller is told that it is not.</summary>
    HangAfter,
}

/// <summary>Stands before the real stores and makes their writes go wrong as a test says. What is asked for later is not held up by what hangs.</summary>
internal sealed class CommitFaults
{
    private readonly ConcurrentDictionary<(WriteOf, Fault), int> _made = new();

    /// <summary>Asked before each write; null lets it be. The run is the one that is written.</summary>
    public Func<WriteOf, RunId, Fault?> Choose { get; set; } = (_, _) => null;

    public TimeSpan HangFor { get; set; } = TimeSpan.FromMilliseconds(400);

    public int Made => _made.Values.Sum();

    public int MadeOf(WriteOf write) => _made.Where(m => m.Key.Item1 == write).Sum(m => m.Value);

    /// <summary>Puts it before the product's own stores.</summary>
    public void Register(IServiceCollection services)
    {
        Decorate<IRunLog>(services, log => new FaultyLog(log, this));
        Decorate<IRunStore>(services, store => new FaultyStore(store, this));
    }

    public async Task<T> WriteAsync<T>(WriteOf kind, RunId run, Func<Task<T>> write)
    {
        if (Choose(kind, run) is not { } fault) return await write();
        _made.AddOrUpdate((kind, fault), 1, (_, before) => before + 1);
        if (fault == Fault.Before) throw Unavailable();
        if (fault is Fault.Hang or Fault.HangAfter) await Task.Delay(HangFor);
        var written = await write();
        return fault is Fault.After or Fault.HangAfter ? throw Unavailable() : written;
    }

    private static PlatformException Unavailable() => new(ErrorCode.Unavailable, "The database did not answer.", "Nothing: this is a test.");

    private static void Decorate<T>(IServiceCollection services, Func<T, T> around)
        where T : class
    {
        var real = services.Last(s => s.ServiceType == typeof(T));
        services.AddSingleton(s => around((T)(real.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, real.ImplementationType!))));
    }
}
