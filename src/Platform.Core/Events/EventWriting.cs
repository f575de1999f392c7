using System.Text.Json;
using Platform.Core.Expressions;

namespace Platform.Core.Events;

/// <summary>One event as JSON. What is null, zero or false is left out.</summary>
internal static class EventWriting
{
    public static void Write(Utf8JsonWriter to, RunEvent told)
    {
        to.WriteStartObject();
        to.WriteString("type"u8, EventJson.TypeOf(told));
        if (!OfSteps(to, told) && !OfRuns(to, told) && !OfModelsAndTools(to, told)) throw new JsonException($"{told.GetType().Name} is no event that can be written.");
        Number(to, "step"u8, told.Step);
        Text(to, "node"u8, told.Node);
        if (told.Index is { } index) to.WriteNumber("index"u8, index);
        if (told.Since is { } since) to.WriteNumber("since"u8, since);
        to.WriteEndObject();
    }

    private static bool OfSteps(Utf8JsonWriter to, RunEvent told)
    {
        switch (told)
        {
            case TaskStarted e:
                Number(to, "attempt"u8, e.Attempt);
                return true;
            case TaskFinished e:
                Number(to, "durationMs"u8, e.DurationMs);
                Value(to, "output"u8, e.Output);
                Texts(to, "saved"u8, e.Saved);
                return true;
            case StepStarted e:
                Texts(to, "nodes"u8, e.Nodes);
                Items(to, e.Items);
                return true;
            case StepCommitted e:
                Texts(to, "changed"u8, e.Changed);
                Texts(to, "next"u8, e.Next);
                return true;
            case TaskSkipped e:
                Text(to, "because"u8, e.Because);
                return true;
            case TaskFailed e:
                Number(to, "durationMs"u8, e.DurationMs);
                Number(to, "attempt"u8, e.Attempt);
                Fault(to, e.Error);
                Flag(to, "handled"u8, e.Handled);
                return true;
            case TaskRetrying e:
                Number(to, "attempt"u8, e.Attempt);
                Number(to, "delayMs"u8, e.DelayMs);
                Fault(to, e.Error);
                return true;
            case TaskInterrupted e:
                Text(to, "kind"u8, e.Kind);
                Time(to, e.DueAt);
                return true;
            case HumanRequested e:
                Text(to, "title"u8, e.Title);
                Text(to, "assign"u8, e.Assign);
                Time(to, e.DueAt);
                return true;
            case HumanAnswered e:
                Text(to, "by"u8, e.By);
                Value(to, "answer"u8, e.Answer);
                return true;
            case ChildStarted e:
                Text(to, "run"u8, e.Run);
                Text(to, "workflow"u8, e.Workflow);
                return true;
            default:
                return false;
        }
    }

    private static bool OfRuns(Utf8JsonWriter to, RunEvent told)
    {
        switch (told)
        {
            case RunQueued e:
                Text(to, "workflow"u8, e.Workflow);
                Number(to, "version"u8, e.Version);
                Text(to, "thread"u8, e.Thread);
                return true;
            case RunStarted e:
                Value(to, "inputs"u8, e.Inputs);
                return true;
            case RunSucceeded e:
                Value(to, "outputs"u8, e.Outputs);
                return true;
            case RunFailed e:
                Fault(to, e.Error);
                return true;
            case RunWaiting e:
                Texts(to, "for"u8, e.For);
                return true;
            case RunResumed e:
                Text(to, "reason"u8, e.Reason);
                return true;
            case RunRecovered e:
                Number(to, "epoch"u8, e.Epoch);
                Text(to, "owner"u8, e.Owner);
                return true;
            case RunForked e:
                Text(to, "from"u8, e.From);
                Texts(to, "edited"u8, e.Edited);
                Text(to, "by"u8, e.By);
                return true;
            case StateEdited e:
                Text(to, "by"u8, e.By);
                Texts(to, "changed"u8, e.Changed);
                Value(to, "values"u8, e.Values);
                return true;
            default:
                return OfOperators(to, told);
        }
    }

    private static bool OfOperators(Utf8JsonWriter to, RunEvent told)
    {
        var by = told switch
        {
            RunPaused e => e.By,
            RunRetried e => e.By,
            RunCancelled e => e.By,
            _ => null,
        };
        Text(to, "by"u8, by);
        return by is not null;
    }

