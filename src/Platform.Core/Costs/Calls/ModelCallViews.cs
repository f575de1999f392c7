using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Costs.Calls;

/// <summary>How an attempt to call a model ended.</summary>
public enum CallStatus
{
    Ok,

    /// <summary>It failed, and nobody was asked again.</summary>
    Failed,

    /// <summary>It failed and was followed by another attempt.</summary>
    Retried,
}

/// <summary>One attempt to call a model.</summary>
public record ModelCallView
{
    public required Guid Id { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    public required RunId Run { get; init; }

    /// <summary>The number of the run's event that tells of it.</summary>
    public required long Sequence { get; init; }

    public required string Workflow { get; init; }

    public required int Step { get; init; }

    public required string Node { get; init; }

    /// <summary>Index of the map's item; null without a map.</summary>
    public int? Item { get; init; }

    /// <summary>Empty when the call is no agent's.</summary>
    public required string Agent { get; init; }

    /// <summary>Who started the run, or the run that started it.</summary>
    public required string User { get; init; }

    /// <summary><c>openai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary><c>openai/gpt-4.1-mini</c>.</summary>
    public required string Model { get; init; }

    /// <summary>1-based, over all models that may answer one question.</summary>
    public required int Attempt { get; init; }

    /// <summary>Attempts before this one.</summary>
    public required int Retries { get; init; }

    public required CallStatus Status { get; init; }

    /// <summary><c>rate_limited, timeout, connection</c> …; null when it did not fail.</summary>
    public string? ErrorKind { get; init; }

    public string? Error { get; init; }

    /// <summary>Who answered: <c>provider, cache</c> or <c>replay</c>.</summary>
    public required string Source { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// <summary>Of the input tokens.</summary>
    public required long CachedTokens { get; init; }

    /// <summary>Of the output tokens.</summary>
    public required long ReasoningTokens { get; init; }

    /// <summary>US dollars; null when the price is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>False when the price is unknown.</summary>
    public bool CostKnown => Cost is not null;

    /// <summary>The provider told no usage: tokens, and with them the cost, are estimated from the length of the texts.</summary>
    public required bool Estimated { get; init; }

    public required long LatencyMs { get; init; }

    /// <summary>Null when nothing was written.</summary>
    public long? FirstTokenMs { get; init; }

    public string? StopReason { get; init; }

    /// <summary>The first characters of what was answered.</summary>
    public required string Said { get; init; }
}

/// <summary>One attempt with all of its texts.</summary>
public sealed record ModelCallDetail : ModelCallView
{
    /// <summary>What was sent: <c>[{role, content}]</c>; of a very long prompt <c>{truncated, bytes, head}</c>; null for an attempt that was followed by another, which bears it.</summary>
    public JsonElement? Prompt { get; init; }

    public required string Reply { get; init; }

    /// <summary><c>[{id, name, arguments}]</c>; null when it asked for none.</summary>
    public JsonElement? ToolCalls { get; init; }

    /// <summary>Characters of the prompt that are not kept.</summary>
    public required int PromptCut { get; init; }

    /// <summary>Of the input tokens: those that the provider put into its cache.</summary>
    public required long CacheWriteTokens { get; init; }

    /// <summary><c>chat</c>, <c>embed</c>, <c>transcribe</c> or <c>speak</c>; of the others than chats prompt and reply say what went in and came out.</summary>
    public required string Operation { get; init; }

    /// <summary>Characters of the reply that are not kept.</summary>
    public required int ReplyCut { get; init; }
}

/// <summary>Which calls to list, newest first.</summary>
public sealed record ModelCallQuery
{
    public RunId? Run { get; init; }

    public string? Workflow { get; init; }

    /// <summary><c>openai/gpt-4.1-mini</c>.</summary>
    public string? Model { get; init; }

    public string? Provider { get; init; }

    public string? Node { get; init; }

    public string? Agent { get; init; }

    public string? User { get; init; }

    public CallStatus? Status { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Part of a prompt, a reply, a tool's name or arguments, or an error.</summary>
    public string? Text { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}
