using System.Buffers;
using System.Text.Json;

namespace Platform.Core.Events;

/// <summary>
/// Events as they are stored and sent: camelCase, absent values left out, the kind under <c>type</c>, what the kind adds before what all events have:
/// <c>{"type":"task.started","attempt":1,"step":1,"node":"draft"}</c>.
/// </summary>
/// <remarks>
/// Written by hand: every step of every run passes here, and what a serializer must first learn of thirty types takes longer than a short command may last.
/// </remarks>
public static class EventJson
{
    private static readonly JsonWriterOptions Deep = new() { SkipValidation = true, MaxDepth = 512 };

    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(RunQueued)] = "run.queued",
        [typeof(RunStarted)] = "run.started",
        [typeof(RunRecovered)] = "run.recovered",
        [typeof(RunWaiting)] = "run.waiting",
        [typeof(RunPaused)] = "run.paused",
        [typeof(RunResumed)] = "run.resumed",
        [typeof(RunRetried)] = "run.retried",
        [typeof(RunSucceeded)] = "run.succeeded",
        [typeof(RunFailed)] = "run.failed",
        [typeof(RunCancelled)] = "run.cancelled",
        [typeof(RunForked)] = "run.forked",
        [typeof(StateEdited)] = "state.edited",
        [typeof(StepStarted)] = "step.started",
        [typeof(StepCommitted)] = "step.committed",
        [typeof(TaskStarted)] = "task.started",
        [typeof(TaskRetrying)] = "task.retrying",
        [typeof(TaskFinished)] = "task.finished",
        [typeof(TaskSkipped)] = "task.skipped",
        [typeof(TaskFailed)] = "task.failed",
        [typeof(TaskInterrupted)] = "task.interrupted",
        [typeof(HumanRequested)] = "human.requested",
        [typeof(HumanAnswered)] = "human.answered",
        [typeof(ChildStarted)] = "child.started",
        [typeof(LlmDelta)] = "llm.delta",
        [typeof(LlmRetrying)] = "llm.retrying",
        [typeof(LlmFinished)] = "llm.finished",
        [typeof(ToolStarted)] = "tool.started",
        [typeof(ToolFinished)] = "tool.finished",
        [typeof(MemoryRecalled)] = "memory.recalled",
        [typeof(BudgetWarned)] = "budget.warned",
        [typeof(BudgetExceeded)] = "budget.exceeded",
    };

    /// <summary>Every event's name, sorted.</summary>
    public static IReadOnlyList<string> AllTypes { get; } = [.. Names.Values.Order(StringComparer.Ordinal)];

    /// <summary>The closed family: each kind of event and its name.</summary>
    internal static IReadOnlyDictionary<Type, string> All => Names;

    /// <summary>The event's name: <c>task.finished</c>.</summary>
    public static string TypeOf(RunEvent told) => Names[told.GetType()];

    public static byte[] Write(RunEvent told)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Deep)) Write(writer, told);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, RunEvent told) => EventWriting.Write(writer, told);

    /// <exception cref="JsonException">It is no event that this release knows.</exception>
    public static RunEvent Read(JsonElement json) => EventReading.Read(json);
}
