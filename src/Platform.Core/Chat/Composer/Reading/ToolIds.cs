using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Tools by the names that a file has for them, where a sentence uses them as words: "use sql.query to get the list".</summary>
internal static partial class ToolIds
{
    /// <summary>One such name.</summary>
    public const string Id = @"(?:web|http|slack|email|telegram|github|csv|file|sql|memory|audio|json|math|time|id|text|code|human)\.[a-z]+";

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["web.search"] = "web search",
        ["http.request"] = "http request",
        ["sql.query"] = "SQL",
        ["memory.search"] = "memory",
        ["memory.save"] = "memory",
        ["slack.post"] = "Slack",
        ["email.send"] = "email",
        ["telegram.send"] = "Telegram",
        ["text.regex"] = "a regex",
    };

    /// <summary>The sentence in plain words. What lists the tools of an agent was taken out before.</summary>
    public static string Spelt(string sentence) => InOrder().Replace(sentence, m => Words.TryGetValue(m.Groups["id"].Value, out var word) ? $"{(m.Groups["next"].Success ? $"{m.Groups["next"].Value}use " : m.Groups["by"].Value)}{word}" : m.Value);

    [GeneratedRegex(@"(?:(?<by>\b(?:use|using|with|via|through|by|in|to|from) (?:the )?)|(?<next>(?:,|\band) (?=" + Id + " to )))(?<id>" + Id + ")", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InOrder();
}
