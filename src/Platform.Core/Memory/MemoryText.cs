using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Memory;

/// <summary>A value as text. Pure.</summary>
internal static class MemoryText
{
    private const int Longest = 16_000; // characters that words and vectors are made from

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON in which the members of an object stand by name, so that the same value is the same text.</summary>
    /// <exception cref="PlatformException">Validation: a text that is none.</exception>
    public static string Canonical(JsonElement value)
    {
        try
        {
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            using (var to = new Utf8JsonWriter(buffer, Plain)) Write(to, value);
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new PlatformException(ErrorCode.Validation, "The value holds half of a character, which is no text.", "Give text in UTF-8.", e);
        }
    }

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    /// <summary>What is searched: the key's words, and every name, text and number in the value.</summary>
    public static string Searched(string key, JsonElement value, bool ownKey)
    {
        var text = new StringBuilder();
        if (ownKey) text.Append(key.Replace('-', ' ').Replace('_', ' ').Replace('.', ' ').Replace(':', ' '));
        Add(text, value);
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest);
    }

    private static void Write(Utf8JsonWriter to, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                to.WriteStartObject();
                foreach (var property in value.EnumerateObject().GroupBy(p => p.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
                {
                    to.WritePropertyName(property.Key);
                    Write(to, property.Last().Value); // of a name that comes twice, the last: as every reader takes it
                }

                to.WriteEndObject();
                break;
            case JsonValueKind.Array:
                to.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(to, item);
                to.WriteEndArray();
                break;
            case JsonValueKind.String:
                to.WriteStringValue(value.GetString());
                break;
            case JsonValueKind.Undefined:
                to.WriteNullValue();
                break;
            default:
                value.WriteTo(to);
                break;
        }
    }

    private static void Add(StringBuilder text, JsonElement value)
    {
        if (text.Length > Longest) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    text.Append('\n').Append(property.Name.Replace('_', ' '));
                    Add(text, property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Add(text, item);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                text.Append('\n').Append(value.ToString());
                break;
        }
    }
}
