using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What happens when nobody answers in time: "if nobody answers within 2 days, email boss@…", "give him two days, after that just go on".</summary>
internal sealed partial class Edits
{
    /// <param name="Who">Who is waited for, as it was said; empty for anybody.</param>
    /// <param name="IsOfAll">Whether it is said of everybody who is asked.</param>
    private sealed record Silence(Phrase Who, string? Span, Phrase What, bool IsOfAll);

    private static readonly Form AsRefused = new("reject/rejected/refused/declined/denied | a no | not approved | don't/doesn't send/post/do/publish/save/go it? | do not send/post/do/publish/save it? | stop/cancel it/this/everything?");

    private static readonly Form Anyway = new("anyway/anyways/regardless | all the same | as if approved | go/goes/going on/ahead | carry/carries on | continue/continues/proceed/proceeds | as approved/accepted | without it/her/him/them");

    private bool Late(string text)
    {
        if (AskedUntil(Phrase.Of(text)) is { } asked) return asked;
        if (SilenceOf(Phrase.Of(text)) is not { } silence) return false;
        var waits = Draft.Nodes.Where(n => n.Value?["human"] is not null || n.Value?["wait"]?["event"] is not null).Select(n => n.Key).ToList();
        var named = silence.Who.Count > 0 && Finder.All(Plain(silence.Who.Text)) is { Count: > 0 } found && found.TrueForAll(waits.Contains) ? found : null;
        waits = named ?? waits;
        if (waits.Count == 0) return false;
        var (asks, what) = (waits[^1], silence.What.Low(silence.What.Count - 1) == "instead" && !People.IsPerson(silence.What) ? silence.What.To(silence.What.Count - 1) : silence.What);
        JsonObject Asked(string node) => Draft.Nodes[node]!["human"] as JsonObject ?? (JsonObject)Draft.Nodes[node]!["wait"]!;
        var others = newest?.Contains(asks) == true ? [] : silence.IsOfAll ? waits.SkipLast(1).ToList() : waits.Count > 1 && named is null ? Draft.Nodes.Select(n => Draft.Targets(n.Value?["needs"])).Where(n => n.Contains(asks)).SelectMany(n => n).Where(n => n != asks && waits.Contains(n)).ToList() : []; // who is asked at once
        var at = Asked(asks);
        foreach (var one in others.Append(asks).Select(Asked))
            if (silence.Span is { } span) one["timeout"] = span;
            else one["timeout"] ??= "2d";
        if (StopWord().IsMatch(what.Text))
        {
            foreach (var one in others.Append(asks).Select(Asked)) one["on_timeout"] = "end";
            return Did($"{Listed([.. others, asks])}: after {Draft.Text(at["timeout"])} without an answer the run ends");
        }

        if (AsRefused.In(what) is not null)
        {
            var no = (Draft.Nodes[asks]?["next"] as JsonArray ?? []).OfType<JsonObject>().LastOrDefault(w => w["when"] is null || (Draft.Text(w["when"]) ?? "").Contains('!', StringComparison.Ordinal));
            at["on_timeout"] = no?["to"]?.DeepClone() ?? "end";
            return Did($"'{asks}' has {Draft.Text(at["timeout"])} and counts as refused after that: silence is a no");
        }

        if (((Draft.Nodes[asks]?["next"] as JsonArray)?[0] as JsonObject)?["to"] is { } yes && (Anyway.In(what) is not null || what.Count < 4 && !what.HasLiterals && Draft.Targets(yes) is [var done] && Finder.Find(Plain(what.Text)).Contains(done))) // "just post it"
        {
            at["on_timeout"] = yes.DeepClone();
            return Did($"'{asks}' has {Draft.Text(at["timeout"])} and counts as approved after that: silence is a yes");
        }

        if (what.Count < 3 && what.Any(People.IsName) && People.IsPerson(what) && IsGate(asks)) return Escalate(asks, what); // "otherwise Jonas"
        if (IsGate(asks) && AlsoWho.Opens(what, out var lead) && what.From(lead) is var next && next.Has("instead") | People.IsPerson(next) && People.IsPerson(next.Has("instead") ? next.To(next.Find(0, "instead")) : next)) return Escalate(asks, next.Has("instead") ? next.To(next.Find(0, "instead")) : next);
        if (Reminded(asks, what)) return true;
        if (Aside(what.Text, asks, isDone: false, Draft.Nodes[asks]?["human"] is { } human ? GraphBuilder.Silent(human) : null) is not { Count: > 0 } made) return silence.Span is null ? Missed(text) : Did($"time of {asks} is now {silence.Span}") && Missed(what.Text); // the time stands all the same
        if (Draft.Nodes[made[0]]?["with"] is JsonObject told && Draft.Text(told["text"]) is { } message && Draft.Text(at["event"]) is var awaited && (message == "The workflow has finished." || awaited is not null && !message.Contains("state.", StringComparison.Ordinal) && message.StartsWith("${{ inputs.", StringComparison.Ordinal)))
            told["text"] = awaited is null ? $"Nobody answered '{asks}' in {Draft.Text(at["timeout"])}." : $"{awaited} did not come in {Draft.Text(at["timeout"])}.";
        Unanswered(made[0], asks, what);
        foreach (var other in others) Asked(other)["on_timeout"] = made[0];
        if (Draft.Nodes[asks]!["human"] is null) Draft.Nodes[asks]!["on_error"] = new JsonObject { ["to"] = made[0] };
        else at["on_timeout"] = made[0];
        RemoveStrays("was what happened then, and is gone");
        if (Phrase.Of(text).Find(1, ",") is > 0 and var head) Settled.Add(literals.Unmask(Phrase.Of(text).To(head).Text));
        return Did($"'{made[0]}' follows when nobody answers '{asks}' in {Draft.Text(at["timeout"])}");
    }

