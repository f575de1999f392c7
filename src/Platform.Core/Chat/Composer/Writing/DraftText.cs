using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Config;

namespace Platform.Core.Chat.Composer.Writing;

/// <summary>
/// The text of a changed draft. What did not change keeps its lines as a person wrote them, with comments, order and style; only entries that changed are
/// written anew, as deep in the file as blocks go.
/// </summary>
internal static class DraftText
{
    /// <summary>A whole file.</summary>
    public static string Write(JsonObject draft)
    {
        var text = new StringBuilder();
        var previous = "";
        foreach (var (key, value) in draft)
        {
            if (text.Length > 0 && (IsBlock(previous) || IsBlock(key))) text.Append('\n');
            text.Append(YamlText.Entry(key, value, 0, inline: !IsSection(key)));
            previous = key;
        }

        return text.ToString();
    }

    /// <summary>The same file with other content.</summary>
    /// <param name="was">What <paramref name="text"/> says.</param>
    public static string Write(JsonObject draft, string text, ConfigMap was)
    {
        var lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var written = new StringBuilder();
        WriteMap(written, draft, was, lines, 0, lines.Length, 0, isTop: true);
        return written.ToString();
    }

    // Each key of a block stands at the head of its own line, all in one column.
    private static bool IsBlockMap(ConfigMap map, string[] lines, int from, int to)
    {
        var line = from;
        foreach (var entry in map.Entries)
        {
            var at = entry.KeyAt.Line - 1;
            if (at < line || at >= to || entry.KeyAt.Column != map.Entries[0].KeyAt.Column) return false;
            if (lines[at].Length < entry.KeyAt.Column || lines[at][..(entry.KeyAt.Column - 1)].Trim(' ').Length > 0) return false;
            line = at + 1;
        }

        return map.Entries.Count > 0;
    }

    private static void WriteMap(StringBuilder written, JsonObject now, ConfigMap was, string[] lines, int from, int to, int indent, bool isTop)
    {
        if (!IsBlockMap(was, lines, from, to))
        {
            foreach (var (key, value) in now) written.Append(YamlText.Entry(key, value, indent));
            return;
        }

        indent = was.Entries[0].KeyAt.Column - 1;
        var chunks = Chunks(was, lines, from, to);
        var previous = "";
        foreach (var (key, value) in now)
        {
            if (was.Entry(key) is not { } old || !chunks.TryGetValue(key, out var chunk))
            {
                if (isTop && written.Length > 0 && (IsBlock(key) || IsBlock(previous)) && !EndsBlank(written)) written.Append('\n');
                written.Append(YamlText.Entry(key, value, indent, inline: !(isTop && IsSection(key))));
            }
            else if (JsonNode.DeepEquals(value, JsonNode.Parse(old.Value.ToJson().GetRawText())))
            {
                Copy(written, lines, chunk.From, chunk.To);
            }
            else if (value is JsonObject { Count: > 0 } inner && old.Value is ConfigMap { Entries.Count: > 0 } map && IsBlockMap(map, lines, chunk.Key + 1, chunk.To))
            {
                Copy(written, lines, chunk.From, chunk.Key + 1);
                WriteMap(written, inner, map, lines, chunk.Key + 1, chunk.To, indent + 2, isTop: false);
            }
            else
            {
                Copy(written, lines, chunk.From, chunk.Key);
                written.Append(YamlText.Entry(key, value, indent, inline: !(isTop && IsSection(key))));
            }

            previous = key;
        }

        if (isTop) return;
        Copy(written, lines, chunks.Values.Max(c => c.To), to); // blank lines and remarks behind the last entry
    }

    /// <summary>For each key, its lines: the remarks above it, its own line, and the end of its value.</summary>
    private static Dictionary<string, (int From, int Key, int To)> Chunks(ConfigMap map, string[] lines, int from, int to)
    {
        var chunks = new Dictionary<string, (int, int, int)>(StringComparer.Ordinal);
        var start = from;
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var key = map.Entries[i].KeyAt.Line - 1;
            var end = i + 1 < map.Entries.Count ? map.Entries[i + 1].KeyAt.Line - 1 : to;
            var column = map.Entries[i].KeyAt.Column - 1;
            while (end > key + 1 && IsRemark(lines[end - 1], column)) end--;
            chunks[map.Entries[i].Key] = (start, key, end);
            start = end;
        }

        return chunks;
    }

    // A blank line, or a remark that stands no deeper than the keys; a deeper one may be text of a block scalar.
    private static bool IsRemark(string line, int column) =>
        line.Trim().Length == 0 || line.TrimStart().StartsWith('#') && line.Length - line.TrimStart().Length <= column;

    private static void Copy(StringBuilder written, string[] lines, int from, int to)
    {
        if (written.Length > 0 && written[^1] != '\n') written.Append('\n');
        for (var i = from; i < to; i++)
            if (i < lines.Length - 1) written.Append(lines[i]).Append('\n');
            else if (lines[i].Length > 0) written.Append(lines[i]).Append('\n');
    }

    private static bool EndsBlank(StringBuilder text) => text.Length < 2 || text[^1] == '\n' && text[^2] == '\n';

    private static bool IsSection(string key) => key is "inputs" or "state" or "outputs" or "types" or "models" or "tools" or "agents" or "nodes";

    private static bool IsBlock(string key) => IsSection(key) || key is "triggers" or "start";
}
