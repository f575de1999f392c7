using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Platform.Core.Integrations.Mcp;

/// <summary>
/// The SDK asks a server first whether it speaks the newest revision, which has no handshake (<c>server/discover</c>). Servers of today do not know the
/// question; some never answer it and some answer nonsense. So it is answered here with "no", and the handshake follows, which all of them know.
/// </summary>
/// <param name="listChanged">Called when the server says that its tools are others now, before any answer that came after is passed on.</param>
internal sealed class HandshakeFirst(IClientTransport inner, Action listChanged) : IClientTransport
{
    private const string Question = "server/discover";

    public string Name => inner.Name;

    public async Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default) => new Answering(await inner.ConnectAsync(cancellationToken), listChanged);

    private sealed class Answering : ITransport
    {
        private readonly ITransport _inner;
        private readonly Channel<JsonRpcMessage> _messages = Channel.CreateBounded<JsonRpcMessage>(64);
        private readonly Action _listChanged;
        private readonly Task _pumping;

        public Answering(ITransport inner, Action listChanged)
        {
            (_inner, _listChanged) = (inner, listChanged);
            _pumping = PumpAsync();
        }

        public string? SessionId => _inner.SessionId;

        public ChannelReader<JsonRpcMessage> MessageReader => _messages.Reader;

        public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
        {
            if (message is JsonRpcRequest { Method: Question } asked)
                await _messages.Writer.WriteAsync(new JsonRpcError { Id = asked.Id, Error = new JsonRpcErrorDetail { Code = (int)McpErrorCode.MethodNotFound, Message = "Method not found" } }, cancellationToken);
            else await _inner.SendMessageAsync(message, cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await _inner.DisposeAsync();
            _messages.Writer.TryComplete();
            await _pumping;
        }

        private async Task PumpAsync()
        {
            try
            {
                await foreach (var message in _inner.MessageReader.ReadAllAsync())
                {
                    // Here they come in order; behind this the SDK looks at several at once.
                    if (message is JsonRpcNotification { Method: NotificationMethods.ToolListChangedNotification }) _listChanged();
                    await _messages.Writer.WriteAsync(message);
                }

                _messages.Writer.TryComplete();
            }
            catch (ChannelClosedException)
            {
                // Disposed while a message was under way.
            }
            catch (Exception broken)
            {
                _messages.Writer.TryComplete(broken); // whoever reads is told how the other side ended
            }
        }
    }
}
