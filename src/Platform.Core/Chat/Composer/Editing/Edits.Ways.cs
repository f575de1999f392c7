using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What happens only sometimes: conditions on a step, other ways of a choice, refusals, late answers, failures, categories.</summary>
internal sealed partial class Edits
{
    private bool Ways(string text) => SentUnless(Phrase.Of(text)) || Relabelled(Phrase.Of(text)) || Agreed(Phrase.Of(text)) || Failure(text) || EitherThere(Phrase.Of(text)) || Refused(text) || Otherwise(text) || OnlyIf(text);

    // Steps that nothing leads to yet.
    /// <param name="missing">What did not come in time, where the steps stand on that way.</param>
    private List<string>? Aside(string text, string after, bool isDone = true, string? missing = null)
    {
        text = Done(Courtesy.Bare(text));
        if (SayOnly.Opens(Phrase.Of(text), out var says) && says >= Phrase.Of(text).Count - 1 && SaidWhere(Phrase.Of(text)) is { } said) return [said];
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(text);
        if (plan.Items.Count == 0 && Phrase.Of(text) is { Count: < 7 } who && who.Low(0) is "ask" or "involve" or "consult" && People.IsPerson(Phrase.Of(text).From(1))) return Aside($"{text} to answer it", after, isDone);
        if (plan.Items.Count == 0 || PlanReader.Steps(plan.Items).Any(IsNoOrder) || Undone(plan)) return null;
        NotUnderstood.AddRange(plan.NotUnderstood);
        return Build(plan, _graph.NotYet(after, isDone), missing);
    }

    private static readonly Form SayOnly = new("post/say/send/mail/email/report/announce/write just/only? @quote instead?");

    // "Post "No data"" names no place: where the draft tells something in one place only, it is that.
    private string? SaidWhere(Phrase order)
    {
        if (Draft.Nodes.Where(n => n.Value?["with"] is JsonObject with && with.ContainsKey("text") && n.Value["map"] is null && Uses(n.Key).Any(Tellers.Contains)).Select(n => n.Key).ToList() is not [var told]) return null;
        var body = new JsonObject { ["tool"] = Draft.Nodes[told]!["tool"]!.DeepClone(), ["with"] = Draft.Nodes[told]!["with"]!.DeepClone() };
        body["with"]!["text"] = literals.Value(order.Tokens.First(t => t.IsLiteral("quote")).Text[0]);
        var name = Draft.Free(Draft.Nodes, told);
        Draft.Nodes[name] = body;
        return name;
    }

    private static readonly Form HaveDone = new("have/get/let it/this/that/them");

    // "It should be rewritten", "have it rewritten": rewrite it.
    private static string Done(string text)
    {
        var order = Phrase.Of(text);
        if (HaveDone.Opens(order, out var lead) && Lexicon.FormOf(order.Low(lead)) is VerbForm.Past) return $"{Lexicon.Lemma(order.Low(lead))} it {order.From(lead + 1).Text}".Trim();
        return order.Low(0) is "it" or "this" or "that" && (Lexicon.IsModal(order.Low(1)) || Lexicon.IsBe(order.Low(1))) ? Phrases.Active(text) : text;
    }

    private static readonly Form Anew = new("the? agent/writer/author/model/it? has/gets/have/get another/one more? go/try/attempt/chance | write/make/draft/create/generate/produce/do it/one? a? new/another/fresh/different/second one/version/draft/text/try? | do/write/make/draft/try/produce/generate it/that/this/them? again/over/anew | rewrite/redo/revise/rework/redraft it/that/this/them | start/begin again/over | write/make/draft the/a? * again/anew");

    private static readonly Form Heeding = new("""
        with/using/considering/following/heeding her/his/their/the/my/our comments/comment/feedback/remarks/notes/reasons/changes/wishes/corrections/suggestions/objections in? mind? | based/building on her/his/their/the/my/our comments/comment/feedback/remarks/notes/corrections/suggestions |
        taking her/his/their/the/my/our comments/comment/feedback/remarks/notes into account | according to her/his/their/the/my/our comments/comment/feedback/remarks/notes/wishes
        """);

    private static readonly Form Redoer = new("have/let/make/get the/an/our? agent/writer/author/model/bot/assistant/ai | ask/tell the/an/our? agent/writer/author/model/bot/assistant/ai to");

