using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Wire;

/// <summary>What our own chat clients share: they own their wire.</summary>
internal abstract class WireChatClient(JsonWire wire) : IChatClient
{
    protected JsonWire Wire { get; } = wire;

    public abstract Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        Wire.Dispose();
        GC.SuppressFinalize(this);
    }

    // Arguments that are no JSON object stay with the call as its exception: the model is told, and mends it.
    protected static FunctionCallContent Call(string id, string function, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(arguments, id, function, ToolArguments.Parse);
}
