using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Ways that a step takes only sometimes: "connect fact_check back to draft if it finds mistakes, otherwise carry on with polish", "loop back to the writer until the critic is happy, at most 3 times".</summary>
internal sealed partial class Edits
{
    private static readonly Form Connects = new("connect/link/wire/route/join/lead/point | hook up");

    private static readonly Form Returns = new("""
        go/goes/going/jump/loop/return/continue/restart/start/step back? again? over? to/with/from/at | loop/jump/go/going back? to/through | send/bring/give/hand/pass/route/take it/this/that/them/everything back? again? to | send/bring/give/hand/pass the/that/this/its * back to |
        back to | repeat from? | have/let it/them go back to
        """);

    private static readonly Form Elsewise = new(", otherwise | , or? else | , if not ,? | ; otherwise | otherwise");

    private static readonly Form GoesOn = new("go/carry/move/keep/goes/carries/moves on with/to | continue/continues/proceed/proceeds with/to | go/goes/connect/link/lead/leads to | on to | it goes on? to/with");

    // How often it goes back where nobody says how often.
    private const int Rounds = 5;

    // A way to another step when something is so; what is so is found out by the step that it is said of.
    private bool LeadsBack(Phrase order)
    {
        if (order.Count is < 5 or > 34) return false;
        var (head, most) = (order, (int?)null);
        var rest = "";
        if (Elsewise.In(order, 3) is var (other, then) && then < order.Count) (head, rest) = (order.To(other).Trimmed(), Anyway.Opens(order.From(then), out var on) && on == order.Count - then ? "" : order.From(then).Text);
        if (UpTo.In(head, 2) is var (bound, past) && past == head.Count) (head, most) = (head.To(bound).Trimmed(), head.From(bound) is var times && times.Has("twice") ? 2 : times.Has("once") ? 1 : Number(times)?.Number);
        if (Conditional(head) is not var (act, when, isUntil)) return false;
        if (act.Low(act.Count - 1) is "once" or "twice") (act, most) = (act.To(act.Count - 1), act.Low(act.Count - 1) == "once" ? 1 : 2);
        if (Destination(act) is not var (start, to)) return false;
        var isBack = act.Has("back", "again") || !Connects.Opens(act, out _);
        if (Deciding(start, when) is not { } from) return start.Length > 0 && Connects.Opens(act, out _) && Cannot(Finder.Unclear(start));
        if (Draft.Nodes[from]!["human"] is not null || Draft.Nodes.Any(n => Draft.Targets(n.Value?["needs"]).Contains(from))) return false;
        var target = isBack && Draft.Nodes[from]?["agent"] is not null ? Writer(Plain(to), from) : NodeOf(Plain(to));
        if (target is null && isBack) return Cannot(Finder.Unclear(Plain(to)));
        var onward = rest.Length > 0 ? Onward(Phrase.Of(rest)) : null;
        if (rest.Length > 0 && onward is null && Lexicon.OrderAt(Phrase.Of(rest), 0) < 0) return false;
        if (Parts(from, new Conditions(literals, [.. Labels()]).Read(when.Text) is var read && isUntil ? read.Not() : read) is not var (choice, way)) return Missed(order.Text);
        if (target is null && Aside(Nominals.Order(to), choice) is { Count: > 0 } made)
        {
            target = made[0];
            _graph.Stand(made, choice);
        }

        if (target is null) return Missed(order.Text);
        way["to"] = target;
        var last = (JsonObject)((JsonArray)Draft.Nodes[choice]!["next"]!)[^1]!;
        if (onward is not null) last["to"] = onward;
        else if (rest.Length > 0)
        {
            if (Aside(rest, from) is not { Count: > 0 } steps) return Missed(order.Text);
            _graph.Lead(last, steps);
            Did($"otherwise '{steps[0]}'");
        }

        if (isBack) _graph.Hear(target, from);
        Did(isUntil ? $"'{choice}' has '{target}' repeated until {when.Text}" : $"'{choice}' goes {(isBack ? "back " : "")}to '{target}' only when {when.Text}");
        if (most is null && isBack && _graph.BoundGoingBack(Rounds) is not null) return Did($"that happens {Rounds} times at most, as nothing else was said");
        return most is null || (_graph.BoundGoingBack(most.Value) is not null ? Did($"that happens {most} times at most") : Cannot($"I could not bound that to {most} times: say after how many rounds it should end."));
    }

    // "Add a branch after the story: if it …" is a condition of the story.
    private static string Branched(string text) => BranchLead().Replace(text, m => $"{m.Groups["if"].Value} {(m.Groups["it"].Success && m.Groups["place"].Success ? $"the {m.Groups["place"].Value}" : m.Groups["it"].Value)}");