    // "The writer should do it again", "have the agent do it again" order that it be done again.
    private static Phrase Ordered(Phrase said)
    {
        if (Redoer.Opens(said, out var doer) && said.Has("again", "anew", "over")) return said.From(doer);
        if (said.Has("again", "anew", "over") && said.Low(0) is "it" or "this" or "that" or "the") said = Phrase.Of(Phrases.Active(said.Text)); // "it should be written again"
        var modal = Enumerable.Range(1, Math.Min(4, Math.Max(0, said.Count - 2))).FirstOrDefault(i => Lexicon.IsModal(said.Low(i)));
        if (modal == 0 || said.Low(modal + 1) == "be" || !(Lexicon.IsPronoun(said.Low(0)) || said.To(modal).Has("agent", "writer", "author", "model", "step", "bot", "assistant"))) return said;
        return said.From(said.Low(modal + 1) is "to" ? modal + 2 : modal + 1);
    }

    // "The goods have not arrived" is no answer that somebody gives.
    private static bool IsOfThings(Phrase clause) => clause.Has("have", "has") && clause.Has("not") && Lexicon.IsDeterminer(clause.Low(0)) && !People.IsPerson(clause) && !clause.Any(t => Agreeing.Contains(t.Low) || YesWords.Contains(t.Low));

    // "The first agent must do it again": which step is to do it, when it is named.
    private string? Subject(Phrase said)
    {
        var modal = Enumerable.Range(1, Math.Min(6, Math.Max(0, said.Count - 2))).FirstOrDefault(i => Lexicon.IsModal(said.Low(i)) || said.Low(i) is "do" or "does" or "redo" or "redoes" or "rewrite" or "rewrites" or "try" or "tries" or "write" or "writes");
        if (said.Low(0) is "let" or "have" or "make" or "ask" or "tell") return modal < 2 ? null : Named(said.Part(1, said.Low(modal - 1) == "to" ? modal - 1 : modal));
        return modal == 0 ? null : Named(said.To(modal));

        string? Named(Phrase who) => who.Count > 1 && (who.Count > 2 || who.Low(1) is not ("agent" or "step" or "model")) ? new StepFinder(Draft) { Only = n => Draft.Nodes[n]?["agent"] is not null }.One(Plain(who.Text)) : null;
    }

    private static readonly HashSet<string> Mending = ["rewrite", "rewritten", "revise", "improve", "redo", "rework", "correct", "amend", "redraft", "rephrase"];

    private static readonly Form UpTo = new(",? up to # times/rounds | ,? at most # times/rounds | ,? max/maximum # times/rounds | ,? # times at most | ,? but? not/no more than # times/rounds | ,? but? not/no more than twice/once | ,? at most twice/once | ,? twice/once at most");

