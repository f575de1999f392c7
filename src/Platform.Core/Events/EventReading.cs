using System.Text.Json;
using Platform.Core.Expressions;

namespace Platform.Core.Events;

/// <summary>One event from JSON, in whatever order its members stand; what is absent is null, zero or false.</summary>
internal static class EventReading
{
    public static RunEvent Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new JsonException("An event is an object.");
        var from = new EventMembers(json);
        return OfType(from) with { Step = from.Int("step"u8), Node = from.TextOrNull("node"u8), Index = from.IntOrNull("index"u8), Since = from.IntOrNull("since"u8) };
    }

    private static RunEvent OfType(EventMembers from) => from.TextOrNull("type"u8) switch
    {
        "task.started" => new TaskStarted(from.Int("attempt"u8)),
        "task.finished" => new TaskFinished(from.Double("durationMs"u8), from.ValueOrNull("output"u8), from.Texts("saved"u8)),
        "step.started" => new StepStarted(from.Texts("nodes"u8)) { Items = from.Items() },
        "step.committed" => new StepCommitted(from.Texts("changed"u8), from.Texts("next"u8)),
        "task.skipped" => new TaskSkipped(from.Text("because"u8)),
        "task.failed" => new TaskFailed(from.Double("durationMs"u8), from.Int("attempt"u8), from.Fault(), from.Flag("handled"u8)),
        "task.retrying" => new TaskRetrying(from.Int("attempt"u8), from.Double("delayMs"u8), from.Fault()),
        "task.interrupted" => new TaskInterrupted(from.Text("kind"u8), from.DueAt()),
        "human.requested" => new HumanRequested(from.Text("title"u8), from.TextOrNull("assign"u8), from.DueAt()),
        "human.answered" => new HumanAnswered(from.Text("by"u8), from.Value("answer"u8)),
        "child.started" => new ChildStarted(from.Text("run"u8), from.Text("workflow"u8)),
        "run.queued" => new RunQueued(from.Text("workflow"u8), from.Int("version"u8), from.TextOrNull("thread"u8)),
        "run.started" => new RunStarted(from.Value("inputs"u8)),
        "run.succeeded" => new RunSucceeded(from.Value("outputs"u8)),
        "run.failed" => new RunFailed(from.Fault()),
        "run.waiting" => new RunWaiting(from.Texts("for"u8)),
        "run.paused" => new RunPaused(from.Text("by"u8)),
        "run.resumed" => new RunResumed(from.Text("reason"u8)),
        "run.retried" => new RunRetried(from.Text("by"u8)),
        "run.cancelled" => new RunCancelled(from.Text("by"u8)),
        "run.recovered" => new RunRecovered(from.Int("epoch"u8), from.Text("owner"u8)),
        "run.forked" => new RunForked(from.Text("from"u8), from.Texts("edited"u8), from.Text("by"u8)),
        "state.edited" => new StateEdited(from.Text("by"u8), from.Texts("changed"u8), from.Value("values"u8)),
        "tool.started" => new ToolStarted(from.Text("tool"u8), from.Text("callId"u8), from.Json("arguments"u8)) { Approval = from.Approval() },
        "tool.finished" => new ToolFinished(from.Text("tool"u8), from.Text("callId"u8), from.JsonOrNull("result"u8), from.FaultOrNull(), from.Double("durationMs"u8)),
        "llm.finished" => Call(from),
        "llm.delta" => new LlmDelta(from.Text("text"u8)) { IsThought = from.Flag("isThought"u8) },
        "llm.retrying" => Attempt(from),
        "memory.recalled" => new MemoryRecalled(from.Text("agent"u8), from.Text("query"u8), from.Json("items"u8), from.TextOrNull("note"u8), from.Double("durationMs"u8)),
        "budget.warned" => new BudgetWarned(from.Text("of"u8), from.Text("period"u8), from.Text("used"u8), from.Text("allowed"u8)),
        "budget.exceeded" => new BudgetExceeded(from.Text("limit"u8), from.Text("used"u8), from.Text("allowed"u8)),
        var other => throw new JsonException($"'{other}' is no event that this release knows."),
    };

    private static LlmFinished Call(EventMembers from) => new(
        from.Text("model"u8), from.Text("provider"u8), from.TextOrNull("agent"u8), from.Json("messages"u8), from.Text("reply"u8), from.JsonOrNull("toolCalls"u8),
        from.TextOrNull("stopReason"u8), from.Long("inputTokens"u8), from.Long("outputTokens"u8), from.Long("cachedTokens"u8), from.Long("reasoningTokens"u8),
        from.Flag("usageEstimated"u8), from.DecimalOrNull("cost"u8), from.Double("durationMs"u8), from.DoubleOrNull("firstTokenMs"u8), from.Int("attempt"u8),
        from.FaultOrNull())
    {
        Reasoning = from.TextOrNull("reasoning"u8),
        CacheWriteTokens = from.Long("cacheWriteTokens"u8),
        Kind = from.TextOrNull("kind"u8),
        Source = from.TextOrNull("source"u8) ?? LlmFinished.UsualSource,
        Operation = from.TextOrNull("operation"u8) ?? LlmFinished.UsualOperation,
    };

    private static LlmRetrying Attempt(EventMembers from) => new(
        from.Text("model"u8), from.Int("attempt"u8), from.Double("delayMs"u8), from.Fault(), from.TextOrNull("fallbackTo"u8))
    {
        Use = from.TextOrNull("use"u8),
        Provider = from.TextOrNull("provider"u8),
        Agent = from.TextOrNull("agent"u8),
        DurationMs = from.DoubleOrNull("durationMs"u8),
        Kind = from.TextOrNull("kind"u8),
        Why = from.TextOrNull("why"u8),
        InputTokens = from.Long("inputTokens"u8),
        OutputTokens = from.Long("outputTokens"u8),
        CachedTokens = from.Long("cachedTokens"u8),
        ReasoningTokens = from.Long("reasoningTokens"u8),
        CacheWriteTokens = from.Long("cacheWriteTokens"u8),
        UsageEstimated = from.Flag("usageEstimated"u8),
        Cost = from.DecimalOrNull("cost"u8),
    };
}

