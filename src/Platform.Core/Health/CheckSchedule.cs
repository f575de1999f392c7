using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Security;

namespace Platform.Core.Health;

/// <summary>Checks all models now and then, when the operator asks for it: a check is a call that may cost something.</summary>
public sealed class CheckSchedule(ModelHealth health, IOptions<ModelTrafficOptions> options, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public void Start()
    {
        if (options.Value.CheckEvery > TimeSpan.Zero) _loop = LoopAsync(options.Value.CheckEvery);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    private async Task LoopAsync(TimeSpan every)
    {
        using var clock = new PeriodicTimer(every, time);
        try
        {
            while (await clock.WaitForNextTickAsync(_stop.Token)) await CheckAsync();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task CheckAsync()
    {
        try
        {
            await health.CheckAsync(Caller.LocalOwner, name: null, workflow: null, _stop.Token);
        }
        catch (PlatformException)
        {
            // The database is busy: the next round sees.
        }
    }
}
