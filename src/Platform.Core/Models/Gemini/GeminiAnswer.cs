using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Gemini;

/// <summary>Reads what <c>generateContent</c> answers, whole or in pieces. Pure but for the numbers that it gives to calls without one.</summary>
internal sealed class GeminiAnswer
{
    private int _calls;

    public string? Id { get; private set; }

    public string? Model { get; private set; }

    public UsageDetails? Usage { get; private set; }

    public ChatFinishReason? Reason { get; private set; }

    /// <summary>The service gave up on a call that the model wrote wrongly; another attempt may help.</summary>
    public bool GaveUp { get; private set; }

    public IReadOnlyList<AIContent> Read(JsonElement told)
    {
        Id ??= told.Words("responseId");
        Model ??= told.Words("modelVersion");
        Usage = UsageOf(told) ?? Usage;
        var contents = new List<AIContent>();
        if (told.At("promptFeedback")?.Words("blockReason") is { } blocked) Block(contents, blocked, "the prompt");
        if (told.Items("candidates").Cast<JsonElement?>().FirstOrDefault() is not { } candidate) return contents;
        if (candidate.At("content") is { } content) contents.AddRange(content.Items("parts").SelectMany(Part));
        if (candidate.Words("finishReason") is { } reason) Ended(reason, candidate.Words("finishMessage"), contents);
        return contents;
    }

    private void Ended(string reason, string? message, List<AIContent> contents)
    {
        switch (reason)
        {
            case "STOP": Reason = _calls > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop; break;
            case "MAX_TOKENS": Reason = ChatFinishReason.Length; break;
            case "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL": GaveUp = true; break;
            case "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION":
                Block(contents, reason, message ?? "the answer");
                break;
            default: Reason = _calls > 0 ? ChatFinishReason.ToolCalls : new ChatFinishReason(reason.ToLowerInvariant()); break;
        }
    }

    private void Block(List<AIContent> contents, string reason, string what)
    {
        Reason = ChatFinishReason.ContentFilter;
        contents.Add(new ErrorContent($"{reason}: {what}") { ErrorCode = "content_filter" });
    }

    private IEnumerable<AIContent> Part(JsonElement part)
    {
        if (part.At("functionCall") is { } call) return [Call(call, part.Words("thoughtSignature"))];
        if (part.Words("text") is not { } text) return [];
        return [part.At("thought") is { ValueKind: JsonValueKind.True } ? Thoughts.New(text, "gemini") : new TextContent(text)];
    }

    private FunctionCallContent Call(JsonElement call, string? signature)
    {
        _calls++;
        var id = call.Words("id");
        var marks = new AdditionalPropertiesDictionary();
        if (signature is not null) marks[GeminiContent.Signature] = signature;
        if (id is null) marks[GeminiContent.Unnumbered] = "";
        // Unique over all turns of a conversation, for results are matched to calls by it.
        id ??= $"{GeminiContent.Unnumbered}.{Guid.NewGuid():N}";
        return new FunctionCallContent(id, call.Text("name") ?? "", call.At("args") is { } args ? ToolArguments.Read(args) : ToolArguments.Parse("")) { AdditionalProperties = marks };
    }

    private static UsageDetails? UsageOf(JsonElement told)
    {
        if (told.At("usageMetadata") is not { } usage || usage.Number("promptTokenCount") is not { } prompt) return null;
        var thoughts = usage.Number("thoughtsTokenCount");
        return new UsageDetails
        {
            InputTokenCount = prompt + (usage.Number("toolUsePromptTokenCount") ?? 0),
            OutputTokenCount = usage.Number("candidatesTokenCount") is { } answer ? answer + (thoughts ?? 0) : thoughts,
            TotalTokenCount = usage.Number("totalTokenCount"),
            CachedInputTokenCount = usage.Number("cachedContentTokenCount"),
            ReasoningTokenCount = thoughts,
        };
    }
}
