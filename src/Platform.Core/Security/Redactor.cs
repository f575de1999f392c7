using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Core.Security;

/// <summary>
/// Replaces the values of secrets with <c>[secret NAME]</c> in whatever goes to logs, events, prompts and pages. Knows each value that was handed
/// out, also as JSON, addresses and base64 write it. Values under four characters are left: they are in every other word.
/// </summary>
/// <remarks>A value that is cut in two, as between two pieces of a stream, is not found: redact whole texts.</remarks>
public sealed class Redactor
{
    private const int MinLength = 4;
    private const int MaxDepth = 512;

    private readonly Lock _lock = new(); // guards writes of _known; readers take the whole of it at once
    private volatile Known _known = Known.None;

    /// <summary>From now on this value is replaced. Learning a value again costs next to nothing.</summary>
    public void Learn(string name, string value)
    {
        if (value.Length < MinLength || _known.Names.ContainsKey(value)) return;
        lock (_lock)
        {
            var names = new Dictionary<string, string>(_known.Names, StringComparer.Ordinal);
            foreach (var form in Forms(value).Where(f => f.Length >= MinLength)) names.TryAdd(form, name);
            _known = new Known(names);
        }
    }

    public string Redact(string text)
    {
        var known = _known;
        var at = known.IndexIn(text, 0);
        if (at < 0) return text;
        var redacted = new StringBuilder(text.Length);
        var done = 0;
        for (; at >= 0; at = known.IndexIn(text, done))
        {
            var (end, name) = known.MatchAt(text, at);
            // Another secret may begin within this one and end after it.
            for (var i = at + 1; i < end; i++) end = Math.Max(end, known.MatchAt(text, i).End);
            redacted.Append(text, done, at - done).Append("[secret ").Append(name).Append(']');
            done = end;
        }

        return redacted.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The same in every text and name of a property of a value.</summary>
    public JsonElement Redact(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return value;
        var raw = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)); // GetRawText would throw on broken UTF-8
        if (_known.IndexIn(raw, 0) < 0 && !raw.Contains("\\u", StringComparison.Ordinal)) return value;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = int.MaxValue, SkipValidation = true })) Write(value, writer, 0);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Forms(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var base64 = Convert.ToBase64String(bytes);
        return
        [
            value, JsonEncodedText.Encode(value).ToString(), JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            Uri.EscapeDataString(value), HtmlEncoder.Default.Encode(value), base64, base64.TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ];
    }

    private void Write(JsonElement value, Utf8JsonWriter writer, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth >= MaxDepth:
                writer.WriteStringValue("[nested too deep to show]");
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(Redact(Readable(() => property.Name)));
                    Write(property.Value, writer, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(item, writer, depth + 1);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Redact(Readable(() => value.GetString()!))); // a string's value is never null
                break;
            case JsonValueKind.Number:
                WriteNumber(value, writer);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    // A lone surrogate or broken UTF-8 is parsed but cannot be read; what cannot be read is not shown either.
    private static string Readable(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    // A secret of digits may stand in a number; the text in its place keeps the JSON whole.
    private void WriteNumber(JsonElement value, Utf8JsonWriter writer)
    {
        var raw = value.GetRawText();
        var redacted = Redact(raw);
        if (ReferenceEquals(raw, redacted)) value.WriteTo(writer);
        else writer.WriteStringValue(redacted);
    }

    /// <summary>All values at one time; never changed.</summary>
    private sealed class Known(Dictionary<string, string> names)
    {
        public static readonly Known None = new(new Dictionary<string, string>(StringComparer.Ordinal));

        private readonly SearchValues<string> _search = SearchValues.Create([.. names.Keys], StringComparison.Ordinal);
        private readonly Dictionary<char, string[]> _byFirst = names.Keys.GroupBy(v => v[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(v => v.Length).ToArray());

        public Dictionary<string, string> Names { get; } = names;

        public int IndexIn(string text, int from)
        {
            if (Names.Count == 0) return -1;
            var at = text.AsSpan(from).IndexOfAny(_search);
            return at < 0 ? -1 : from + at;
        }

        /// <summary>The longest value that begins here; its end is 0 when none does.</summary>
        public (int End, string Name) MatchAt(string text, int at)
        {
            foreach (var value in _byFirst.GetValueOrDefault(text[at]) ?? [])
            {
                if (text.AsSpan(at).StartsWith(value, StringComparison.Ordinal)) return (at + value.Length, Names[value]);
            }

            return (0, "");
        }
    }
}
