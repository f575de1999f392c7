using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What is done when a step fails: tried again, gone on without, another step instead.</summary>
internal sealed partial class Edits
{
    // "If the fetch fails, try again 3 times and then tell #ops": tries, then where to go on.
    private bool Failure(string text)
    {
        if (FallBack.In(Phrase.Of(text)) is not null && FallsBack(Phrase.Of(text))) return true;
        if (SkipFailed().IsMatch(text)) text = "if one of them fails, skip it";
        if (NoteAll.Opens(Phrase.Of(text), out var every)) text = $"if something fails, write the error {Phrase.Of(text).From(every).Text}";
        if (StillNot.Opens(Phrase.Of(text), out var still) && still < Phrase.Of(text).Count && Draft.Nodes.Any(n => n.Value?["retry"] is not null)) text = $"if it still fails, {Phrase.Of(text).From(still).Trimmed().Text}";
        text = Trouble(Phrase.Of(text)) ?? text;
        if (InThatCase.Opens(Phrase.Of(text), out var led) && Phrase.Of(text).Has("error", "failure")) text = $"if it still fails, {Phrase.Of(text).From(led).Trimmed().Text}"; // only a failure has an error
        if (FailureLed().Match(text) is not { Success: true } match) return false;
        var who = Plain(StillWord().Replace(match.Groups["node"].Value, ""));
        if (who.ToLowerInvariant() is "call" or "calls" or "request" or "step" && Finder.All(who) is null) who = ""; // "the call fails" speaks of what may fail
        var nodes = who.Length == 0 || Pronoun().IsMatch(who) || OneOfThem().IsMatch(who) ? null : Finder.All(who);
        if (nodes is null && CarryOn().IsMatch(match.Groups["what"].Value) && Finder.Find(who) is { Count: > 1 } each) nodes = [.. each];
        if (nodes is null && OneAmong.Opens(Phrase.Of(who), out var of) && Finder.Find(Words.Singular(Phrase.Of(who).From(of).Text)).Where(Risks).ToList() is { Count: > 0 } those) nodes = those;
        if (nodes is null && who.Length > 0 && !Pronoun().IsMatch(who) && !OneOfThem().IsMatch(who)) return Cannot(Finder.Unclear(who));
        var all = OneOfThem().IsMatch(who) || nodes is null && Draft.Nodes.Any(n => n.Value?["map"] is not null) && CarryOn().IsMatch(text);
        var risky = Draft.Nodes.Select(n => n.Key).Where(n => Risks(n) && !IsRescue(n)).ToList();
        nodes ??= all ? risky : risky.FindAll(n => Draft.Nodes[n]!["on_error"] is JsonObject) is { Count: > 0 } minded ? minded : [.. risky.TakeLast(1)]; // "when it fails" speaks of what may fail already
        if (all && CarryOn().IsMatch(match.Groups["what"].Value) && nodes.Exists(n => Draft.Nodes[n]?["map"] is not null)) nodes = nodes.FindAll(n => Draft.Nodes[n]?["map"] is not null); // one of them, not all of it
        if (text.Contains(" still ", StringComparison.OrdinalIgnoreCase) && Draft.Nodes.Where(n => n.Value?["retry"] is not null).Select(n => n.Key).ToList() is var tried && (who.Length == 0 || Pronoun().IsMatch(who)))
        {
            if (tried.Count == 0) return Cannot("Nothing is tried again yet: say which step, such as \"if the fetch fails, …\".");
            nodes = tried; // what was tried again
        }

        if (nodes.Count == 0) return Cannot("No step of the draft can fail.");
        var rest = match.Groups["what"].Value;
        string? apart = null;
        if (WaitFirst().Match(rest) is { Success: true } waits && Amounts.Duration(waits.Value) is { } pause) (apart, rest) = (pause, WaitFirst().Replace(rest, ""));
        if (apart is not null && !TryAgain().IsMatch(rest)) return false;
        if (TryAgain().Match(rest) is { Success: true } again)
        {
            var count = again.Groups["n"].Success ? Math.Clamp((Amounts.Whole(again.Groups["n"].Value) ?? 3) + (again.Groups["more"].Success ? 1 : 0), 1, 100) : 3; // twice more comes on top of the first
            rest = rest[(again.Index + again.Length)..];
            if (WaitBetween().Match(rest) is { Success: true } between) (apart, rest) = (Amounts.Duration(between.Value) ?? apart, rest[(between.Index + between.Length)..]);
            foreach (var node in nodes) Draft.Nodes[node]!["retry"] = apart is null ? count : new JsonObject { ["attempts"] = count, ["backoff"] = apart };
            Did($"{Listed(nodes)} {(nodes.Count == 1 ? "is" : "are")} tried {count} times{(apart is null ? "" : $", {apart} apart")}");
            rest = AfterTries().Replace(rest, "").Trim(' ', ',');
        }

        if (rest.Length == 0) return true;
        if (CarryOn().IsMatch(rest))
        {
            foreach (var node in nodes.Select(n => (JsonObject)Draft.Nodes[n]!))
                if (node["map"] is JsonObject map) map["on_item_error"] = "collect";
                else node["on_error"] = "continue";
            return Did($"after a failure of {Listed(nodes)} it goes on");
        }

        if (StopWord().IsMatch(rest)) return Did($"a failure of {Listed(nodes)} ends the run");
        var isNoted = NoteError.Opens(Phrase.Of(rest), out var note);
        if (isNoted) rest = $"save it {Phrase.Of(rest).From(note).Text}";
        var inputs = (Draft.Find("inputs") ?? []).Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
        if (Aside(rest, nodes[0], isDone: false) is not { Count: > 0 } made) return Missed(text);
        if (isNoted && Draft.Nodes[made[0]]?["with"] is JsonObject kept && kept.ContainsKey("content")) (kept["content"], kept["mode"]) = ("${{ error.message }}", "append"); // what went wrong before stays
        var known = nodes.Select(n => Draft.Targets((Draft.Nodes[n]!["on_error"] as JsonObject)?["to"]).FirstOrDefault()).Distinct().ToList();
        if (known is [{ } first] && first != "end" && !Phrase.Of(text).Has("instead")) _graph.Rescue(first, made);
        else foreach (var node in nodes) Draft.Nodes[node]!["on_error"] = new JsonObject { ["to"] = made[0] };
        if (!rest.Any(c => Literals.IsLiteral(c) && Literals.KindOf(c) == "quote") && Draft.Nodes[made[0]]?["with"] is JsonObject with && with.ContainsKey("text")) with["text"] = $"{(nodes.Count == 1 ? $"The step {Listed(nodes)}" : "A step")} has failed: ${{{{ error.message }}}}";
        foreach (var invented in (Draft.Find("inputs") ?? []).Select(i => i.Key).Where(i => !inputs.Contains(i) && !Draft.Nodes.ToJsonString().Contains($"inputs.{i}", StringComparison.Ordinal)).ToList()) Uninvent(invented);
        return Did($"'{made[0]}' follows when {Listed(nodes)} fails");
    }

