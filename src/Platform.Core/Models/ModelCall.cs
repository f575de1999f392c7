using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>One question to a model, with whoever may answer in its place.</summary>
public sealed record ModelCall
{
    /// <summary>The name of the model that is asked first; its <c>fallback</c> names who is asked next.</summary>
    public required string Model { get; init; }

    /// <summary>All models that may be needed, by name.</summary>
    public required IReadOnlyDictionary<string, ModelSettings> Models { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public IReadOnlyList<AITool> Tools { get; init; } = [];

    /// <summary>Null asks for text.</summary>
    public ChatResponseFormat? Format { get; init; }

    /// <summary>Hears of the call while it goes on; null when nobody listens.</summary>
    public IModelListener? Listener { get; init; }
}

/// <summary>Hears of a call while it goes on. It may stop the call by throwing.</summary>
public interface IModelListener
{
    /// <summary>Before each attempt: the place to check a budget.</summary>
    void Starting(string model);

    /// <summary>The same, with what is known of its cost; the attempt is made when it ends.</summary>
    ValueTask StartingAsync(ModelStart start, CancellationToken cancellationToken)
    {
        Starting(start.Model);
        return ValueTask.CompletedTask;
    }

    /// <summary>A piece of the answer. After <see cref="Retrying"/> the answer begins anew.</summary>
    void Wrote(string text);

    void Retrying(ModelRetry retry);
}

/// <param name="Attempt">The attempt that failed, 1-based and counted over all models of the chain.</param>
/// <param name="FallbackTo">The model that is asked next; null when the same one is asked again.</param>
public sealed record ModelRetry(string Model, int Attempt, TimeSpan Delay, PlatformException Error, string? FallbackTo);

/// <summary>What a model answered, and what that took.</summary>
/// <param name="Model">The kind that answered: <c>openai/gpt-4.1-mini</c>.</param>
/// <param name="Provider"><c>openai</c>.</param>
/// <param name="Cost">US dollars; null when the price is not known.</param>
/// <param name="FirstToken">Null when nothing was written, only tools called.</param>
public sealed record ModelReply(
    ChatResponse Response, string Model, string Provider, ModelUsage Usage, decimal? Cost, TimeSpan Duration, TimeSpan? FirstToken, int Attempt);

