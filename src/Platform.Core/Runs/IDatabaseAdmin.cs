namespace Platform.Core.Runs;

/// <summary>What an operator does with the database. Implemented by Persistence; the terminal calls it.</summary>
public interface IDatabaseAdmin
{
    Task<DatabaseStatus> StatusAsync(CancellationToken cancellationToken);

    /// <summary>Brings the database to this release; returns the names of the migrations that were applied. Two processes may do it at once.</summary>
    /// <exception cref="Foundation.PlatformException">The database is of a newer release, or cannot be written.</exception>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>A consistent copy, taken while others read and write.</summary>
    Task BackupAsync(string toFile, CancellationToken cancellationToken);

    /// <summary>Puts a backup in the database's place after checking it; what was there is kept beside it as <c>….before-restore</c>.</summary>
    Task RestoreAsync(string fromFile, CancellationToken cancellationToken);
}

/// <param name="Exists">False before the first start.</param>
/// <param name="Pending">Migrations that this release would apply.</param>
/// <param name="Engine"><c>SQLite 3.40.1</c>.</param>
public sealed record DatabaseStatus(
    string File, bool Exists, long SizeBytes, string Engine, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending,
    long Runs, long UnfinishedRuns)
{
    /// <summary>Migrations that this release does not know: a newer one wrote the database, and this one cannot use it.</summary>
    public IReadOnlyList<string> Newer { get; init; } = [];
}
