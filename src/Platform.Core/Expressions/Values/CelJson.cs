using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Core.Expressions;

/// <summary>Values from JSON and to JSON. The rules stand at <see cref="CelValue.FromJson"/> and <see cref="CelValue.WriteTo"/>.</summary>
internal static class CelJson
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = CelValue.MaxDepth + 1 };

    // People read this text, so letters beyond ASCII stay letters. Whoever puts it into HTML escapes it there.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CelValue Parse(string json) => Parse(() => JsonDocument.Parse(json, Reading));

    public static CelValue Parse(ReadOnlyMemory<byte> json) => Parse(() => JsonDocument.Parse(json, Reading));

    public static CelValue Read(JsonElement json) => Read(json, 0);

    public static string Text(CelValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing)) Write(value, writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static void Write(CelValue value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case CelNull:
                writer.WriteNullValue();
                break;
            case CelBool b:
                writer.WriteBooleanValue(b.Value);
                break;
            case CelInt i:
                writer.WriteNumberValue(i.Value);
                break;
            case CelUint u:
                writer.WriteNumberValue(u.Value);
                break;
            case CelDouble d:
                WriteDouble(d.Value, writer);
                break;
            case CelList list:
                writer.WriteStartArray();
                for (var i = 0; i < list.Count; i++) Write(list[i], writer);
                writer.WriteEndArray();
                break;
            case CelMap map:
                writer.WriteStartObject();
                for (var i = 0; i < map.Count; i++)
                {
                    writer.WritePropertyName(map.KeyAt(i).ToText());
                    Write(map.ValueAt(i), writer);
                }

                writer.WriteEndObject();
                break;
            case CelOptional optional:
                Write(optional.Value ?? CelValue.Null, writer);
                break;
            default:
                writer.WriteStringValue(value.ToText());
                break;
        }
    }

    private static void WriteDouble(double value, Utf8JsonWriter writer)
    {
        var text = CelNumbers.Text(value);
        if (!double.IsFinite(value)) writer.WriteStringValue(text);
        else writer.WriteRawValue(text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text, skipInputValidation: true);
    }

    private static CelValue Parse(Func<JsonDocument> parse)
    {
        try
        {
            using var document = parse();
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new CelException($"This is no JSON that can be read: {e.Message}");
        }
        catch (ArgumentException) // a .NET string that holds half a surrogate pair
        {
            throw new CelException("This is no JSON that can be read: it holds text that is not Unicode.");
        }
    }

    private static CelValue Read(JsonElement json, int depth)
    {
        if (depth > CelValue.MaxDepth) throw new CelException($"The JSON nests deeper than {CelValue.MaxDepth} levels.");
        return json.ValueKind switch
        {
            JsonValueKind.True => CelValue.True,
            JsonValueKind.False => CelValue.False,
            JsonValueKind.String => CelValue.Of(ReadText(json)),
            JsonValueKind.Number => ReadNumber(json),
            JsonValueKind.Array => ReadList(json, depth),
            JsonValueKind.Object => ReadMap(json, depth),
            _ => CelValue.Null,
        };
    }

    private static CelValue ReadNumber(JsonElement json)
    {
        var text = json.GetRawText();
        if (text.AsSpan().IndexOfAny(".eE") < 0 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return CelValue.Of(whole);

        return CelValue.Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static CelList ReadList(JsonElement json, int depth)
    {
        var items = new CelValue[json.GetArrayLength()];
        var at = 0;
        foreach (var item in json.EnumerateArray()) items[at++] = Read(item, depth + 1);
        return CelList.Owning(items);
    }

    private static CelMap ReadMap(JsonElement json, int depth)
    {
        var entries = new List<KeyValuePair<string, CelValue>>();
        foreach (var property in json.EnumerateObject()) entries.Add(new(ReadName(property), Read(property.Value, depth + 1)));
        return CelMap.Of(entries);
    }

    private static string ReadText(JsonElement json)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new CelException("A string in the JSON holds half a surrogate pair, which is not Unicode.");
        }
    }

    private static string ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new CelException("A name in the JSON holds half a surrogate pair, which is not Unicode.");
        }
    }
}
