using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Web.Rendering.Trees;

/// <summary>
/// A JSON value as nested <c>details</c>, drawn by the server and readable without script: keys, values in the colour of their type, long texts folded,
/// long lists in groups. Whatever the value's size, only so much is drawn; what is left out is counted. Pure.
/// </summary>
internal sealed partial class JsonTree
{
    public const int UsualNodes = 1_500;

    private const int Group = 100;       // members beyond so many are folded into groups of as many
    private const int Deepest = 24;
    private const int Inline = 72;       // characters of a list or object that stands on one line
    private const int LongText = 240;
    private const int MostText = 20_000;
    private const int OpenMembers = 12;  // an object or list of more is folded, unless it is the outermost

    private readonly StringBuilder _html = new();
    private int _left;

    /// <summary>Only what lies inside of the tree's box: its members, or the one value that it is.</summary>
    /// <param name="most">Members that are drawn of it, with those of its parts.</param>
    public static string Draw(JsonElement value, int most = UsualNodes)
    {
        var tree = new JsonTree { _left = most };
        if (value.ValueKind == JsonValueKind.String) tree.WholeText(value.GetString()!);
        else if (IsFull(value)) tree.Members(value, 0);
        else tree.Leaf(null, value);
        return tree._html.ToString();
    }

    private void Node(string? key, JsonElement value, int depth)
    {
        _left--;
        if (IsFull(value) && value.GetRawText() is { Length: <= Inline } raw && !raw.Contains('\n', StringComparison.Ordinal)) Leaf(key, value);
        else if (IsFull(value)) Branch(key, value, depth);
        else if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.Length > LongText || text.Contains('\n', StringComparison.Ordinal))) Folded(key, text);
        else Leaf(key, value);
    }

    private void Branch(string? key, JsonElement value, int depth)
    {
        var count = Count(value);
        var isOpen = depth == 0 ? count <= OpenMembers * 2 : depth == 1 && count <= OpenMembers;
        _html.Append(isOpen ? "<details class=\"jt-node\" open><summary>" : "<details class=\"jt-node\"><summary>");
        Key(key);
        var what = value.ValueKind == JsonValueKind.Array ? $"[ {Display.Many(count, "item")} ]" : $"{{ {Display.Many(count, "key")} }}";
        _html.Append(CultureInfo.InvariantCulture, $"<span class=\"jt-sum\">{what}</span></summary><div class=\"jt-kids\">");
        if (depth >= Deepest) _html.Append("<p class=\"jt-more\">deeper than is drawn here</p>");
        else Members(value, depth + 1);
        _html.Append("</div></details>");
    }

    private void Members(JsonElement value, int depth)
    {
        var (number, count, isGrouped) = (0, Count(value), false);
        foreach (var (key, member) in Pairs(value))
        {
            if (_left <= 0)
            {
                _html.Append(CultureInfo.InvariantCulture, $"<p class=\"jt-more\">and {Display.Many(count - number, "more", "more")}</p>");
                break;
            }

            if (number >= Group && number % Group == 0)
            {
                if (isGrouped) _html.Append("</div></details>");
                isGrouped = true;
                _html.Append(CultureInfo.InvariantCulture, $"<details class=\"jt-node\"><summary><span class=\"jt-sum\">{number} … {Math.Min(count, number + Group) - 1}</span></summary><div class=\"jt-kids\">");
            }

            Node(key ?? number.ToString(CultureInfo.InvariantCulture), member, depth);
            number++;
        }

        if (isGrouped) _html.Append("</div></details>");
    }

    private void Leaf(string? key, JsonElement value)
    {
        _html.Append("<div class=\"jt-leaf\">");
        Key(key);
        Scalar(value);
        _html.Append("</div>");
    }

    private void Scalar(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: Span("str", $"\"{value.GetString()}\""); break;
            case JsonValueKind.Number: Span("num", value.GetRawText()); break;
            case JsonValueKind.True or JsonValueKind.False: Span("bool", value.GetRawText()); break;
            case JsonValueKind.Array or JsonValueKind.Object: Span("flat", Display.JsonLine(value)); break;
            default: Span("null", "null"); break;
        }
    }

    private void Span(string kind, string text)
    {
        var encoded = Secrets().Replace(WebUtility.HtmlEncode(text), "<mark class=\"jt-secret\" title=\"A secret: never shown\">$0</mark>");
        _html.Append(CultureInfo.InvariantCulture, $"<span class=\"jt-{kind}\">{encoded}</span>");
    }

    private void Folded(string? key, string text)
    {
        var first = Display.Clip(text.AsSpan().TrimStart().ToString().Split('\n', 2)[0].TrimEnd('\r'), 120);
        _html.Append("<details class=\"jt-node jt-long\"><summary>");
        Key(key);
        if (Binary(text) is { } binary) Span("sum", binary);
        else
        {
            Span("str", $"\"{first}{(first.EndsWith('…') ? "" : "…")}\"");
            Span("sum", Display.Many(text.Length, "character"));
        }

        _html.Append("</summary>");
        Pre(text);
        _html.Append("</details>");
    }

    // A value that is nothing but text is read as text, not as a string in quotes.
    private void WholeText(string text)
    {
        if (Binary(text) is not null) Folded(null, text);
        else Pre(text);
    }

    private void Pre(string text)
    {
        var shown = Display.Clip(text, MostText);
        _html.Append("<pre class=\"jt-text\" tabindex=\"0\">");
        Span("plain", shown);
        _html.Append("</pre>");
        if (shown.Length < text.Length) _html.Append(CultureInfo.InvariantCulture, $"<p class=\"jt-more\">and {Display.Many(text.Length - MostText, "more character", "more characters")}</p>");
    }

    private void Key(string? key)
    {
        if (key is not null) _html.Append(CultureInfo.InvariantCulture, $"<span class=\"jt-key\">{WebUtility.HtmlEncode(key)}</span>");
    }

    private static bool IsFull(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Count(value) > 0;

    private static int Count(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : value.GetPropertyCount();

    private static IEnumerable<(string? Key, JsonElement Value)> Pairs(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(v => ((string?)null, v))
        : value.EnumerateObject().Select(p => ((string?)p.Name, p.Value));

    // Nobody reads the letters of a picture.
    private static string? Binary(string text)
    {
        var uri = DataUri().Match(text);
        if (uri.Success) return $"{uri.Groups["type"].Value}, {Display.Bytes((text.Length - uri.Length) * 3L / 4)}";
        return text.Length >= 400 && Base64().IsMatch(text) ? $"base64, {Display.Bytes(text.Length * 3L / 4)}" : null;
    }

    [GeneratedRegex(@"\[secret [^\]\s]{1,100}\]", RegexOptions.None, 5000)]
    private static partial Regex Secrets();

    [GeneratedRegex(@"^data:(?<type>[a-z]+/[a-z0-9.+-]+)[a-z0-9=;-]*;base64,", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DataUri();

    [GeneratedRegex(@"^[A-Za-z0-9+/_-]+={0,2}$", RegexOptions.None, 5000)]
    private static partial Regex Base64();
}
