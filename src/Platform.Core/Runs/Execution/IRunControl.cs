using Platform.Core.Foundation;

namespace Platform.Core.Runs.Execution;

/// <summary>What goes on around executions: deadlines, what other processes ask for, who is alive, what has had its time. Not of the hot path.</summary>
internal interface IRunControl
{
    /// <summary>Fails a run whose deadline has passed and that nobody advances; null when it is no such run.</summary>
    Task<Committed?> EndOverdueAsync(RunId run, LeaseClaim claim);

    /// <summary>Runs that this owner advances and that somebody asked to cancel, and who did.</summary>
    ValueTask<List<(RunId Run, string By)>> CancelsOfAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Says that a process takes up runs and is alive.</summary>
    Task BeatAsync(string owner, DateTimeOffset now);

    /// <summary>Who has said that it takes up runs and has not said that it stops.</summary>
    ValueTask<List<string>> ProcessesAsync(CancellationToken cancellationToken);

    /// <summary>A process takes up no more runs.</summary>
    Task LeaveAsync(string owner);

    /// <summary>Forgets kept events whose time is over.</summary>
    Task ForgetEventsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
