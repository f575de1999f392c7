using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Sqlite;

/// <summary>One file in the data folder: one connection that writes, a few that read.</summary>
internal sealed class SqliteDatabase(string folder, StorageOptions options) : Database
{
    public const string TailOfId = "substr(id, 13)";

    private const int BusyRounds = 6; // of five seconds each
    private const string BusyTimeout = "PRAGMA busy_timeout=5000";

    public string File { get; } = Path.Combine(folder, "platform.db");

    public bool Exists => System.IO.File.Exists(File);

    public override string Name => File;

    public override string Provider => "Microsoft.EntityFrameworkCore.Sqlite";

    public override string IdTail => TailOfId;

    public override bool LikeNeedsIgnoreCase => false;

    protected override int IdleReaders => 8;

    private string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = File,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Pooling = false,
        DefaultTimeout = 5, // seconds for which a locked database is waited for, each time
        ForeignKeys = true,
    }.ToString();

    public override SqlSession Open()
    {
        SqliteRuntime.Prepare();
        return Guard(() =>
        {
            Directory.CreateDirectory(folder);
            var connection = new SqliteConnection(ConnectionString);
            try
            {
                connection.Open();
                SetUp(connection);
                return new SqliteSession(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    public override void Begin(SqlSession session)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                session.Execute("BEGIN IMMEDIATE");
                return;
            }
            catch (SqliteException e) when (SqliteErrors.IsBusy(e) && round < BusyRounds)
            {
                // SQLite itself has waited; another process writes for long. Asked again.
            }
        }
    }

    // The write-ahead log goes into the database file and is cut off, so that at rest the file is all there is. A reader in the midst is not waited for.
    public override bool Tidy(SqlSession session)
    {
        session.Execute("PRAGMA busy_timeout=0");
        try
        {
            return session.One("PRAGMA wal_checkpoint(TRUNCATE)", r => r.GetInt64(0)) == 0;
        }
        finally
        {
            session.Execute(BusyTimeout);
        }
    }

    public override bool IsOfStorage(Exception error) => error is SqliteException e && SqliteErrors.IsOfStorage(e);

    public override Exception Explain(Exception error) => error is SqliteException e ? SqliteErrors.Of(e, File) : error;

    public override void Use(DbContextOptionsBuilder builder)
    {
        SqliteRuntime.Prepare();
        builder.UseSqlite(ConnectionString);
    }

    public override bool HasTable(SqlSession session, string name) => session.Any("SELECT 1 FROM sqlite_master WHERE name = $1", name);

    public override object Stored(Guid id) => id.ToByteArray(bigEndian: true);

    public override T Guard<T>(Func<T> work) => Guard(work, File);

    /// <param name="file">The file that is meant when it is not the database itself: a backup.</param>
    public static T Guard<T>(Func<T> work, string file)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Of(e, file);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw SqliteErrors.Folder(file, e);
        }
    }

    private void SetUp(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        var synchronous = options.Durability == Durability.Full ? "FULL" : "NORMAL";
        command.CommandText =
            $"{BusyTimeout}; PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;";
        command.ExecuteNonQuery();
    }
}
