using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Platform.Core.Integrations.Mcp.Serving;
using Platform.Core.Security;

namespace Platform.Web.Mcp;

/// <summary>One caller's conversation with <c>/mcp</c>, over several requests.</summary>
internal sealed class McpSession : IAsyncDisposable
{
    private readonly McpDoor _door;
    private readonly CancellationTokenSource _left = new();
    private readonly McpServer _server;
    private readonly Task _running;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _answering = new(StringComparer.Ordinal);
    private int _requests;
    private int _listens;
    private int _closed;

    public McpSession(string id, Caller caller, string address, McpDoor door, TimeProvider time)
    {
        (Id, Caller, _door, Time) = (id, caller, door, time);
        Transport = new StreamableHttpServerTransport(NullLoggerFactory.Instance) { SessionId = id };
        _server = door.Open(Transport, caller, address, _left.Token);
        _running = _server.RunAsync(_left.Token);
        LastUsed = time.GetTimestamp();
    }

    public string Id { get; }

    public Caller Caller { get; }

    public StreamableHttpServerTransport Transport { get; }

    public long LastUsed { get; private set; }

    public bool IsBusy => Volatile.Read(ref _requests) > 0;

    private TimeProvider Time { get; }

    /// <summary>While it lasts the session is not idle.</summary>
    public IDisposable Use()
    {
        Interlocked.Increment(ref _requests);
        return new InUse(this);
    }

    /// <summary>False when the caller listens already: a session has one stream for what nobody asked for.</summary>
    public bool TryListen() => Interlocked.Exchange(ref _listens, 1) == 0;

    public void EndListen() => Interlocked.Exchange(ref _listens, 0);

    /// <summary>Carries one message and its answer. The answer to what the caller has cancelled never comes, so its stream ends with the cancelling.</summary>
    /// <returns>False when the message needs no answer.</returns>
    public async Task<bool> CarryAsync(JsonRpcMessage message, Stream answer, CancellationToken cancellationToken)
    {
        if (message is not JsonRpcRequest request) return await HearAsync(message, answer, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var id = request.Id.ToString();
        _answering[id] = ended;
        try
        {
            return await Transport.HandlePostRequestAsync(message, answer, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return true; // cancelled, or the caller hung up: its run goes on
        }
        finally
        {
            _answering.TryRemove(KeyValuePair.Create(id, ended));
        }
    }

    private async Task<bool> HearAsync(JsonRpcMessage message, Stream answer, CancellationToken cancellationToken)
    {
        var told = await Transport.HandlePostRequestAsync(message, answer, cancellationToken);
        if (message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification, Params: System.Text.Json.Nodes.JsonObject about }
            && about["requestId"] is { } id && _answering.TryGetValue(id.GetValueKind() == System.Text.Json.JsonValueKind.String ? id.GetValue<string>() : id.ToJsonString(), out var ended))
        {
            try
            {
                await ended.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It was answered meanwhile.
            }
        }

        return told;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        _door.Close(_server);
        await _left.CancelAsync();
        await Transport.DisposeAsync();
        await _server.DisposeAsync();
        await _running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _left.Dispose();
    }

    private sealed class InUse(McpSession session) : IDisposable
    {
        public void Dispose()
        {
            session.LastUsed = session.Time.GetTimestamp();
            Interlocked.Decrement(ref session._requests);
        }
    }
}