    private bool IsRescue(string node) => _graph.IsRescue(node);

    private static readonly Form Tried = new("after # failed/unsuccessful/vain attempts/tries/retries/times ,? | after # failures/errors ,? | after the # failed/unsuccessful attempt/try ,? | if/when it/this/that fails/failed # times ,? | if/when # attempts/tries/retries fail/failed ,? | if/when # attempts/tries/retries have failed ,?");

    // "After three failed attempts tell head office": so often it is tried, and then told; the rounds of a repetition are counted elsewhere.
    private bool? AfterTrying(Phrase said, Phrase what)
    {
        if (_graph.Repeats().Any() || what.Count == 0 || Number(said) is not var (_, times)) return null;
        var tried = Draft.Nodes.Where(n => n.Value?["retry"] is not null && !IsRescue(n.Key)).Select(n => n.Key).ToList();
        if (tried.Count == 0) tried = [.. Draft.Nodes.Select(n => n.Key).Where(n => Uses(n).Any(u => u is "web.fetch" or "http.request" or "sql.query") || Draft.Nodes[n]?["workflow"] is not null).Take(1)];
        return tried is [var node] ? Failure($"if {node} fails, retry {times} times and then {what.Text}") : null;
    }

    // What was taken for an input though the text is known.
    private void Uninvent(string input)
    {
        Draft.Find("inputs")!.Remove(input);
        Told.RemoveAll(t => t.StartsWith($"input '{input}'", StringComparison.Ordinal));
    }

    private static readonly Form StillNot = new("if/when there? is? still nothing/not/no ,? | if/when still no answer/luck/success/reply/response ,? | if/when that/it/this doesn't/does help/work either ,? | if/when that/it/this doesn't help ,? | if/when that/it/this fails too/again ,? | if/when it/that still doesn't/does/won't not? work/answer/respond/succeed ,? | if/when nothing helps ,?");

    private static readonly Form InThatCase = new("in that/this/such case ,? | in such a case ,? | then ,?");

    private static readonly Form NoteError = new("write/log/save/store/put/append/record/note/keep the/that/its? error/failure/errors message? | write/log/save/store/record down? what went wrong");

    private static readonly Form NoteAll = new("write/log/save/store/put/append/record/note/keep every/all/each/any/the failures/failure/errors/error messages?");

