using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Who looks at a text and says something of it, and who mends it by that.</summary>
internal sealed partial class GraphBuilder
{
    // What follows the step that is built.
    private PlanItem? _next;

    // "Check the grammar": what is wanted is the text without the mistakes, unless somebody else is to hear of them.
    private bool Corrects(Step step)
    {
        var said = Grammar.Phrase.Of(step.Said);
        return _each is null && _forks == 0 && !_isBeside && _next is not (Fork or Again or Step { Skill: "improve" or "back" }) && (_next is not Step mending || !Mends(mending)) && Grammar.Lexicon.Lemma(said.Low(0)) is "check" or "proofread" or "review"
            && said.Has("grammar", "spelling", "punctuation", "typos", "typo", "orthography", "spelling-mistakes", "wording") && !said.Has("report", "list", "whether", "if", "score", "rate", "say", "remarks", "comments", "feedback", "mark")
            && Meant(step.Said) is [.., { Shape: Shape.Text, IsAside: false }];
    }

    private void Corrected(Step step)
    {
        var text = Meant(step.Said)[^1];
        var one = step with { Said = $"{step.Said.TrimEnd('.')} and give back the corrected text alone" };
        Agent(one, step.Get("name") is { Length: > 0 } named ? Words.Identifier(named) : Words.Identifier(Words.Plain(step.Said).Split(' ')[0]), "editor", text.IsInput || text.IsRaw ? "corrected" : text.Noun, isAbout: true);
    }

    private static bool Looks(string said) => Grammar.Lexicon.Lemma(Grammar.Phrase.Of(said).Low(0)) is "check" or "verify" or "validate" or "double-check" or "fact-check" or "review" or "assess" or "evaluate" or "judge" or "inspect";

    private void Kept(Step step, Action make)
    {
        _looksOnly = Looks(step.Said);
        make();
        _looksOnly = false;
    }

    // Who gives remarks on a text, or checks it, leaves the text as it was: "mail it" is still about that.
    private string? Judges(Step step, string agent)
    {
        if (_each is not null || step.Skill is not ("agent" or "work" or "write") || step.Tools.Count > 0 && !(step.Skill == "agent" && Grammar.Lexicon.Lemma(Tasked(step)) is "check" or "verify" or "validate") || _values.FindLast(v => !v.IsInput && !IsAside(v)) is not { Shape: Shape.Text } last) return null;
        var said = Grammar.Phrase.Of(step.Said);
        if (last.IsRaw && !(Grammar.Lexicon.Lemma(said.Low(0)) is "check" or "proofread" && said.Has("spelling", "grammar", "tone", "style", "typos", "mistakes", "punctuation"))) return null; // what is said of a text that was read

        if (said.Has("remarks", "feedback", "comments", "suggestions", "objections", "criticism", "improvements", "weaknesses", "flaws") && (Grammar.Lexicon.Lemma(said.Low(0)) is "give" or "write" or "make" or "add" or "list" or "find" or "note" or "leave" or "suggest" or "propose" || Critics.Contains(agent))) return "feedback";
        if (Critics.Contains(agent) && Grammar.Lexicon.Lemma(said.Low(0)) is "comment" or "criticise" or "criticize" or "critique" or "review" or "read" or "attack" or "question") return "feedback";
        if (step.Skill == "agent" && said.Low(1) is "it" or "this" or "them" && Grammar.Lexicon.Lemma(said.Low(0)) is "judge" or "review" or "grade" or "evaluate" or "assess" or "criticise" or "criticize" or "critique") return "feedback";
        if (Critics.Contains(agent) && said.Count <= 3 && Grammar.Lexicon.Lemma(said.Low(0)) is "check" or "judge" or "evaluate" or "examine" or "test" or "inspect") return "feedback";
        if (said.Count <= 5 && Grammar.Lexicon.Lemma(said.Low(0)) is "check" or "verify" or "validate" && said.Count > 1 && (said.Has("facts", "spelling", "grammar", "style", "tone", "typos", "mistakes", "punctuation", "quality", "sources", "figures") || _values.Exists(v => !v.IsInput && !v.IsRaw && v.Shape == Shape.Text && said.Any(t => t.IsWord && v.IsCalled(t.Low))))) return "check";
        if (said.Low(1) is "it" or "this" or "them" && Grammar.Lexicon.Lemma(said.Low(0)) is "check" or "verify" or "validate" or "double-check" or "fact-check") return "check"; // "check it for typos"
        return Grammar.Lexicon.Lemma(said.Low(0)) is "check" or "verify" or "validate" or "double-check" or "ensure" or "make" && said.Has("that", "whether", "if", "sure") ? "check" : null;
    }

    private static readonly HashSet<string> Critics = ["critic", "reviewer", "judge", "checker", "proofreader", "lawyer", "sceptic", "skeptic", "auditor", "fact_checker"];

    private static bool Mends(Step step)
    {
        if (step.Skill == "improve" || step.Get("name") is "fixer" or "editor" or "rewriter" or "improver") return true;
        var said = Grammar.Phrase.Of(step.Said);
        if (step.Skill is "agent" && said.Count <= 3 && said.Has("it", "them", "these") && Improves(said.Low(0))) return true;
        return step.Skill is "agent" or "work" or "write" && said.Has("remarks", "comments", "feedback", "suggestions", "remark", "criticism") && (Grammar.Lexicon.Lemma(said.Low(0)) ?? said.Low(0)) is "apply" or "applies" or "applying" or "fix" or "incorporate" or "incorporates" or "address" or "addresses" or "work" or "put" or "include" or "use" or "integrate" or "integrates" or "implement" or "implements";
    }

    // Who mends a text reads it, and what was said of it since.
    private List<Value> Mended(Step step, List<Value> about)
    {
        if (_each is not null || (about.FindLast(v => !IsAside(v) && v.Shape == Shape.Text) ?? Current()) is not { Shape: Shape.Text } text) return about;
        var at = _values.IndexOf(text);
        var said = _values.Where((v, i) => i > at && !v.IsInput && !_folded.Contains(v.Expression) && v.Noun is "feedback" or "check").ToList();
        var isAnswered = _forks > 0 || _isReworked || step.Said.Contains("comment", StringComparison.OrdinalIgnoreCase) || about.Exists(v => v.Noun == "decision");
        if (isAnswered && _values.FindLast(v => v.Noun == "decision" && v.Shape == Shape.Map) is { } decision && _values.IndexOf(decision) > at) said.Add(new Value("comment", $"{decision.Expression}.comment", Shape.Text));
        if (said.Count == 0 && Grammar.Phrase.Of(step.Said).Has("remarks", "comments", "corrections", "findings", "suggestions", "feedback") && _values.FindAll(IsFresh) is { Count: > 0 } found && found.SelectMany(v => _from.GetValueOrDefault(v.Expression, [])).DistinctBy(v => v.Expression).ToList() is [{ Shape: Shape.Text } source])
            return [source, .. found]; // what was found in one text is mended in that
        if (said.Count == 0 && !about.Exists(v => v.Noun is "feedback" or "check")) return about;
        return [text, .. about.Where(v => v.Noun is "feedback" or "check" && !said.Contains(v)), .. said];
    }

    // What is missing from a text stands in what it was made from.
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:missing|left out|forgotten|omitted|complete|invented|made up|added|correctly|faithful\w*|against the|agrees? with|matches|nothing)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Whole();
}
