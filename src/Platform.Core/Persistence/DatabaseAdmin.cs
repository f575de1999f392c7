using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Persistence.Migrations;
using Platform.Core.Persistence.Postgres;
using Platform.Core.Persistence.Sqlite;
using Platform.Core.Runs;

namespace Platform.Core.Persistence;

/// <summary>Status, migration, backup and restore of the database.</summary>
internal abstract class DatabaseAdmin(Database database) : IDatabaseAdmin
{
    /// <summary>Every migration of this release, in order; known without EF Core, whose model takes a while to build.</summary>
    internal static readonly string[] Migrations = [M0001First.Id, M0006Growth.Id];

    public static DatabaseAdmin For(Database database) => database switch
    {
        SqliteDatabase sqlite => new SqliteAdmin(sqlite),
        PostgresDatabase postgres => new PostgresAdmin(postgres),
        _ => throw new ArgumentException($"No such database: {database.GetType().Name}.", nameof(database)),
    };

    public abstract Task<DatabaseStatus> StatusAsync(CancellationToken cancellationToken);

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        if (Pending().Count == 0) return [];

        // One process migrates. EF Core's own lock on SQLite is a row that stays when its process is killed, and the next one would wait for ever.
        await using var mine = await LockAsync(cancellationToken);
        return await MigrateLockedAsync(cancellationToken);
    }

    public abstract Task BackupAsync(string toFile, CancellationToken cancellationToken);

    public abstract Task RestoreAsync(string fromFile, CancellationToken cancellationToken);

    /// <summary>Keeps other processes from migrating until it is disposed; a process that dies gives it back.</summary>
    protected abstract Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    protected async Task<IReadOnlyList<string>> MigrateLockedAsync(CancellationToken cancellationToken)
    {
        var pending = Pending();
        if (pending.Count == 0) return [];
        if (database is SqliteDatabase) database.Read(s => s.Execute("DROP TABLE IF EXISTS \"__EFMigrationsLock\""));
        await using var db = PlatformDb.Open(database, OrganizationId.Local);
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception e) when (database.Explain(e) is PlatformException told && told != e)
        {
            throw told;
        }

        return pending;
    }

    protected DatabaseStatus Status(long size, string engine)
    {
        var applied = database.Read(Applied);
        var (runs, unfinished) = applied.Count == 0 ? (0, 0) : database.Read(s => (
            s.Number("SELECT count(*) FROM runs"), s.Number("SELECT count(*) FROM runs WHERE status IN ('queued', 'running', 'waiting')")));
        return new DatabaseStatus(database.Name, true, size, engine, applied, [.. Migrations.Except(applied, StringComparer.Ordinal)], runs, unfinished)
        {
            Newer = [.. applied.Except(Migrations, StringComparer.Ordinal)],
        };
    }

    protected IReadOnlyList<string> Applied(SqlSession session) => database.HasTable(session, "__EFMigrationsHistory")
        ? session.All("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", r => r.GetString(0))
        : [];

    private List<string> Pending()
    {
        var applied = database.Read(Applied);
        var newer = applied.Except(Migrations, StringComparer.Ordinal).ToList();
        if (newer.Count > 0)
        {
            throw new PlatformException(
                ErrorCode.Conflict, $"The database {database.Name} was written by a newer release ({string.Join(", ", newer)}).",
                "Start that release, or restore a backup made before it.");
        }

        return [.. Migrations.Except(applied, StringComparer.Ordinal)];
    }
}