    // "If rejected, notify Ann", "if I don't okay it, …": the other way of the last approval, when that way is free.
    private bool Refused(string text)
    {
        if (Refusal(text) is not { } said) return false;
        var gates = Draft.Nodes.Where(n => n.Value?["human"] is not null && (n.Value["human"]!["form"]?.ToJsonString() ?? "").Contains("approved", StringComparison.Ordinal)).Select(n => n.Key).ToList();
        if (gates.Count == 0) return Cannot("Nobody is asked to approve anything yet: say for example \"ask Anna to approve it before the last step\".");
        var asks = gates.FindLast(g => text.Contains(Draft.Text(Draft.Nodes[g]!["human"]!["assign"])?.Replace("role:", "", StringComparison.Ordinal) ?? "\0", StringComparison.OrdinalIgnoreCase)) ?? gates[^1];
        var gate = (JsonObject)Draft.Nodes[asks]!;
        var channel = (gate["save"] as JsonObject)?.FirstOrDefault().Key ?? "decision";
        if (gate["next"] is not JsonArray ways) gate["next"] = ways = new JsonArray(new JsonObject { ["when"] = $"${{{{ state.{channel}.approved }}}}", ["to"] = Draft.Text(gate["next"]) ?? "end" }, new JsonObject { ["to"] = "end" });
        if (ways[^1] is not JsonObject other || Draft.Text(other["to"]) != "end") return false;
        if (StopWord().IsMatch(said)) return Did($"a refusal at '{asks}' ends the run");
        var rest = Phrase.Of(said);
        int? most = null;
        if (UpTo.In(rest, 1) is var (bound, behind) && behind == rest.Count) (rest, most) = (rest.To(bound).Trimmed(), rest.From(bound) is var times && times.Has("twice") ? 2 : times.Has("once") ? 1 : Number(times)?.Number);
        var (subject, deed) = (Subject(rest), "");
        if (subject is not null && Array.FindIndex([.. rest.Tokens], t => Mending.Contains(t.Low)) is > 1 and var mends)
        {
            // "the writer should rewrite it with his comments and ask again": the agent that is there does it, and nobody else
            rest = Phrase.Of(Back(rest.From(mends)).What);
            deed = $", which is to {rest.Text}";
            if (Heeding.In(rest, 1) is var (heed, done) && done == rest.Count) rest = rest.To(heed).Trimmed();
            if (rest.Count < 4) rest = Phrase.Of("do it again");
        }

        rest = Ordered(rest);
        var isHeard = Heeding.In(rest, 1) is var (heeds, past) && past == rest.Count;
        if (isHeard) rest = rest.To(Heeding.In(rest, 1)!.Value.At).Trimmed();
        var doer = rest.Count == 3 && rest.Low(2) is "again" or "anew" && Lexicon.Lemma(rest.Low(0)) is { } verb ? new StepFinder(Draft) { Only = n => Draft.Nodes[n]?["agent"] is not null }.One(verb) : null; // "translate it again"
        var (what, isBack) = doer is not null || Anew.Opens(rest, out var anew) && anew == rest.Count ? ("", true) : Back(rest);
        if (what.Length == 0)
        {
            var back = doer ?? subject ?? BackTo(rest.Text, asks);
            other["to"] = back;
            _graph.Hear(back, asks);
            Did($"a refusal at '{asks}' goes back to '{back}'{deed}");
        }
        else
        {
            if (Aside(what, asks) is not { Count: > 0 } made) return Missed(text);
            other["to"] = made[0];
            foreach (var twin in gates.Where(g => g != asks && (Draft.Nodes[g]!["save"] as JsonObject)?.ContainsKey(channel) == true).Select(g => Draft.Nodes[g]!))
                if (twin["next"] is not JsonArray) twin["next"] = ways.DeepClone(); // who is asked in somebody's place may say no as well
                else if (twin["next"]![((JsonArray)twin["next"]!).Count - 1] is JsonObject no && Draft.Text(no["to"]) == "end") no["to"] = made[0];
            if (rest.Low(0) is "tell" or "inform" or "notify" or "alert" or "let" && Draft.Nodes[made[0]]?["with"] is JsonObject told && Draft.Text(told["text"]) is { } about && about.StartsWith("${{", StringComparison.Ordinal)) told["text"] = $"This was refused: ${{{{ state.{channel}.comment }}}}\n\n{about}";
            isBack |= made.Count == 1 && Phrase.Of(what).Any(t => Mending.Contains(Lexicon.Lemma(t.Low) ?? t.Low)); // who is shown a text wants to see it mended
            if (isBack) _graph.GoBack(made, asks);
            Did($"'{made[0]}' follows when '{asks}' is refused{(isBack ? $", and then '{asks}' is asked again" : "")}");
        }

        if (most is null) return true;
        return _graph.BoundGoingBack(most.Value) is not null ? Did($"that happens {most} times at most") : Cannot($"I could not bound that to {most} times: say after how many rounds it should end.");
    }

    private static readonly Form Lacks = new("doesn't/don't/won't/refuses/declines | does/do/will not");

    // What is to happen when somebody says no.
    private string? Refusal(string text)
    {
        var order = Phrase.Of(text);
        if (order.Find(2, ",") is > 0 and var end && IsOfThings(order.Part(1, end))) return null;
        if (order.Low(0) is "if" or "when" or "should" && order.Find(2, ",", "then") is > 0 and var comma && comma < order.Count - 1 && !order.To(comma).HasLiterals && !order.To(comma).Has("let", "without", "agent", "critic", "judge")
            && new Conditions(literals, [.. Labels()]).Read(order.Part(1, comma).Text, isDecided: Draft.Nodes.Any(n => n.Value?["human"] is not null)) is { Test: Test.Approved, Sign: "!=" }) return order.From(comma + 1).Text;
        if (order.Low(0) == "if" && Lacks.At(order, 2) is > 0 and var lacks && (order.Low(1) is "he" or "she" or "they" || People.IsPerson(order.Part(1, 2))) && order.Low(2 + lacks) == "," && order.Count > 3 + lacks && Draft.Nodes.Any(n => n.Value?["human"] is not null)) return order.From(3 + lacks).Text; // "if he doesn't, …"
        if (order.Low(0) is not ("if" or "when") && TrailingIf().Match(text) is { Success: true } behind && Refusal($"if {behind.Groups["if"].Value}, {behind.Groups["what"].Value}") is { } turned) return turned;
        return RefusedLed().Match(text) is { Success: true } match ? match.Groups["what"].Value : null;
    }

