using System.Text.Json;

namespace Platform.Core.Tools.Policies;

/// <summary>
/// What a tool needs that cannot be had by calling a function: the task that calls it stops, durably, and goes on with what came.
/// </summary>
public abstract record ToolNeed;

/// <summary>A person's answer to a question.</summary>
/// <param name="Form">JSON Schema of the answer.</param>
/// <param name="Assign">Who should answer; null for anybody.</param>
/// <param name="Timeout">Null waits for ever.</param>
public sealed record PersonNeed(string Title, string? Description, JsonElement Form, string? Assign, TimeSpan? Timeout) : ToolNeed;

/// <summary>The outputs of another workflow, as a run of its own.</summary>
public sealed record ChildNeed(string Workflow, JsonElement Inputs) : ToolNeed;

/// <summary>How a wait ended that a call was in.</summary>
public enum CallEnd
{
    Answered,
    TimedOut,

    /// <summary>The child run failed; the value is <c>{code, message}</c>.</summary>
    Failed,
}

/// <summary>What came for a call that waited.</summary>
/// <param name="Asked">What a person was asked to decide; null when the value is the call's result.</param>
/// <param name="By">Null when nobody answered.</param>
public sealed record CallAnswer(CallEnd End, JsonElement Value, string? By, DateTimeOffset? At, AskedApproval? Asked);

/// <param name="Why">Why somebody was asked.</param>
/// <param name="Shown">The arguments as the person saw them, without secrets.</param>
public sealed record AskedApproval(string Why, JsonElement Shown);