    private static readonly Form OneAmong = new("one/any/some/each of the/these/those/my/our");

    private static readonly Form NotStop = new("should/must/may/can/shall/does/do/may not stop/break/abort/end/block/kill/spoil | shouldn't/mustn't/can't/cannot/won't/doesn't stop/break/abort/end/block/kill/spoil");

    private static readonly HashSet<string> Failing = WordSet("failing failed fails fail breaks crashes broken faulty bad failure error");

    private static readonly Form Unreached = new("reached | reachable | answer | respond | load | connect | unreachable | unavailable | down | offline");

    private static readonly Form CanNot = new("can't/cannot/couldn't be? | can/could not be? | won't/doesn't/don't/didn't load/open/answer/respond/work/come/reply | does/do/did/will not load/open/answer/respond/work/come/reply | is/are down/unreachable/unavailable/broken/offline/missing | is/are not reachable/available/found | isn't/aren't reachable/available/found/there | bounces/bounce | returns/gives/throws an/a? error | goes/go wrong | times out | fails/fail/failed/breaks/crashes");

    // "If the page can't be fetched, …", "don't stop when one of the mails bounces": as "if … fails, …".
    private string? Trouble(Phrase order)
    {
        var isLed = order.Low(0) is "if" or "when" or "should" or "whenever";
        if (!isLed && NotStop.In(order, 1) is var (stops, stopped) && stopped < order.Count && order.To(stops).Any(t => Failing.Contains(t.Low))) return "if one of them fails, carry on"; // "a failing order should not stop the others"
        var (head, what) = (order, order);
        if (isLed)
        {
            var end = order.Find(2, ",", ":", "then");
            if (end < 0)
                for (end = 3; end < order.Count && Lexicon.OrderAt(order, end) != end; end++) { }
            if (end >= order.Count - 1) return null;
            (head, what) = (order.Part(1, end), order.From(order.Low(end) is "," or ":" or "then" ? end + 1 : end));
        }
        else if (order.Find(1, "if", "when", "though", "because") is > 0 and var behind && behind < order.Count - 1) (head, what) = (order.From(behind + 1), order.To(behind));
        else return null;
        if (CanNot.In(head) is not var (at, past) || at == 0 || head.HasLiterals) return null;
        var who = head.To(at);
        if (who.Count == 1 && who.Low(0) is "something" or "anything" && !CarriesOn(what)) return $"if something fails, {what.Text}";
        var isOne = who.Low(0) is "one" or "any" or "some" or "single" || who.Has("of");
        var isPlain = head.Low(at) is "fails" or "fail" or "failed" or "breaks" or "crashes" or "times" or "goes" or "go";
        while (what.Count > 1 && what.Low(0) is "then" or "just" or ",") what = what.From(1);
        if (what.Low(0) is "retry" && what.Find(1, "then", ",", "and") < 0 && Finder.All(Aim.Of(what, 0, 1)) is [var again]) return $"if {again} fails, retry {(Number(what) is var (_, tries) ? $"{tries} times" : "")}".Trim();
        if (isPlain && !isOne) return null;
        var noun = who.Find(0, "of") is >= 0 and var of ? who.From(of + 1) : who;
        while (noun.Count > 1 && (Lexicon.IsDeterminer(noun.Low(0)) || noun.Low(0) is "single")) noun = noun.From(1);
        if (Lexicon.IsPronoun(noun.Low(0)) && Unreached.In(head) is not null && Draft.Nodes.LastOrDefault(n => Uses(n.Key).Any(u => u is "web.fetch" or "http.request" or "sql.query")).Key is { } distant) return $"if {distant} fails, {Plainest(what)}"; // only what is elsewhere cannot be reached
        // what is done to it says which step it is: "the page can't be fetched"
        var verb = past < head.Count ? Lexicon.Lemma(head.Low(past)) : null;
        var maps = Draft.Nodes.Where(n => n.Value?["map"] is not null).Select(n => n.Key).ToList();
        var named = new[] { verb, Words.Singular(noun.Text) }.OfType<string>().Select(n => Finder.Find(n).Where(f => Risks(f) && (Draft.Nodes[f]?["agent"] is null || maps.Contains(f)) && (maps.Count == 0 || !CarriesOn(what) || maps.Contains(f))).ToList()).FirstOrDefault(f => f.Count == 1 || f.Count > 1 && isOne && maps.Count == 0);
        if (named is null && head.Has("missing", "found", "there", "gone") && Finder.Find(Words.Singular(noun.Text)).Where(f => Uses(f).Any(u => u.EndsWith(".read", StringComparison.Ordinal) || u == "web.fetch")).ToList() is [var reader]) return $"if {reader} fails, {Plainest(what)}"; // only what is read can be missing
        if (named is { Count: > 1 }) return $"if one of the {noun.Text} fails, {Plainest(what)}";
        return named is not null ? $"if {named[0]} fails, {Plainest(what)}" : CarriesOn(what) || Lexicon.IsPronoun(noun.Low(0)) ? $"if {(isOne || maps.Count > 0 ? "one of them" : "it")} fails, {Plainest(what)}" : null;
    }