    // "If it is out of stock, post to #b, otherwise send the email" of an email that is there: it is sent otherwise, and not once more.
    private bool EitherThere(Phrase order)
    {
        if (order.Low(0) is not ("if" or "when") || order.Find(2, ",", "then") is not (> 2 and var end) || Elsewise.In(order, end + 2) is not var (other, then) || then >= order.Count) return false;
        var (one, rest) = (order.Part(end + 1, other).Trimmed(), order.From(then).Trimmed());
        var (known, spare) = (There(one), There(rest));
        if (known is null == spare is null) return false;
        var when = new Conditions(literals, [.. Labels()]).Read(order.Part(1, end).Text);
        return Guard(known ?? spare!, known is null ? when.Not() : when, (known is null ? one : rest).Text);
    }

    private static readonly Form NotSent = new("then? skip/omit | then? leave out | then? don't/never send/post/mail/email/save/publish/write | then? do not send/post/mail/email/save/publish/write");

    // "If nothing is left, don't send anything", "if it rains, skip the email": what is sent is sent unless that is so.
    private bool SentUnless(Phrase order)
    {
        if (order.Low(0) is not ("if" or "when") || order.HasLiterals || order.Find(2, ",") is not (> 2 and var end) || !NotSent.Opens(order.From(end + 1), out var skip)) return false;
        var what = order.From(end + 1 + skip);
        var isAny = what.Count is 0 or 1 && what.Low(0) is "" or "it" or "that" or "them" or "anything" or "this";
        if (what.Count > 4 || !isAny && (what.Low(0) != "the" || Finder.One(Plain(what.Text)) is null)) return false;
        return OnlyIf($"skip {(isAny ? "it" : what.Text)} if {order.Part(1, end).Text}");
    }

    private string? There(Phrase said)
    {
        while (said.Count > 1 && said.Low(0) is "then" or "just") said = said.From(1);
        return said.HasLiterals || said.Count > 6 || said.Low(1) != "the" ? null : Finder.One(Plain(said.Text)) is { } node && Uses(node).Any(Tellers.Contains) ? node : null;
    }

    // What is done, and what decides it: "if it finds mistakes, go back", "go back until the critic is happy".
    private static (Phrase Act, Phrase When, bool IsUntil)? Conditional(Phrase head)
    {
        if (head.Low(0) is "if" or "when" or "whenever" or "until")
        {
            var end = head.Find(2, ",", "then");
            if (end < 0) end = Enumerable.Range(2, Math.Max(0, head.Count - 2)).FirstOrDefault(i => Returns.At(head, i) > 0);
            return end < 3 || end >= head.Count - 1 ? null : (head.From(head[end].Kind == TokenKind.Mark || head.Low(end) == "then" ? end + 1 : end), head.Part(1, end), head.Low(0) == "until");
        }

        var at = head.Find(2, "if", "when", "whenever", "until", "unless", "while");
        if (at < 0 || at > head.Count - 3) return null;
        var act = head.To(head.Low(at - 1) is "only" or "," ? at - 1 : at);
        return (act, head.From(at + 1), head.Low(at) is "until" or "unless");
    }

    // Where a way begins, when that is said, and where it leads.
    private (string From, string To)? Destination(Phrase act)
    {
        while (act.Count > 1 && act.Low(0) is "then" or "just" or "," or "please") act = act.From(1);
        if (act.Find(1, "from") is > 0 and var away && act.Find(away + 2, "to") is > 0 and var goal && goal + 1 < act.Count && act.To(away).Has("back", "loop", "go", "jump", "return", "arrow", "way", "edge", "connection")) return (Plain(act.Part(away + 1, act.Low(goal - 1) == "back" ? goal - 1 : goal).Text), act.From(goal + 1).Text); // "loop back from a to b"
        if (Connects.Opens(act, out var lead) && act.Find(lead + 1, "to", "with", "into") is > 0 and var to && to + 1 < act.Count) return (Plain(act.Part(lead, act.Low(to - 1) == "back" ? to - 1 : to).Text), act.From(to + 1).Text);
        if (Returns.Opens(act, out var back) && back < act.Count && (act.To(back).Has("back", "again", "loop", "return", "restart", "over") || NodeOf(Plain(act.From(back).Text)) is not null)) return ("", act.From(back).Text);
        if (Returns.In(act, 1) is var (at, end) && at < 5 && end < act.Count && act.Part(at, end).Has("back") && NodeOf(Plain(Lexicon.IsModal(act.Low(at - 1)) ? act.To(at - 1).Text : act.To(at).Text)) is { } from) return (from, act.From(end).Text);
        return null;
    }

