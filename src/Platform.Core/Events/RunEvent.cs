using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Core.Expressions;
using Platform.Core.State;

namespace Platform.Core.Events;

/// <summary>
/// What happened in a run: a closed family, read and written by its <c>type</c> alone and never by a type's name; see <see cref="EventJson"/>.
/// All but <see cref="LlmDelta"/> are stored in the same commit as what they tell of.
/// </summary>
public abstract record RunEvent
{
    /// <summary>The superstep it belongs to; 0 when it belongs to none.</summary>
    public int Step { get; init; }

    /// <summary>Null when it concerns the whole run.</summary>
    public string? Node { get; init; }

    /// <summary>Index of the map's item; null without a map.</summary>
    public int? Index { get; init; }

    /// <summary>The superstep in which the task became due, when that was an earlier one; the task's id bears it.</summary>
    public int? Since { get; init; }

    /// <summary>What a replay must be told of the task; stored with the event and shown to nobody. Null when there is nothing to tell.</summary>
    [JsonIgnore]
    public TaskRecord? Record { get; init; }

    /// <summary>What was set aside in a budget for the call that this event tells the end of; null when nothing was.</summary>
    [JsonIgnore]
    public Guid? Hold { get; init; }

    /// <summary>What the task writes down with it, to go on from when it is run again: stored in the same commit, and no part of the event. Null when nothing.</summary>
    [JsonIgnore]
    public JsonElement? TaskNote { get; init; }
}

/// <summary>An error as the outside sees it.</summary>
/// <param name="Code"><c>tool_failed</c> and the like.</param>
public sealed record EventFault(string Code, string Message, string Resolution = "");

public sealed record RunQueued(string Workflow, int Version, string? Thread) : RunEvent;

public sealed record RunStarted(CelValue Inputs) : RunEvent;

/// <summary>The process that advanced the run is gone; another one goes on from the last commit.</summary>
public sealed record RunRecovered(int Epoch, string Owner) : RunEvent;

/// <param name="For">One sentence for each thing it waits for.</param>
public sealed record RunWaiting(IReadOnlyList<string> For) : RunEvent;

/// <summary>An operator stopped it; it goes on when somebody resumes it.</summary>
public sealed record RunPaused(string By) : RunEvent;

public sealed record RunResumed(string Reason) : RunEvent;

public sealed record RunRetried(string By) : RunEvent;

public sealed record RunSucceeded(CelValue Outputs) : RunEvent;

public sealed record RunFailed(EventFault Error) : RunEvent
{
    /// <summary>The last checkpoint with the results of the tasks that did succeed in its journal, so that a retry repeats only the others.</summary>
    [JsonIgnore]
    public Checkpoint? Checkpoint { get; init; }
}

public sealed record RunCancelled(string By) : RunEvent;

/// <summary>The run begins where another one stood.</summary>
/// <param name="From">That run.</param>
/// <param name="Edited">Channels whose value was changed for it.</param>
public sealed record RunForked(string From, IReadOnlyList<string> Edited, string By) : RunEvent;

/// <summary>Somebody changed channels of a run that stood still; a step of its own.</summary>
/// <param name="Values">The new values by channel, redacted.</param>
public sealed record StateEdited(
    string By, IReadOnlyList<string> Changed, CelValue Values) : RunEvent;

public sealed record StepStarted(IReadOnlyList<string> Nodes) : RunEvent
{
    /// <summary>Set in the first step of an execution, when expressions may see something that a later execution would not.</summary>
    [JsonIgnore]
    public FrameRecord? Frame { get; init; }

    /// <summary>How many items the map of each node has; null when none of them maps.</summary>
    public IReadOnlyDictionary<string, int>? Items { get; init; }
}

/// <summary>The superstep's writes are merged; true once the listener has committed it, and it does so before it asks on.</summary>
/// <param name="Changed">Names of the channels that changed.</param>
/// <param name="Next">Nodes that are due now.</param>
public sealed record StepCommitted(IReadOnlyList<string> Changed, IReadOnlyList<string> Next) : RunEvent
{
    [JsonIgnore]
    public Checkpoint? Checkpoint { get; init; }

    [JsonIgnore]
    public CheckpointDelta Delta { get; init; } = CheckpointDelta.None;

