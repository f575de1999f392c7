using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Platform.Core.Foundation;
using Platform.Core.Persistence.Migrations;
using Platform.Core.Persistence.Postgres;
using Platform.Core.Persistence.Sqlite;
using Platform.Core.Persistence.Stores;
using Platform.Core.Runs;

namespace Platform.Core.Persistence;

/// <summary>Status, migration, backup and restore of the database.</summary>
internal abstract class DatabaseAdmin(Database database) : IDatabaseAdmin
{
    // Not looked for: to ask every type of the product for its attributes takes longer than to migrate.
    private static (string Id, Func<Migration> Make)[] Makers =>
    [
        (M0001First.Id, () => new M0001First()),
        (M0002Control.Id, () => new M0002Control()),
        (M0003TimeTravel.Id, () => new M0003TimeTravel()),
        (M0005Nodes.Id, () => new M0005Nodes()),
        (M0006Growth.Id, () => new M0006Growth()),
        (M0007Money.Id, () => new M0007Money()),
        (M0008Events.Id, () => new M0008Events()),
        (M0009ReplyCache.Id, () => new M0009ReplyCache()),
        (M0010Memory.Id, () => new M0010Memory()),
        (M0011Policies.Id, () => new M0011Policies()),
        (M0013Usage.Id, () => new M0013Usage()),
        (M0014Chat.Id, () => new M0014Chat()),
        (M0015Stats.Id, () => new M0015Stats()),
        (M0016Failures.Id, () => new M0016Failures()),
        (M0017Versions.Id, () => new M0017Versions()),
        (M0021Standing.Id, () => new M0021Standing()),
        (M0022Inbox.Id, () => new M0022Inbox()),
        (M0023Paused.Id, () => new M0023Paused()),
    ];

    /// <summary>Every migration of this release, in order; known without EF Core, whose model takes a while to build.</summary>
    internal static readonly string[] Migrations = [.. Makers.Select(m => m.Id)];

    // By organisation, as the index of statuses is.
    private const string Unfinished =
        "SELECT count(*) FROM organizations o CROSS JOIN runs r WHERE r.organization_id = o.organization_id AND r.status IN ('queued', 'running', 'waiting')";

    // Of all organisations. Whoever asks whether the server is ready asks every second.
    private readonly Remembered<Stored> _stored = new(database.Time);

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

        // One process migrates. EF Core's own migrator is not used: its lock on SQLite is a row that stays when its process is killed, and it builds the
        // model first, which takes longer than all the rest of a command. Its history table is kept, so that it could be.
        await using var mine = await LockAsync(cancellationToken);
        return await MigrateLockedAsync(cancellationToken);
    }

    public abstract Task BackupAsync(string toFile, CancellationToken cancellationToken);

    public abstract Task RestoreAsync(string fromFile, CancellationToken cancellationToken);

    /// <summary>Keeps other processes from migrating until it is disposed; a process that dies gives it back.</summary>
    protected abstract Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    protected Task<IReadOnlyList<string>> MigrateLockedAsync(CancellationToken cancellationToken)
    {
        var pending = Pending();
        foreach (var id in pending)
        {
            cancellationToken.ThrowIfCancellationRequested();
            database.Read(s => Apply(s, id));
        }

        return Task.FromResult<IReadOnlyList<string>>(pending);
    }

    protected async ValueTask<DatabaseStatus> StatusAsync(long size, string engine, CancellationToken cancellationToken)
    {
        var applied = await database.ReadAsync(s => ValueTask.FromResult(Applied(s)), cancellationToken);
        var runs = applied.Count == 0 ? new Stored(0, 0) : await _stored.GetAsync(default, () => database.ReadAsync(CountAsync, CancellationToken.None));
        return new DatabaseStatus(database.Name, true, size, engine, applied, [.. Migrations.Except(applied, StringComparer.Ordinal)], runs.Runs, runs.Unfinished)
        {
            Newer = [.. applied.Except(Migrations, StringComparer.Ordinal)],
        };
    }

    private static async ValueTask<(Stored Counts, long Rows)> CountAsync(SqlSession s)
    {
        var runs = await s.NumberAsync("SELECT count(*) FROM runs");
        return (new Stored(runs, await s.NumberAsync(Unfinished)), runs);
    }

    protected IReadOnlyList<string> Applied(SqlSession session) => database.HasTable(session, "__EFMigrationsHistory")
        ? session.All("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", r => r.GetString(0))
        : [];

    /// <summary>One migration, whole or not at all: both databases take back what a transaction made.</summary>
    private bool Apply(SqlSession session, string id)
    {
        database.Begin(session);
        try
        {
            if (!database.HasTable(session, "__EFMigrationsHistory"))
                Run(session, "CREATE TABLE \"__EFMigrationsHistory\" (\"MigrationId\" varchar(150) NOT NULL PRIMARY KEY, \"ProductVersion\" varchar(32) NOT NULL)");
            foreach (var sql in Statements(id)) Run(session, sql);
            session.Execute("INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ($1, $2)", id, "10.0");
            Run(session, "COMMIT");
            return true;
        }
        catch
        {
            TakeBack(session);
            throw;
        }
    }

    // SQLite takes a transaction back by itself when its disk is full; saying so again is an error, which would hide the one that counts.
    private static void TakeBack(SqlSession session)
    {
        if (!session.IsUsable) return;
        try
        {
            Run(session, "ROLLBACK");
        }
        catch (System.Data.Common.DbException)
        {
            // There is nothing left to take back.
        }
    }

    private IEnumerable<string> Statements(string id)
    {
        var migration = Makers.Single(m => m.Id == id).Make();
        migration.ActiveProvider = database.Provider;
        return migration.UpOperations.Select(o => o is SqlOperation sql ? sql.Sql : throw new InvalidOperationException($"Migration {id} is to be written as SQL."));
    }

    private sealed record Stored(long Runs, long Unfinished);

    // Not prepared: it runs once, and may be several statements.
    private static void Run(SqlSession session, string sql)
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

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