    // The step that is named; else the one that the condition is about, or the last agent that looks at what was made.
    private string? Deciding(string start, Phrase when)
    {
        if (start.Length > 0 && !Pronoun().IsMatch(start)) return NodeOf(start);
        var verb = Enumerable.Range(1, Math.Max(0, Math.Min(6, when.Count - 1))).FirstOrDefault(i => Lexicon.IsBe(when.Low(i)) || Lexicon.FormOf(when.Low(i)) is VerbForm.Third or VerbForm.Past || Lexicon.IsModal(when.Low(i)) || when.Low(i) is "does" or "doesn't" or "isn't" or "has" or "hasn't");
        if (verb > 0 && !Lexicon.IsPronoun(when.Low(0)) && NodeOf(Plain(when.To(verb).Text)) is { } named) return named;
        var agents = Draft.Nodes.Where(n => n.Value?["agent"] is not null).Select(n => n.Key).ToList();
        if (Lexicon.IsPronoun(when.Low(0)) && newest?.LastOrDefault(agents.Contains) is { } fresh) return fresh;
        if (Draft.Nodes.Any(n => n.Value?["human"] is not null)) return null; // whoever is asked may be meant
        return agents.FindLast(n => GraphBuilder.IsReview(Verb(ToldTo(n)))) ?? agents.LastOrDefault();
    }

    // Who is gone back to: "the writer" is the agent that stands before, whatever it writes.
    private string? Writer(string said, string from)
    {
        var before = Draft.Nodes.Select(n => n.Key).TakeWhile(n => n != from).ToList();
        var finder = new StepFinder(Draft, newest) { Only = before.Contains };
        return finder.One(said) ?? (Authors.Contains(said.Split(' ')[^1].ToLowerInvariant()) ? before.FindLast(n => Draft.Nodes[n]?["agent"] is not null) : StartWord().IsMatch(said) ? Draft.Start.FirstOrDefault() : null);
    }

    private static readonly HashSet<string> Authors = WordSet("writer author agent step writing drafting draft rewriting it text");

    // "Carry on with polish", "stop": where it goes otherwise.
    private string? Onward(Phrase said)
    {
        if (StopWord().IsMatch(said.Text)) return "end";
        var place = Plain((GoesOn.Opens(said, out var lead) && lead < said.Count ? said.From(lead) : said).Text);
        return EndWord().IsMatch(place) ? "end" : NodeOf(place);
    }

    // The ways part behind a step, or behind a judge who stands there from now on; the new way comes first.
    private (string Choice, JsonObject Way)? Parts(string from, Condition condition)
    {
        var plan = new Plan();
        plan.Items.Add(new Fork([new Case(condition, [])]));
        var builder = new GraphBuilder(plan, literals, Draft, parts, [], _graph.NotYet(from)) { Ruler = Draft.Nodes[from]?["agent"] is null ? null : from };
        builder.Build();
        if (builder.Nodes.LastOrDefault(n => Draft.Nodes[n]?["next"] is JsonArray) is not { } choice || ((JsonArray)Draft.Nodes[choice]!["next"]!)[0] is not JsonObject way) return null;
        Remarks.AddRange(builder.Remarks);
        var body = (JsonObject)Draft.Nodes[from]!;
        if (builder.Nodes.Count == 1 && Draft.Nodes[choice] is JsonObject { Count: 1 })
        {
            Draft.Nodes.Remove(choice);
            if (body["next"] is JsonArray there && there.OfType<JsonObject>().Any(w => Draft.Text(w["when"]) == Draft.Text(way["when"]))) return null; // that leads somewhere already
            way = (JsonObject)way.DeepClone();
            if (body["next"] is JsonArray ways && ways.Any(w => w is JsonObject)) ways.Insert(0, way);
            else
            {
                var onward = body["next"]?.DeepClone() ?? "end";
                body.Remove("next");
                body["next"] = new JsonArray(way, new JsonObject { ["to"] = onward });
            }

            return (from, way);
        }

        if (body["next"] is JsonArray known && known.Any(w => w is JsonObject)) return null;
        ((JsonArray)Draft.Nodes[choice]!["next"]!)[^1]!["to"] = body["next"]?.DeepClone() ?? "end";
        body["next"] = builder.Nodes[0];
        _graph.Stand(builder.Nodes, from);
        return (choice, way);
    }
}
