using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Writing;

/// <summary>Writes JSON values as YAML that people like to read: blocks, and short maps and lists on one line.</summary>
internal static partial class YamlText
{
    private const int Widest = 110;

    /// <summary>The line or lines of one entry, each ended.</summary>
    public static string Entry(string key, JsonNode? value, int indent, bool? inline = null)
    {
        var text = new StringBuilder();
        Write(text, $"{new string(' ', indent)}{Key(key)}:", value, indent, inline ?? true);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string head, JsonNode? value, int indent, bool mayInline)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map when !mayInline || !FitsInline(head, map):
                text.Append(head).Append('\n');
                foreach (var (key, inner) in map) text.Append(Entry(key, inner, indent + 2));
                break;
            case JsonArray { Count: > 0 } list when !FitsInline(head, list):
                text.Append(head).Append('\n');
                foreach (var item in list) Item(text, item, indent + 2);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String && scalar.GetValue<string>() is var written && IsBlock(written):
                text.Append(head).Append(written.EndsWith('\n') ? " |\n" : " |-\n");
                foreach (var line in written.TrimEnd('\n').Split('\n')) text.Append(line.Length == 0 ? "" : new string(' ', indent + 2)).Append(line).Append('\n');
                break;
            default:
                text.Append(head).Append(' ').Append(Inline(value, isFlow: false)).Append('\n');
                break;
        }
    }

    private static void Item(StringBuilder text, JsonNode? item, int indent)
    {
        var head = $"{new string(' ', indent)}-";
        if (item is JsonObject { Count: > 0 } map && !FitsInline(head, map))
        {
            var isFirst = true;
            foreach (var (key, inner) in map)
            {
                var entry = Entry(key, inner, indent + 2);
                text.Append(isFirst ? $"{head} {entry[(indent + 2)..]}" : entry);
                isFirst = false;
            }
        }
        else
        {
            text.Append(head).Append(' ').Append(Inline(item, isFlow: item is JsonObject or JsonArray)).Append('\n');
        }
    }

    private static bool FitsInline(string head, JsonNode value) => Depth(value) <= 3 && head.Length + 1 + Inline(value, isFlow: true).Length <= Widest;

    private static int Depth(JsonNode? value) => value switch
    {
        JsonObject map => 1 + map.Select(e => Depth(e.Value)).DefaultIfEmpty().Max(),
        JsonArray list => 1 + list.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static string Inline(JsonNode? value, bool isFlow) => value switch
    {
        null => "null",
        JsonObject { Count: 0 } => "{}",
        JsonObject map => $"{{ {string.Join(", ", map.Select(e => $"{Key(e.Key)}: {Inline(e.Value, isFlow: true)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(i => Inline(i, isFlow: true)))}]",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => Text(scalar.GetValue<string>(), isFlow),
        _ => value.ToJsonString(),
    };

    private static string Key(string key) => PlainKey().IsMatch(key) && !Special().IsMatch(key) ? key : Quoted(key);

    private static string Text(string text, bool isFlow)
    {
        var isPlain = text.Length > 0 && !Special().IsMatch(text) && text.Trim() == text && !text.Contains(": ", StringComparison.Ordinal) && !text.EndsWith(':')
            && !text.Contains(" #", StringComparison.Ordinal) && !text.Any(c => c < ' ' || c is '\u0085' or '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c))
            && (isFlow ? PlainFlow().IsMatch(text) : PlainBlock().IsMatch(text));
        return isPlain ? text : Quoted(text);
    }

    // JSON's escapes are YAML's too; what JSON escapes without need is left readable.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)c:X4}",
                >= '\uD800' and <= '\uDFFF' => c.ToString(),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsBlock(string text) => text.Contains('\n', StringComparison.Ordinal) && BlockText().IsMatch(text) && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && !text.Split('\n').Any(l => l.Length > 0 && (l.Trim().Length == 0 || l.EndsWith(' ')));

    [GeneratedRegex(@"^[A-Za-z_][\w.-]*$")]
    private static partial Regex PlainKey();

    [GeneratedRegex(@"^(?:true|false|null|yes|no|on|off|y|n|~|[-+.]?[0-9].*|[-+]?\.(?:inf|nan)|---.*|\.\.\.)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Special();

    [GeneratedRegex(@"^[\p{L}/(.$_][^\n\r\t]*$")]
    private static partial Regex PlainBlock();

    [GeneratedRegex(@"^[\p{L}/_][^\n\r\t,\[\]{}""'#&*!|>%@`:]*$")]
    private static partial Regex PlainFlow();

    [GeneratedRegex(@"^[^\s\t\r\u0000-\u0009\u000B-\u001F\u007F\u0085\u2028\u2029\uFEFF\uD800-\uDFFF][^\t\r\u0000-\u0009\u000B-\u001F\u007F\u0085\u2028\u2029\uFEFF\uD800-\uDFFF]*$")]
    private static partial Regex BlockText();
}