    private static readonly Form AsksSomeone = new("let/have/ask/get/make * | add an/a approval/check/review/confirmation by | add a human *");

    // "Have Ida confirm it within 2 hours, otherwise post to #a": first who is asked, then what follows without an answer.
    private bool? AskedUntil(Phrase order)
    {
        if (Enumerable.Range(3, Math.Max(0, order.Count - 4)).FirstOrDefault(i => AfterThat.At(order, i) > 0 && order.Low(i) is not "then") is not (> 0 and var at) || AfterThat.At(order, at) is var then && order.From(then).Trimmed().Count < 2) return null;
        var head = order.To(at).Trimmed();
        if (AsksSomeone.In(head) is not var (asks, _) || asks > 6 || Amounts.Duration(head.Text) is null || !Asks(head.From(asks))) return null;
        var there = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        if (!One(head.Text)) return null;
        newest = [.. Draft.Nodes.Select(n => n.Key).Where(n => !there.Contains(n))];
        return Draft.Nodes.Any(n => n.Value?["human"] is not null) ? Late($"if nobody answers, {order.From(then).Trimmed().Text}") || Missed(order.From(then).Text) : true;
    }

    private static readonly Form SaysWhat = new("it/this/that/them/these/saying/about/with/what | the *");

    // A message of which nobody said what it holds tells that nobody answered, and what was asked.
    private void Unanswered(string made, string asks, Phrase said)
    {
        if (Draft.Nodes[asks]?["human"] is not JsonObject human || Draft.Nodes[made]?["with"] is not JsonObject with || SaysWhat.In(said) is not null || said.Any(t => t.IsLiteral("quote"))) return;
        if (Draft.Text(with["text"]) is not { } text || !text.Contains("${{", StringComparison.Ordinal) && text != "The workflow has finished.") return;
        with["text"] = string.Join("\n\n", new[] { $"No answer came within {Draft.Text(human["timeout"])}: {Draft.Text(human["title"])}", Draft.Text(human["description"]) ?? "" }.Where(t => t.Length > 0));
        if (with.ContainsKey("subject")) with["subject"] = "No answer";
    }

    // Whether a yes or no is asked for that something goes by, there or at the next step.
    private bool IsGate(string asks) => Draft.Nodes[asks]!["next"] is JsonArray || Draft.At(Draft.Nodes[asks], "human", "form", "properties", "approved") is not null && Draft.Text(Draft.Nodes[asks]!["next"]) is not (null or "end");

    // Somebody else is asked the same, and his yes leads on as hers would have.
    private bool Escalate(string asks, Phrase who)
    {
        return Assignee(who) is { } assignee && Escalate(asks, assignee);
    }