    private static readonly HashSet<string> AskingAgain = ["ask", "asked", "show", "shown", "send", "sent", "submit", "submitted", "present", "presented", "give", "given", "come", "comes", "look", "check", "review", "approve", "approved", "checked", "reviewed", "okayed", "decide", "asks", "shows", "sees", "see", "get", "gets"];

    // "… and shown to me again", "… and ask her once more": what is done before that.
    private static (string What, bool IsBack) Back(Phrase said)
    {
        if (said.Low(0) == "back" && said.Low(1) == "to" && said.Count < 7) return ("", true);
        if (AskAgain().Match(said.Text) is { Success: true } match) return (AskAgain().Replace(said.Text, "").Trim(' ', ','), true);
        if (!said.Has("again") && !(said.Low(said.Count - 1) == "more" && said.Low(said.Count - 2) == "once")) return (said.Text, false);
        for (var i = said.Count - 2; i >= 0; i--)
        {
            if (i > 0 && said.Low(i) is not ("and" or "," or "then")) continue;
            var tail = i == 0 ? said : said.From(i + 1);
            if (tail.Has("again", "more") && tail.Any(t => AskingAgain.Contains(t.Low))) return (said.To(i).Trimmed().Text, true);
        }

        return (said.Text, false);
    }

    private string BackTo(string said, string asks) =>
        BackName().Match(said) is { Success: true } back && Finder.Find(Plain(back.Groups[1].Value)) is [var named, ..] ? named
        : StartWord().IsMatch(said) ? Draft.Start.FirstOrDefault() ?? asks : Draft.Nodes.Select(n => n.Key).TakeWhile(n => n != asks).LastOrDefault(n => Draft.Nodes[n]?["agent"] is not null) ?? asks;

    // "Anything else gets a polite reply": the last way of the last choice, when it is free.
    private bool Otherwise(string text)
    {
        if (ElseWord().Match(text) is not { Success: true } match) return false;
        if (Waiting(Phrase.Of(match.Groups["what"].Value)) is { } late) return late;
        var choice = Draft.Nodes.LastOrDefault(n => n.Value?["next"] is JsonArray { Count: > 1 } ways && ways.OfType<JsonObject>().Count(w => (Draft.Text(w["when"]) ?? "").Contains(" == '", StringComparison.Ordinal)) > 1).Key ?? Draft.Nodes.LastOrDefault(n => Decides(n.Value)).Key ?? Draft.Nodes.LastOrDefault(n => n.Value?["human"] is not null && n.Value?["next"] is JsonArray).Key;
        if (choice is null) return Complement(Phrase.Of(match.Groups["what"].Value)) || !_isAfter && Cannot("Nothing is sorted out in the draft, so there is no rest: say first what is taken and what is not.");
        var all = (JsonArray)Draft.Nodes[choice]!["next"]!;
        if (all[^1] is not JsonObject last || last["when"] is not null) all.Add((JsonNode)(last = new JsonObject { ["to"] = "end" }));
        if (Sorter() is var (_, channel, labels) && labels.TrueForAll(l => all.OfType<JsonObject>().Any(w => (Draft.Text(w["when"]) ?? "").Contains($"state.{channel} == '{l}'", StringComparison.Ordinal)))) AddLabel("other"); // who can only say what has a way of its own never says anything else
        return Into(choice, last, match.Groups["what"].Value, text, "otherwise");
    }

    /// <summary>Steps at the end of one way of a choice; those behind the place where the ways meet stay where they are.</summary>
    private bool Into(string choice, JsonObject way, string what, string text, string when)
    {
        var order = Nominals.Plain(Phrases.Active(what));
        var tail = _graph.TailOf(choice, way);
        if (tail is not null) return Append(order, tail, null);
        if (Aside(order, choice) is not { Count: > 0 } made) return Missed(text);
        _graph.Lead(way, made);
        return Did($"'{made[0]}' follows '{choice}' {when}");
    }

