using Microsoft.Data.Sqlite;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Core.Persistence.Sqlite;

/// <summary>Status, migration, backup and restore of the one database file.</summary>
internal sealed class SqliteAdmin(SqliteDatabase database) : DatabaseAdmin(database)
{
    public override async Task<DatabaseStatus> StatusAsync(CancellationToken cancellationToken)
    {
        SqliteRuntime.Prepare();
        var engine = $"SQLite {SqliteRuntime.Version}";
        return database.Exists
            ? await StatusAsync(new FileInfo(database.File).Length, engine, cancellationToken)
            : new DatabaseStatus(database.File, false, 0, engine, [], Migrations, 0, 0);
    }

    public override Task BackupAsync(string toFile, CancellationToken cancellationToken)
    {
        if (!database.Exists) throw new PlatformException(ErrorCode.NotFound, $"There is no database at {database.File}.", "Start the platform once: platform up.");
        if (File.Exists(toFile)) throw new PlatformException(ErrorCode.Conflict, $"{toFile} exists already.", "Choose another file name.");
        database.Read(s =>
        {
            var part = $"{toFile}.part";
            File.Delete(part);
            using (var target = SqliteDatabase.Guard(() => Plain(part, SqliteOpenMode.ReadWriteCreate), toFile)) Connection(s).BackupDatabase(target);
            File.Move(part, toFile); // a backup that was cut short never bears the name
            return true;
        });
        return Task.CompletedTask;
    }

    public override async Task RestoreAsync(string fromFile, CancellationToken cancellationToken)
    {
        SqliteRuntime.Prepare();
        if (!File.Exists(fromFile)) throw new PlatformException(ErrorCode.NotFound, $"There is no file {fromFile}.", "Name a file that platform db backup wrote.");
        Check(fromFile);
        await using var mine = await LockAsync(cancellationToken);
        if (database.Exists) await BackupAsync(FreeName($"{database.File}.before-restore"), cancellationToken);
        database.Read(target =>
        {
            using var source = Plain(fromFile, SqliteOpenMode.ReadOnly);
            source.BackupDatabase(Connection(target)); // under SQLite's own locks, so that who reads meanwhile sees the old or the new
            return true;
        });
        await MigrateLockedAsync(cancellationToken);
    }

    private void Check(string file)
    {
        var said = SqliteDatabase.Guard(() =>
        {
            using var source = Plain(file, SqliteOpenMode.ReadOnly);
            using var session = new SqliteSession(source);
            return Applied(session).Count == 0 ? "it holds no tables of the platform" : session.One("PRAGMA quick_check(1)", r => r.GetString(0))!;
        }, file);
        if (said != "ok") throw new PlatformException(ErrorCode.Validation, $"{file} cannot be restored: {said}.", "Name another backup.");
    }

    protected override async Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
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

    private static SqliteConnection Connection(SqlSession session) => (SqliteConnection)session.Connection;

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
