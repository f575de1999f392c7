using Platform.Core.Changes;

namespace Platform.Core.Persistence.Sqlite;

/// <summary>
/// Notices that another process wrote to the same file. SQLite tells nobody, but its <c>data_version</c> moves; which process wrote and what is not told, so
/// everything may have changed. Asked only while somebody watches.
/// </summary>
/// <remarks>
/// It moves for this process's own writes too. So while this process writes, everybody is told of everything a few times a second: what did not change is
/// drawn and then not sent.
/// </remarks>
internal sealed class SqliteRelay(Database database) : IChangeRelay, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan OwnPause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private bool _listens; // guarded by the gate
    private long _sent; // commits of this process

    public void Send(Topics topics) => Interlocked.Increment(ref _sent);

    public void Listen(ChangeFeed feed)
    {
        lock (_gate)
        {
            if (_listens || _stopping.IsCancellationRequested) return;
            _listens = true;
        }

        _ = ListenAsync(feed); // ends with the last watcher or with this
    }

    public void Dispose()
    {
        lock (_gate) _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task ListenAsync(ChangeFeed feed)
    {
        var stop = _stopping.Token;
        try
        {
            await Task.Yield();
            while (!stop.IsCancellationRequested)
            {
                await WatchAsync(feed, stop);
                lock (_gate)
                {
                    if (feed.IsWatched) continue;
                    _listens = false;
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task WatchAsync(ChangeFeed feed, CancellationToken stop)
    {
        SqlSession? session = null;
        try
        {
            session = database.Open();
            var (version, sent) = (Version(session), Interlocked.Read(ref _sent));
            while (feed.IsWatched)
            {
                await Task.Delay(Look, stop);
                var before = Interlocked.Read(ref _sent);
                var now = Version(session);
                if (now == version) continue;
                var isOwn = before != sent || Interlocked.Read(ref _sent) != sent;
                (version, sent) = (now, before);
                if (isOwn) await Task.Delay(OwnPause, stop);
                feed.Heard(Topics.All);
            }
        }
        catch (Exception e) when (e is Foundation.PlatformException || database.IsOfStorage(e))
        {
            // The file is locked or away: whoever asks next is told. It is opened anew.
            await Task.Delay(OwnPause, stop);
            feed.Heard(Topics.All);
        }
        finally
        {
            session?.Dispose();
        }
    }

    private static long Version(SqlSession session) => session.Number("PRAGMA data_version");
}
