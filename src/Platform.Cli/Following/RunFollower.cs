using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Cli.Following;

/// <summary>Follows a run until it ends, or until it waits for somebody else: a person, an event, an operator.</summary>
internal sealed class RunFollower(CoreHost host)
{
    private readonly RunService _runs = host.Get<RunService>();

    /// <summary>The view that fits: a table for a person, lines for a log, nothing beside JSON.</summary>
    public static IRunView ViewFor(CliContext cli, bool tokens) => cli switch
    {
        { WantsJson: true } => new SilentView(),
        { Talk.IsTerminal: true } => new LiveView(cli.Talk, tokens, TimeProvider.System),
        _ => new PlainView(cli.Talk, tokens),
    };

    /// <param name="after">Events up to this number are history and are not shown again.</param>
    /// <returns>The run as it stands: ended, or waiting.</returns>
    public async Task<RunView> FollowAsync(RunId run, long after, IRunView view, CancellationToken cancellationToken)
    {
        var progress = new RunProgress();
        await foreach (var logged in _runs.WatchAsync(CoreHost.Caller, run, 0, cancellationToken))
        {
            progress.Take(logged);
            if (logged.Sequence == 0 || logged.Sequence > after) view.Show(logged, progress);
            else view.Remember(progress);
            // What waited before this command may go on now: only a wait that is the newest news counts.
            if (logged.Event is RunPaused && logged.Sequence > after && await _runs.FindAsync(CoreHost.Caller, run, cancellationToken) is { PausedBy: not null }) break;
            if (logged.Event is RunWaiting && logged.Sequence > after && await IsStuckAsync(run, progress, cancellationToken)) break;
        }

        view.End(progress);
        return await _runs.FindAsync(CoreHost.Caller, run, cancellationToken)
            ?? throw new PlatformException(ErrorCode.NotFound, $"Run {run} is gone.", "Look at 'platform runs list'.");
    }

    // A timer ends by itself, and so may a child; a person, an event or a breakpoint will not be awaited here.
    private async Task<bool> IsStuckAsync(RunId run, RunProgress progress, CancellationToken cancellationToken)
    {
        if (progress.OpenWaits.Contains("timer")) return false;
        var childWaits = false;
        foreach (var child in progress.Children)
        {
            if (await _runs.FindAsync(CoreHost.Caller, child, cancellationToken) is not { } found || found.Status.IsEnded()) continue;
            if ((await FollowAsync(child, 0, new SilentView(), cancellationToken)).Status.IsEnded()) return false; // the parent goes on with its result
            childWaits = true;
        }

        // A run whose children have all ended may still be shown as waiting for the last of them: it is about to go on.
        return childWaits ? await _runs.FindAsync(CoreHost.Caller, run, cancellationToken) is { Status: RunStatus.Waiting } : await _runs.RestsAsync(CoreHost.Caller, run, cancellationToken);
    }
}