    private bool Escalate(string asks, string? assignee)
    {
        var body = (JsonObject)Draft.Nodes[asks]!.DeepClone();
        body.Remove("needs");
        var name = Draft.Free(Draft.Nodes, asks);
        Draft.Nodes.Insert(Draft.Nodes.IndexOf(asks) + 1, name, body);
        foreach (var key in new[] { "timeout", "on_timeout" }) ((JsonObject)body["human"]!).Remove(key);
        if (assignee is not null) body["human"]!["assign"] = assignee;
        Draft.Nodes[asks]!["human"]!["on_timeout"] = name;
        return Did($"'{name}' asks {assignee ?? "once more"} when nobody answers '{asks}' in {Draft.Text(Draft.Nodes[asks]!["human"]!["timeout"])}");
    }

    private static readonly HashSet<string> Answering = WordSet("answer answers answered reply replies replied response responds respond reaction reacts react decision decides decide decided feedback word confirmation comes come show shows showed shown turn turns say says hear hears heard happens happened arrives arrive arrived late silent silence quiet");

    private static readonly Form Shows = new("show/shows/showed/turn/turns up | appear/appears/occur/occurs");

    private static readonly HashSet<string> Agreeing = WordSet("ok okay okays approval approve approves approved agree agrees agreed confirm confirms confirmed accept accepts accepted sign signs signed");

    private static readonly HashSet<string> Nobody = WordSet("nobody noone none neither nothing without");

    private static readonly HashSet<string> Negated = WordSet("doesn't don't didn't hasn't haven't isn't aren't not late silent silence quiet never");

    private static readonly HashSet<string> LateNoise = WordSet("""
        there is are be there's has have does do did yet back until in on up at time to it that this the a an him her them me us from too we i get gets got still of by then within after for any one day days hour hours minute minutes week weeks month months day's days' both
        show shows showed up turn turns appear appears occur occurs
        stays stay stayed remains keep keeps anything he's she's they're you're
        """);

    private static readonly Form AfterThat = new("and? after that | and? then | and? afterwards | and? after this | or? otherwise | , or else");

    private static readonly Form Led = new("if/when/without/after/no/should | in case");

    // "Without an answer inside 2 days, …", "if they say nothing, …", "after 3 days without a reply …", "Anna has 2 days, after that …".
    private Silence? SilenceOf(Phrase order)
    {
        while (order.Count > 1 && order.Low(0) is "and" or "but" or ",") order = order.From(1);
        var end = order.Find(1, ",", ":", "?");
        if (end < 0) end = order.Find(1, "then");
        if (_isTimed && OrElse.Opens(order, out var or) && or < order.Count) return new Silence(order.To(0), null, order.From(or), order.Low(1) == "they");
        if (!Led.Opens(order, out var lead))
            return TimeGiven(order) ?? (order.FindLast("if", "when") is > 1 and var behind ? SilenceOf(Phrase.Of($"{order.From(behind).Text}, {order.To(behind).Trimmed().Text}")) : null); // "remind him if nobody answers"
        if (end < 0)
            for (end = 2; end < order.Count && order.Low(end) != "just" && !(order.Low(end) is "it" or "that" && order.Low(end + 1) is "counts" or "is" or "means" or "goes") && Anyway.At(order, end) < 0 && !(Lexicon.OrderAt(order, end) == end && !Answering.Contains(order.Low(end)) && !Agreeing.Contains(order.Low(end))); end++) { }
        if (end >= order.Count - 1) return null;
        var (head, what) = (order.To(end), order.From(order[end].Kind == TokenKind.Mark || order.Low(end) == "then" ? end + 1 : end));
        while (what.Count > 1 && what.Low(0) is "then" or "just" or "," or ":") what = what.From(1);
        if (head.HasLiterals || head.Low(0) == "after" && !head.Has("without", "no", "silence")) return null;
        var span = Amounts.Duration(head.Text);
        var (hasNo, isNot, answers, agrees, others) = (false, false, false, false, new List<int>());
        for (var i = head.Low(0) is "without" or "no" or "after" ? 0 : lead; i < head.Count; i++)
        {
            var low = People.Bare(head.Low(i));
            hasNo |= Nobody.Contains(low) || low == "no" && (head.Low(i + 1) == "one" || Answering.Contains(head.Low(i + 1)) || Agreeing.Contains(head.Low(i + 1)));
            isNot |= Negated.Contains(head.Low(i));
            answers |= Answering.Contains(low);
            agrees |= Agreeing.Contains(low);
            if (head[i].IsWord && low != "no" && !Nobody.Contains(low) && !Negated.Contains(head.Low(i)) && !Answering.Contains(low) && !Agreeing.Contains(low) && !LateNoise.Contains(head.Low(i)) && !Lexicon.IsNumber(head[i]) && low != "inside") others.Add(i);
        }

        var who = others.Count == 0 || others[^1] - others[0] > 4 ? head.Part(0, 0) : head.Part(others[0], others[^1] + 1);
        var isWaited = who.Count > 0 && Finder.One(Plain(who.Text)) is { } one && (Draft.Nodes[one]?["human"] ?? Draft.Nodes[one]?["wait"]?["event"]) is not null; // a page that does not answer fails, and goods that do not arrive are something else
        var isSilent = (hasNo && (answers || agrees) || isNot && (answers || agrees && span is not null || isWaited && Shows.In(head) is not null)) && (who.Count == others.Count || isWaited) && (who.Count == 0 || People.IsPerson(who) || Lexicon.IsPronoun(who.Low(0)) || isWaited)
            || head.Low(0) is "if" or "when" && !agrees && (who.Count == 0 || isWaited || Lexicon.IsPronoun(who.Low(0)) || Finder.Find(Plain(who.Text)).Count == 0 && People.IsPerson(who)) && new Conditions(literals, []).Read(head.From(1).Text, isDecided: true) is { Test: Test.Late };
        return isSilent ? new Silence(who, span, what, head.Has("neither", "none", "nobody", "they", "both", "any")) : null;
    }

