using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Platform.Core.Changes;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Postgres;

/// <summary>
/// Writes to PostgreSQL what all runs in flight want written, in groups of one transaction each, in the order in which it was asked. When the server goes
/// away it comes back to the same group until that is stored, or until nobody should be kept waiting any longer.
/// </summary>
/// <remarks>
/// A connection that breaks while a transaction commits leaves its outcome unknown. Therefore each transaction also raises this writer's number in the table
/// <c>writers</c>, from the number before: done again, it either finds that number and is stored, or finds its own and is known to have been stored. The
/// row is locked until the lost transaction is decided, so that it can never come late. Nothing is stored twice, and nothing is lost.
/// </remarks>
internal sealed class PostgresWriter(PostgresDatabase database) : IDatabaseWriter, IDisposable
{
    private const int MostInOneCommit = 256;
    private const int MostWaiting = 20_000;

    // A person at an HTTP door is told after this long that the database is away; an execution then stops, and its run is taken up again later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<Request> _queue = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _starting = new();

    // Guarded by _starting.
    private Thread? _thread;

    // The thread's own.
    private PostgresSession? _session;
    private bool _oneByOne;
    private WriterMark _mark = WriterMark.New();

    internal ChangeFeed? Changes { get; init; } // given by who puts the parts together

    public long Commits { get; private set; }

    public Task<T> WriteAsync<T>(Func<SqlSession, T> work) => Queue(work);

    /// <summary>The thread begins with it at once: what is asked for meanwhile goes into the next transaction.</summary>
    public Task<T> Queue<T>(Func<SqlSession, T> work)
    {
        EnsureStarted();
        if (_queue.Count > MostWaiting)
            throw new PlatformException(ErrorCode.Unavailable, "The database cannot keep up with what is to be written.", "Run fewer workflows at once, add nodes, or use a faster disk.");
        var request = new Request<T>(work);
        try
        {
            _queue.Add(request);
        }
        catch (InvalidOperationException) // the queue is closed
        {
            throw new PlatformException(ErrorCode.Unavailable, "The platform is stopping.", "Start it again.");
        }

        return request.Task;
    }

    public void Lead()
    {
        // The way to the server takes longer than the change of threads.
    }

    public void Wake()
    {
        // The thread is awake whenever something is queued.
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _stopping.Cancel();
        lock (_starting) _thread?.Join();
        _queue.Dispose();
        _stopping.Dispose();
    }

    private void EnsureStarted()
    {
        lock (_starting)
        {
            if (_thread is not null) return;
            _thread = new Thread(Work) { IsBackground = true, Name = "database writer" };
            _thread.Start();
        }
    }

    private void Work()
    {
        var group = new List<Request>(MostInOneCommit);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MostInOneCommit && _queue.TryTake(out var next)) group.Add(next);
            try
            {
                Store(group);
            }
            catch (Exception e) // the writer's wall: it must outlive whatever happens, and each who waits must hear of it
            {
                foreach (var request in group) request.Fail(database.Explain(e));
                Drop();

                // Should the lost transaction still be stored some day, its number is not the one that is waited for: another row counts from here on.
                _mark = WriterMark.New();
            }

            group.Clear();
        }

        Leave();
    }

    private void Leave()
    {
        try
        {
            if (_session is not null) _mark.Forget(_session);
        }
        catch (Exception e) when (database.IsOfStorage(e, _session!))
        {
            // The server went before: the next to come cleans up.
        }

        Drop();
    }

    /// <summary>Ends when every request of the group has succeeded or failed.</summary>
    private void Store(List<Request> group)
    {
        var pause = ShortestPause;
        var clock = Stopwatch.StartNew();
        var again = false;
        _oneByOne = false;
        while (group.Count > 0)
        {
            try
            {
                _session ??= _mark.Known(database.OpenPostgres());
                TryStore(_session, group, again);
            }
            catch (DoneOneByOneException)
            {
                // Rolled back; now each with an answer of its own.
            }
            catch (Exception e) when (e is PlatformException { Code: ErrorCode.Unavailable } || (_session is null ? database.IsOfStorage(e) : database.IsOfStorage(e, _session)))
            {
                var told = _session is null ? database.Explain(e) : database.Explain(e, _session);
                Drop(); // and with it the transaction
                again = true;
                if (clock.Elapsed > Patience || _stopping.IsCancellationRequested) throw told;
                _stopping.Token.WaitHandle.WaitOne(pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>False when one request could not be done and the others must be done without it.</summary>
    /// <param name="again">A transaction of this number may have been stored already.</param>
    private bool TryStore(PostgresSession session, List<Request> group, bool again)
    {
        session.TakeWritten(); // of what was rolled back
        session.Post("BEGIN");
        if (again && _mark.IsPast(session))
        {
            // An earlier attempt was stored, though its answer was lost: what it found is true.
            session.Execute("ROLLBACK");
            Changes?.Tell(Topics.All); // what it wrote is not known here
        }
        else
        {
            if (!again) _mark.Raise(session);
            if (Run(session, group) is { } failed)
            {
                Undo(session);
                group.Remove(failed.Request);
                failed.Request.Fail(database.Explain(failed.Error));
                return false;
            }
        }

        // From here on all of it is stored.
        Commits++;
        _mark = _mark.Next();
        foreach (var request in group) request.Succeed();
        Changes?.Tell(session.TakeWritten());
        group.Clear();
        return true;
    }

    /// <summary>Does all and commits; or says which cannot be done, and why.</summary>
    private Failure? Run(PostgresSession session, List<Request> group)
    {
        foreach (var request in group)
        {
            try
            {
                request.Run(session);
                if (_oneByOne) session.Execute("SELECT 1"); // what it posted is answered before the next one begins
            }
            catch (Exception e) when (!database.IsOfStorage(e, session))
            {
                // The server may mean what one before it had posted. Done again with an answer for each, it is told who it is.
                if (e is not PostgresException || _oneByOne || group.Count == 1) return new Failure(request, e);
                throw OneByOne(session);
            }
        }

        try
        {
            session.Execute("COMMIT");
            return null;
        }
        catch (PostgresException e) when (!database.IsOfStorage(e, session))
        {
            if (_oneByOne || group.Count == 1) return new Failure(group[^1], e);
            throw OneByOne(session);
        }
    }

    private DoneOneByOneException OneByOne(PostgresSession session)
    {
        Undo(session);
        _oneByOne = true;
        return new DoneOneByOneException();
    }

    private static void Undo(PostgresSession session)
    {
        session.Discard();
        session.Execute("ROLLBACK");
    }

    private void Drop()
    {
        _session?.Dispose();
        _session = null;
    }

    private sealed record Failure(Request Request, Exception Error);

    /// <summary>Nothing was stored, and the group is to be done again so that each failure is told to the one whose it is.</summary>
    private sealed class DoneOneByOneException : Exception;

    private abstract class Request
    {
        public abstract void Run(SqlSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception error);
    }

    private sealed class Request<T>(Func<SqlSession, T> work) : Request
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!; // set by Run, read by Succeed

        public Task<T> Task => _done.Task;

        public override void Run(SqlSession session) => _result = work(session);

        public override void Succeed() => _done.TrySetResult(_result);

        public override void Fail(Exception error) => _done.TrySetException(error);
    }
}
