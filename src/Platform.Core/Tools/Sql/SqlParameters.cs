using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Sql;

/// <summary>The values of a statement; never a part of its text.</summary>
internal static class SqlParameters
{
    /// <param name="name">Without the sign in front; a place as <c>1</c>.</param>
    public static JsonElement? Find(JsonElement? parameters, string name)
    {
        if (parameters is { ValueKind: JsonValueKind.Object } named) return named.TryGetProperty(name, out var value) ? value : null;
        if (parameters is not { ValueKind: JsonValueKind.Array } list) return null;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= list.GetArrayLength() ? list[place - 1] : null;
    }

    /// <summary>
    /// The text with <c>@name</c> and <c>:name</c> as <c>$1</c>, and the values in that order. Only where these are no part of a string, a name in
    /// quotes, a remark or a cast. It need not be exact to be safe: the server takes the text as one statement and the values apart from it.
    /// </summary>
    public static (string Text, IReadOnlyList<JsonElement> Values) Positional(string sql, JsonElement? parameters)
    {
        if (parameters is { ValueKind: JsonValueKind.Array } list) return (sql, [.. list.EnumerateArray()]);
        if (parameters is not { ValueKind: JsonValueKind.Object } named) return (sql, []);
        var text = new StringBuilder();
        var names = new List<string>();
        for (var at = 0; at < sql.Length;)
        {
            var end = End(sql, at);
            var piece = sql[at..end];
            if (piece is [':' or '@', _, ..] && named.TryGetProperty(piece[1..], out _))
            {
                if (!names.Contains(piece[1..])) names.Add(piece[1..]);
                text.Append('$').Append(names.IndexOf(piece[1..]) + 1);
            }
            else text.Append(piece);

            at = end;
        }

        return (text.ToString(), [.. names.Select(n => named.GetProperty(n))]);
    }

    // Where the piece that begins here ends: a string, a remark, a parameter, or one sign.
    private static int End(string sql, int at)
    {
        var rest = sql.AsSpan(at);
        if (rest[0] is '\'' or '"') return Quoted(sql, at, rest[0], escapes: rest[0] == '\'' && at > 0 && sql[at - 1] is 'e' or 'E');
        if (rest.StartsWith("--")) return sql.IndexOf('\n', at) is var line and >= 0 ? line : sql.Length;
        if (rest.StartsWith("/*")) return sql.IndexOf("*/", at + 2, StringComparison.Ordinal) is var close and >= 0 ? close + 2 : sql.Length;
        if (rest.StartsWith("::")) return at + 2;
        if (rest[0] == '$' && Tag(rest) is { Length: > 0 } tag) return sql.IndexOf(tag, at + tag.Length, StringComparison.Ordinal) is var last and >= 0 ? last + tag.Length : sql.Length;
        var end = at + 1;
        if (rest[0] is ':' or '@')
            while (end < sql.Length && (char.IsAsciiLetterOrDigit(sql[end]) || sql[end] == '_')) end++;
        return end;
    }

    private static int Quoted(string sql, int at, char quote, bool escapes)
    {
        for (var i = at + 1; i < sql.Length; i++)
        {
            if (escapes && sql[i] == '\\') i++;
            else if (sql[i] == quote) return i + 1; // a doubled one begins the next piece, which is a string too
        }

        return sql.Length;
    }

    // `$$` or `$tag$` of a dollar-quoted string.
    private static string? Tag(ReadOnlySpan<char> rest)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '$') return rest[..(i + 1)].ToString();
            if (!(char.IsAsciiLetter(rest[i]) || rest[i] == '_' || (i > 1 && char.IsAsciiDigit(rest[i])))) return null;
        }

        return null;
    }

    public static PlatformException TooMany() => new(ErrorCode.Validation, "A statement takes at most 1,000 parameters.", "Give a list as one parameter, as JSON.");
}
