using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Events;

namespace Platform.Core.Agents;

/// <summary>What an agent writes down of its work, so that nothing that was done is done again: see <see cref="AgentConversation"/>. JSON in and out.</summary>
public abstract record AgentNote
{
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this switch
    {
        AgentReplied r => new Stored
        {
            Reply = JsonSerializer.SerializeToElement(r.Messages, AIJsonUtilities.DefaultOptions),
            Used = [r.Turns, r.InputTokens, r.OutputTokens],
            Cost = r.Cost,
            Unreadable = r.Unreadable.Count == 0 ? null : [.. r.Unreadable],
            Asked = r.Asked,
        },
        AgentAllowed a => new Stored { Call = a.Call, Arguments = a.Arguments, Approval = a.Approval },
        AgentCalled c => new Stored { Call = c.Call, Result = c.Result },
        _ => throw new InvalidOperationException($"{GetType().Name} is no note."),
    });

    /// <exception cref="JsonException">It is no note.</exception>
    public static AgentNote Read(JsonElement json)
    {
        var stored = json.Deserialize<Stored>() ?? throw new JsonException("A note is no map.");
        if (stored.Reply is { } reply)
        {
            return new AgentReplied(
                reply.Deserialize<List<ChatMessage>>(AIJsonUtilities.DefaultOptions) ?? throw new JsonException("A reply has no messages."),
                (int)stored.Used![0], stored.Used[1], stored.Used[2], stored.Cost)
            {
                Unreadable = stored.Unreadable ?? [],
                Asked = stored.Asked,
            };
        }

        if (stored.Approval is { } approval) return new AgentAllowed(stored.Call, stored.Arguments ?? default, approval);
        return new AgentCalled(stored.Call, stored.Result ?? throw new JsonException("A note tells nothing."));
    }

    private sealed record Stored
    {
        public JsonElement? Reply { get; init; }
        public long[]? Used { get; init; }
        public decimal? Cost { get; init; }
        public string[]? Unreadable { get; init; }
        public JsonElement? Asked { get; init; }
        public int Call { get; init; }
        public JsonElement? Arguments { get; init; }
        public ToolApproval? Approval { get; init; }
        public string? Result { get; init; }
    }
}

/// <summary>The model called tools.</summary>
/// <param name="Messages">All that was said since the note before: the call itself, and answers that had to be mended first.</param>
/// <param name="Turns">Questions to the model since then.</param>
/// <param name="Cost">US dollars; null when it is not known.</param>
public sealed record AgentReplied(IReadOnlyList<ChatMessage> Messages, int Turns, long InputTokens, long OutputTokens, decimal? Cost) : AgentNote
{
    /// <summary>Ids of calls whose arguments are no JSON: what is wrong with them is lost in the message.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>With the first reply what the agent was asked, for the one who starts it again; null later.</summary>
    public JsonElement? Asked { get; init; }
}

/// <summary>A person allowed a call that then waits for something else.</summary>
/// <param name="Call">From 1, over all turns.</param>
public sealed record AgentAllowed(int Call, JsonElement Arguments, ToolApproval Approval) : AgentNote;

/// <summary>A call is done, well or not.</summary>
/// <param name="Result">As the model reads it.</param>
public sealed record AgentCalled(int Call, string Result) : AgentNote;
