using System.Text.Json;

namespace Platform.Core.Nodes;

/// <summary>A run's history shows what was sent and received, but a table of 3,000 rows does not belong in it twice.</summary>
internal static class EventSizes
{
    private const int Most = 8 * 1024;
    private const int Head = 2 * 1024;

    /// <summary>The value itself, or <c>{"truncated": true, "bytes": n, "head": "…"}</c>.</summary>
    public static JsonElement Bounded(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= Most ? value : JsonSerializer.SerializeToElement(new { truncated = true, bytes = text.Length, head = text[..Head] });
    }
}
