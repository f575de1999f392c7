using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>
/// The clauses of a request that left no trace in its draft. A word has left one when it stands in the draft, or when the part that it asks for is there: a
/// cron for "noon", a person for "approval", a loop for "rounds". A clause that holds a word without one is quoted as it was written.
/// </summary>
internal sealed partial class Losses(JsonObject root, Literals literals, IEnumerable<string> told, bool isTurn = false)
{
    private const int MostQuoted = 4;
    private const int LongestQuote = 12;

    private readonly string _draft = root.ToJsonString();
    private readonly string _packed = Accounting.Packed(string.Join('\n', Accounting.Written(root)));
    private readonly HashSet<string> _known = [.. Accounting.Written(root).Concat(told).SelectMany(t => WordsOf().Matches(t)).Select(m => Accounting.Stem(m.Value))];

    /// <summary>Each clause that is lost, in the words of the request.</summary>
    public IReadOnlyList<string> Of(string text)
    {
        var lost = new List<string>();
        foreach (var sentence in Sentences().Split(text))
        {
            var phrase = Phrase.Of(sentence);
            for (var (from, at) = (0, 0); at <= phrase.Count; at++)
            {
                if (at < phrase.Count && !Parts(phrase, at)) continue;
                if (Lost(phrase.Part(from, at)) is { } quote) lost.Add(literals.Unmask(quote).Trim());
                from = at;
            }

            lost.AddRange(Conditions(phrase).Where(c => !lost.Exists(l => l.Contains(literals.Unmask(c.Text), StringComparison.Ordinal))).Select(c => literals.Unmask(c.Text)).ToList());
            lost.AddRange(Crews(sentence).Concat(Clocks(sentence)).Concat(Deciders(sentence)).Select(literals.Unmask).Where(q => !lost.Contains(q)).ToList());
        }

        return [.. lost.Distinct(StringComparer.Ordinal).Take(MostQuoted)];
    }

    // A clause ends at a comma, and where an order begins behind "and".
    private static bool Parts(Phrase phrase, int at) => phrase[at].Kind == TokenKind.Mark && phrase[at].Text is "," or "(" or ")" or "-" or "–" or "—" || phrase.Low(at) is "and" or "then" or "but" && Lexicon.OrderAt(phrase, at + 1) >= 0;

    private string? Lost(Phrase clause)
    {
        var isTool = clause.Any(t => t.Kind == TokenKind.Literal && Literals.KindOf(t.Text[0]) is not "quote" && _packed.Contains(Accounting.Packed(literals.Value(t.Text[0])), StringComparison.Ordinal));
        var (first, last, plain, traces, isSure) = (-1, -1, 0, 0, false);
        for (var at = 0; at < clause.Count; at++)
        {
            if (!clause[at].IsWord) continue;
            if (Kind(clause, at) is not { } kind)
            {
                if (_known.Contains(Accounting.Stem(clause.Low(at))) && !Lexicon.IsDeterminer(clause.Low(at)) && !Lexicon.IsPreposition(clause.Low(at))) traces++;
                continue;
            }

            if (kind == Word.Plain && isTool) continue; // what an address or a file holds may be called as one likes
            if (kind == Word.Plain) plain++;
            else isSure = true;
            if (first < 0) first = at;
            last = at;
        }

        if (plain == 1 && traces == 0 && clause.Trimmed() is { Count: > 2 } whole && !whole.Any(Lexicon.IsNumber) && !Lexicon.IsPreposition(whole.Low(0)) && !Lexicon.IsDeterminer(whole.Low(0)) && !Lexicon.IsPronoun(whole.Low(0))) isSure = true; // nothing of it is there
        if (!isSure && plain < 2) return null;
        while (clause.Count > 0 && (clause[0].Kind == TokenKind.Mark || clause.Low(0) is "and" or "then" or "but")) (clause, first, last) = (clause.From(1), first - 1, last - 1);
        return clause.Count <= LongestQuote ? clause.Trimmed().Text : clause.Part(Math.Max(0, first - 4), Math.Min(clause.Count, last + 5)).Trimmed().Text;
    }

