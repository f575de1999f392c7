using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Events;
using Xunit;

namespace Platform.IntegrationTests.Agents;

/// <summary>An agent's conversation as a value: what is written down of it makes it again, wherever it stopped.</summary>
public sealed class Conversations
{
    private static readonly ChatMessage[] Prompt = [new(ChatRole.System, "Be kind."), new(ChatRole.User, "Go")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_it_went_its_notes_make_it_again_at_every_point(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var talk = AgentConversation.Begin(Prompt);
            var notes = new List<JsonElement>();
            for (var step = 0; step < 12; step++)
            {
                (talk, var note) = Step(talk, random);
                if (note is null) continue;
                notes.Add(JsonDocument.Parse(note.ToJson().GetRawText()).RootElement);
                Assert.Equal(Shown(talk), Shown(AgentConversation.Restore(Prompt, notes)));
            }

            Assert.True(notes.Count == 0 || AgentConversation.AskedOf(notes)!.Value.GetString() == "asked");
        }
    }

    [Fact]
    public void Results_come_in_the_order_of_the_calls_and_a_second_result_of_a_call_changes_nothing()
    {
        var (talk, _) = AgentConversation.Begin(Prompt).Heard([Calls("a", "b", "c")], 1, 2, 0.5m, null);

        foreach (var (call, result) in new[] { (3, "third"), (1, "first"), (3, "again"), (2, "second") }) talk = talk.With(new AgentCalled(call, result));

        Assert.Equal(["first", "second", "third"], talk.Messages[^1].Contents.OfType<FunctionResultContent>().Select(r => r.Result));
        Assert.Empty(talk.Calls);
        Assert.Equal((1, 1L, 2L, 0.5m), (talk.Turns, talk.InputTokens, talk.OutputTokens, talk.Cost));
    }

    private static (AgentConversation, AgentNote?) Step(AgentConversation talk, Random random)
    {
        if (talk.Open.ToList() is { Count: > 0 } open)
        {
            var call = open[random.Next(open.Count)];
            AgentNote note = call.Allowed is null && random.Next(4) == 0
                ? new AgentAllowed(call.Number, JsonSerializer.SerializeToElement(new { n = random.Next() }), new ToolApproval("edited", "ann", DateTimeOffset.UnixEpoch, "why", null, JsonSerializer.SerializeToElement(1)))
                : new AgentCalled(call.Number, $"result \u0000 ä \"{random.Next()}\"");
            return (talk.With(note), note);
        }

        if (random.Next(4) == 0) return (talk.With(new ChatMessage(ChatRole.User, "Mend it")), null);
        var says = random.Next(5) == 0
            ? new ChatMessage(ChatRole.Assistant, $"not what was asked for {random.Next()}")
            : Calls([.. Enumerable.Range(0, random.Next(1, 5)).Select(i => $"c{random.Next()}")]);
        return talk.Heard([says], random.Next(100), random.Next(100), random.Next(3) == 0 ? null : random.Next(100) / 1000m, JsonSerializer.SerializeToElement("asked"));
    }

    private static ChatMessage Calls(params string[] ids) => new(ChatRole.Assistant,
        [new TextReasoningContent("Hm.") { ProtectedData = "signed" }, new TextContent("Let me see."), .. ids.Select((id, i) => new FunctionCallContent(id, "tool", new Dictionary<string, object?> { ["n"] = i, ["deep"] = new[] { "x" } }) { Exception = i == 2 ? new FormatException("no JSON") : null })]);

    // All that it is, without what cannot be compared.
    private static string Shown(AgentConversation talk) => JsonSerializer.Serialize(new
    {
        messages = JsonSerializer.SerializeToElement(talk.Messages, AIJsonUtilities.DefaultOptions),
        talk.Turns,
        talk.InputTokens,
        talk.OutputTokens,
        talk.Cost,
        talk.Length,
        calls = talk.Calls.Select(c => new { c.Number, c.Content.CallId, c.IsReadable, c.Result, allowed = c.Allowed?.ToJson() }),
    });
}
