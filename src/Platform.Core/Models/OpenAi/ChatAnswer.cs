using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>Reads the message or the piece of a message of a chat completion, whoever wrote it. Pure.</summary>
internal static class ChatAnswer
{
    /// <summary>The message or its piece; null when there is none (a last one with nothing but usage).</summary>
    public static JsonElement? Choice(JsonElement told) => told.Items("choices").Cast<JsonElement?>().FirstOrDefault();

    /// <summary>What is thought: DeepSeek, vLLM and others write <c>reasoning_content</c>; OpenRouter, Groq, Ollama and newer vLLM <c>reasoning</c>; Mistral a part of the kind <c>thinking</c>.</summary>
    public static string Thought(JsonElement message) =>
        message.Words("reasoning_content") ?? message.Words("reasoning")
        ?? string.Concat(message.Items("content").Where(p => p.Text("type") == "thinking").SelectMany(p => p.Items("thinking")).Select(t => t.Text("text")));

    /// <summary>Text, or the texts of a list of parts.</summary>
    public static string Content(JsonElement message) =>
        message.Text("content") ?? string.Concat(message.Items("content").Where(p => p.Text("type") is "text" or "output_text" or null).Select(p => p.Text("text")));

    public static string? Refusal(JsonElement message) => message.Words("refusal");

    /// <summary>Null while it goes on.</summary>
    public static ChatFinishReason? Reason(JsonElement choice, bool calls) => choice.Words("finish_reason") switch
    {
        null => null,
        "stop" or "eos" or "end_turn" or "stop_sequence" or "function_call" when calls => ChatFinishReason.ToolCalls,
        "stop" or "eos" or "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "length" or "model_length" or "max_tokens" => ChatFinishReason.Length,
        "content_filter" or "safety" or "recitation" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        var other => new ChatFinishReason(other),
    };

    /// <summary>Reasons that are none: the server gave up in the middle.</summary>
    public static bool GaveUp(ChatFinishReason? reason) => reason?.Value is "error" or "insufficient_system_resource" or "abort";

    /// <summary>Null when nothing is told. Groq puts it elsewhere in a stream; DeepSeek has its own word for what was cached.</summary>
    public static UsageDetails? Usage(JsonElement told)
    {
        if ((told.At("usage") ?? told.At("x_groq", "usage")) is not { } usage || usage.Number("prompt_tokens") is not { } input) return null;
        var details = new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = usage.Number("completion_tokens"),
            TotalTokenCount = usage.Number("total_tokens"),
            CachedInputTokenCount = usage.Number("prompt_tokens_details", "cached_tokens") ?? usage.Number("prompt_cache_hit_tokens") ?? usage.Number("cached_tokens"),
            ReasoningTokenCount = usage.Number("completion_tokens_details", "reasoning_tokens") ?? usage.Number("reasoning_tokens"),
        };
        ModelUsage.SetCacheWrites(details, usage.Number("prompt_tokens_details", "cache_write_tokens"));
        return details;
    }
}
