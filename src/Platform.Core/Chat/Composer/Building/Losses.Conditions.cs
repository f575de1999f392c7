using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Conditions and people of a request: a condition stands behind a way, a wait or a trigger, and whoever decides something is asked.</summary>
internal sealed partial class Losses
{
    // What decides where a run goes on, and when: an agent that is only told of a condition does not keep it.
    private readonly HashSet<string> _decides = [.. Deciding(root).Concat(told.Where(t => Decides().IsMatch(t))).SelectMany(t => WordsOf().Matches(t)).Select(m => Accounting.Stem(m.Value))];
    private readonly string _told = string.Join('\n', told);

    private static IEnumerable<string> Deciding(JsonObject root)
    {
        foreach (var (_, node) in root["nodes"] as JsonObject ?? [])
            foreach (var part in new[] { node?["next"], node?["map"], node?["human"], node?["wait"], node?["retry"], node?["on_error"] })
                if (part is not null) yield return part.ToJsonString();
        foreach (var (_, node) in root["nodes"] as JsonObject ?? [])
            foreach (var part in new[] { node?["with"], node?["set"], node?["when"] })
                if (part?.ToJsonString() is { } said && (part.Parent is JsonObject { } own && own["when"] == part || said.Contains(".filter(", StringComparison.Ordinal))) yield return said; // rows that are left out
        foreach (var (_, agent) in root["agents"] as JsonObject ?? [])
            if (agent?["output"] is { } output) yield return $"{output.ToJsonString()} {agent["instructions"]}";
        if (root["triggers"] is { } triggers) yield return triggers.ToJsonString();
        if (root["inputs"] is { } inputs) yield return inputs.ToJsonString();
    }

    private IEnumerable<Phrase> Conditions(Phrase sentence)
    {
        for (var at = 0; at < sentence.Count; at++)
        {
            if (!Opens(sentence, at)) continue;
            var end = at + 1;
            while (end < sentence.Count && sentence.Low(end) is not ("," or "then" or ":" or "(") && !(end > at + (Lexicon.IsPronoun(sentence.Low(at + 1)) ? 2 : 1) && Lexicon.OrderAt(sentence, end) == end && (sentence.Low(end - 1) is "and" or "please" || Lexicon.IsDeterminer(sentence.Low(end + 1))))) end++;
            var clause = sentence.Part(at, end);
            if (!Stands(clause)) yield return clause;
            at = end;
        }
    }

    private static bool Opens(Phrase sentence, int at) => sentence.Low(at) switch
    {
        "if" or "when" => sentence.Low(at - 1) is not ("tell" or "know" or "see" or "say" or "says" or "decide" or "decides" or "check" or "checks" or "judge" or "judges" or "ask" or "asks" or "find" or "out" or "and" or "of" or "wonder" or "me" or "us"),
        "unless" or "whenever" => true,
        "once" => at == 0 || sentence.Low(at + 1) is "it" or "he" or "she" or "they" or "the" or "i" or "we" or "all" or "both" || sentence.Low(at + 1) is "a" or "an" && at + 3 < sentence.Count && sentence[at + 3].IsWord,
        "except" => true,
        _ => false,
    };

    // "When both are done": one step comes after others.
    private static readonly Form Over = new("when/once/if/after both/all/everything/they/these/those/it/that of? them/these/those? is/are/have/has been? done/finished/ready/complete/completed/there/over | when/once/after all/both/two/three/four the? agents/steps/checks/answers/results/reviews/translations/reports/texts are/have been? done/finished/ready/complete/completed/there/in");

