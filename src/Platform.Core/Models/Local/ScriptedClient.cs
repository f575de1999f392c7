using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Models.Local;

/// <summary>
/// Answers by rules. It holds no state: how often a rule has answered is counted from the conversation itself, so that the same conversation
/// always gets the same answer, after a restart too.
/// </summary>
internal sealed class ScriptedClient(string name, IReadOnlyList<ScriptedRule> rules, JsonElement? fallback, TimeProvider time) : IChatClient
{
    private const int LongestQuote = 200;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (rule, groups, last) = Choose([.. messages]);
        if (rule is null)
        {
            if (fallback is { } text) return LocalReply.Of(name, [new TextContent(Texts.Of(text))]);
            throw NoRule(last);
        }

        if (rule.Delay > TimeSpan.Zero) await Task.Delay(rule.Delay, time, cancellationToken);
        if (rule.Error is { } error)
            throw new PlatformException(error, $"Model '{name}' failed as rule {Number(rule)} tells it to.", "Change the rule's 'error'.");
        return LocalReply.Of(name, Answer(rule, groups));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        LocalReply.StreamAsync(GetResponseAsync(messages, options, cancellationToken), cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    // Walks through the conversation and lets the rules answer it again, so that the last message finds the counts as they stand.
    private (ScriptedRule? Rule, IReadOnlyList<string> Groups, ChatMessage? Last) Choose(IReadOnlyList<ChatMessage> messages)
    {
        var answered = new Dictionary<ScriptedRule, int>(ReferenceEqualityComparer.Instance);
        ChatMessage? asked = null;
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.User || message.Role == ChatRole.Tool) asked = message;
            else if (message.Role == ChatRole.Assistant && asked is not null && Winner(asked, answered).Rule is { } won)
                answered[won] = answered.GetValueOrDefault(won) + 1;
        }

        if (asked is null) return (null, [], null);
        var (rule, groups) = Winner(asked, answered);
        return (rule, groups, asked);
    }

    private (ScriptedRule? Rule, IReadOnlyList<string> Groups) Winner(ChatMessage asked, Dictionary<ScriptedRule, int> answered)
    {
        var text = LocalReply.TextOf(asked);
        foreach (var rule in rules)
        {
            if (rule.On == ScriptedOn.User && asked.Role != ChatRole.User) continue;
            if (rule.On == ScriptedOn.Tool && asked.Role != ChatRole.Tool) continue;
            if (rule.Times is { } times && answered.GetValueOrDefault(rule) >= times) continue;
            if (rule.Groups(text) is { } groups) return (rule, groups);
        }

        return (null, []);
    }

    private List<AIContent> Answer(ScriptedRule rule, IReadOnlyList<string> groups)
    {
        var contents = new List<AIContent>();
        if (rule.Reply is { } reply) contents.Add(new TextContent(Texts.Of(ScriptedRule.Filled(reply, groups))));
        for (var i = 0; i < rule.Calls.Count; i++)
        {
            var with = ScriptedRule.Filled(rule.Calls[i].With, groups);
            contents.Add(new FunctionCallContent($"call_{Number(rule)}_{i + 1}", rule.Calls[i].Tool, ToolArguments.Read(with)));
        }

        return contents;
    }

    private int Number(ScriptedRule rule) => rules.Index().First(r => ReferenceEquals(r.Item, rule)).Index + 1;

    private PlatformException NoRule(ChatMessage? last)
    {
        var text = last is null ? "" : LocalReply.TextOf(last);
        var quote = text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text;
        var patterns = Names.Quoted(rules.Select(r => r.Match ?? "(any)"));
        return new PlatformException(ErrorCode.ModelFailed,
            $"No rule of model '{name}' matches the {(last?.Role == ChatRole.Tool ? "tool result" : "message")} '{quote}'; its rules match {patterns}.",
            "Add a rule that matches it, or a 'default'.");
    }
}
