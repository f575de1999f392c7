using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Recordings;

/// <summary>One line of a recording: what was asked, and the whole answer.</summary>
/// <remarks>
/// <c>{"v":1,"hash":"…","at":"…","use":"openai/gpt-4.1-mini","request":{messages, tools, format, parameters},"response":{…},"usage":{…},"durationMs":812}</c>;
/// <c>response</c> is a <see cref="ChatResponse"/> as its own library writes it.
/// </remarks>
internal sealed record RecordedCall(string Hash, DateTimeOffset At, string Use, JsonElement Request, JsonElement Response, ModelUsage Usage, double DurationMs)
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static RecordedCall Of(CanonicalRequest request, ModelReply reply, DateTimeOffset at) => new(
        request.Hash, at, reply.Model, request.Json, ResponseOf(reply.Response), reply.Usage, reply.Duration.TotalMilliseconds);

    /// <summary>The line, without its end.</summary>
    public string Write() => JsonSerializer.Serialize(
        new { v = Version, hash = Hash, at = At, use = Use, request = Request, response = Response, usage = Usage, durationMs = DurationMs }, Options);

    /// <summary>Null when the line is none of ours.</summary>
    public static RecordedCall? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordedCall>(line, Options) is { Hash: not null, Usage: not null, Use: not null, Request.ValueKind: JsonValueKind.Object, Response.ValueKind: JsonValueKind.Object } call ? call : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Throws a <see cref="JsonException"/> when it is none.</summary>
    public static ChatResponse ResponseOf(JsonElement json) =>
        json.Deserialize<ChatResponse>(AIJsonUtilities.DefaultOptions) ?? throw new JsonException("The response is null.");

    public static JsonElement ResponseOf(ChatResponse response) => JsonSerializer.SerializeToElement(response, AIJsonUtilities.DefaultOptions);

    /// <summary>The answer again, as it comes from a file or a cache: it costs nothing.</summary>
    public ModelReply Reply(string provider, string source, TimeSpan duration, int attempt) =>
        new(ResponseOf(Response), Use, provider, Usage, 0, duration, null, attempt) { Source = source };
}