    private static readonly Form IfAllowed = new("only/but only? if/when/after | but? only if/when/after");

    private static readonly Form Allows = new("says/said/say yes/ok/okay/so | agrees/agree/approves/approve/consents to? it/that? | has/have agreed/approved it/that? | gives/give the/her/his/their? ok/okay/go/consent/permission | is/are fine/happy/ok with it/that");

    // A choice by what is so, and neither one by what somebody said nor the end of a repetition.
    private static bool Decides(JsonNode? node) => node?["human"] is null && node?["set"] is null && node?["next"] is JsonArray ways && ways.OfType<JsonObject>().Any(w => w["when"] is not null);

    // What "it" is, of which an order says when it is done: what was added last, or what tells.
    private string? NewestOrTold() => newest is { Count: > 0 } ? newest[0] : LastTeller();

    // "Only do that if there are more than 10 of them, else …", "only post it when …", "skip the mail unless …"
    private bool OnlyIf(string text)
    {
        if (IfAllowed.Opens(Phrase.Of(text), out var only) && Allows.In(Phrase.Of(text), only + 1) is var (says, over) && over == Phrase.Of(text).Count && People.IsPerson(Phrase.Of(text).Part(only, says)))
        {
            var asked = NewestOrTold();
            return asked is not null && One($"ask {Phrase.Of(text).Part(only, says).Text} to approve it before {asked}");
        }

        var match = OnlyLed().Match(text);
        if (!match.Success) match = SkipLed().Match(text);
        if (!match.Success) match = OnlyBehind().Match(text);
        if (!match.Success) return false;
        var who = Plain(match.Groups["node"].Value);
        var target = who.Length == 0 || Pronoun().IsMatch(who) || DoThat().IsMatch(who) ? NewestOrTold() ?? Draft.Nodes.Last().Key : Found(Finder.Find(who));
        if (target is null) return Clauses.BeginsWithVerb(who) && !match.Groups["skip"].Success ? false : Cannot(Finder.Unclear(who));
        var parts = ElseCut().Split(match.Groups["if"].Value, 2);
        var isNot = match.Groups["skip"].Success ^ match.Groups["word"].Value.StartsWith("unless", StringComparison.OrdinalIgnoreCase);
        var condition = new Conditions(literals, [.. Labels()]).Read(parts[0]);
        if (condition is { Test: Test.Number, Subject: "" } && OfThem().IsMatch(parts[0])) condition = condition with { Subject = "row" };
        if (isNot) condition = condition.Not();
        return Guard(target, condition, parts.Length > 1 ? parts[1] : null);
    }

    private static readonly Form NotNeeded = new("skip/omit/bypass | leave out | we/i don't need | there is no need for | don't/never ask for");

    // "For urgent reports skip the approval": a category's way that leads past a step.
    private bool Spared(Phrase order)
    {
        if (order.Low(0) != "for" || order.HasLiterals || NotNeeded.In(order, 2) is not var (at, end) || end >= order.Count || at > 6) return false;
        var named = Enumerable.Range(1, at - 1).Select(i => order.Low(i)).ToList();
        if (Labels().FirstOrDefault(l => named.Exists(w => string.Equals(w, l, StringComparison.OrdinalIgnoreCase))) is not { } label || NodeOf(Plain(order.From(end).Text)) is not { } step) return false;
        return Guard(step, new Conditions(literals, [.. Labels()]).Read($"it is {label}").Not(), null);
    }

    private static readonly Form UsedUp = new("when/once/if it/this/that/she/he/they has/have been? asked/tried/failed/rewritten/run # times | after # times/rounds/attempts/tries/rejections/refusals/rounds | when/if/once all? # times/rounds/attempts/tries are/is/have over/up/used/failed");

    private static readonly Form AtMost = new("at most # times/rounds/attempts/tries | up to # times/rounds/attempts/tries | no more than # times/rounds/attempts/tries | maximum/max # times/rounds/attempts/tries | # times/rounds/attempts/tries at most | # times/rounds/attempts/tries maximum/max");

