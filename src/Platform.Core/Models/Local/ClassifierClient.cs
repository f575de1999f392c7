using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Text;

namespace Platform.Core.Models.Local;

/// <summary>
/// Answers the last user message as a whole with <c>{"label": "refund", "confidence": 0.93, "alternatives": [{"label": …, "confidence": …}]}</c>.
/// </summary>
internal sealed class ClassifierClient(string name, TextClassifier classifier) : IChatClient
{
    private const int Alternatives = 3;

    /// <summary>An <c>output</c> schema may call the label by one of these names.</summary>
    private static readonly string[] LabelNames = ["label", "category", "class", "intent", "topic"];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LocalReply.MustBeText(messages, name);
        var read = LocalReply.LastUserText(messages);
        var answer = Texts.Json(Answer(classifier.Classify(read, Alternatives + 1), options?.ResponseFormat));
        var reply = LocalReply.Of(name, [new TextContent(answer)]);
        reply.Usage = LocalReply.UsageOf(read, answer);
        return Task.FromResult(reply);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        LocalReply.StreamAsync(GetResponseAsync(messages, options, cancellationToken), cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing but memory is held.
    }

    private static JsonObject Answer(IReadOnlyList<LabelConfidence> ranked, ChatResponseFormat? format)
    {
        var asked = OutputSchema.Properties(format);
        var label = LabelNames.FirstOrDefault(asked.ContainsKey) ?? LabelNames[0];
        var answer = new JsonObject
        {
            [label] = ranked[0].Label,
            ["confidence"] = ranked[0].Confidence,
            ["alternatives"] = new JsonArray([.. ranked.Skip(1).Select(l => new JsonObject { ["label"] = l.Label, ["confidence"] = l.Confidence })]),
        };
        OutputSchema.KeepAllowed(answer, format);
        return answer;
    }
}
