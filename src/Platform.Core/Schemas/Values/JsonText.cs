using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Platform.Core.Schemas.Values;

/// <summary>Values as text: to compare them and to show them.</summary>
internal static class JsonText
{
    private const int ShownLength = 60;

    /// <summary>
    /// The same text for equal values: numbers by value, properties by name. Null when the value is nested deeper than an instance may be.
    /// </summary>
    public static string? Canonical(JsonElement value)
    {
        var text = new StringBuilder();
        return Write(value, text, 0) ? text.ToString() : null;
    }

    /// <summary>A value as people read it in a message: <c>'x'</c>, <c>3</c>, <c>an object</c>; cut when long.</summary>
    public static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? $"'{value.GetString()}'" : value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => value.GetArrayLength() == 0 ? "an empty array" : "an array",
            _ => value.GetRawText(),
        };
        return Cut(text);
    }

    /// <summary>The same, with what is in objects and arrays.</summary>
    public static string Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Shown(value) : Cut(value.GetRawText());

    /// <summary>Length in characters as the specification counts them: code points.</summary>
    public static int Length(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c)) length--;
        }

        return length;
    }

    /// <summary>Roughly how much work it is to read a value as a whole.</summary>
    public static long Size(JsonElement value) => 1 + (JsonMarshal.GetRawUtf8Value(value).Length / 8);

    private static string Cut(string text)
    {
        if (text.Length <= ShownLength) return text;
        var end = char.IsHighSurrogate(text[ShownLength - 2]) ? ShownLength - 3 : ShownLength - 2;
        return $"{text[..(end + 1)]}…";
    }

    private static bool Write(JsonElement value, StringBuilder text, int depth)
    {
        if (depth > Evaluation.MaxInstanceDepth) return false;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(value, text, depth);
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    if (!Write(item, text, depth + 1)) return false;
                    text.Append(',');
                }

                text.Append(']');
                return true;
            case JsonValueKind.String:
                WriteString(value.GetString()!, text); // a string's value is never null
                return true;
            case JsonValueKind.Number:
                text.Append(JsonNumber.Of(value).Canonical);
                return true;
            default:
                text.Append(value.ValueKind);
                return true;
        }
    }

    private static bool WriteObject(JsonElement value, StringBuilder text, int depth)
    {
        var properties = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject()) properties[property.Name] = property.Value;
        text.Append('{');
        foreach (var (name, inner) in properties)
        {
            WriteString(name, text);
            if (!Write(inner, text, depth + 1)) return false;
            text.Append(',');
        }

        text.Append('}');
        return true;
    }

    // The length in front makes the text unambiguous without escaping.
    private static void WriteString(string value, StringBuilder text) => text.Append('"').Append(value.Length).Append(':').Append(value);
}
