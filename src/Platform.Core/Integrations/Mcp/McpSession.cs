using ModelContextProtocol.Client;
using Platform.Core.Foundation;

namespace Platform.Core.Integrations.Mcp;

/// <summary>
/// One server for one run. Connects when something is first asked of it, again when the other side has gone, and keeps the list of tools until the server
/// says that it changed.
/// </summary>
internal sealed class McpSession(McpSettings settings, McpConnector connector, TimeProvider time) : IAsyncDisposable
{
    // A server that dies again and again is not started for ever.
    private const int MostConnections = 20;

    // Some servers change their tools without a word: an old list is read again.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _over = new();

    // Changed under _gate alone.
    private McpConnection? _connection;
    private int _connections;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly List<Task> _lastWords = []; // guards itself
    private volatile Listed? _listed;
    private volatile bool _closed;

    public McpSettings Settings => settings;

    /// <summary>The server's tools as they are now; a tool that is the same is the same object.</summary>
    public async Task<McpToolList> ToolsAsync(CancellationToken cancellationToken)
    {
        if (_listed is { } known && IsFresh(known)) return known.Tools;
        var tools = await AskAsync(client => McpToolList.ReadAsync(this, client, _listed?.Tools, cancellationToken), settings.Start, "did not tell its tools", cancellationToken);
        _listed = new Listed(tools, _connection, time.GetTimestamp());
        return tools;
    }

    /// <summary>The list that was read is out of date.</summary>
    public void Forget() => _listed = null;

    public Task<T> CallAsync<T>(Func<McpClient, Task<T>> ask, CancellationToken cancellationToken) => AskAsync(ask, null, "", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await _over.CancelAsync();
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            await LastWordsAsync();
            if (_connection is { } open) await open.DisposeAsync();
            _connection = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    // Whoever was asking hears that it is over, and may still say so to the server: that goes out before the connection is closed.
    private async Task LastWordsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Open() is { Length: > 0 } open) await Task.WhenAny(Task.WhenAll(open), Task.Delay(Timeout.Infinite, patience.Token));

        Task[] Open()
        {
            lock (_lastWords) return patience.IsCancellationRequested ? [] : [.. _lastWords.Where(s => !s.IsCompleted)];
        }
    }

    /// <summary>Something that is being asked of the server, or said to it, and that the closing of the session lets end.</summary>
    public void LetEnd(Task said)
    {
        lock (_lastWords)
        {
            _lastWords.RemoveAll(s => s.IsCompleted);
            _lastWords.Add(said);
        }
    }

    private bool IsFresh(Listed listed) => listed.Of is { IsOver: false } connection && ReferenceEquals(connection, _connection)
        && (connection.Client.ServerCapabilities.Tools?.ListChanged == true || time.GetElapsedTime(listed.At) < Fresh);

    // Whoever asked is told in our words, and a session that the server has forgotten is begun anew once.
    private async Task<T> AskAsync<T>(Func<McpClient, Task<T>> ask, TimeSpan? most, string late, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            var connection = await ConnectedAsync(cancellationToken);
            using var timer = new CancellationTokenSource(most ?? Timeout.InfiniteTimeSpan, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token, _over.Token);
            try
            {
                var asked = ask(connection.Client);
                LetEnd(asked);
                return await Ended(asked, connection).WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || _over.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception wrong) when (wrong is not PlatformException { Code: ErrorCode.Cancelled })
            {
                if (settings.Url is not null && McpErrors.IsSessionGone(wrong))
                {
                    await CloseAsync(connection);
                    if (!again) continue;
                }

                var told = McpErrors.IsCut(wrong) ? new IOException("The answer ended in its middle.", wrong) : wrong;
                throw await connector.ToldAsync(told, settings, connection.Process, timer.IsCancellationRequested, late);
            }
        }
    }

    // A server that dies ends whatever was asked of it at once, and not when the time for it is over.
    private static async Task<T> Ended<T>(Task<T> asked, McpConnection connection)
    {
        if (await Task.WhenAny(asked, connection.Client.Completion) == asked) return await asked;
        var grace = Task.Delay(TimeSpan.FromMilliseconds(200)); // an answer may have come with the end
        if (await Task.WhenAny(asked, grace) == asked) return await asked;
        var details = await connection.Client.Completion;
        throw new IOException("The other side has gone.", details.Exception);
    }

    private async Task<McpConnection> ConnectedAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOver: false } open) return open;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_closed) throw new PlatformException(ErrorCode.Cancelled, $"The session with the server '{settings.Name}' is closed.", "");
            if (_connection is { IsOver: false } other) return other;
            if (_connection is { } over) await over.DisposeAsync();
            _connection = null;
            _listed = null;
            if (++_connections > MostConnections) throw new PlatformException(ErrorCode.Unavailable, $"The server '{settings.Name}' has ended {MostConnections} times in this run and is not started again.", "See why it ends: start it by hand.");
            return _connection = await connector.ConnectAsync(settings, Forget, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CloseAsync(McpConnection connection)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (!ReferenceEquals(_connection, connection)) return;
            _connection = null;
            await connection.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Listed(McpToolList Tools, McpConnection? Of, long At);
}
