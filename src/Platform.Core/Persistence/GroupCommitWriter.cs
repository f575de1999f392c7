using System.Collections.Concurrent;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

/// <summary>
/// The one who writes. It gathers what all runs in flight want written into one transaction, so that a hundred steps cost one flush of the disk.
/// What is asked for is written in the order in which it was asked, and acknowledged only after the commit that holds it.
/// </summary>
/// <remarks>
/// A piece of work either returns, having written all or nothing, or throws; then the transaction is rolled back, that piece alone fails, and the others
/// are done again. So a piece of work must be repeatable, and needs no savepoint of its own.
/// </remarks>
internal sealed class GroupCommitWriter(Database database) : IDatabaseWriter, IDisposable
{
    private const int MostInOneCommit = 512;
    private const int MostWaiting = 20_000;

    private readonly BlockingCollection<Request> _queue = [];
    private readonly Lock _starting = new();

    // Guarded by _starting.
    private Thread? _thread;

    /// <summary>Transactions committed so far, for tests and measurements.</summary>
    public long Commits { get; private set; }

    /// <summary>Queues the work at once, in order; the task ends after the commit.</summary>
    /// <exception cref="PlatformException">Too much is waiting, or the writer has been stopped.</exception>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> work)
    {
        EnsureStarted();
        if (_queue.Count > MostWaiting)
            throw new PlatformException(ErrorCode.Unavailable, "The database cannot keep up with what is to be written.", "Run fewer workflows at once, or use a faster disk.");
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

    public void Dispose()
    {
        _queue.CompleteAdding();
        lock (_starting) _thread?.Join();
        _queue.Dispose();
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
        SqlSession? session = null;
        var batch = new List<Request>(MostInOneCommit);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MostInOneCommit && _queue.TryTake(out var next)) batch.Add(next);
            try
            {
                session ??= database.Open();
                Commit(session, batch);
            }
            catch (Exception e) // the writer's wall: it must outlive whatever happens, and each who waits must hear of it
            {
                var told = database.Explain(e);
                foreach (var request in batch) request.Fail(told);
                session?.Dispose(); // an open transaction goes with its connection
                session = null;
            }

            batch.Clear();
        }

        session?.Dispose();
    }

    private void Commit(SqlSession session, List<Request> batch)
    {
        while (batch.Count > 0)
        {
            database.Begin(session);
            if (Try(session, batch) is { } failed)
            {
                session.Execute("ROLLBACK");
                batch.Remove(failed);
                failed.Fail(failed.Error!);
                continue;
            }

            session.Execute("COMMIT");
            Commits++;

            // From here on all of it is stored.
            foreach (var request in batch) request.Succeed();
            return;
        }
    }

    /// <summary>The request that cannot be done; null when all can.</summary>
    private Request? Try(SqlSession session, List<Request> batch)
    {
        foreach (var request in batch)
        {
            try
            {
                request.Run(session);
            }
            catch (Exception e) when (!database.IsOfStorage(e))
            {
                request.Error = e;
                return request;
            }
        }

        return null;
    }

    private abstract class Request
    {
        public Exception? Error { get; set; }

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
