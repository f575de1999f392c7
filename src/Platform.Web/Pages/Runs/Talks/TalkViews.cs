using System.Text.Json;
using Platform.Core.Runs;

namespace Platform.Web.Pages.Runs.Talks;

/// <summary>The conversations of a run: one for each task that spoke with a model or a person.</summary>
/// <param name="More">Older ones are not listed.</param>
/// <param name="Shown">Null when there is none yet.</param>
internal sealed record TalksPart(RunView Run, IReadOnlyList<TalkLink> Talks, bool More, Talk? Shown);

/// <param name="Key">The task's name in addresses, as in the timeline.</param>
internal sealed record TalkLink(string Key, string Node, int? Index, int Step, string Status, int ModelCalls, DateTimeOffset At);

/// <param name="Earlier">So many of its first calls are left out.</param>
internal sealed record Talk(TalkLink Task, IReadOnlyList<TalkTurn> Turns, int Earlier);

/// <summary>One thing that was said.</summary>
/// <param name="Role"><c>system, user, assistant, tool, person</c> or <c>note</c>.</param>
/// <param name="Event">The event that tells it; 0 when none does.</param>
internal sealed record TalkTurn(string Role, string Who, string Text, long Event)
{
    /// <summary>What the model thought before; null when it told nothing.</summary>
    public string? Thoughts { get; init; }

    /// <summary>Tokens, cost, time; empty when there are none.</summary>
    public string Facts { get; init; } = "";

    public string? Error { get; init; }

    /// <summary>Of a tool: what it was called with.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>Of a tool what it gave, of a person what they answered; null when that is a text, or nothing.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Of a tool: <c>running, succeeded, failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>What a person said to the call; null when nobody was asked.</summary>
    public string? Approval { get; init; }

    /// <summary>What the agent had proposed before a person changed it.</summary>
    public JsonElement? Proposed { get; init; }

    public bool IsFolded { get; init; }
}
