using Platform.Core.Changes;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

/// <summary>
/// The one who writes. It gathers what all runs in flight want written into one transaction, so that a hundred steps cost one flush of the disk.
/// What is asked for is written in the order in which it was asked, and acknowledged only after the commit that holds it.
/// </summary>
/// <remarks>
/// Who waits for its commit anyway writes it on its own thread when nobody else writes, and takes along what others have asked for; so a run alone pays for
/// no change of threads. What comes meanwhile is written by the writer's own thread.
/// <para>
/// A piece of work either returns, having written all or nothing, or throws; then the transaction is rolled back, that piece alone fails, and the others
/// are done again. So a piece of work must be repeatable, and needs no savepoint of its own.
/// </para>
/// </remarks>
internal sealed class GroupCommitWriter(Database database) : IDatabaseWriter, IDisposable
{
    private const int MostInOneCommit = 512;
    private const int MostWaiting = 20_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);

    // Guards the next five; pulsed when the writer's thread has something to do, and for who waits for the end.
    private readonly object _gate = new();
    private readonly Queue<Request> _queue = new();
    private Thread? _thread;
    private bool _writing;
    private bool _stopped;
    private bool _untidy; // something was written since things were put in order

    // Only of the one who writes: between TryTake and Done.
    private readonly List<Request> _batch = new(MostInOneCommit);
    private SqlSession? _session;

    internal ChangeFeed? Changes { get; init; } // given by who puts the parts together

    /// <summary>Transactions committed so far, for tests and measurements.</summary>
    public long Commits { get; private set; }

    /// <summary>Writes at once, or queues behind who writes now; the task ends after the commit.</summary>
    /// <exception cref="PlatformException">Too much is waiting, or the writer has been stopped.</exception>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> work)
    {
        var queued = Queue(work);
        Lead();
        return queued;
    }

    /// <summary>Queues the work, in order. Nothing happens before <see cref="Lead"/> or <see cref="Wake"/>.</summary>
    /// <exception cref="PlatformException">Too much is waiting, or the writer has been stopped.</exception>
    public Task<T> Queue<T>(Func<SqlSession, T> work)
    {
        var request = new Request<T>(work);
        lock (_gate)
        {
            if (_stopped) throw new PlatformException(ErrorCode.Unavailable, "The platform is stopping.", "Start it again.");
            if (_queue.Count > MostWaiting)
                throw new PlatformException(ErrorCode.Unavailable, "The database cannot keep up with what is to be written.", "Run fewer workflows at once, or use a faster disk.");
            _queue.Enqueue(request);
        }

        return request.Task;
    }

    /// <summary>Writes what is queued on this thread, unless somebody writes already.</summary>
    public void Lead()
    {
        if (!TryTake()) return;
        WriteBatch();
        if (Done()) Wake();
    }

    /// <summary>Has what is queued written by the writer's own thread.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "database writer" };
                _thread.Start();
            }

            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate) _stopped = true;
        Wake();
        _thread!.Join();
        _session?.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            bool idle;
            lock (_gate)
            {
                idle = AwaitWorkLocked();
                if (_stopped && !idle && _queue.Count == 0) return;
            }

            if (idle) Tidy();
            while (TryTake())
            {
                WriteBatch();
                Done();
            }
        }
    }

    /// <summary>Ends when there is something to write or the writer was stopped; true when nothing was written for a while, and this thread is then the one who writes.</summary>
    private bool AwaitWorkLocked()
    {
        while (_writing || _queue.Count == 0)
        {
            if (_stopped && !_writing) return false;
            var commits = Commits;
            var woken = Monitor.Wait(_gate, _untidy ? Idle : Timeout.InfiniteTimeSpan);
            if (woken || _writing || _stopped || _queue.Count > 0 || commits != Commits) continue;
            _writing = true;
            return true;
        }

        return false;
    }

    private void Tidy()
    {
        var tidied = true;
        try
        {
            if (_session is not null) tidied = database.Tidy(_session);
        }
        catch (Exception e) when (database.IsOfStorage(e))
        {
            // Whoever writes next is told.
        }

        lock (_gate)
        {
            _writing = false;
            _untidy = !tidied;
            if (_stopped) Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Becomes the one who writes; false when there is nothing to write or somebody does.</summary>
    private bool TryTake()
    {
        lock (_gate)
        {
            if (_writing || _queue.Count == 0) return false;
            _writing = true;
            while (_batch.Count < MostInOneCommit && _queue.TryDequeue(out var next)) _batch.Add(next);
            return true;
        }
    }

    /// <summary>True when the writer's thread has something to do: more to write, or to put things in order once nobody writes.</summary>
    private bool Done()
    {
        lock (_gate)
        {
            var wasTidy = !_untidy;
            _batch.Clear();
            _writing = false;
            _untidy = true;
            if (_stopped) Monitor.PulseAll(_gate);
            return _queue.Count > 0 || wasTidy;
        }
    }

    private void WriteBatch()
    {
        try
        {
            _session ??= database.Open();
            Commit(_session, _batch);
        }
        catch (Exception e) // the writer's wall: it must outlive whatever happens, and each who waits must hear of it
        {
            var told = database.Explain(e);
            foreach (var request in _batch) request.Fail(told);
            _session?.Dispose(); // an open transaction goes with its connection
            _session = null;
        }
    }

    private void Commit(SqlSession session, List<Request> batch)
    {
        while (batch.Count > 0)
        {
            database.Begin(session);
            session.TakeWritten(); // of what was rolled back
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
            Changes?.Tell(session.TakeWritten());
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
