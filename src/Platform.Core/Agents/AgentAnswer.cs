using System.Text.Json;
using Platform.Core.Schemas;

namespace Platform.Core.Agents;

/// <summary>Reads JSON out of what a model wrote, and says what is wrong with it in words that the model can act on. Pure.</summary>
internal static class AgentAnswer
{
    private const int ShownViolations = 10;

    /// <summary>The value, or else what is wrong.</summary>
    public static (JsonElement? Value, string Wrong) Read(string text, JsonSchema schema)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, "The answer is empty.");
        if (Parse(text) is not { } value) return (null, "The answer is no JSON.");
        var violations = schema.Validate(value, ShownViolations);
        if (violations.Count == 0) return (value, "");
        var lines = violations.Select(v => $"- {(v.InstancePointer.Length == 0 ? "the answer" : v.InstancePointer)} {v.Message}");
        return (null, $"The answer does not keep to its schema:\n{string.Join('\n', lines)}");
    }

    // Models like to wrap JSON in a fence or in a sentence.
    private static JsonElement? Parse(string text) => Try(text) ?? Try(InFence(text)) ?? Try(Between(text, '{', '}')) ?? Try(Between(text, '[', ']'));

    private static JsonElement? Try(string? text)
    {
        if (text is null) return null;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? InFence(string text)
    {
        var open = text.IndexOf("```", StringComparison.Ordinal);
        if (open < 0) return null;
        var start = text.IndexOf('\n', open);
        var close = start < 0 ? -1 : text.IndexOf("```", start, StringComparison.Ordinal);
        return close < 0 ? null : text[start..close];
    }

    private static string? Between(string text, char open, char close)
    {
        var start = text.IndexOf(open, StringComparison.Ordinal);
        var end = text.LastIndexOf(close);
        return start < 0 || end <= start ? null : text[start..(end + 1)];
    }
}
