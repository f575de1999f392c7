using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Models that stand in for others: "with gpt-4o, and if that is down claude".</summary>
internal sealed partial class StandIns(Literals literals, ModelNames models)
{
    /// <summary>The text without what it says of models that stand in; those are kept in the plan.</summary>
    public string Take(string text, Plan plan)
    {
        text = Several().Replace(text, m => m.Groups["list"].Value.Split([",", " and ", " or "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 1 } named && Array.TrueForAll(named, n => models.Find(n, literals) is not null) ? m.Groups["list"].Value : m.Value);
        text = Here().Replace(text, m => m.Groups["ours"].Success || models.Find(m.Groups["model"].Value, literals) is not { } use ? m.Groups["whole"].Value : use.StartsWith("mistral/", StringComparison.Ordinal) ? $"ollama {m.Groups["whole"].Value}" : m.Groups["whole"].Value);
        text = Tried().Replace(text, m => $"use {m.Groups["model"].Value}");
        for (var round = 0; round < 4; round++)
        {
            var match = Pattern().Matches(text).FirstOrDefault(m => models.Find(m.Groups["use"].Value, literals) is not null && Named(text[..m.Index]) is not null);
            if (match is null) return text;
            plan.Fallbacks.Add((Failing(match.Groups["down"].Value) ?? Named(text[..match.Index]), models.Find(match.Groups["use"].Value, literals)!));
            plan.Settled.Add(literals.Unmask(match.Value.Trim(' ', ',', '(', ')')));
            var behind = text[(match.Index + match.Length)..];
            text = $"{text[..match.Index].TrimEnd(' ', ',', '.')}{(behind.Length > 0 && char.IsLetter(behind.TrimStart()[0]) ? ", " : "")}{behind}";
        }

        return text;
    }

    // "If gpt-4o is down" names it; of a provider all models are down.
    private string? Failing(string down) => down.ToLowerInvariant() is "openai" or "anthropic" or "google" ? $"{down.ToLowerInvariant()}/" : models.Find(down, literals);

    // The model that was named last before: the one that may be down.
    private string? Named(string before) => Model().Matches(before).Select(m => models.Find(m.Value, literals)).LastOrDefault(m => m is not null);

    private const string Down = @"(?<down>it|that|this|that one|this one|(?:the )?(?:first|model|other|main model|first model|provider|service|api)(?: one)?|openai|anthropic|google|" + Modifiers.Family + @")(?:'s| is| be)?(?: ever| currently| not| n't|n't)? ?(?:down|unavailable|offline|unreachable|overloaded|busy|available|reachable|responding|working|failing|fails?|breaks|errors(?: out)?|times out|(?:does(?:n't| not)|can(?:'t|not)|won't) (?:answer|work|respond|be reached|reply)|has (?:an outage|problems))";

    private const string Other = @"(?:the |a |our )?(?:model |local )*(?<use>" + Modifiers.Family + @"(?: (?:opus|sonnet|haiku|flash|pro|llama\w*|mistral|(?:on|via|from|with) ollama))*)";

    [GeneratedRegex(@"(?:\s*[,;(.]\s*|\s+)(?:(?:and |but |or )?(?:if|when|in case|should|whenever) " + Down + @"[,:]?\s*(?:then )?(?:please )?(?:use|try|take|switch (?:over )?to|go (?:to|with|for)|ask|fall back (?:to|on)|fallback to|let|have)?\s*" + Other + @"|(?:and |or |but )?(?:with )?(?:falling back|falls? back|fallback)(?: is| to| on|:)*\s+" + Other + @"(?: (?:if|when|in case) " + Down + @")?|(?:and |or |but )?(?:with |use |take |keep )?" + Other + @" (?:as|for|being) (?:its |a |an |the )?(?:fallback|backup|back-up|reserve|plan b|stand-in|second choice)|(?:and |or |but |(?<=[,;] ?))(?:use |try |with |take )?" + Other + @" (?:if|when|in case) " + Down + @")(?: (?:instead|do it|take over|does it|takes over|answer|step in))?\s*\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"(?<![\w])" + Modifiers.Family + @"(?:[ -](?:opus|sonnet|haiku|flash|pro))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Model();

    // "Llama3 |on my own machine|", "mistral |locally|": that is what ollama serves.
    [GeneratedRegex(@"(?<whole>(?<ours>ollama,? (?:with |and )?(?:the )?(?:model )?)?(?<model>" + Modifiers.Family + @"))(?: running)? (?:locally|offline|on (?:my|our|this) (?:own |local )?(?:machine|laptop|computer|pc|server|hardware))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Here();

    // "Try claude first": it is used.
    [GeneratedRegex(@"\b(?:always |please )?(?:try|use)(?: it)?(?: first)?(?: with| to use)? (?<model>" + Modifiers.Family + @"(?: (?:opus|sonnet|haiku|flash|pro))?) first(?= and|,|;|\.|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Tried();

    // "three models (a, b and c)" are a, b and c.
    [GeneratedRegex(@"\b(?:the )?(?:two|three|four|five|\d) (?:different |other )?(?:models|llms|ais)\s*(?:\((?<list>[^()]{3,120})\)|[,:]\s*(?<list>[^.;:()]{3,120}),)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Several();
}
