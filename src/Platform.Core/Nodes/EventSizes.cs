using System.Text.Json;

namespace Platform.Core.Nodes;

/// <summary>A run's history shows what was sent and received, but a table of 3,000 rows does not belong in it twice.</summary>
internal static class EventSizes
{
    /// <summary>Characters of JSON for a prompt: a conversation is read whole where it can be.</summary>
    public const int Prompt = 64 * 1024;

    private const int Usual = 8 * 1024;
    private const int Head = 2 * 1024;

    /// <summary>The value itself, or <c>{"truncated": true, "bytes": n, "head": "…"}</c>.</summary>
    public static JsonElement Bounded(JsonElement value, int most = Usual)
    {
        var text = value.GetRawText();
        return text.Length <= most ? value : JsonSerializer.SerializeToElement(new { truncated = true, bytes = text.Length, head = text[..Head] });
    }
}
