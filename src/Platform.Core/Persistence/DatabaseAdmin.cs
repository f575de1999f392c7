using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Persistence.Migrations;
using Platform.Core.Runs;

namespace Platform.Core.Persistence;

/// <summary>Status, migration, backup and restore of the one database file.</summary>
internal sealed class DatabaseAdmin(Database database) : IDatabaseAdmin
{
    /// <summary>Every migration of this release, in order; known without EF Core, whose model takes a while to build.</summary>
    internal static readonly string[] Migrations = [M0001First.Id];

    public Task<DatabaseStatus> StatusAsync(CancellationToken cancellationToken)
    {
        SqliteRuntime.Prepare();
        var engine = $"SQLite {SqliteRuntime.Version}";
        if (!database.Exists) return Task.FromResult(new DatabaseStatus(database.File, false, 0, engine, [], Migrations, 0, 0));
        var applied = Applied();
        var (runs, unfinished) = applied.Count == 0 ? (0, 0) : database.Read(s => (
            s.Number("SELECT count(*) FROM runs"), s.Number("SELECT count(*) FROM runs WHERE status IN ('queued', 'running', 'waiting')")));
        return Task.FromResult(new DatabaseStatus(
            database.File, true, new FileInfo(database.File).Length, engine, applied, [.. Migrations.Except(applied, StringComparer.Ordinal)], runs, unfinished)
        {
            Newer = [.. applied.Except(Migrations, StringComparer.Ordinal)],
        });
    }

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var pending = Pending();
        if (pending.Count == 0) return [];

        // One process migrates. EF Core's own lock is a row that stays when its process is killed, and the next one would wait for ever.
        await using var mine = await LockAsync(cancellationToken);
        pending = Pending();
        if (pending.Count == 0) return [];
        database.Read(s => s.Execute("DROP TABLE IF EXISTS \"__EFMigrationsLock\""));
        await using var db = PlatformDb.Open(database, OrganizationId.Local);
        await db.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    public Task BackupAsync(string toFile, CancellationToken cancellationToken)
    {
        if (!database.Exists) throw new PlatformException(ErrorCode.NotFound, $"There is no database at {database.File}.", "Start the platform once: platform up.");
        if (File.Exists(toFile)) throw new PlatformException(ErrorCode.Conflict, $"{toFile} exists already.", "Choose another file name.");
        database.Read(s =>
        {
            var part = $"{toFile}.part";
            File.Delete(part);
            using (var target = database.Guard(() => Plain(part, SqliteOpenMode.ReadWriteCreate), toFile)) s.Connection.BackupDatabase(target);
            File.Move(part, toFile); // a backup that was cut short never bears the name
            return true;
        });
        return Task.CompletedTask;
    }

    public async Task RestoreAsync(string fromFile, CancellationToken cancellationToken)
    {
        SqliteRuntime.Prepare();
        if (!File.Exists(fromFile)) throw new PlatformException(ErrorCode.NotFound, $"There is no file {fromFile}.", "Name a file that platform db backup wrote.");
        Check(fromFile);
        await using var mine = await LockAsync(cancellationToken);
        if (database.Exists) await BackupAsync(FreeName($"{database.File}.before-restore"), cancellationToken);
        database.Read(target =>
        {
            using var source = Plain(fromFile, SqliteOpenMode.ReadOnly);
            source.BackupDatabase(target.Connection); // under SQLite's own locks, so that who reads meanwhile sees the old or the new
            return true;
        });
        await MigrateLockedAsync(cancellationToken);
    }

    private async Task MigrateLockedAsync(CancellationToken cancellationToken)
    {
        if (Pending().Count == 0) return;
        await using var db = PlatformDb.Open(database, OrganizationId.Local);
        await db.Database.MigrateAsync(cancellationToken);
    }

    private List<string> Pending()
    {
        var applied = Applied();
        var newer = applied.Except(Migrations, StringComparer.Ordinal).ToList();
        if (newer.Count > 0)
        {
            throw new PlatformException(
                ErrorCode.Conflict, $"The database {database.File} was written by a newer release ({string.Join(", ", newer)}).",
                "Start that release, or restore a backup made before it.");
        }

        return [.. Migrations.Except(applied, StringComparer.Ordinal)];
    }

    private IReadOnlyList<string> Applied() => database.Read(Applied);

    private static IReadOnlyList<string> Applied(SqlSession session) =>
        session.Any("SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory'")
            ? session.All("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", r => r.GetString(0))
            : [];

    private void Check(string file)
    {
        var said = database.Guard(() =>
        {
            using var source = Plain(file, SqliteOpenMode.ReadOnly);
            using var session = new SqlSession(source);
            return Applied(session).Count == 0 ? "it holds no tables of the platform" : session.One("PRAGMA quick_check(1)", r => r.GetString(0))!;
        }, file);
        if (said != "ok") throw new PlatformException(ErrorCode.Validation, $"{file} cannot be restored: {said}.", "Name another backup.");
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var file = $"{database.File}.migrating";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 600) // another process migrates; a process that dies gives the lock back
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private static SqliteConnection Plain(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static string FreeName(string name)
    {
        var free = name;
        for (var i = 2; File.Exists(free); i++) free = $"{name}-{i}";
        return free;
    }
}