    // Whether the order before gave somebody a time to answer.
    private bool _isTimed;

    // What is said then of not answering, without that word.
    private static readonly Form OrElse = new("if/when he/she/they/it doesn't/don't/didn't/hasn't/haven't answer/answered/reply/replied/respond/responded/react/reacted/decide/decided? ,? | if/when he/she/they/it does/do/did not answer/reply/respond/react/decide? ,? | if not ,? | or? otherwise ,? | or else ,? | else ,? | if that passes/expires ,? | if the? time is up/over ,?");

    // The times that people have to answer.
    private string Deadlines() => string.Join(' ', Draft.Nodes.Select(n => Draft.Text(n.Value?["human"]?["timeout"])).OfType<string>());

    private static readonly Form Counted = new("and? treat/count/take/regard/consider/interpret silence as a/an? | and? treat/count/take/regard/consider/interpret no answer/reply/response/reaction as a/an? | and? silence means/counts/is as? a/an? | and? no answer/reply/response means/counts/is as? a/an?");

    // "Give him two days, after that …", "… and treat silence as a no"
    private static Silence? TimeGiven(Phrase order)
    {
        if (Counted.In(order) is var (treat, taken) && taken < order.Count)
        {
            var given = order.To(treat).Trimmed();
            var whom = given.Low(0) == "give" ? given.Part(1, Enumerable.Range(1, given.Count - 1).FirstOrDefault(n => Lexicon.IsNumber(given[n]) || given.Low(n) is "a" or "an", 1)) : given.To(0);
            return new Silence(whom, Amounts.Duration(given.Text), Phrase.Of(order.From(taken).Has("no", "refusal", "rejection", "refused", "rejected", "denial", "disapproval") ? "rejected" : "as approved"), whom.Has("they", "them", "both"));
        }

        for (var i = 2; i < order.Count - 1; i++)
        {
            if (AfterThat.At(order, i) is not (> 0 and var then) || then >= order.Count) continue;
            var head = order.To(i).Trimmed();
            var isBare = head.Count is > 0 and <= 3 && Lexicon.IsNumber(head[0]) && (Anyway.In(order, then) is not null || AsRefused.In(order, then) is not null); // "24 hours, then post it anyway"
            if (Amounts.Duration(head.Text) is not { } span || head.Has("wait", "pause") || !isBare && !head.Has("give", "gets", "get", "has", "have", "got", "should", "must", "needs")) return null;
            var verb = head.Find(0, "give", "gets", "get", "has", "have", "got", "should", "must", "needs");
            var who = verb < 0 ? head.To(0) : verb == 0 ? head.Part(1, Enumerable.Range(1, head.Count - 1).FirstOrDefault(n => Lexicon.IsNumber(head[n]) || head.Low(n) is "a" or "an", 1)) : head.To(verb);
            var what = order.From(then);
            while (what.Count > 1 && what.Low(0) is "then" or "just" or "," or "simply") what = what.From(1);
            return new Silence(who, span, what, who.Has("they", "them", "both"));
        }

        return null;
    }

    private static HashSet<string> WordSet(string words) => new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
