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

    /// <summary>The run that asks; empty outside of any. Equal requests are counted within it when a recording is played.</summary>
    public string Run { get; init; } = "";

    /// <summary>Hears of the call while it goes on; null when nobody listens.</summary>
    public IModelListener? Listener { get; init; }
}

/// <summary>Hears of a call while it goes on. It may stop the call by throwing.</summary>
public interface IModelListener
{
    /// <summary>Before each attempt.</summary>
    void Starting(string model);

    /// <summary>Before a provider is asked, with what is known of the cost: the place to check a budget. What is answered from a recording or the cache asks nobody.</summary>
    ValueTask AdmitAsync(ModelStart start, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A piece of the answer. After <see cref="Retrying"/> the answer begins anew.</summary>
    void Wrote(string text);

    /// <summary>A piece of what the model thinks before it answers; no part of the answer.</summary>
    void Thought(string text)
    {
    }

    /// <summary>The attempt failed after this was used; told before <see cref="Retrying"/>, and before the call's last error.</summary>
    /// <param name="cost">US dollars; null when the price is not known.</param>
    void Lost(ModelUsage usage, decimal? cost)
    {
    }

    void Retrying(ModelRetry retry);
}

/// <summary>An attempt that failed and is followed by another.</summary>
public sealed record ModelRetry
{
    /// <summary>The model's name in the file.</summary>
    public required string Model { get; init; }

    /// <summary><c>openai/gpt-4.1-mini</c>.</summary>
    public required string Use { get; init; }

    /// <summary><c>openai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The attempt that failed, 1-based and counted over all models of the chain.</summary>
    public required int Attempt { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Until the next one.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>Always with a kind.</summary>
    public required PlatformException Error { get; init; }

    /// <summary>The model that is asked next; null when the same one is asked again.</summary>
    public string? FallbackTo { get; init; }

    /// <summary>Why another one is asked, in a sentence; null when the same one is asked again.</summary>
    public string? Why { get; init; }
}

/// <summary>What a model answered, and what that took.</summary>
/// <param name="Model">The kind that answered: <c>openai/gpt-4.1-mini</c>.</param>
/// <param name="Provider"><c>openai</c>.</param>
/// <param name="Cost">US dollars; null when the price is not known.</param>
/// <param name="FirstToken">Null when nothing was written, only tools called.</param>
public sealed record ModelReply(
    ChatResponse Response, string Model, string Provider, ModelUsage Usage, decimal? Cost, TimeSpan Duration, TimeSpan? FirstToken, int Attempt)
{
    /// <summary>Who answered: <c>provider</c>, <c>cache</c> or <c>replay</c>.</summary>
    public string Source { get; init; } = "provider";
}

