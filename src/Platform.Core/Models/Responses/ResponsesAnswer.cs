using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Responses;

/// <summary>Reads a response of OpenAI's Responses API. Pure.</summary>
internal static class ResponsesAnswer
{
    /// <summary>The contents of one item of <c>output</c>; empty for a kind that says nothing to us.</summary>
    public static IEnumerable<AIContent> Item(JsonElement item, Func<string, string, string, FunctionCallContent> call) => item.Text("type") switch
    {
        "message" => item.Items("content").Select(Part).OfType<AIContent>(),
        "function_call" => [call(item.Words("call_id") ?? item.Text("id") ?? "call", item.Text("name") ?? "", item.Text("arguments") ?? "")],
        "reasoning" => Thought(item),
        _ => [],
    };

    /// <summary>What was thought, with the whole item as its seal when it can go back.</summary>
    public static IEnumerable<AIContent> Thought(JsonElement item)
    {
        var text = Summary(item);
        var seal = Seal(item);
        return text.Length == 0 && seal is null ? [] : [Thoughts.New(text, ResponsesInput.Sealed, seal)];
    }

    /// <summary>The item to send back; null when it came without its encrypted content.</summary>
    public static string? Seal(JsonElement item)
    {
        if (item.Words("encrypted_content") is null || JsonNode.Parse(item.GetRawText()) is not JsonObject back) return null;
        back.Remove("status"); // told, and not taken back
        return back.ToJsonString(Texts.Relaxed);
    }

    public static ChatFinishReason Reason(JsonElement response, bool calls) => (response.Text("status"), response.At("incomplete_details")?.Text("reason")) switch
    {
        ("incomplete", "content_filter") => ChatFinishReason.ContentFilter,
        ("incomplete", _) => ChatFinishReason.Length,
        _ => calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    public static UsageDetails? Usage(JsonElement response) => response.At("usage") is not { } usage ? null : new UsageDetails
    {
        InputTokenCount = usage.Number("input_tokens"),
        OutputTokenCount = usage.Number("output_tokens"),
        TotalTokenCount = usage.Number("total_tokens"),
        CachedInputTokenCount = usage.Number("input_tokens_details", "cached_tokens"),
        ReasoningTokenCount = usage.Number("output_tokens_details", "reasoning_tokens"),
    };

    private static AIContent? Part(JsonElement part) => part.Text("type") switch
    {
        "output_text" => new TextContent(part.Text("text")),
        "refusal" => new ErrorContent(part.Text("refusal") ?? "") { ErrorCode = "refusal" },
        _ => null,
    };

    private static string Summary(JsonElement item)
    {
        var summary = string.Join("\n\n", item.Items("summary").Select(s => s.Text("text")));
        return summary.Length > 0 ? summary : string.Concat(item.Items("content").Select(c => c.Text("text")));
    }
}