    // "When it has asked six times without success, …": what happens when a repetition is used up.
    private bool Exhausted(Phrase order)
    {
        while (order.Count > 3 && order.Low(0) is "allow" or "make" or "do" or "give" or "only" or "it" or "her" or "him" or "them" or "with") order = order.From(1);
        if (AtMost.Opens(order, out var bound) && order.Find(bound, "then", "after") is >= 0 and var next && next < order.Count - 2 && Number(order.To(bound)) is var (_, most))
        {
            if (!_graph.Repeats().Any())
            {
                if (order.To(bound).Has("attempts", "tries") && most > 1) most--; // three attempts are the first and two more
                if (_graph.BoundGoingBack(most) is not { } back) return false;
                Did($"back to '{back}' {most} times at most");
            }
            else
            {
                _graph.Repeats().Last().Set(most);
                Did($"repeated {most} times at most");
            }

            order = Phrase.Of($"after {most} times, {order.From(order.Low(next) is "after" && order.Low(next + 1) is "that" or "them" ? next + 2 : next + 1).Trimmed().Text}");
        }

        if (Tried.Opens(order, out var tries) && AfterTrying(order.To(tries), order.From(tries).Trimmed()) is { } given) return given;
        if (!UsedUp.Opens(order, out var head) || _graph.Repeats().LastOrDefault() is not { } repeat || Number(order.To(head)) is not var (_, times) || times != repeat.Most) return false;
        var comma = order.Find(head, ",");
        var then = comma > 0 ? order.From(comma + 1) : order.From(head);
        if (Draft.Nodes[repeat.Node]?["next"] is not JsonArray ways || ways.OfType<JsonObject>().FirstOrDefault(w => (Draft.Text(w["when"]) ?? "").Contains("state.rounds", StringComparison.Ordinal)) is not { } over) return false;
        if (Draft.Text(over["when"])!.Contains('<', StringComparison.Ordinal) && ways.OfType<JsonObject>().LastOrDefault(w => w["when"] is null) is { } other) over = other; // "fewer than six: again", else it is over
        if (Draft.Text(over["to"]) != "end") return Cannot($"After {times} times it goes on to '{Draft.Text(over["to"])}' already: say what should change there.");
        if (Aside(then.Text, repeat.Node) is not { Count: > 0 } made) return Missed(order.Text);
        over["to"] = made[0];
        if (Draft.Nodes[made[0]]?["with"] is JsonObject told && Draft.Text(told["text"]) == "The workflow has finished.") told["text"] = $"{times} times were not enough: the run goes no further.";
        return Did($"'{made[0]}' follows after {times} times");
    }

    private static string? Found(IReadOnlyList<string> found) => found.Count == 1 ? found[0] : null;

    // A choice before a step: to it, or to what it would have led to.
    private bool Guard(string target, Condition condition, string? otherwise)
    {
        if (Unguarded(target, otherwise) is { } why) return Cannot(why);
        var source = WroteFirst(target, condition);
        if (source is "") return Cannot($"No step of the draft holds what tells whether {condition.Said}: only the answer to it is written there. The draft is as it was; say first where that text comes from.");
        var plan = new Plan();
        var fork = new Fork([new Case(condition, [])]);
        plan.Items.Add(fork);
        var builder = new GraphBuilder(plan, literals, Draft, parts, [], _graph.WrittenBehind(null, target));
        builder.Build();
        var choice = builder.Nodes.LastOrDefault(n => Draft.Nodes[n]?["next"] is JsonArray);
        if (choice is null) return false;
        if (source is not null && Draft.Nodes[choice]!["prompt"] is not null) Draft.Nodes[choice]!["prompt"] = source;
        var ways = (JsonArray)Draft.Nodes[choice]!["next"]!;
        var next = Draft.Nodes[target]?["next"] is JsonArray { Count: > 0 } all && all[0] is JsonObject yes ? yes["to"] : Draft.Nodes[target]?["next"]; // who is not asked goes on as if the answer were yes
        var onward = Draft.Targets(next).FirstOrDefault() ?? "end";
        _graph.Join(builder.Nodes, [], null, target);
        ways[0]!["to"] = target;
        ways[^1]!["to"] = onward;
        var said = condition.Said.StartsWith(Condition.Turned, StringComparison.Ordinal) ? condition.Said[Condition.Turned.Length..] : null;
        Did(said is null ? $"'{target}' is done only when {condition.Said}" : $"'{target}' is left out when {said}");
        Remarks.AddRange(builder.Remarks);
        foreach (var found in builder.Nodes.Where(n => Draft.Nodes[n]?["agent"] is not null)) Remarks.Add($"No step told whether {said ?? condition.Said}, so '{found}' was added: an agent finds it out from what it is given. Say what it should go by if that is not it.");
        if (otherwise is null) return true;
        if (Aside(otherwise, choice) is not { Count: > 0 } made) return Missed(otherwise);
        _graph.Lead((JsonObject)ways[^1]!, made);
        return Did($"otherwise '{made[0]}'");
    }