    private static readonly Form GoOn = new("ignore/skip it/that/them/this? | don't/never stop/abort/break/fail | do not stop | carry/go/keep/move on/going | continue/proceed | leave it/that/them out | it/that doesn't matter | just? go on with the? others/rest/next | that's/it's fine/ok/okay");

    private static bool CarriesOn(Phrase what) => GoOn.Opens(what, out _);

    private static string Plainest(Phrase what) => CarriesOn(what) ? "carry on" : what.Text;

    private bool Risks(string node) => Draft.Nodes[node] is JsonObject n && (n.ContainsKey("tool") || n.ContainsKey("agent") || n.ContainsKey("code") || n.ContainsKey("workflow"));

    [GeneratedRegex(@"^(?:and |but )?(?:(?:if|when|in case|should|whenever|once) (?:the |a |an )?(?<node>[\w -]{1,50}?)\s*(?:calls? |step |request )?(?:fails?|breaks?|errors?(?: out)?|crash(?:es)?|does(?:n't| not) work|goes wrong|times out|is (?:down|unreachable|unavailable)|failed|gives? an error|throws an error|has failed)|(?:on|in case of|upon|after) (?:an? |any )?(?:failures?|errors?)(?: (?:of|in|at) (?:the )?(?<node>[\w -]{2,40}?))?)(?:,| then|:)\s*(?:then |just )?(?<what>.{3,300})$|^(?<what>.{3,200}?),? (?:if|when|in case) (?:the )?(?<node>[\w -]{2,50}?)(?: step| call| request)? (?:fails?|breaks?|crash(?:es)?|does(?:n't| not) work|goes wrong|times out)$|^(?:if|when) (?:the )?(?<node>[\w -]{2,50}?) fails? (?<what>(?:just|simply|carry|continue|go on|retry|try|email|mail|tell|notify|send|post|alert|ignore|skip)\b.{2,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FailureLed();

    [GeneratedRegex(@"\s*\bstill$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StillWord();

    [GeneratedRegex(@"^(?:skip|ignore|leave out|pass over|don't stop (?:at|for|on)|go on (?:with|after)) (?:the |any |all |those )?(?:\w+ )?(?:ones? |those |items? |rows? )?(?:(?:that|which|who) (?:fail|break|don't work|do not work|cannot be)\w*.{0,30}|failures|errors|failed (?:ones|items|rows))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SkipFailed();

    [GeneratedRegex(@"^(?:any|one|one of them|any of them|one item|an item|a row|one row|any step|a step|something|anything|some|one of those|one of these)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OneOfThem();

    [GeneratedRegex(@"^(?:then |just )*(?:retry|retrying|try(?:ing)?(?: it)?(?: again)?|repeat)(?: (?:it|this|that|the call|the request|again))*\s*(?:up to |at most |a maximum of )?(?<n>\d+|once|twice|thrice|one|two|three|four|five|six|ten)?(?<more> more)?(?: times?| attempts| tries)?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TryAgain();

    [GeneratedRegex(@"^(?:then |just )*(?:wait|pause)(?: for)? (?:an? )?" + Amounts.Span + @",? (?:and then|and|then|before) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WaitFirst();

    [GeneratedRegex(@"^,?\s*(?:and |with |waiting |after )*(?:wait(?:ing)? )?(?:an? )?" + Amounts.Span + @"(?: (?:in between|between (?:them|tries|attempts)|apart|pause|break))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WaitBetween();

    [GeneratedRegex(@"^[\s,]*(?:and |but )?(?:then |after that |afterwards |finally |if (?:it|that) still (?:fails|does(?:n't| not) work),? |if (?:all|none) .{0,30}?, )*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AfterTries();

    [GeneratedRegex(@"^(?:then )?(?:just |simply )?(?:carry on|go on|continue|keep going|ignore (?:it|that|them|the error)|skip (?:it|that|that one|them|this one)|move on|proceed|don't stop)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CarryOn();

    [GeneratedRegex(@"^(?:then )?(?:just )?(?:stop|abort|end|give up|quit)(?: (?:it|there|the run|everything|the workflow|right there))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StopWord();
}
