using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Persistence.Postgres;
using Platform.Core.Persistence.Sqlite;

namespace Platform.Core.Persistence;

/// <summary>A database and its connections: a few that read, and those that its writers open. What differs between databases is decided here and below.</summary>
internal abstract class Database : IDisposable
{
    private readonly ConcurrentBag<SqlSession> _readers = [];
    private int _idle;

    /// <summary>How people are told which database is meant; never with a password.</summary>
    public abstract string Name { get; }

    /// <summary>The clock that all who use this database go by.</summary>
    public virtual TimeProvider Time => TimeProvider.System;

    /// <summary>Readers that stay open when nobody reads.</summary>
    protected abstract int IdleReaders { get; }

    /// <param name="folder">The data folder; SQLite's file lies in it.</param>
    public static Database Of(string folder, StorageOptions options) =>
        string.IsNullOrWhiteSpace(options.Database) ? new SqliteDatabase(folder, options) : new PostgresDatabase(options);

    /// <summary>A connection of one's own, set up for writing.</summary>
    /// <exception cref="PlatformException">The database cannot be used.</exception>
    public abstract SqlSession Open();

    /// <summary>Begins a transaction that writes; waits for others where the database has only one writer.</summary>
    public abstract void Begin(SqlSession session);

    /// <summary>Puts things in order while nobody writes, and holds nobody up.</summary>
    /// <returns>False when something stands in the way and it is to be tried again later.</returns>
    public virtual bool Tidy(SqlSession session) => true;

    /// <summary>Nothing can be written now, whoever asks: it is not the fault of what was to be written.</summary>
    public abstract bool IsOfStorage(Exception error);

    /// <summary>What the database says, as an error that tells what to do; what is no word of the database stays as it is.</summary>
    public abstract Exception Explain(Exception error);

    /// <summary>The same of what went wrong while this session was used. Of one whose connection is gone the driver throws whatever it has at hand.</summary>
    public Exception Explain(Exception error, SqlSession session) =>
        Explain(error) is var told && (session.IsUsable || told is PlatformException or OperationCanceledException) ? told : new PlatformException(
            ErrorCode.Unavailable, $"The connection to the database {Name} broke: {error.Message}", "Check that the database runs; the work goes on by itself.", error)
        { Kind = PlatformException.Unreachable };

    /// <summary>The same as <see cref="IsOfStorage(Exception)"/> while this session was used.</summary>
    public bool IsOfStorage(Exception error, SqlSession session) => !session.IsUsable || IsOfStorage(error);

    /// <summary>EF Core's name of the provider, which migrations ask for.</summary>
    public abstract string Provider { get; }

    /// <summary>This database as EF Core's.</summary>
    public abstract void Use(DbContextOptionsBuilder options);

    public abstract bool HasTable(SqlSession session, string name);

    /// <summary>An id as EF Core's raw SQL takes it.</summary>
    public abstract object Stored(Guid id);

    /// <summary>SQL for the last four bytes of the column <c>id</c>, as bytes; what an index is on.</summary>
    public abstract string IdTail { get; }

    /// <summary>Whether text is like a pattern, in which <c>\</c> escapes; ASCII letters match in either case.</summary>
    public abstract bool LikeNeedsIgnoreCase { get; }

    /// <summary>Reads with one of a few open connections. Holds no thread while an answer is on its way.</summary>
    /// <param name="read">Asks with the session's <c>…Async</c>.</param>
    public virtual async ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var session = TakeReader() ?? await OpenReaderAsync(cancellationToken);
        session.Stop = cancellationToken;
        try
        {
            return await read(session);
        }
        catch (Exception e) when (Explain(e, session) is PlatformException told && told != e)
        {
            throw told;
        }
        finally
        {
            session.Stop = CancellationToken.None;
            GiveBack(session);
        }
    }

    /// <summary>The same at once: at the start and at the terminal, where no other work waits for the thread.</summary>
    public virtual T Read<T>(Func<SqlSession, T> read)
    {
        var session = TakeReader() ?? Open();
        try
        {
            return Guard(() => read(session));
        }
        catch (Exception e) when (Explain(e, session) is PlatformException told && told != e)
        {
            throw told;
        }
        finally
        {
            GiveBack(session);
        }
    }

    /// <summary>Turns what the database says into errors that tell what to do.</summary>
    public virtual T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DbException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>The same for questions that EF Core asks.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (Explain(e) is PlatformException told && told != e)
        {
            throw told;
        }
    }

    public virtual void Dispose() => Forget();

    protected virtual ValueTask<SqlSession> OpenReaderAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Open());

    private SqlSession? TakeReader()
    {
        while (_readers.TryTake(out var session))
        {
            Interlocked.Decrement(ref _idle);
            if (session.IsUsable) return session;
            session.Dispose(); // it broke while nobody used it
        }

        return null;
    }

    private void GiveBack(SqlSession session)
    {
        if (session.IsUsable && Interlocked.Increment(ref _idle) <= IdleReaders)
        {
            _readers.Add(session);
        }
        else
        {
            if (session.IsUsable) Interlocked.Decrement(ref _idle);
            session.Dispose();
        }
    }

    /// <summary>Closes the connections that nobody uses now.</summary>
    protected void Forget()
    {
        while (_readers.TryTake(out var session))
        {
            Interlocked.Decrement(ref _idle);
            session.Dispose();
        }
    }
}
