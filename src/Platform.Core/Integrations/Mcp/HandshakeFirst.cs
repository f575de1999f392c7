using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Platform.Core.Integrations.Mcp;

/// <summary>
/// The SDK asks a server first whether it speaks the newest revision, which has no handshake (<c>server/discover</c>). Servers of today do not know the
/// question; some never answer it and some answer nonsense. So it is answered here with "no", and the handshake follows, which all of them know.
/// </summary>
internal sealed class HandshakeFirst(IClientTransport inner) : IClientTransport
{
    private const string Question = "server/discover";

    public string Name => inner.Name;

    public async Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default) => new Answering(await inner.ConnectAsync(cancellationToken));

    private sealed class Answering : ITransport
    {
        private readonly ITransport _inner;
        private readonly Channel<JsonRpcMessage> _messages = Channel.CreateBounded<JsonRpcMessage>(64);
        private readonly Task _pumping;

        public Answering(ITransport inner)
        {
            _inner = inner;
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
                await foreach (var message in _inner.MessageReader.ReadAllAsync()) await _messages.Writer.WriteAsync(message);
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
