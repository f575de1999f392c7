using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Agents;

/// <summary>
/// What was said so far, and the calls of the turn in progress. A value: the notes of an agent, one after the other, make it again wherever and whenever the
/// agent goes on, so no answered question is asked twice and no finished call is made twice.
/// </summary>
public sealed record AgentConversation
{
    /// <summary>Characters that models and tools may add to one conversation.</summary>
    public const int Longest = 16 * 1024 * 1024;

    private AgentConversation(ImmutableList<ChatMessage> noted) => Noted = noted;

    /// <summary>What the model is shown.</summary>
    public ImmutableList<ChatMessage> Messages => Noted.AddRange(Since.Messages);

    /// <summary>Questions to the model.</summary>
    public int Turns => NotedTurns + Since.Turns;

    /// <summary>The calls of the turn in progress, in the model's order; empty when it is the model's turn.</summary>
    public ImmutableList<AgentToolCall> Calls { get; private init; } = [];

    public long InputTokens => NotedInput + Since.Input;

    public long OutputTokens => NotedOutput + Since.Output;

    /// <summary>US dollars; null as soon as one call's price is not known.</summary>
    public decimal? Cost => NotedCost + Since.Cost;

    /// <summary>Characters that models and tools have added.</summary>
    public long Length { get; private init; }

    // Calls of the turns before.
    private int Made { get; init; }

    // What the notes tell, and what came since and is told with the next one.
    private ImmutableList<ChatMessage> Noted { get; init; }
    private int NotedTurns { get; init; }
    private long NotedInput { get; init; }
    private long NotedOutput { get; init; }
    private decimal? NotedCost { get; init; } = 0;
    private Unnoted Since { get; init; } = Unnoted.Nothing;

    public IEnumerable<AgentToolCall> Open => Calls.Where(c => c.Result is null);

    public static AgentConversation Begin(IEnumerable<ChatMessage> prompt) => new([.. prompt]);

    /// <param name="notes">Of an agent that began with the same prompt.</param>
    public static AgentConversation Restore(IEnumerable<ChatMessage> prompt, IEnumerable<JsonElement> notes) =>
        notes.Aggregate(Begin(prompt), (talk, note) => talk.With(AgentNote.Read(note)));

    /// <summary>What the agent was asked, as its first note tells; null when it has written nothing down.</summary>
    public static JsonElement? AskedOf(IReadOnlyList<JsonElement> notes) => notes.Count == 0 ? null : (AgentNote.Read(notes[0]) as AgentReplied)?.Asked;

    public AgentConversation With(AgentNote note) => note switch
    {
        AgentReplied reply => Replied(reply),
        AgentAllowed allowed => Changed(allowed.Call, c => c with { Allowed = allowed }),
        AgentCalled called => Changed(called.Call, c => c with { Result = c.Result ?? called.Result }).Closed() with { Length = Length + called.Result.Length },
        _ => throw new ArgumentOutOfRangeException(nameof(note)),
    };

    /// <summary>With a message that asks the model to mend its answer.</summary>
    public AgentConversation With(ChatMessage said) => this with { Since = Since with { Messages = Since.Messages.Add(said) } };

    /// <summary>With what the model said; when it calls tools, the note of it too.</summary>
    /// <param name="asked">What the agent was asked; the first note keeps it.</param>
    public (AgentConversation Talk, AgentReplied? Note) Heard(IEnumerable<ChatMessage> messages, long input, long output, decimal? cost, JsonElement? asked)
    {
        var since = new Unnoted(Since.Messages.AddRange(messages), Since.Turns + 1, Since.Input + input, Since.Output + output, Since.Cost + cost);
        var calls = CallsIn(since.Messages).ToList();
        if (calls.Count == 0) return (this with { Since = since }, null);
        var note = new AgentReplied(since.Messages, since.Turns, since.Input, since.Output, since.Cost)
        {
            Unreadable = [.. calls.Where(c => c.Exception is not null).Select(c => c.CallId)],
            Asked = NotedTurns == 0 ? asked : null,
        };
        return (With(note), note);
    }

    private AgentConversation Replied(AgentReplied reply) => this with
    {
        Noted = Noted.AddRange(reply.Messages),
        NotedTurns = NotedTurns + reply.Turns,
        NotedInput = NotedInput + reply.InputTokens,
        NotedOutput = NotedOutput + reply.OutputTokens,
        NotedCost = NotedCost + reply.Cost,
        Since = Unnoted.Nothing,
        Length = Length + reply.Messages.Sum(m => (long)m.Text.Length),
        Calls = [.. CallsIn(reply.Messages).Select((c, i) => new AgentToolCall(Made + i + 1, c, !reply.Unreadable.Contains(c.CallId, StringComparer.Ordinal)))],
    };

    private static IEnumerable<FunctionCallContent> CallsIn(IEnumerable<ChatMessage> messages) => messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>();

    private AgentConversation Changed(int number, Func<AgentToolCall, AgentToolCall> change) =>
        this with { Calls = [.. Calls.Select(c => c.Number == number ? change(c) : c)] };

    // The results go to the model together, in the order of the calls.
    private AgentConversation Closed()
    {
        if (Calls.Count == 0 || Calls.Exists(c => c.Result is null)) return this;
        var results = new ChatMessage(ChatRole.Tool, [.. Calls.Select(c => (AIContent)new FunctionResultContent(c.Content.CallId, c.Result))]);
        return this with { Noted = Noted.Add(results), Calls = [], Made = Made + Calls.Count };
    }

    private sealed record Unnoted(ImmutableList<ChatMessage> Messages, int Turns, long Input, long Output, decimal? Cost)
    {
        public static readonly Unnoted Nothing = new([], 0, 0, 0, 0);
    }
}

/// <summary>One call of the turn in progress.</summary>
/// <param name="Number">From 1, over all turns.</param>
/// <param name="IsReadable">Its arguments are JSON.</param>
public sealed record AgentToolCall(int Number, FunctionCallContent Content, bool IsReadable)
{
    /// <summary>Set when a person allowed it and it waits for something else.</summary>
    public AgentAllowed? Allowed { get; init; }

    /// <summary>As the model reads it; null as long as it is not done.</summary>
    public string? Result { get; init; }
}
