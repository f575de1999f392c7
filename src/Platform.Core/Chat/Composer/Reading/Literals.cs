using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>
/// Addresses, file names, quotes and the like, each put away behind one character of Unicode's private use, so that a sentence can be cut at its dots,
/// commas and words without cutting into them.
/// </summary>
internal sealed partial class Literals
{
    /// <summary>Patterns for the characters that stand for one kind.</summary>
    public const string Url = "[\uE000-\uE1FF]";
    public const string Mail = "[\uE200-\uE3FF]";
    public const string File = "[\uE400-\uE5FF]";
    public const string Quote = "[\uE600-\uE7FF]";
    public const string Channel = "[\uE800-\uE9FF]";
    public const string Code = "[\uEA00-\uEBFF]";
    public const string Name = "[\uEC00-\uEDFF]";
    public const string Date = "[\uEE00-\uEFFF]";
    public const string Any = "[\uE000-\uEFFF]";

    private const int Room = 0x200;
    private static readonly string[] Kinds = ["url", "mail", "file", "quote", "channel", "code", "name", "date"];

    private readonly List<string>[] _values = [.. Kinds.Select(_ => new List<string>())];

    /// <summary>The text with every literal behind one character.</summary>
    public string Mask(string text)
    {
        var clean = Private().Replace(text, " ");
        return Ended().Replace(Pattern().Replace(clean, m => Hide(m, clean)), m => Value(m.Value[0]) is [.., '?' or '!' or '.'] && (Words.Verb(m.Groups[1].Value.ToLowerInvariant()) is not null || Opening().IsMatch(m.Groups[1].Value)) ? $"{m.Value[0]}. {m.Groups[1].Value}" : m.Value);
    }

    /// <summary>The words as they were written.</summary>
    public string Unmask(string text)
    {
        if (!text.Any(IsLiteral)) return text;
        var whole = new StringBuilder();
        foreach (var c in text)
        {
            if (!IsLiteral(c)) whole.Append(c);
            else if (KindOf(c) == "quote" && !Value(c).StartsWith('{')) whole.Append('"').Append(Value(c)).Append('"');
            else whole.Append(Value(c));
        }

        return whole.ToString();
    }

    /// <summary>What stands behind one character, without its quotes.</summary>
    public string Value(char c) => IsLiteral(c) && (c - 0xE000) % Room is var at && _values[(c - 0xE000) / Room] is var kind && at < kind.Count ? kind[at] : "";

    /// <summary>The first literal of a kind in the text; null when there is none.</summary>
    public string? First(string text, string kind) => text.Where(c => IsLiteral(c) && KindOf(c) == kind).Select(Value).FirstOrDefault();

    public IReadOnlyList<string> All(string text, string kind) => [.. text.Where(c => IsLiteral(c) && KindOf(c) == kind).Select(Value)];

    public static bool IsLiteral(char c) => c is >= '\uE000' and < '\uF000';

    public static string KindOf(char c) => Kinds[(c - 0xE000) / Room];

    private string Hide(Match match, string text)
    {
        var group = match.Groups.Values.Skip(1).First(g => g.Success);
        var (kind, value, behind) = Read(group.Name, match.Value, text[..match.Index]);
        if (kind is null) return match.Value;
        var values = _values[Array.IndexOf(Kinds, kind)];
        if (values.Count == Room) return match.Value;
        values.Add(value);
        return (char)(0xE000 + (Array.IndexOf(Kinds, kind) * Room) + values.Count - 1) + behind;
    }

    private static (string? Kind, string Value, string Behind) Read(string kind, string text, string before)
    {
        switch (kind)
        {
            case "fence":
                return ("code", Fence().Replace(text.Trim('`'), "").Trim('\n', '\r'), "");
            case "quote":
                return ("quote", text[1..^1].Trim(), "");
            case "expr" or "path" or "json" or "sql":
                return ("quote", text, "");
            case "plain":
                return FilePlace().IsMatch(before) ? ("file", text, "") : (null, text, "");
            case "folder":
                var folder = text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text;
                return FolderPlace().IsMatch(before) ? ("file", $"{folder.TrimEnd('/')}/", "") : (null, text, "");
            case "slash":
                return Slashed(text, before);
            case "site":
                var site = text.TrimEnd('.', ',', ';', ':', '!', '?', ')');
                return ("url", $"https://{site}", text[site.Length..]);
            default:
                var value = text.TrimEnd('.', ',', ';', ':', '!', '?', ')', '>');
                return (kind, kind == "file" && value.StartsWith("./", StringComparison.Ordinal) ? value[2..] : value.Replace('\\', '/'), text[value.Length..]);
        }
    }

    // owner/name and provider/model are names; and/or is not, nor is a list of labels.
    private static (string? Kind, string Value, string Behind) Slashed(string text, string before)
    {
        var value = text.TrimEnd('.', ',', ';', ':');
        var isName = Owner().IsMatch(before) || Provider().IsMatch(value);
        return isName && value.Count(c => c == '/') <= 2 ? ("name", value, text[value.Length..]) : (null, text, "");
    }

    // A quote that ends with a mark ends the sentence where another begins behind it.
    [GeneratedRegex("[\uE600-\uE7FF] ([A-Z][a-z]+)")]
    private static partial Regex Ended();

    [GeneratedRegex("^(?:On|If|When|Then|After|Otherwise|Yes|No|Once|Whoever|Only|Unless|The|It|Every|Each|For)$")]
    private static partial Regex Opening();

