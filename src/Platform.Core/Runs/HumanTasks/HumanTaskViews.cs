using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Runs.HumanTasks;

public readonly record struct HumanTaskId(Guid Value)
{
    public static HumanTaskId New() => new(Guid.CreateVersion7());

    public static bool TryParse(string? text, out HumanTaskId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new HumanTaskId(value);
        return ok;
    }

    public override string ToString() => Value.ToString();
}

public enum HumanTaskStatus
{
    Open,

    /// <summary>Somebody works on it.</summary>
    Claimed,
    Answered,
    TimedOut,
    Cancelled,
}

/// <summary>What waits for a person.</summary>
public sealed record HumanTaskView
{
    public required HumanTaskId Id { get; init; }

    public required RunId Run { get; init; }

    public required string Workflow { get; init; }

    public required string Node { get; init; }

    /// <summary><c>run/step/node/index</c>.</summary>
    public required string TaskId { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>A JSON Schema that the answer must fit; null when anything will do.</summary>
    public JsonElement? Form { get; init; }

    /// <summary>What the form is filled with at first; null when it is empty.</summary>
    public JsonElement? Values { get; init; }

    /// <summary>Set when it is about a call that a person must allow: <c>{tool, agent, why, arguments}</c>; null otherwise.</summary>
    public JsonElement? Approval { get; init; }

    /// <summary>Who should do it: <c>role:reviewer</c>, a name; null for anybody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Who works on it now; null when nobody.</summary>
    public string? ClaimedBy { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public required HumanTaskStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public string? AnsweredBy { get; init; }

    /// <summary>Null before it was answered.</summary>
    public JsonElement? Answer { get; init; }
}

/// <summary>Which human tasks to list: open ones oldest first, done ones newest first.</summary>
public sealed record HumanTaskQuery
{
    /// <summary>True for those that are answered, timed out or cancelled.</summary>
    public bool Done { get; init; }

    public string? Workflow { get; init; }

    public RunId? Run { get; init; }

    /// <summary>Only tasks that this person works on or answered, or that are meant for one of these: a name, <c>role:reviewer</c>. Null for all.</summary>
    public IReadOnlyList<string>? For { get; init; }

    /// <summary>Only those that were due before this time. Null for all.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}
