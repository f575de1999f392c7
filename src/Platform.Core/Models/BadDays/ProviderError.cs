using System.Globalization;
using System.Text.Json;

namespace Platform.Core.Models.BadDays;

/// <summary>What a provider wrote about an error, whoever it is.</summary>
/// <remarks>
/// Shapes: OpenAI and those like it <c>{"error": {"message", "type", "code"}}</c>; Anthropic <c>{"type": "error", "error": {"type", "message"}}</c>;
/// Google <c>{"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message", "details": [{"@type": "…RetryInfo", "retryDelay": "17s"}]}}</c>, at times in a
/// list; Ollama <c>{"error": "…"}</c>; vLLM <c>{"object": "error", "message", "type", "code"}</c>.
/// </remarks>
/// <param name="Marks">Codes, types and states that it names, in small letters.</param>
/// <param name="Status">The HTTP status that the body names; 0 when it names none.</param>
internal sealed record ProviderError(string Message, IReadOnlyCollection<string> Marks, int Status, TimeSpan? RetryAfter)
{
    private const int LongestMessage = 400;

    private static readonly string[] MarkNames = ["code", "type", "status", "reason"];

    public static readonly ProviderError Silent = new("", [], 0, null);

    /// <summary>Null when the text is no JSON that tells of an error.</summary>
    public static ProviderError? Read(string body)
    {
        if (body.AsSpan().TrimStart() is not ['{' or '[', ..]) return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProviderError? Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0) root = root[0];
        if (root.ValueKind != JsonValueKind.Object) return null;
        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String) return Of(error);
        var isError = Text(root, "type") == "error" || Text(root, "object") == "error";
        return isError ? Of(root) : null;
    }

    private static ProviderError Of(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String) return new ProviderError(Short(error.GetString()!), [], 0, null);
        var marks = new HashSet<string>(StringComparer.Ordinal);
        var status = 0;
        TimeSpan? wait = null;
        Mark(error, marks, ref status);
        if (error.TryGetProperty("innererror", out var inner) && inner.ValueKind == JsonValueKind.Object) Mark(inner, marks, ref status);
        if (error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray().Where(d => d.ValueKind == JsonValueKind.Object))
            {
                Mark(detail, marks, ref status);
                if (Text(detail, "retryDelay") is { } delay) wait = Seconds(delay);
            }
        }

        return new ProviderError(Short(Text(error, "message") ?? ""), marks, status, wait);
    }

    private static void Mark(JsonElement from, HashSet<string> marks, ref int status)
    {
        foreach (var name in MarkNames)
        {
            if (!from.TryGetProperty(name, out var value)) continue;
            if (value.ValueKind == JsonValueKind.String) marks.Add(value.GetString()!.ToLowerInvariant());
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 400 and < 600) status = number;
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // As protobuf writes a duration in JSON: 17s, 0.5s.
    private static TimeSpan? Seconds(string text) =>
        text.EndsWith('s') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestMessage ? $"{line[..LongestMessage]}…" : line;
    }
}