    // At least half of what is said stands where ways part; a bare "if not" only needs that they part at all.
    private bool Stands(Phrase clause)
    {
        if (_told.Contains(literals.Unmask(clause.Text), StringComparison.OrdinalIgnoreCase) && !Decides().IsMatch(clause.Text)) return true;
        if (clause.Count > 3 && told.Any(t => t.Contains(" only when ", StringComparison.Ordinal) && t.Contains(literals.Unmask(clause.From(1).Text), StringComparison.OrdinalIgnoreCase))) return true;
        if (clause.Has("fails", "fail", "breaks", "crashes", "bounces", "wrong", "reached", "answer", "respond", "load", "down", "broken") && clause.Count < 8 && told.Any(t => t.Contains(" fails", StringComparison.Ordinal) || t.StartsWith("after a failure of", StringComparison.Ordinal) || t.Contains(" tried ", StringComparison.Ordinal) || t.Contains(" stands in when ", StringComparison.Ordinal))) return true;
        if (clause.Has("down", "unavailable", "available", "offline", "unreachable", "overloaded", "busy", "fails", "fail") && clause.Count < 8 && Has("\"fallback\":")) return true;
        if (clause.Has("comes", "arrives", "received", "receive", "arrived", "get", "gets", "sends", "sent", "writes") && clause.Count < 8 && told.Any(t => t.StartsWith("Nothing starts the workflow by itself", StringComparison.Ordinal))) return true;
        if (clause.Has("longer", "within") && told.Any(t => t.Contains(" takes longer than ", StringComparison.Ordinal))) return true;
        if (clause.Has("no", "reject", "rejects", "rejected", "refuse", "refuses", "refused", "declines", "declined") && told.Any(t => t.StartsWith("a refusal at", StringComparison.Ordinal))) return true;
        if (clause.Count <= 6 && clause.Has("webhook") && Has("\"webhook\":") && clause.Tokens.All(t => t.Kind != TokenKind.Literal || _packed.Contains(Accounting.Packed(literals.Value(t.Text[0])), StringComparison.Ordinal))) return true;
        if (clause.Has("cost", "costs", "spends", "spent") && clause.Any(Lexicon.IsNumber) && root["limits"] is JsonObject limits && limits.ContainsKey("cost") && (!clause.Has("longer", "minutes", "hours", "seconds") || limits.ContainsKey("time"))) return true; // a bound of the run, which decides by itself
        if (clause.Low(0) is "except" or "unless" && PartOfWeek().IsMatch(_draft)) return true;
        if (Over.Opens(clause, out var over) && over == clause.Count && Has("\"needs\":", "\"next\":")) return true;
        var words = clause.From(1).Tokens.Where(t => t.IsWord && t.Text.Length > 3 && t.Low is not ("tries" or "attempts" or "rounds") && !Accounting.IsCommon(t.Low) && !Lexicon.IsDeterminer(t.Low)).SelectMany(t => t.Low.Split('-')).Select(Accounting.Stem).ToList();
        return words.Count == 0 ? Has("\"when\":", "\"on_error\":", "\"on_timeout\":", ".filter(", "\"retry\":", "\"cron\":", "\"human\":", "\"webhook\":", "\"event\":") || SideBySide().IsMatch(_draft) : words.Count(_decides.Contains) * 2 >= words.Count;
    }

    // "Three agents", "one agent for style, one for spelling": so many there must be, unless one works for each of a list.
    private IEnumerable<string> Crews(string text)
    {
        var agents = (root["nodes"] as JsonObject ?? []).Count(n => n.Value?["agent"] is not null && !(Draft.Text(n.Value["agent"]) ?? "").StartsWith("judge", StringComparison.Ordinal));
        if (Has("\"map\":")) yield break;
        foreach (Match crew in Crew().Matches(text))
            if ((crew.Groups["n"].Success ? Amounts.Of(crew.Groups["n"].Value) ?? 0 : 2) > agents) yield return crew.Value;
    }

    // "at 15:30": a time of the clock begins the run, or something waits for it.
    private IEnumerable<string> Clocks(string text)
    {
        foreach (Match clock in Clock().Matches(text))
        {
            var (hour, minute) = (int.Parse(clock.Groups["h"].Value, CultureInfo.InvariantCulture) % 24, clock.Groups["m"].Success ? int.Parse(clock.Groups["m"].Value, CultureInfo.InvariantCulture) : 0);
            if (clock.Groups["half"].Value.StartsWith("p", StringComparison.OrdinalIgnoreCase) && hour < 12) hour += 12;
            else if (clock.Groups["half"].Success && hour == 12 && clock.Groups["half"].Value.StartsWith("a", StringComparison.OrdinalIgnoreCase)) hour = 0;
            if (!Regex.IsMatch(_draft, $@"""(?:\d+,)*{minute}(?:,\d+)* (?:[\d,-]*[,-])?(?:{hour}|{(hour + 12) % 24})(?:[,-][\d,-]*)? |(?<!\d){hour:00}:{minute:00}|(?<!\d){hour}:{minute:00}")) yield return clock.Value;
        }
    }

    private IEnumerable<string> Deciders(string text) => Has("\"human\":") ? [] : Decider().Matches(text).Select(m => m.Value.Trim(' ', ','));

    [GeneratedRegex(@"^(?:a choice|repeated|back to|only those|input )|'[^']+'(?:: an agent decides| keeps | waits | asks | sorts )")]
    private static partial Regex Decides();

    [GeneratedRegex(@"\b(?<n>two|three|four|five|six|[2-9]) (?:[\w-]+ ){0,2}(?:agents|critics|graders|specialists|researchers|translators|models)\b|\bone (?:agent )?for [^,.;]+, (?:and )?one for [^,.;]+|\b(?:a|the) second (?:\w+ )?agent\b|\banother agent\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Crew();

    [GeneratedRegex(@"(?<![\d:.,-])(?<h>[01]?\d|2[0-4])(?::(?<m>[0-5]\d)(?! ?(?:min|hours?))(?: ?(?<half>am|pm)\b)?|(?: ?(?<half>am|pm)\b))(?![\d:])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![\w'])(?<!(?:that|which|what|whatever|text|file) )(?:I|we) (?:\w+ly |then |also |will |want to |have to |must |should |can |could |first )*(?:approve|check|choose|pick|select|decide|review|confirm|ok|okay|sign|accept|vote|edit)\b[^,.;:]*", RegexOptions.None, 5000)]
    private static partial Regex Decider();
}