    private static string Listed(IReadOnlyList<string> nodes) => string.Join(" and ", nodes.Select(n => $"'{n}'"));

    private bool Missed(string text)
    {
        NotUnderstood.Add(literals.Unmask(text));
        return true;
    }

    [GeneratedRegex(@"^(?:and |but |also )?(?:if|when|in case|should) (?:it(?:'s| is| was| gets)? |the [\w ]{2,30}? (?:is |was |gets )?|(?:s?he|they|[\w]+(?: \w+)?) (?=says? no|reject|declin|refus|does|do ))?(?:rejected|declined|refused|denied|not (?:approved|ok|okay|given)|turned down|rejects?(?: it)?|declines?(?: it)?|refuses?(?: it)?|says? no|say no|(?:does(?:n't| not)|do(?:n't| not)) (?:approve|agree|like it|sign off|accept)(?: it)?|not|no),?\s+(?:then )?(?<what>.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RefusedLed();

    [GeneratedRegex(@"(?:,|^|\band\b|\bthen\b)*\s*(?:then )?(?:and )?(?:ask (?:\w+ )?(?:for approval )?again|(?:go|start|loop|jump|send it) (?:back|again|over)(?: (?:to|from|with) .{2,40})?|start over|(?:try|ask|submit|resubmit|show) (?:it |them )?(?:to (?:him|her|them) )?again|get (?:it )?approved again|let (?:her|him|them) (?:look|check|approve|decide) (?:at it )?again)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AskAgain();

    [GeneratedRegex(@"\b(?:back to|from|with) (?:the )?([\w ]{2,40})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BackName();

    [GeneratedRegex(@"\bstart (?:over|again)\b|\b(?:start|beginning)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StartWord();

    [GeneratedRegex(@"^(?:and |but |for )?(?:everything else|everyone else|everybody else|anybody else|anyone else|all else|anything else|(?:the )?rest(?: of (?:them|it))?|(?:all )?(?:the )?others?(?: ones?)?|all (?:the )?other \w+|otherwise|or else|else|if not|in (?:all|any) other cases?|if (?:it(?:'s| is| was)? )?(?:none of (?:these|those|them)|neither|something else|anything else|no match)|what(?:ever)? (?:else|is left(?: over)?|fits (?:nowhere|none of them|nothing)|(?:does(?:n't| not)) (?:fit|match)(?: anywhere| any of them| anything)?|matches (?:nothing|none)|belongs nowhere)|by default|the (?:else|default|other) (?:branch|case|way)|in the (?:else|default|other) (?:branch|case|way))\b\s*(?:should |must |will |can )?[,:]?\s*(?:then )?(?<what>.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ElseWord();

    [GeneratedRegex(@"^(?:only|just)\s+(?:(?:run|do|execute)\s+)?(?<node>.{2,80}?),?\s+(?<word>if|when|unless|in case|for|where)\s+(?<if>.{3,250})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnlyLed();

    [GeneratedRegex(@"^(?:(?<skip>skip|don't do|don't run|do not run|don't send|do not send|leave out)|do|run|send|make|let)\s+(?:the )?(?<node>[\w\uE000-\uEFFF -]{2,60}?)(?: run| happen| come)?,?\s+(?:only )?(?<word>if|when|unless|in case)\s+(?<if>.{3,250})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SkipLed();

    [GeneratedRegex(@"^(?:the )?(?<node>[\w\uE000-\uEFFF -]{2,60}?),? (?:should |must |may )?(?:only |be done only |only be done |only run |run only |happens? only |only happen |only be sent |be sent only |only apply )+(?<word>if|when|unless|for)\s+(?<if>.{3,250})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnlyBehind();

    [GeneratedRegex(@"^(?:do|run|make|happen)?\s*(?:that|it|this|so)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DoThat();

    [GeneratedRegex(@"\bof (?:them|those|these)\b|\bthere (?:are|is)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfThem();

    [GeneratedRegex(@",?;?\s+(?:and )?(?:otherwise|or else|else|if not)\b,?\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ElseCut();
}