/// <summary>The members of an event's JSON by name.</summary>
internal readonly struct EventMembers(JsonElement json)
{
    public string Text(ReadOnlySpan<byte> name) => TextOrNull(name) ?? "";

    public string? TextOrNull(ReadOnlySpan<byte> name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public int Int(ReadOnlySpan<byte> name) => IntOrNull(name) ?? 0;

    public int? IntOrNull(ReadOnlySpan<byte> name) => Some(name) is { } value ? value.GetInt32() : null;

    public long Long(ReadOnlySpan<byte> name) => Some(name) is { } value ? value.GetInt64() : 0;

    public double Double(ReadOnlySpan<byte> name) => DoubleOrNull(name) ?? 0;

    public double? DoubleOrNull(ReadOnlySpan<byte> name) => Some(name) is { } value ? value.GetDouble() : null;

    public decimal? DecimalOrNull(ReadOnlySpan<byte> name) => Some(name) is { } value ? value.GetDecimal() : null;

    public bool Flag(ReadOnlySpan<byte> name) => Some(name) is { ValueKind: JsonValueKind.True };

    public DateTimeOffset? DueAt() => Some("dueAt"u8) is { } value ? value.GetDateTimeOffset() : null;

    public CelValue Value(ReadOnlySpan<byte> name) => ValueOrNull(name) ?? CelValue.Null;

    public CelValue? ValueOrNull(ReadOnlySpan<byte> name) => Some(name) is { } value ? CelValue.FromJson(value) : null;

    /// <summary>A copy of its own: the event outlives what it was read from.</summary>
    public JsonElement Json(ReadOnlySpan<byte> name) => json.TryGetProperty(name, out var value) ? value.Clone() : default;

    public JsonElement? JsonOrNull(ReadOnlySpan<byte> name) => Some(name) is { } value ? value.Clone() : null;

    public IReadOnlyList<string> Texts(ReadOnlySpan<byte> name) => Some(name) is { } values ? [.. values.EnumerateArray().Select(v => v.GetString()!)] : [];

    public IReadOnlyDictionary<string, int>? Items() =>
        Some("items"u8) is { } items ? items.EnumerateObject().ToDictionary(i => i.Name, i => i.Value.GetInt32(), StringComparer.Ordinal) : null;

    public EventFault Fault() => FaultOrNull() ?? new EventFault("", "");

    public EventFault? FaultOrNull()
    {
        if (Some("error"u8) is not { } value) return null;
        var error = new EventMembers(value);
        return new EventFault(error.Text("code"u8), error.Text("message"u8), error.Text("resolution"u8));
    }

    public ToolApproval? Approval()
    {
        if (Some("approval"u8) is not { } value) return null;
        var said = new EventMembers(value);
        return new ToolApproval(
            said.Text("decision"u8), said.TextOrNull("by"u8), said.Some("at"u8) is { } at ? at.GetDateTimeOffset() : null, said.Text("why"u8), said.TextOrNull("reason"u8),
            said.JsonOrNull("proposed"u8));
    }

    private JsonElement? Some(ReadOnlySpan<byte> name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