    /// <summary>What is left of a sentence and asks for nothing: "also", "and has to".</summary>
    public static bool SaysNothing(string text) => Phrase.Of(text) is { Count: <= 4 } said && !said.Any(t => !t.IsWord || !(Lexicon.IsAdverb(t.Low) || Lexicon.IsModal(t.Low) || t.Low is "and" or "or" or "but" or "to" or "oh" or "well" or "so" or "it" or "be"));

    private enum Word
    {
        Plain,
        Asking,
    }

    // What is lost of a word: one that asks for something is a loss by itself, a plain one beside another; null for one that left a trace.
    private Word? Kind(Phrase clause, int at)
    {
        var word = clause.Low(at);
        if (Needed(clause, at) is { } found) return found || word is not ("parallel" or "simultaneously" or "concurrently" or "separately") && _known.Contains(Accounting.Stem(word)) ? null : Word.Asking;
        if (word is "digest" or "recap" or "overview" or "synopsis" && Has("\"summariser")) return null;
        if (StatementReader.IsTongue(word) && clause.Tokens.Skip(1).Where((t, k) => clause.Low(k) is "to" or "into" && t.Low != word && StatementReader.IsTongue(t.Low)).Any()) return null; // what it is translated from
        if (StatementReader.IsTongue(word) && char.IsLetter(clause[at].Text[0]) && (word != "polish" || clause[at].Text == "Polish")) return _known.Contains(Accounting.Stem(word)) ? null : Word.Asking;
        if (word.Length < 4 || _known.Contains(Accounting.Stem(word))) return null;
        if (Lexicon.Lemma(word) is { } verb && Deeds.Contains(verb)) return _known.Contains(Accounting.Stem(verb)) || Does(verb) || Lexicon.OrderAt(clause, at) != at ? null : Word.Asking;
        if (Accounting.IsCommon(word) || word.Contains('-', StringComparison.Ordinal) || word.Contains('_', StringComparison.Ordinal)) return null;
        return IsMade(clause, at) ? Word.Asking : Word.Plain;
    }

    // "Give me a verdict": what is to be made, and is called so by no step.
    private static bool IsMade(Phrase clause, int at)
    {
        var start = at;
        while (start > 1 && start > at - 4 && clause[start - 1].IsWord && clause.Low(start) is not ("a" or "an") && !Lexicon.IsPreposition(clause.Low(start - 1))) start--;
        if (clause.Low(start) is not ("a" or "an") || at + 1 < clause.Count && clause[at + 1].IsWord && !Lexicon.IsPreposition(clause.Low(at + 1)) && clause.Low(at + 1) is not ("and" or "or" or "that" or "which" or "whether")) return false;
        var before = clause.Low(start - 1) is "me" or "us" ? clause.Low(start - 2) : clause.Low(start - 1);
        if (before is "and" or ",") before = clause.Low(0) is "and" or "then" ? clause.Low(1) : clause.Low(0);
        return Lexicon.Lemma(before) is "plan" or "design" or "tell" or "give" or "write" or "make" or "create" or "draft" or "generate" or "produce" or "compose" or "prepare" or "add" or "include";
    }

    private bool Does(string verb) => verb switch
    {
        "pick" or "choose" or "list" => Has("json.query", "csv.read", "text.regex", "\"extractor\"", "file.list", "sql.query", "\"minLength\"", "\"enum\""),
        "calculate" or "compute" => Has("math.eval", "\"hash\"", "\"code\":"),
        "explain" or "suggest" or "propose" => Has("\"feedback\""),
        _ => false,
    };

