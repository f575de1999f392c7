using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Platform.Core.Schemas.Values;

/// <summary>
/// JSON whose strings can all be read. JsonDocument parses lone surrogates and broken UTF-8 and throws only when the string is asked for;
/// here they become U+FFFD beforehand, so that nothing after has to expect it.
/// </summary>
internal static class WellFormed
{
    public static JsonElement Of(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var valid = Utf8.IsValid(raw);
        if (valid && !HasSurrogateEscape(raw)) return value;
        var text = Mended(valid ? Encoding.UTF8.GetString(raw) : Encoding.UTF8.GetString(raw.ToArray()));
        // A text that was parsed parses again: only the insides of strings changed.
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return document.RootElement.Clone();
    }

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> raw)
    {
        while (true)
        {
            var at = raw.IndexOf("\\u"u8);
            if (at < 0 || at + 3 >= raw.Length) return false;
            if (raw[at + 2] is (byte)'d' or (byte)'D') return true;
            raw = raw[(at + 2)..];
        }
    }

    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                mended.Append(text[i++]);
            }
            else if (text[i + 1] != 'u')
            {
                mended.Append(text, i, 2);
                i += 2;
            }
            else if (char.IsHighSurrogate(Unit(text, i)) && char.IsLowSurrogate(Unit(text, i + 6)))
            {
                mended.Append(text, i, 12);
                i += 12;
            }
            else
            {
                if (char.IsSurrogate(Unit(text, i))) mended.Append('\uFFFD');
                else mended.Append(text, i, 6);
                i += 6;
            }
        }

        return mended.ToString();
    }

    private static char Unit(string text, int at) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        && Convert.FromHexString(text.AsSpan(at + 2, 4), stackalloc byte[2], out _, out _) == OperationStatus.Done
            ? (char)Convert.ToInt32(text.Substring(at + 2, 4), 16)
            : '\0';
}
