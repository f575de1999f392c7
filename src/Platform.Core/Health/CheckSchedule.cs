using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>
/// Looks now and then whether the providers of all organisations' models can be reached, and checks the models themselves when the operator asks for it: a check is a call
/// that may cost something.
/// </summary>
public sealed class CheckSchedule(ModelHealth health, WorkflowService workflows, IOptions<ModelTrafficOptions> options, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public void Start()
    {
        _loop = Task.WhenAll(
            LoopAsync(options.Value.LookEvery, health.LookAsync),
            LoopAsync(options.Value.CheckEvery, (caller, stop) => health.CheckAsync(caller, name: null, workflow: null, stop)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    private async Task LoopAsync(TimeSpan every, Func<Caller, CancellationToken, Task> check)
    {
        if (every <= TimeSpan.Zero) return;
        using var clock = new PeriodicTimer(every, time);
        try
        {
            while (await clock.WaitForNextTickAsync(_stop.Token)) await EachAsync(check);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task EachAsync(Func<Caller, CancellationToken, Task> check)
    {
        try
        {
            foreach (var organization in await workflows.OrganizationsAsync(_stop.Token))
                await check(Caller.LocalOwner with { Organization = organization }, _stop.Token);
        }
        catch (PlatformException)
        {
            // The database is busy: the next round sees.
        }
    }
}
