using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

/// <summary>The database file and its connections: one that writes, a few that read.</summary>
internal sealed class Database(string folder, StorageOptions options) : IDisposable
{
    private const int IdleReaders = 8;

    private readonly ConcurrentBag<SqlSession> _readers = [];
    private int _idle;

    public string File { get; } = Path.Combine(folder, "platform.db");

    public bool Exists => System.IO.File.Exists(File);

    public string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = File,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Pooling = false,
        DefaultTimeout = 5, // seconds for which a locked database is waited for, each time
        ForeignKeys = true,
    }.ToString();

    /// <summary>A connection of one's own, set up for writing.</summary>
    /// <exception cref="PlatformException">The file cannot be opened or is no database.</exception>
    public SqlSession Open()
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
                return new SqlSession(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <summary>Reads with one of a few open connections.</summary>
    public T Read<T>(Func<SqlSession, T> read)
    {
        if (_readers.TryTake(out var session)) Interlocked.Decrement(ref _idle);
        else session = Open();
        try
        {
            return Guard(() => read(session));
        }
        finally
        {
            if (Interlocked.Increment(ref _idle) <= IdleReaders)
            {
                _readers.Add(session);
            }
            else
            {
                Interlocked.Decrement(ref _idle);
                session.Dispose();
            }
        }
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var session)) session.Dispose();
    }

    /// <summary>Turns what SQLite and the file system say into errors that tell what to do.</summary>
    /// <param name="file">The file that is meant when it is not the database itself: a backup.</param>
    public T Guard<T>(Func<T> work, string? file = null)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw StorageErrors.Of(e, file ?? File);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw StorageErrors.Folder(file ?? File, e);
        }
    }

    private void SetUp(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        var synchronous = options.Durability == Durability.Full ? "FULL" : "NORMAL";
        command.CommandText =
            $"PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;";
        command.ExecuteNonQuery();
    }
}
