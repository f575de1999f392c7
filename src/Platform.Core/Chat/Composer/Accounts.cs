using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer;

/// <summary>Every address, file, channel, quote, amount and span of time that a message names is in the change, or the answer says that it was not used.</summary>
internal static partial class Accounts
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="before">The file before the change: what it names already was perhaps replaced, or said to name a step.</param>
    public static IEnumerable<string> NotUsed(string masked, Literals literals, string before, JsonNode after)
    {
        var text = after.ToJsonString(Plain);
        var missing = masked.Where(Literals.IsLiteral).Distinct().Where(c => Literals.KindOf(c) is not ("code" or "date")).Select(literals.Value).Where(v => v.Length > 0 && !Holds(text, v) && !Holds(before, v)).ToList();
        missing.AddRange(Money().Matches(masked).Where(m => Amounts.Of(m.Groups["n"].Value) is { } n && !Regex.IsMatch(text, $@"(?<![\d.]){Regex.Escape(Amounts.Plain(n))}(?![\d])") && !Holds(before, Amounts.Plain(n)) && !text.Contains($"${Amounts.Plain(n / 100)}", StringComparison.Ordinal)).Select(m => m.Value.Trim()));
        return missing.Count == 0 ? [] : [$"I did not use: {string.Join(", ", missing.Distinct())}. Say in a sentence of its own what it is for."];
    }

    private static bool Holds(string text, string value) => Normal(text).Contains(Normal(value), StringComparison.OrdinalIgnoreCase);

    private static string Normal(string text) => text.Replace("\\n", " ", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal).Replace("@", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"[$€£]\s?(?<n>\d[\d,]*(?:\.\d+)?)|(?<n>\d[\d,]*(?:\.\d+)?) ?(?:dollars?|usd|euros?|eur|cents?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Money();
}
