using Platform.Core.Foundation;
using Platform.Core.State;

namespace Platform.Core.Runs;

/// <summary>
/// Waits until a run has ended or waits for somebody outside: a run that waits for its own children or for a timer goes on by itself. Woken by the commit when
/// this process advances the run; looks by itself now and then because another process tells nobody.
/// </summary>
internal sealed class RestWatch(IRunStore store, LiveRuns live, RunId run, TimeSpan poll) : IDisposable
{
    private readonly LiveWatch _watch = live.Watch(run, onlyRests: true);

    /// <summary>Whether it rests now, or is gone.</summary>
    public async ValueTask<bool> IsRestingAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        await store.MarkAsync(organization, run, cancellationToken) is not { } mark || mark.Status.IsEnded()
        || (mark.Status == RunStatus.Waiting && (await store.WaitsAsync(organization, run, cancellationToken)).Exists(w => w.IsOpen && IsOutside(w.Interrupt.Kind)));

    public async Task WaitAsync(OrganizationId organization, Patience patience, CancellationToken cancellationToken)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Until);
        var until = Environment.TickCount64 + (long)patience.For.TotalMilliseconds;
        try
        {
            while (true)
            {
                var left = until - Environment.TickCount64;
                if (left <= 0) return;
                await _watch.WaitAsync(TimeSpan.FromMilliseconds(Math.Min(left, poll.TotalMilliseconds)), patient.Token);
                if (_watch.HasEnded || await IsRestingAsync(organization, patient.Token)) return;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // There is no more waiting: the caller gets the run as it is now, and may ask again.
        }
    }

    public void Dispose()
    {
        live.Leave(run, _watch);
        _watch.Dispose();
    }

    private static bool IsOutside(InterruptKind kind) => kind is InterruptKind.Human or InterruptKind.Event or InterruptKind.Breakpoint;
}

/// <summary>How long somebody waits for a run to rest.</summary>
/// <param name="For">After this long the wait ends in any case.</param>
/// <param name="Until">Ends the wait early, without an error: the server stops.</param>
public readonly record struct Patience(TimeSpan For, CancellationToken Until = default);