    private static bool OfModelsAndTools(Utf8JsonWriter to, RunEvent told)
    {
        switch (told)
        {
            case ToolStarted e:
                Text(to, "tool"u8, e.Tool);
                Text(to, "callId"u8, e.CallId);
                Json(to, "arguments"u8, e.Arguments);
                Approval(to, e.Approval);
                return true;
            case ToolFinished e:
                Text(to, "tool"u8, e.Tool);
                Text(to, "callId"u8, e.CallId);
                Json(to, "result"u8, e.Result);
                Fault(to, e.Error);
                Number(to, "durationMs"u8, e.DurationMs);
                return true;
            case LlmFinished e:
                Call(to, e);
                return true;
            case LlmDelta e:
                Text(to, "text"u8, e.Text);
                Flag(to, "isThought"u8, e.IsThought);
                return true;
            case LlmRetrying e:
                Text(to, "model"u8, e.Model);
                Number(to, "attempt"u8, e.Attempt);
                Number(to, "delayMs"u8, e.DelayMs);
                Fault(to, e.Error);
                Text(to, "fallbackTo"u8, e.FallbackTo);
                Text(to, "use"u8, e.Use);
                Text(to, "provider"u8, e.Provider);
                Text(to, "agent"u8, e.Agent);
                if (e.DurationMs is { } took) to.WriteNumber("durationMs"u8, took);
                Text(to, "kind"u8, e.Kind);
                Text(to, "why"u8, e.Why);
                Number(to, "inputTokens"u8, e.InputTokens);
                Number(to, "outputTokens"u8, e.OutputTokens);
                Number(to, "cachedTokens"u8, e.CachedTokens);
                Number(to, "reasoningTokens"u8, e.ReasoningTokens);
                Number(to, "cacheWriteTokens"u8, e.CacheWriteTokens);
                Flag(to, "usageEstimated"u8, e.UsageEstimated);
                if (e.Cost is { } lost) to.WriteNumber("cost"u8, lost);
                return true;
            case MemoryRecalled e:
                Text(to, "agent"u8, e.Agent);
                Text(to, "query"u8, e.Query);
                Json(to, "items"u8, e.Items);
                Text(to, "note"u8, e.Note);
                Number(to, "durationMs"u8, e.DurationMs);
                return true;
            case BudgetWarned e:
                Text(to, "of"u8, e.Of);
                Text(to, "period"u8, e.Period);
                Text(to, "used"u8, e.Used);
                Text(to, "allowed"u8, e.Allowed);
                return true;
            case BudgetExceeded e:
                Text(to, "limit"u8, e.Limit);
                Text(to, "used"u8, e.Used);
                Text(to, "allowed"u8, e.Allowed);
                return true;
            default:
                return false;
        }
    }

    private static void Approval(Utf8JsonWriter to, ToolApproval? approval)
    {
        if (approval is null) return;
        to.WriteStartObject("approval"u8);
        Text(to, "decision"u8, approval.Decision);
        Text(to, "by"u8, approval.By);
        if (approval.At is { } at) to.WriteString("at"u8, at);
        Text(to, "why"u8, approval.Why);
        Text(to, "reason"u8, approval.Reason);
        Json(to, "proposed"u8, approval.Proposed);
        to.WriteEndObject();
    }

    private static void Call(Utf8JsonWriter to, LlmFinished e)
    {
        Text(to, "model"u8, e.Model);
        Text(to, "provider"u8, e.Provider);
        Text(to, "agent"u8, e.Agent);
        Json(to, "messages"u8, e.Messages);
        Text(to, "reply"u8, e.Reply);
        Json(to, "toolCalls"u8, e.ToolCalls);
        Text(to, "stopReason"u8, e.StopReason);
        Number(to, "inputTokens"u8, e.InputTokens);
        Number(to, "outputTokens"u8, e.OutputTokens);
        Number(to, "cachedTokens"u8, e.CachedTokens);
        Number(to, "reasoningTokens"u8, e.ReasoningTokens);
        Flag(to, "usageEstimated"u8, e.UsageEstimated);
        if (e.Cost is { } cost) to.WriteNumber("cost"u8, cost);
        Number(to, "durationMs"u8, e.DurationMs);
        if (e.FirstTokenMs is { } first) to.WriteNumber("firstTokenMs"u8, first);
        Number(to, "attempt"u8, e.Attempt);
        Fault(to, e.Error);
        Text(to, "reasoning"u8, e.Reasoning);
        Number(to, "cacheWriteTokens"u8, e.CacheWriteTokens);
        Text(to, "kind"u8, e.Kind);
        Text(to, "source"u8, e.Source);
        Text(to, "operation"u8, e.Operation);
    }

    private static void Text(Utf8JsonWriter to, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) to.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter to, ReadOnlySpan<byte> name, long value)
    {
        if (value != 0) to.WriteNumber(name, value);
    }

    private static void Number(Utf8JsonWriter to, ReadOnlySpan<byte> name, double value)
    {
        if (value != 0) to.WriteNumber(name, value);
    }

    private static void Flag(Utf8JsonWriter to, ReadOnlySpan<byte> name, bool value)
    {
        if (value) to.WriteBoolean(name, true);
    }

    private static void Time(Utf8JsonWriter to, DateTimeOffset? dueAt)
    {
        if (dueAt is { } time) to.WriteString("dueAt"u8, time);
    }

    private static void Value(Utf8JsonWriter to, ReadOnlySpan<byte> name, CelValue? value)
    {
        if (value is null) return;
        to.WritePropertyName(name);
        value.WriteTo(to);
    }

    private static void Json(Utf8JsonWriter to, ReadOnlySpan<byte> name, JsonElement? value)
    {
        if (value is not { ValueKind: not JsonValueKind.Undefined } json) return;
        to.WritePropertyName(name);
        json.WriteTo(to);
    }

    private static void Texts(Utf8JsonWriter to, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        to.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++) to.WriteStringValue(values[i]);
        to.WriteEndArray();
    }

    private static void Items(Utf8JsonWriter to, IReadOnlyDictionary<string, int>? items)
    {
        if (items is null) return;
        to.WriteStartObject("items"u8);
        foreach (var (node, count) in items) to.WriteNumber(node, count);
        to.WriteEndObject();
    }

    private static void Fault(Utf8JsonWriter to, EventFault? error)
    {
        if (error is null) return;
        to.WriteStartObject("error"u8);
        Text(to, "code"u8, error.Code);
        Text(to, "message"u8, error.Message);
        Text(to, "resolution"u8, error.Resolution);
        to.WriteEndObject();
    }
}
