using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

#pragma warning disable OPENAI001 // the SDK marks 'seed' and the effort of reasoning as under evaluation
#pragma warning disable SCME0001 // the one way of the SDK to write a property that it does not model

namespace Platform.Core.Models.OpenAi;

/// <summary>Our options as the SDK's.</summary>
internal static class OpenAiOptions
{
    /// <param name="compatible">Another server than OpenAI's own; those know <c>max_tokens</c> and not its successor.</param>
    public static ChatCompletionOptions Of(ChatOptions? options, bool compatible)
    {
        var mapped = new ChatCompletionOptions();
        if (options is null) return mapped;
        mapped.Temperature = options.Temperature;
        mapped.TopP = options.TopP;
        mapped.FrequencyPenalty = options.FrequencyPenalty;
        mapped.PresencePenalty = options.PresencePenalty;
        Limit(mapped, options.MaxOutputTokens, compatible);
        mapped.Seed = options.Seed;
        foreach (var stop in options.StopSequences ?? []) mapped.StopSequences.Add(stop);
        if (options.Reasoning?.Effort is { } effort) mapped.ReasoningEffortLevel = Effort(effort);
        mapped.ResponseFormat = Format(options.ResponseFormat);
        Tools(mapped, options);
        return mapped;
    }

    private static void Limit(ChatCompletionOptions mapped, int? tokens, bool compatible)
    {
        if (tokens is not { } most) return;
        if (!compatible) mapped.MaxOutputTokenCount = most;
        else mapped.Patch.Set("$.max_tokens"u8, most);
    }

    private static ChatResponseFormat? Format(Microsoft.Extensions.AI.ChatResponseFormat? format) => format switch
    {
        // Not strict: strict mode refuses most of what JSON Schema allows, and the answer is validated here anyway.
        ChatResponseFormatJson { Schema: { } schema } json => ChatResponseFormat.CreateJsonSchemaFormat(
            json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: false),
        ChatResponseFormatJson => ChatResponseFormat.CreateJsonObjectFormat(),
        _ => null,
    };

    private static void Tools(ChatCompletionOptions mapped, ChatOptions options)
    {
        foreach (var tool in options.Tools?.OfType<AIFunctionDeclaration>() ?? [])
            mapped.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        if (mapped.Tools.Count == 0) return;
        if (options.AllowMultipleToolCalls is { } many) mapped.AllowParallelToolCalls = many;
        mapped.ToolChoice = options.ToolMode switch
        {
            NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
            RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
            RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
            _ => null,
        };
    }

    private static ChatReasoningEffortLevel Effort(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => new ChatReasoningEffortLevel("none"),
        ReasoningEffort.Low => ChatReasoningEffortLevel.Low,
        ReasoningEffort.Medium => ChatReasoningEffortLevel.Medium,
        _ => ChatReasoningEffortLevel.High,
    };
}
