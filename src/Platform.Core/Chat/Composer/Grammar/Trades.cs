using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// What is asked for by the name of what it does: "build a recipe generator with inputs ingredients and servings" takes them and generates a recipe. A pure
/// rewriting of words.
/// </summary>
internal static partial class Trades
{
    // These make something new; all others work on what is given.
    private static readonly HashSet<string> Making = [.. VerbKinds.Making, "plan", "recommend", "suggest", "invent", "design", "build"];

    private static readonly HashSet<string> Working = ["translate", "summarise", "summarize", "classify", "check", "review", "explain", "rewrite", "analyse", "analyze", "extract", "proofread", "correct", "simplify", "shorten", "paraphrase", "improve", "compare", "grade", "score", "rate", "describe", "categorise", "categorize"];

    // What is checked of a text is no text.
    private static readonly HashSet<string> Sides = ["grammar", "spelling", "tone", "style", "fact", "plagiarism", "sentiment", "keyword"];

    private static readonly HashSet<string> Onward = ["use", "return", "output", "give", "show", "keep", "answer", "respond", "it", "the", "with", "run", "limit", "only", "inputs", "outputs", "input", "output", "make", "default"];

    /// <summary>The text with its first sentence as an order, where that names a trade and nothing behind it says the orders.</summary>
    public static string Spelt(string text)
    {
        if (Named().Match(text) is not { Success: true } named || Verb(named.Groups["doer"].Value.ToLowerInvariant()) is not { } verb) return text;
        var behind = text[(named.Index + named.Length)..].TrimStart('.', ' ');
        if (behind.Split(". ").Any(s => s.Length > 0 && !Onward.Contains(Phrase.Of(s).Low(0)) && !s.Contains("default", StringComparison.OrdinalIgnoreCase))) return text;
        var (of, inputs) = (named.Groups["of"].Value.Trim().ToLowerInvariant(), Given(named.Groups["inputs"].Value));
        var takes = inputs.Length > 0 ? $"The inputs are {inputs}. " : "";
        var returns = named.Groups["returns"].Success ? $" Return {named.Groups["returns"].Value}." : "";
        var fetch = Phrase.Of(inputs).Has("url", "link") ? "fetch the url, then " : "";
        return $"{takes}{fetch}{Order(verb, of, inputs)}.{returns} {behind}".Trim();
    }

    private static string Order(string verb, string of, string inputs)
    {
        var text = Phrase.Of(inputs) is { Count: > 0 } first && first.Low(Lexicon.IsDeterminer(first.Low(0)) ? 1 : 0) is var given && given.Length > 0 ? given : "text";
        if (Making.Contains(verb)) return $"{verb} {(of.Length == 0 ? "a text" : $"{("aeiou".Contains(of[0]) ? "an" : "a")} {of}")}{(inputs.Length == 0 ? " about the topic" : "")}";
        var last = of.Split(' ')[^1];
        if (verb == "translate" && StatementReader.IsTongue(last)) return $"translate the {text} into {char.ToUpperInvariant(last[0])}{last[1..]}";
        if (verb == "translate" && Phrase.Of(inputs).Has("language")) return $"translate the {text} into the language";
        return of.Length == 0 ? $"{verb} the {text}" : Sides.Contains(of) ? $"{verb} the {text} for {of}" : $"{verb} the {of}";
    }

    // "text and language, where language defaults to French" gives the language with its default.
    private static string Given(string list)
    {
        foreach (Match usual in Usual().Matches(list).Reverse())
            list = Regex.Replace($"{list[..usual.Index]}{list[(usual.Index + usual.Length)..]}", $@"\b{Regex.Escape(usual.Groups["name"].Value)}\b", $"{usual.Groups["name"].Value} (default {usual.Groups["value"].Value})", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        return list.Trim(' ', ',', '.');
    }

    // "generator", "summarizer", "planner": the verb in it.
    private static string? Verb(string doer)
    {
        var stem = doer[..^2];
        return new[] { stem, $"{stem}e", stem.Length > 2 && stem[^1] == stem[^2] ? stem[..^1] : stem, stem.EndsWith('i') ? $"{stem[..^1]}y" : stem }.FirstOrDefault(v => Making.Contains(v) || Working.Contains(v));
    }

    [GeneratedRegex(@"^(?:(?:please|hi|hello|hey)[,!]? )?(?:(?:can|could) you )?(?:i (?:want|need|would like)|i'd like|build|create|make|set up|design|give|we (?:want|need))(?: me| us)? an? (?:simple |small |little |new |good )?(?<of>(?:[a-z][\w-]* ){0,3}?)(?<doer>[a-z]{3,}(?:er|or))\b(?: (?:agent|bot|workflow|app|tool))?(?:(?:,| with|:|[,:]? (?:that|which|it) (?:takes|accepts|gets|has|needs|is given)| taking) ?(?:the |two |three |four |these )*(?:as )?(?:inputs?(?: are|:|,)? ?)?(?<inputs>[^.;:\n]{3,120}?)(?: as inputs?)?(?:,? and (?:returns?|outputs?|gives back) (?<returns>[^.;\n]{3,80}))?)?(?:\.(?= |$)|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Named();

    [GeneratedRegex(@",? ?(?:and |where |with )*(?:the )?(?<name>[a-z_]+) (?:defaults? to|defaulting to|is by default|being by default) (?<value>[\w.$-]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Usual();
}