    // Words that ask for a part of the file, and whether it is there; null for all others.
    private bool? Needed(Phrase clause, int at) => clause.Low(at) switch
    {
        "only" or "without" or "except" when isTurn && !clause.Has("above", "below", "over", "under", "with", "where", "whose", "if", "when") => true, // "only one attempt", "without the approval after all": how changes are said
        "zone" => Has("timezone"),
        "midnight" => Has("\"0 0 ", "T00:00"),
        "noon" => AtNoon().IsMatch(_draft),
        "cached" when clause.HasLiterals => null, // a copy that lies somewhere
        "cache" or "cached" or "caching" => Has("\"cache\":"),
        "separately" when Lexicon.OrderAt(clause, at + 1) == at + 1 => true, // "and separately extract …": a step of its own
        "webhook" => Has("\"webhook\":") || Has("http.request") && clause.Any(t => t.IsLiteral("url")), // one that is called starts nothing here
        "parallel" or "simultaneously" or "concurrently" or "separately" or "independently" => Has("\"map\":", "\"needs\":", "\"concurrency\":") || root["start"] is JsonArray { Count: > 1 } || SideBySide().IsMatch(_draft),
        "rounds" or "repeat" or "repeatedly" or "iterate" => Has("\"rounds\"", "\"retry\":", "\"cron\":", "\"map\":"),
        "times" when at > 0 && Lexicon.IsNumber(clause[at - 1]) => Has("\"rounds", "\"retry\":", "\"attempts\":", "\"cron\":"),
        "twice" or "thrice" => Has("\"rounds", "\"retry\":", "\"attempts\":", "\"cron\":", "twice", "thrice"),
        "approval" or "approves" or "permission" or "sign-off" => isTurn || Has("\"human\":", GraphBuilder.ToDecide, "\"approved\""), // an agent's approval is a question that it answers
        "except" or "unless" when PartOfWeek().IsMatch(_draft) => true,
        "whose" when clause.Low(at + 1) is "address" or "email" or "mail" or "number" => Has("\"to\":", "\"chat\":"),
        "whose" or "unless" or "except" => Has("\"when\":", ".filter(", "where ", "\"retry\":"),
        "without" when clause.Low(at + 1) is "a" or "an" or "any" => Has("\"when\":", ".filter("),
        "only" => Has("\"when\":", ".filter(", "where ", "\"enum\""),
        "web" or "internet" or "online" => Has("web.", "http.request"),
        "daily" or "weekly" or "monthly" or "nightly" or "hourly" => Has("\"cron\":"),
        "morning" or "evening" or "night" or "day" or "hour" or "week" or "month" or "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday" or "weekday" when clause.Low(at - 1) is "every" or "each" => Has("\"cron\":", "\"map\":"),
        "many" when clause.Low(at - 1) == "how" => Has("size()", "math.eval", "\"code\":", "count("),
        "id" when clause.Low(at - 1) is "an" or "unique" or "new" or "random" => Has("id.new", "run.id"),
        "timestamp" => Has("time.now", "run."),
        "uuid" or "guid" => Has("id.new"),
        "aloud" => Has("audio.speak"),
        "average" or "median" => Has("math.eval", "\"code\":"),
        _ => null,
    };

    private bool Has(params string[] parts) => Array.Exists(parts, p => _draft.Contains(p, StringComparison.OrdinalIgnoreCase));

    // Work that an agent does by these words: where they stand nowhere, nobody does it.
    private static readonly HashSet<string> Deeds =
        [.. "pick choose rank compare rewrite improve refine revise explain calculate compute list suggest propose brainstorm argue debate verify proofread simplify highlight redact anonymize anonymise prioritize prioritise translate outline critique double-check fact-check".Split(' ')];

    [GeneratedRegex(@"[.!?;:\n]+|\s\d{1,2}\)\s")]
    private static partial Regex Sentences();

    [GeneratedRegex("\"cron\":\"\\d+ (?:\\d+,)*12[, ]|T12:00")]
    private static partial Regex AtNoon();

    [GeneratedRegex("\"cron\":\"[^\"]*\\d\"")]
    private static partial Regex PartOfWeek();

    [GeneratedRegex("\"(?:next|to)\":\\[\"")]
    private static partial Regex SideBySide();

    [GeneratedRegex(@"[A-Za-z][A-Za-z'’]*")]
    private static partial Regex WordsOf();
}
