using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Text;

namespace Platform.Core.Models.Local;

internal enum ExtractiveAnswer
{
    Summary,
    Phrases,
    Both,
}

/// <summary>Answers the last user message with its own weightiest sentences and phrases. Nothing in an answer was not in the text.</summary>
internal sealed class ExtractiveClient(string name, ExtractiveAnswer answer, int sentences, int phrases) : IChatClient
{
    /// <summary>Characters that are read; what is behind is left out.</summary>
    private const int LongestText = 1_000_000;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LocalReply.MustBeText(messages, name);
        var text = LocalReply.LastUserText(messages);
        var read = Sentences.Of(text.Length > LongestText ? text[..LongestText] : text);
        var answer = Answer(read, options?.ResponseFormat);
        var reply = LocalReply.Of(name, [new TextContent(answer)]);
        reply.Usage = LocalReply.UsageOf(string.Concat(read), answer);
        return Task.FromResult(reply);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        LocalReply.StreamAsync(GetResponseAsync(messages, options, cancellationToken), cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private string Answer(IReadOnlyList<string> read, ChatResponseFormat? format)
    {
        var picked = TextRank.Pick(read, sentences);
        var asked = OutputSchema.Properties(format);
        if (format is ChatResponseFormatJson || answer == ExtractiveAnswer.Both)
        {
            var all = Whole(read, picked);
            foreach (var key in all.Select(p => p.Key).Where(key => asked.Count > 0 && !asked.ContainsKey(key)).ToList()) all.Remove(key);
            return Texts.Json(all);
        }

        return answer == ExtractiveAnswer.Summary ? string.Join(' ', picked) : string.Join('\n', KeyPhrases.Of(read, phrases));
    }

    private JsonObject Whole(IReadOnlyList<string> read, IReadOnlyList<string> picked) => new()
    {
        ["summary"] = string.Join(' ', picked),
        ["key_phrases"] = new JsonArray([.. KeyPhrases.Of(read, phrases).Select(p => JsonValue.Create(p))]),
        ["sentences"] = new JsonArray([.. picked.Select(s => JsonValue.Create(s))]),
    };
}
