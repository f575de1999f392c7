namespace Platform.Core;

/// <summary>Starts and stops what takes time: migrates, takes up unfinished runs, stops gracefully.</summary>
public sealed class PlatformStart
{
    /// <param name="progress">One sentence for each thing that begins: <c>Migrating the database</c>.</param>
    public Task StartAsync(IProgress<string>? progress, CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Only brings the database up to date, for commands that run nothing.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");

    /// <summary>Stops taking work, lets runs go on for the grace period, leaves the rest to recovery.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => throw new NotSupportedException("In work on this branch.");
}
