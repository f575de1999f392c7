using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Agents;

/// <summary>What an attempt used that came to no answer.</summary>
/// <param name="Cost">US dollars; null when the price is not known.</param>
internal sealed record LostCall(ModelUsage Usage, decimal? Cost);

/// <summary>What a call of a model or tool was, as events.</summary>
public static class AgentEvents
{
    internal static LlmFinished Finished(string agent, IReadOnlyList<ChatMessage> sent, ModelReply reply) => new(
        reply.Model, reply.Provider, agent,
        Messages(sent), reply.Response.Text, Calls(reply.Response), reply.Response.FinishReason?.Value,
        reply.Usage.Input, reply.Usage.Output, reply.Usage.Cached, reply.Usage.Reasoning, reply.Usage.Estimated,
        reply.Cost, reply.Duration.TotalMilliseconds, reply.FirstToken?.TotalMilliseconds, reply.Attempt, null)
    {
        Reasoning = Thoughts(reply.Response),
        CacheWriteTokens = reply.Usage.CacheWrites,
        Source = reply.Source,
    };

    internal static LlmFinished Failed(string agent, IReadOnlyList<ChatMessage> sent, string model, string provider, PlatformException error, TimeSpan duration, int attempt, LostCall? lost) => new(
        model, provider, agent, Messages(sent), "", null, null,
        lost?.Usage.Input ?? 0, lost?.Usage.Output ?? 0, lost?.Usage.Cached ?? 0, lost?.Usage.Reasoning ?? 0, lost?.Usage.Estimated ?? false,
        lost is null ? 0 : lost.Cost, duration.TotalMilliseconds, null, attempt, Fault(error))
    {
        Kind = ModelErrorKinds.Of(error),
        CacheWriteTokens = lost?.Usage.CacheWrites ?? 0,
    };

    internal static LlmRetrying Retrying(string agent, ModelRetry retry, LostCall? lost) => new(retry.Model, retry.Attempt, retry.Delay.TotalMilliseconds, Fault(retry.Error), retry.FallbackTo)
    {
        Use = retry.Use,
        Provider = retry.Provider,
        Agent = agent,
        DurationMs = retry.Duration.TotalMilliseconds,
        Kind = ModelErrorKinds.Of(retry.Error),
        Why = retry.Why,
        InputTokens = lost?.Usage.Input ?? 0,
        OutputTokens = lost?.Usage.Output ?? 0,
        CachedTokens = lost?.Usage.Cached ?? 0,
        ReasoningTokens = lost?.Usage.Reasoning ?? 0,
        CacheWriteTokens = lost?.Usage.CacheWrites ?? 0,
        UsageEstimated = lost?.Usage.Estimated ?? false,
        Cost = lost?.Cost,
    };

    /// <summary>A call that is no chat.</summary>
    /// <param name="agent">Whose tool made it; null when a node's did.</param>
    internal static LlmFinished Of(ServiceCall call, string? agent) => new(
        call.Use, call.Provider, agent, Messages(call.Asked), call.Said, null, null,
        call.Usage.Input, call.Usage.Output, call.Usage.Cached, call.Usage.Reasoning, call.Usage.Estimated,
        call.Cost, call.Duration.TotalMilliseconds, null, 1, call.Error is { } error ? Fault(error) : null)
    {
        Operation = call.Operation,
        Kind = call.Error is { } failed ? ModelErrorKinds.Of(failed) : null,
    };

    public static ToolApproval Approval(ToolDecision decision, JsonElement proposed) => new(
        decision.Verdict switch
        {
            ToolVerdict.Approved => ToolApproval.Approved,
            ToolVerdict.Edited => ToolApproval.Edited,
            ToolVerdict.Refused => ToolApproval.Refused,
            _ => ToolApproval.TimedOut,
        },
        decision.By, decision.At, decision.Why, decision.Reason, decision.Verdict == ToolVerdict.Edited ? proposed : null);

    /// <summary>A refusal in words that the model can act on.</summary>
    public static EventFault NotAllowed(ToolDecision decision) => decision.Verdict == ToolVerdict.TimedOut
        ? new EventFault(ErrorCode.Timeout.Text(), "Nobody allowed this call in time, so it was not made.", "Go on without it.")
        : new EventFault(ErrorCode.Forbidden.Text(), $"{decision.By ?? "A person"} refused this call{(decision.Reason is { } reason ? $": {Ended(reason)}" : ".")}", "It was not made. Do not call it again with the same arguments.");

    /// <param name="fault"><c>{code, message}</c> of the child run.</param>
    public static EventFault ChildFailed(JsonElement fault)
    {
        var message = fault.ValueKind == JsonValueKind.Object && fault.TryGetProperty("message", out var said) ? Texts.Of(said) : "no reason given";
        return new EventFault(ErrorCode.ToolFailed.Text(), $"The workflow failed: {Ended(message)}");
    }

    public static EventFault Fault(PlatformException error) => new(error.Code.Text(), error.Message, error.Resolution);

    private static string Ended(string text) => text.TrimEnd() is var said && said.Length > 0 && said[^1] is '.' or '!' or '?' ? said : $"{text.TrimEnd()}.";

    private static JsonElement Messages(IReadOnlyList<ChatMessage> sent) =>
        JsonSerializer.SerializeToElement(sent.Select(m => new Dictionary<string, object?> { ["role"] = m.Role.Value, ["content"] = Content(m) }));

    private static string Content(ChatMessage message) => string.Join('\n', message.Contents.Select(content => content switch
    {
        TextContent text => text.Text,
        FunctionCallContent call => $"{call.Name}({Texts.Json(call.Arguments)})",
        FunctionResultContent result => Texts.Of(result.Result),
        DataContent data => $"[{data.Name ?? "file"}: {data.MediaType}, {(data.Data.Length + 1023) / 1024} KB]",
        UriContent uri => $"[{uri.Uri}]",
        _ => "",
    }).Where(text => text.Length > 0));

    private static string? Thoughts(ChatResponse response)
    {
        var thoughts = string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(t => t.Text));
        return thoughts.Length == 0 ? null : thoughts;
    }

    private static JsonElement? Calls(ChatResponse response)
    {
        var calls = response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()
            .Select(c => new Dictionary<string, object?> { ["id"] = c.CallId, ["name"] = c.Name, ["arguments"] = c.Arguments })
            .ToList();
        return calls.Count == 0 ? null : JsonSerializer.SerializeToElement(calls);
    }
}
