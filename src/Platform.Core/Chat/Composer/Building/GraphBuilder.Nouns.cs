using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What the thing is called that a step makes, so that later steps find it by that name.</summary>
internal sealed partial class GraphBuilder
{
    // What a text is called: "write a report" makes a report.
    private static string Noun(Step step, string usual)
    {
        if (Grammar.Phrase.Of(step.Said) is { Count: > 2 } many && Grammar.Lexicon.IsNumber(many[1]) && Found(step.Said) is { } several) return several; // "5 blog post ideas" are ideas, no post
        if (IntoOne().Match(step.Said) is { Success: true } turned) return Words.Identifier(turned.Groups[1].Value);
        if (Made().Match(step.Said) is not { Success: true } made) return OneThing(step.Said) ?? Products.GetValueOrDefault(Words.Plain(step.Said).Split(' ')[0].ToLowerInvariant(), usual);
        var noun = Words.Identifier(Words.Singular(made.Groups[1].Value));
        return noun is "replie" ? "reply" : noun;
    }

    // "Clean it up into a letter"
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:turn|convert|transform|clean|rewrite|rework|reshape|shape|make)s? .{0,60}\binto an? (?:[a-z-]+ )?(letter|report|article|post|story|poem|plan|recipe|memo|newsletter|script|speech|summary|table|checklist|email|essay|guide|list|tweet|press release|blog post)$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex IntoOne();

    // What comes of an action when it does not say so: who compares makes a comparison.
    private static readonly Dictionary<string, string> Products = new(StringComparer.Ordinal)
    {
        ["compare"] = "comparison",
        ["comment"] = "comment",
        ["convert"] = "conversion",
        ["calculate"] = "calculation",
        ["evaluate"] = "evaluation",
        ["assess"] = "assessment",
        ["interpret"] = "interpretation",
        ["recommend"] = "recommendation",
        ["analyse"] = "analysis",
        ["analyze"] = "analysis",
        ["describe"] = "description",
        ["explain"] = "explanation",
        ["outline"] = "outline",
        ["rank"] = "ranking",
        ["summarise"] = "summary",
        ["summarize"] = "summary",
        ["translate"] = "translation",
    };

    // "List the action items", "get five quiz questions out of it": what was found is called so.
    private static string? Found(string said)
    {
        var phrase = Grammar.Phrase.Of(said);
        var verb = Grammar.Lexicon.Lemma(phrase.Low(0));
        var number = phrase.Low(1) == "up" ? 2 : 1;
        if (verb is not ("list" or "get" or "find" or "collect" or "identify" or "suggest" or "propose" or "name" or "brainstorm" or "note") && !(verb is "generate" or "plan" or "create" or "write" or "draft" or "produce" or "make" or "draw" or "formulate" or "compose" && phrase.Count > number && Grammar.Lexicon.IsNumber(phrase[number]) && phrase.Low(number) != "one")) return null;
        var at = 1;
        while (phrase.Low(at) is "me" or "us" or "out" or "up" || Grammar.Lexicon.IsDeterminer(phrase.Low(at)) || at < phrase.Count && Grammar.Lexicon.IsNumber(phrase[at])) at++;
        var end = at;
        while (end < phrase.Count && phrase[end].IsWord && !Grammar.Lexicon.IsPreposition(phrase.Low(end)) && phrase.Low(end) is not ("that" or "which" or "and" or "or" or "who" or "it") && end < at + 4) end++;
        if (at == 1 || end == at || end > at + 3 || phrase.Low(end) is "and" or "or" or "," || !phrase.Low(end - 1).EndsWith('s') || Words.Singular(phrase.Low(end - 1)) == phrase.Low(end - 1)) return null;
        var noun = Words.Identifier(phrase.Part(Math.Max(at, end - 2), end).Text);
        return noun.Length is > 3 and < 24 && phrase.Low(end - 1) is not ("results" or "rows" or "pages" or "files" or "matches" or "scores" or "rounds" or "things" or "translations") ? noun : null;
    }

    // "Draft a personalised offer" makes an offer.
    private static string? OneThing(string said)
    {
        var phrase = Grammar.Phrase.Of(said);
        if (Grammar.Lexicon.Lemma(phrase.Low(0)) is "combine" or "merge" or "condense" or "consolidate" && phrase.Find(1, "into") is > 0 and var into) phrase = Grammar.Phrase.Of($"make {phrase.From(into + 1).Text}"); // "combine the summaries into an overview"
        if (Grammar.Lexicon.Lemma(phrase.Low(0)) is "put" or "bring" or "combine" or "merge" or "join" && phrase.Find(1, "into", "in") is > 0 and var whole && phrase.Low(whole + 1) is "a" or "an" or "one" or "single") phrase = Grammar.Phrase.Of($"make {phrase.From(whole + 1).Text}"); // "puts the results together in one report"
        if (Grammar.Lexicon.Lemma(phrase.Low(0)) is not ("write" or "draft" or "compose" or "create" or "generate" or "make" or "produce" or "prepare")) return null;
        var at = 1;
        while (phrase.Low(at) is "me" or "us" or "him" or "her" or "them") at++;
        if (phrase.Low(at) is not ("a" or "an" or "one" or "another")) return null;
        var end = at + 1;
        while (end < phrase.Count && phrase[end].IsWord && !Grammar.Lexicon.IsPreposition(phrase.Low(end)) && !(end > at && Grammar.Lexicon.FormOf(phrase.Low(end)) == Grammar.VerbForm.Ing && (phrase.Low(end + 1) is "for" or "whether" or "if" or "about" or "how" || Grammar.Lexicon.IsPronoun(phrase.Low(end + 1)) || Grammar.Lexicon.IsDeterminer(phrase.Low(end + 1)))) && phrase.Low(end) is not ("that" or "which" or "and" or "or" or "who" or "whether" or "if" or "how" or "why" or "what")) end++;
        var noun = end - at is > 1 and < 6 ? Words.Identifier(Words.Singular(phrase.Low(end - 1))) : "";
        if (noun == "text" && end - at == 3 && phrase.Low(at + 1) is var kind && !Grammar.Lexicon.IsAdverb(kind) && kind is not ("short" or "long" or "new" or "final" or "nice" or "good" or "simple" or "brief" or "friendly" or "polite")) return Words.Identifier($"{kind}_text"); // "a voucher text"
        return noun.Length is > 1 and < 16 && noun is not ("text" or "version" or "thing" or "result" or "content" or "score" or "feedback" or "decision" or "rounds" or "page" or "rows" or "file" or "total") && !noun.EndsWith("_value", StringComparison.Ordinal) ? noun : null;
    }

    // "Get the poem from a.txt", "minutes.txt": what is read is called so.
    private static IReadOnlyList<string> CalledIn(Step step)
    {
        var file = step.Get("path") is { } path ? System.IO.Path.GetFileNameWithoutExtension(path) : "";
        var said = Grammar.Phrase.Of(step.Said);
        var nouns = Enumerable.Range(1, Math.Max(0, said.Count - 1)).Where(k => said[k].IsWord && said.Low(k).Length > 3 && !Grammar.Lexicon.IsPreposition(said.Low(k)) && !Grammar.Lexicon.IsDeterminer(said.Low(k)) && (k + 1 < said.Count && (said[k + 1].Kind == Grammar.TokenKind.Literal || k + 2 < said.Count && said[k + 2].Kind == Grammar.TokenKind.Literal && said.Low(k + 1) is "in" or "from" or "of" or "at"))).Select(k => said.Low(k));
        return [.. nouns.Concat(file.ToLowerInvariant().Split('-', '_', ' ').Where(w => w.Length > 3 && w.All(char.IsAsciiLetter))).Select(Words.Singular).Distinct(StringComparer.Ordinal)];
    }

    // "Estimates the costs", "collects facts": what several agents give is told apart by it.
    private static string? Sought(Grammar.Phrase task)
    {
        if (Grammar.Lexicon.Lemma(task.Low(0)) is not ("collect" or "gather" or "find" or "list" or "estimate" or "write" or "research" or "identify" or "name" or "describe" or "outline" or "give" or "suggest" or "propose" or "spot")) return null;
        var at = Grammar.Lexicon.IsDeterminer(task.Low(1)) ? 2 : 1;
        var end = at;
        while (end < task.Count && task[end].IsWord && !Grammar.Lexicon.IsPreposition(task.Low(end)) && task.Low(end) is not ("that" or "which" or "and" or "or" or "who")) end++;
        return end - at is 1 or 2 && task.Low(end) is not ("and" or "or" or ",") && Words.Singular(task.Low(end - 1)) != task.Low(end - 1) && Words.Identifier(task.Part(at, end).Text) is { Length: > 3 and < 24 } noun && !IsAside(new Value(Words.Singular(noun), "", Shape.Text)) && noun is not ("results" or "rows" or "files" or "pages" or "answers" or "things" or "translations" or "them") ? noun : null;
    }

    private static string AgentNoun(Step step)
    {
        var name = Noun(step, Found(step.Said) ?? Sought(Grammar.Phrase.Of(step.Said.Split(" that ")[^1])) ?? "");
        if (name.Length == 0 && Grammar.Lexicon.Lemma(Tasked(step)) is "test" or "verify" or "validate" or "inspect") return "feedback"; // what was tested is still what is spoken of
        return name.Length > 0 ? name : step.Tools.Contains("web.search") ? "research" : "answer";
    }
}