    /// <summary>Tasks that began to wait in this superstep.</summary>
    [JsonIgnore]
    public IReadOnlyList<WaitingTask> Interrupted { get; init; } = [];
}

public sealed record TaskStarted(int Attempt) : RunEvent;

public sealed record TaskRetrying(int Attempt, double DelayMs, EventFault Error) : RunEvent;

/// <param name="Output">Null in what is stored when it is larger than a few kilobytes; the state holds what was saved of it.</param>
public sealed record TaskFinished(double DurationMs, CelValue? Output, IReadOnlyList<string> Saved) : RunEvent
{
    [JsonIgnore]
    public TaskOutcome? Outcome { get; init; }

    /// <summary>What the run has used in all by now: stored with the journal, so that a crash forgets no cost.</summary>
    [JsonIgnore]
    public RunUsage? Used { get; init; }
}

public sealed record TaskSkipped(string Because) : RunEvent
{
    [JsonIgnore]
    public TaskOutcome? Outcome { get; init; }
}

/// <param name="Handled">The node's <c>on_error</c>, or its map's <c>on_item_error</c>, goes on in spite of it.</param>
public sealed record TaskFailed(double DurationMs, int Attempt, EventFault Error, bool Handled) : RunEvent
{
    [JsonIgnore]
    public TaskOutcome? Outcome { get; init; }

    /// <summary>As in <see cref="TaskFinished"/>.</summary>
    [JsonIgnore]
    public RunUsage? Used { get; init; }
}

/// <param name="Kind"><c>human, timer, event, child</c> or <c>breakpoint</c>.</param>
public sealed record TaskInterrupted(string Kind, DateTimeOffset? DueAt) : RunEvent
{
    [JsonIgnore]
    public IReadOnlyList<WaitingTask> Waits { get; init; } = [];
}

public sealed record HumanRequested(string Title, string? Assign, DateTimeOffset? DueAt) : RunEvent;

public sealed record HumanAnswered(string By, CelValue Answer) : RunEvent;

public sealed record ChildStarted(string Run, string Workflow) : RunEvent;

/// <summary>A piece of an answer while it is written: live only, unnumbered and unstored.</summary>
public sealed record LlmDelta(string Text) : RunEvent
{
    /// <summary>A piece of what the model thinks before it answers; no part of the answer.</summary>
    public bool IsThought { get; init; }
}

/// <summary>An attempt that failed and is followed by another. What was written of its answer is void: the text begins anew.</summary>
/// <param name="Model">Its name in the file: <c>main</c>.</param>
/// <param name="Attempt">The attempt that failed, counted over all models that may answer.</param>
/// <param name="DelayMs">Until the next attempt.</param>
/// <param name="FallbackTo">The model that is asked next; null when the same one is asked again.</param>
public sealed record LlmRetrying(string Model, int Attempt, double DelayMs, EventFault Error, string? FallbackTo) : RunEvent
{
    /// <summary><c>openai/gpt-4.1-mini</c>; null in events of older releases, as all that follow.</summary>
    public string? Use { get; init; }

    /// <summary><c>openai</c>.</summary>
    public string? Provider { get; init; }

    public string? Agent { get; init; }

    /// <summary>How long the attempt took.</summary>
    public double? DurationMs { get; init; }

    /// <summary><c>rate_limited, timeout, connection, overloaded, server, authentication, invalid_request, context_too_long, content_filtered</c> or <c>unreadable</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Why another model is asked, in a sentence; null when the same one is asked again.</summary>
    public string? Why { get; init; }

    /// <summary>What was used before it failed; 0 when nothing came, as all counts that follow.</summary>
    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long CachedTokens { get; init; }

    public long ReasoningTokens { get; init; }

    public long CacheWriteTokens { get; init; }

    /// <summary>As in <see cref="LlmFinished"/>: what was streamed before a stream was cut.</summary>
    public bool UsageEstimated { get; init; }

    /// <summary>US dollars; null when nothing was used, and when the price is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Of what was used; null when the price is unknown.</summary>
    [JsonIgnore]
    public decimal? CostOfUsed => InputTokens + OutputTokens == 0 ? 0 : Cost;
}

