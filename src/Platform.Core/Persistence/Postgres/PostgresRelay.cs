using Npgsql;
using Platform.Core.Changes;

namespace Platform.Core.Persistence.Postgres;

/// <summary>
/// Carries changes between nodes by LISTEN and NOTIFY. What a node stores is gathered for a moment and told outside of its transactions, for a notification
/// within one makes all commits of the server stand in line.
/// </summary>
internal sealed class PostgresRelay(PostgresDatabase database) : IChangeRelay, IAsyncDisposable, IDisposable
{
    private const string Channel = "platform_changes";
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly string _self = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _stopping = new();

    // Guards all below.
    private readonly Lock _gate = new();
    private Topics _unsent;
    private Task? _sending;
    private Task? _listening;

    public void Send(Topics topics)
    {
        lock (_gate)
        {
            _unsent = _unsent.With(topics);
            if (_sending is null or { IsCompleted: true } && !_stopping.IsCancellationRequested) _sending = SendAsync();
        }
    }

    public void Listen(ChangeFeed feed)
    {
        lock (_gate)
        {
            if (_listening is null && !_stopping.IsCancellationRequested) _listening = ListenAsync(feed);
        }
    }

    /// <summary>What was stored last is told still: a command ends right after it.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] open;
        lock (_gate)
        {
            _stopping.Cancel();
            open = [_sending ?? Task.CompletedTask, _listening ?? Task.CompletedTask];
        }

        await Task.WhenAll(open);
        _stopping.Dispose();
    }

    /// <summary>The same for who cannot wait: what is not told by now, others notice a moment later.</summary>
    public void Dispose() => _stopping.Cancel();

    private async Task SendAsync()
    {
        while (true)
        {
            await Task.Delay(Gather, CancellationToken.None); // also when the process stops: what was stored last is told still
            Topics topics;
            lock (_gate) (topics, _unsent) = (_unsent, Topics.None);
            try
            {
                await using var command = database.Pooled.CreateCommand("SELECT pg_notify($1, $2)");
                command.Parameters.Add(new NpgsqlParameter { Value = Channel });
                command.Parameters.Add(new NpgsqlParameter { Value = $"{_self} {topics}" });
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is InvalidOperationException || database.IsOfStorage(e))
            {
                // The server is away: those who listen have lost it too, and ask anew for everything once it is back.
            }

            lock (_gate)
            {
                if (!_unsent.IsNone) continue;
                _sending = null;
                return;
            }
        }
    }

    private async Task ListenAsync(ChangeFeed feed)
    {
        var stop = _stopping.Token;
        await Task.Yield(); // opening a connection takes a while, and who watches does not wait for it
        for (var isFirst = true; !stop.IsCancellationRequested; isFirst = false)
        {
            try
            {
                await using var session = (NpgsqlConnection)database.OpenPostgres().Connection;
                session.Notification += (_, told) => Hear(feed, told.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", session)) await listen.ExecuteNonQueryAsync(stop);
                if (!isFirst) feed.Heard(Topics.All); // whatever was told meanwhile
                while (true) await session.WaitAsync(stop);
            }
            catch (Exception e) when (e is Foundation.PlatformException or OperationCanceledException or InvalidOperationException || database.IsOfStorage(e))
            {
                if (!stop.IsCancellationRequested) await Task.WhenAny(Task.Delay(Again, stop));
            }
        }
    }

    private void Hear(ChangeFeed feed, string payload)
    {
        var (from, topics) = payload.Split(' ', 2) is [var node, var rest] ? (node, rest) : (payload, "*");
        if (from != _self) feed.Heard(Topics.Parse(topics));
    }
}