    [GeneratedRegex("[\uE000-\uF8FF\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]")]
    private static partial Regex Private();

    [GeneratedRegex(@"^(?:python|javascript|js|py|node|sql|json|yaml|text)?[ ]*\r?\n", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?:repo|repository|github|project|in|on|to|of|for|at|the)\s*\(?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Owner();

    [GeneratedRegex(@"^(?:openai|anthropic|google|ollama|azure|mistral|groq|deepseek|openrouter|together|vllm|lmstudio|host|scripted|builtin)/", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Provider();

    // Where a name without an ending is a file's: "append it to CHECKSUMS".
    [GeneratedRegex(@"\b(?:to|into|in|as|read|of|file)\s+$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FilePlace();

    // Where what is in a folder is read: "the files in ./notes", "every pdf in the folder bills".
    [GeneratedRegex(@"\b(?:in|from|of|at|inside|within|through|folder|directory)\s+(?:called |named )?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FolderPlace();

    [GeneratedRegex("""
        (?<fence>```[^`]{0,8000}```)
        |(?<sql>(?<=:\s{0,3})(?-i:SELECT|INSERT|UPDATE|DELETE|WITH)\s[^\n;]{5,800}?(?=;|\.\s|\.?\s*$|\n))
        |(?<sql>(?-i:\bSELECT\b)[^;.\n"]{1,300}?(?-i:\bFROM\b)\s+[\w.]+(?:\s+(?-i:WHERE|AND|OR|ON|HAVING)\s+[\w.()]+\s*(?:=|<>|!=|<=|>=|<|>|(?-i:LIKE|IN|IS(?:\s+NOT)?))\s*(?:'[^'\n]*'|[\w()-]+(?:\.\w+)?)|\s+(?-i:ORDER|GROUP)\s+(?-i:BY)\s+\w+(?:\s*,\s*\w+(?=\s+(?-i:DESC|ASC|LIMIT)))?(?:\s+(?-i:DESC|ASC)\b)?|\s+(?-i:LIMIT)\s+\d+|\s+(?-i:(?:INNER |LEFT )?JOIN)\s+\w+){0,12})
        |(?<json>(?<!\$)\{\s*"[^{}\n]{1,600}(?:\{[^{}\n]{0,300}\}[^{}\n]{0,300}){0,8}\})
        |(?<quote>"[^"\n]{1,600}"|“[^”\n]{1,600}”|«[^»\n]{1,600}»|`[^`\n]{1,600}`|(?<![\w])'[^'\n]{1,300}'(?![\w])|(?<![\w])‘[^’\n]{1,300}’(?![\w]))
        |(?<expr>\$\{\{[^}\n]{1,300}\}\})
        |(?<url>https?://[^\s<>"]{1,2000})
        |(?<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5})
        |(?<channel>(?<![\w&])[\#@][A-Za-z][\w-]{0,79})
        |(?<path>(?<!\w)\$[.\[][^\s,;]{1,200}|(?<=\s)/(?=[^\s/]*[\\\[\](){}+*^|])[^\s/]{2,200}/(?=[\s,.;]|$))
        |(?<date>(?<!\d)\d{4}-\d\d-\d\d(?:[T ]\d\d?:\d\d(?::\d\d)?Z?)?(?!\d))
        |(?<file>(?<![\w/.])(?:\./)?(?:[\w-]{1,80}[/\\]){0,8}(?:[\w-]|\.(?=\w)|\*(?=\.)){1,120}\.(?:csv|tsv|md|txt|json|jsonl|ya?ml|html?|xml|log|py|js|ts|db|sqlite3?|mp3|wav|m4a|ogg|flac|webm|opus|aac|pdf|docx?|xlsx?|srt|vtt|tex|rst|org|rtf|png|jpe?g|zip|gz|tar|ini|conf|toml|pptx?|svg|gif|sha256|sha1|md5|sig|bak|ics|vcf|eml|epub|bib|geojson|ndjson|bin|dat|iso|img|exe|apk|deb|sql|env|lock|csv\.gz)\b(?![\w/]))
        |(?<folder>(?<![\w./-])(?:\./(?:[\w-]{1,80}/){0,8}[\w-]{1,80}/?|(?:[\w-]{1,80}/){1,8})(?=[\s,;:)]|\.(?:\s|$)|$))
        |(?<plain>(?<![\w./-])(?-i:README|CHANGELOG|CHECKSUMS|SHA256SUMS|SHA512SUMS|MD5SUMS|LICENSE|VERSION|AUTHORS)(?![\w./-]))
        |(?<name>(?<![\w./-])(?:gpt|claude|o[134]|gemini|llama|mi[sx]tral|qwen|phi|gemma|deepseek|codellama|codestral|grok|command|ministral|tinyllama)(?=[\w.:-]*\d)[\w.:-]{1,60}|(?<![\w./-])(?:claude|deepseek|mistral|gemini)-[\w.:-]{2,60})
        |(?<site>(?<![\w@.-])(?:www\.)?(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|io|dev|ai|app|co|eu|de|fr|uk|gov|edu|info|news)(?:/[^\s,;"]{0,500})?(?![\w@]))
        |(?<slash>(?<![\w./-])[\w.-]{1,60}/[\w.:-]{1,80}(?:/[\w.:-]{1,80}){0,4})
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace, 5000)]
    private static partial Regex Pattern();
}