/// <summary>One call of a model, whole: its last attempt. Of a call that is no chat, <c>Messages</c> and <c>Reply</c> say what went in and came out.</summary>
/// <param name="Messages">What was sent: <c>[{role, content}]</c>, redacted.</param>
/// <param name="ToolCalls">What the model asked for: <c>[{id, name, arguments}]</c>.</param>
/// <param name="Cost">US dollars; null when the price is unknown.</param>
/// <param name="UsageEstimated">The provider told no usage; the tokens are estimated from the text's length.</param>
/// <param name="FirstTokenMs">Null when the answer was not streamed.</param>
public sealed record LlmFinished(
    string Model, string Provider, string? Agent, JsonElement Messages, string Reply, JsonElement? ToolCalls, string? StopReason,
    long InputTokens, long OutputTokens, long CachedTokens, long ReasoningTokens, bool UsageEstimated,
    decimal? Cost, double DurationMs, double? FirstTokenMs, int Attempt, EventFault? Error) : RunEvent
{
    /// <summary>What the model told of its thoughts, redacted; null when it told nothing.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Tokens of the input that the provider put into its cache with this call.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>How it failed, as in <see cref="LlmRetrying.Kind"/>; null when it did not.</summary>
    public string? Kind { get; init; }

    /// <summary>Who answered: <c>provider</c>, <c>cache</c> or <c>replay</c>.</summary>
    public string Source { get; init; } = UsualSource;

    /// <summary><c>chat</c>, <c>embed</c>, <c>transcribe</c> or <c>speak</c>.</summary>
    public string Operation { get; init; } = UsualOperation;

    public const string UsualSource = "provider";

    public const string UsualOperation = "chat";

    [JsonIgnore]
    public bool IsChat => Operation == UsualOperation;
}

/// <param name="CallId">Pairs it with its <see cref="ToolFinished"/>.</param>
/// <param name="Arguments">As they are used: those that a person wrote, when one changed them.</param>
public sealed record ToolStarted(string Tool, string CallId, JsonElement Arguments) : RunEvent
{
    /// <summary>What a person said to the call; null when nobody was asked.</summary>
    public ToolApproval? Approval { get; init; }
}

/// <summary>What a person said to a call before it was made.</summary>
/// <param name="Decision"><c>approved, edited, refused</c> or <c>timed_out</c>.</param>
/// <param name="By">Null when nobody decided.</param>
/// <param name="Why">Why somebody was asked.</param>
/// <param name="Reason">What the person gave as a reason; null when nothing.</param>
/// <param name="Proposed">The arguments as they were before the person changed them; null when nobody did.</param>
public sealed record ToolApproval(string Decision, string? By, DateTimeOffset? At, string Why, string? Reason, JsonElement? Proposed)
{
    public const string Approved = "approved";
    public const string Edited = "edited";
    public const string Refused = "refused";
    public const string TimedOut = "timed_out";
}

public sealed record ToolFinished(string Tool, string CallId, JsonElement? Result, EventFault? Error, double DurationMs) : RunEvent;

/// <summary>What an agent was given from memory before its first question.</summary>
/// <param name="Query">What was looked for, redacted.</param>
/// <param name="Items">What was found, best first: <c>[{namespace, key, score, text, savedAt}]</c>, redacted.</param>
/// <param name="Note">What the search could not do; null when it did all.</param>
public sealed record MemoryRecalled(string Agent, string Query, JsonElement Items, string? Note, double DurationMs) : RunEvent
{
    /// <summary>How many entries were found.</summary>
    [JsonIgnore]
    public int Found => Items.ValueKind == JsonValueKind.Array ? Items.GetArrayLength() : 0;
}

/// <summary>A budget has come to the part at which people are warned; told once in its period.</summary>
/// <param name="Of">Whose it is: <c>the organisation</c>, <c>workflow 'triage'</c>.</param>
/// <param name="Period"><c>day</c> or <c>month</c>.</param>
/// <param name="Used">Spent and set aside: <c>$4.12</c>.</param>
public sealed record BudgetWarned(string Of, string Period, string Used, string Allowed) : RunEvent;

/// <param name="Limit"><c>cost, tokens, steps</c> or <c>time</c>; <c>budget</c> with the whole sentence in <paramref name="Used"/>.</param>
public sealed record BudgetExceeded(string Limit, string Used, string Allowed) : RunEvent;
