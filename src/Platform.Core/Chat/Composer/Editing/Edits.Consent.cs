using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Whose yes a step needs, however it is said: "any refund must be okayed by Carla", "no post without my ok"; and who is asked beside or instead of others.</summary>
internal sealed partial class Edits
{
    private const string Okayed = "approved/okayed/ok'd/confirmed/cleared/signed/authorised/authorized/checked/reviewed/accepted/vetted/released/seen/viewed";

    private const string Yes = "ok/okay/approval/yes/consent/permission/blessing/go/go-ahead/sign-off/signoff/signature/confirmation";

    private static readonly Form OkayedBy = new($"must/should/shall always/first? be/get always/first? {Okayed} off? first? by | has/have/need/needs/ought to be/get always/first? {Okayed} off? first? by");

    private static readonly Form NeedsYes = new($"needs/need/requires/require/must/should have? a/an/the? {Yes} by/from/of | needs/need/requires/require");

    private static readonly Form MustOkay = new("must/should/shall always/first? approve/okay/ok/confirm/clear/authorise/authorize | has/have/needs/need to always/first? approve/okay/ok/confirm/clear/authorise/authorize | must/should sign off on? | has/have/needs/need to sign off on?");

    private static readonly Form Held = new("don't/never VERB | do not VERB | hold/keep back? | only VERB");

    private static readonly Form Shown = new("i/we want/need/would/must? like? to? see/check/review/approve/read | i'd/we'd like/want to see/check/review/approve/read | show me/us | see/review | let me/us see/check/review/approve/read");

    private static readonly Form HasOkayed = new($"has/have {Okayed} off? | approves/okays/confirms/clears/accepts/checks/reviews | signs/signed off? | says/said/gives/gave/has his/her/their/the? {Yes}");

    private static readonly Form Okay = new("approve/okay/ok/confirm/authorise/authorize | sign off on? | give my? ok/okay to/for");

    private static readonly Form YesOf = new($"the/an? {Yes} of/by/from");

    private static readonly HashSet<string> YesWords = [.. Yes.Split('/')];

    // "Carla's ok", "the ok of Carla", "my approval": whose.
    private static Phrase? Whose(Phrase said)
    {
        while (said.Count > 1 && said.Low(said.Count - 1) is "first" or "before" or "please" or "beforehand" or "though") said = said.To(said.Count - 1);
        if (YesOf.Opens(said, out var of) && of < said.Count) return said.From(of);
        if (said.Count is < 2 or > 5 || !YesWords.Contains(said.Low(said.Count - 1))) return null;
        if (said.Low(0) is "my" or "our") return Phrase.Of("me");
        var who = Phrase.Of(string.Join(' ', Enumerable.Range(0, said.Count - 1).Select(i => People.Bare(said[i].Text))));
        return who.Count > 0 ? who : null;
    }

    private static readonly Form PastBar = new("over/above/below/under/exceeding | of? more/less/fewer/higher/lower than | of? at least/most");

    // Who is asked, and what about.
    private static (Phrase Who, Phrase What)? Consent(Phrase order)
    {
        if (OkayedBy.In(order, 1) is var (passive, by) && by < order.Count) return (order.From(by), order.To(passive));
        if (order.Find(0, "without") is > 1 and var without && Whose(order.From(without + 1)) is { } whose && order.Low(0) is "no" or "nothing" or "never" or "don't" or "not" or "do") return (whose, order.Part(order.Low(1) is "not" ? 2 : 1, without));
        if (Held.Opens(order, out var held) && order.Find(held, "until", "till", "unless", "before", "after", "once", "if") is > 1 and var until && HasOkayed.In(order, until + 2) is var (has, _)) return (order.Part(until + 1, has), order.Part(order.Low(held - 1) is "mail" or "email" or "post" or "publish" ? held - 1 : held, until));
        if (Shown.Opens(order, out var shown) && order.Find(shown, "first", "before", "beforehand") is > 0 and var first && first > shown) return (Phrase.Of("me"), order.Part(shown, first));
        if (order.Low(0) is "let" or "have" && Okay.In(order, 2) is var (lets, okays) && order.Find(okays, "first", "before", "beforehand") is > 0 and var ahead && People.IsPerson(order.Part(1, lets))) return (order.Part(1, lets), order.Part(okays, ahead));
        if (NeedsYes.In(order, 1) is var (needs, of) && of < order.Count)
        {
            if (YesWords.Contains(order.Low(of - 2)) || YesWords.Contains(order.Low(of - 1))) return (order.From(of), order.To(needs));
            if (Whose(order.From(of)) is { } one) return (one, order.To(needs));
        }

        if (MustOkay.In(order, 1) is var (must, okay) && People.IsPerson(order.To(must)) && okay <= order.Count) return (order.To(must), order.From(okay));
        return Okay.Opens(order, out var lead) && order.Low(order.Count - 1) is "first" or "beforehand" ? (Phrase.Of("me"), order.Part(lead, order.Count - 1)) : null;
    }

    // "Any refund must be okayed by Carla" stands before the step that refunds; of nothing in particular before everything that goes out.
    private bool Consented(Phrase order)
    {
        if (order.Find(2, "before") is > 0 and var ahead && order.Low(ahead + 1) is "it" or "they" or "that" or "this" && !order.From(ahead).HasLiterals && order.Count - ahead <= 6) order = Phrase.Of($"{order.To(ahead).Text} first");
        if (order.Count > 16 || order.Low(0) is "if" or "when" or "unless" || !Held.Opens(order, out _) && !Shown.Opens(order, out _) && PlaceWords.In(order) is var (at, _) && order.Low(at) is not ("first" or "for") || Consent(order) is not var (who, what)) return false;
        while (who.Count > 1 && who.Low(who.Count - 1) is "first" or "too" or "also" or "before" or "beforehand" or "well" or "as") who = who.To(who.Count - 1);
        if (Lexicon.IsDeterminer(who.Low(0)) && who.Count > 1) who = Phrase.Of($"{who.Low(0)} {who.From(1).Text}"); // "The principal" at the head of a sentence
        if (!People.IsPerson(who) && who.Low(0) is not ("me" or "us" or "somebody" or "someone")) return false;
        while (what.Count > 1 && what.Low(what.Count - 1) is "first" or "before" or "beforehand") what = what.To(what.Count - 1);
        while (what.Count > 0 && (Lexicon.IsDeterminer(what.Low(0)) || what.Low(0) is "any" or "every")) what = what.From(1);
        if (PastBar.In(what, 1) is var (bar, many) && many < what.Count && Lexicon.IsNumber(what[many])) return One($"if the {Reading.Words.Singular(what.Low(bar - 1))} is {what.Part(bar, many + 1).Text}, ask {who.Text} to approve it first"); // "donations over 1000 need Eva's ok": only those
        while (what.Count > 1 && (Lexicon.IsModal(what.Low(what.Count - 1)) || Lexicon.IsBe(what.Low(what.Count - 1)))) what = what.To(what.Count - 1);
        var tellers = Draft.Nodes.Select(n => n.Key).Where(n => Uses(n).Any(Tellers.Contains)).ToList();
        var places = order.Tokens.Where(t => t.Kind == TokenKind.Literal).Select(t => literals.Value(t.Text[0])).ToList();
        if (places.Count > 0)
        {
            // "the post to #ops": who is told is known already
            if (tellers.FindAll(n => places.TrueForAll(p => Draft.Nodes[n]?["with"] is JsonObject with && with.Any(w => Draft.Text(w.Value) == p))) is not [var told]) return false;
            return Append($"ask {who.Text} to approve it", null, told);
        }

        var meant = what.Count == 0 ? [] : Finder.Find(Plain(what.Text)).Where(tellers.Contains).ToList();
        var noun = what.Count is > 0 and < 4 && what.Low(what.Count - 1) is not ("it" or "them" or "that") && !Lexicon.IsModal(what.Low(0)) && !Lexicon.IsBe(what.Low(0)) && Lexicon.FormOf(what.Low(0)) is not VerbForm.Past && what.Low(0) is not ("may" or "goes" or "leaves" or "it" or "out") ? $"the {what.Text}" : "it";
        if (meant.Count == 0)
        {
            if (noun != "it" && what.Count > 0 && Finder.Find(Plain(what.Text)) is [var made] && !tellers.Contains(made)) return Append($"ask {who.Text} to approve {noun}", made, null);
            return Approved(Phrase.Of($"ask {who.Text} to approve {noun}")) || Append($"ask {who.Text} to approve {noun}", null, null);
        }

        return Append($"ask {who.Text} to approve {noun}", null, meant[0]);
    }

    private static readonly Form AlsoWho = new("ask/add/include/involve/invite/consult/have/get/let/want/need | bring/loop in");

    // "Add Omar as well", "also legal", "Ben and Carla too": asked the same as the one who is asked already.
    private bool AlsoAsks(Phrase order, bool isMore)
    {
        var said = order;
        while (said.Count > 1 && said.Low(said.Count - 1) is "too" or "also" or "well" or "as" or "please") (said, isMore) = (said.To(said.Count - 1), true);
        if (AlsoWho.Opens(said, out var lead)) (said, isMore) = (said.From(lead), isMore || order.Low(0) is not ("ask" or "have" or "get" or "let"));
        if (!isMore || said.Count is 0 or > 8 || said.HasLiterals) return false;
        var who = new List<Phrase>();
        for (int from = 0, i = 0; i <= said.Count; i++)
        {
            if (i < said.Count && said.Low(i) is not ("and" or ",")) continue;
            if (said.Part(from, i) is { Count: > 0 } one) who.Add(one);
            from = i + 1;
        }

        if (who.Exists(w => !People.IsPerson(w) || w.Any(t => Lexicon.FormOf(t.Low) is VerbForm.Plain or VerbForm.Past && !People.IsRole(t.Low) || People.IsAgentRole(t.Low) || Lexicon.IsPreposition(t.Low) || t.Low is "step" or "agent" or "category" or "using")) || who.Count == 0) return false;
        if (Draft.Nodes.LastOrDefault(n => n.Value?["human"] is not null).Key is not { } asks || Sorter() is not null && !who.Exists(w => w.Any(People.IsName))) return false;
        foreach (var one in who)
            if (!AskAsWell(asks, one)) return false;
        return true;
    }

    private bool AskAsWell(string asks, Phrase who)
    {
        if (Assignee(who) is not { } assignee) return false;
        if (Draft.Nodes[asks]!["next"] is JsonArray ways && ways.Any(w => w is JsonObject)) return Approved(Phrase.Of($"ask {who.Text} to approve it"), true);
        var was = (Draft.Nodes[asks]!["save"] as JsonObject)?.FirstOrDefault().Key;
        var twin = _graph.Twin(asks, "\uFFFF\uFFFF", who[who.Count - 1].Text.ToLowerInvariant());
        Draft.Nodes[twin]!["human"]!["assign"] = assignee;
        if (was is not null && (Draft.Nodes[twin]!["save"] as JsonObject)?.FirstOrDefault().Key is { } now) _graph.AlsoYes(was, now);
        return Did($"'{twin}' asks {assignee} as well, at the same time");
    }

    private static readonly HashSet<string> Denials = ["no", "don't", "doesn't", "not", "isn't", "aren't", "without", "needn't", "stop", "never", "nobody", "skip", "drop", "remove", "cancel", "forget"];

    private static readonly HashSet<string> Asking = ["approve", "approvals", "ask", "asking", "asked", "approving", "sign", "review", "reviews"];

    private static readonly HashSet<string> Unneeded = new("need needs needed necessary required require any more anymore longer we i you for of off the a an to have has is are be do it this that by from now please about has must should step steps there all both after really at whatsoever".Split(' '), StringComparer.Ordinal);

    // "No approval needed any more", "we don't need Anna's ok", "don't ask legal": nothing but that is said.
    private bool NoConsent(Phrase order)
    {
        if (order.HasLiterals || order.Count is < 2 or > 12 || !order.Any(t => Denials.Contains(t.Low)) || !order.Any(t => YesWords.Contains(t.Low) || Asking.Contains(t.Low))) return false;
        var gates = Draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key).ToList();
        var who = new List<string>();
        for (var i = 0; i < order.Count; i++)
        {
            var low = People.Bare(order.Low(i));
            if (order[i].Kind == TokenKind.Mark || Denials.Contains(low) || YesWords.Contains(low) || Asking.Contains(low) || Unneeded.Contains(low)) continue;
            if (low is not ("him" or "her" or "them" or "me" or "anybody" or "anyone" or "somebody") && !People.IsRole(low) && !People.IsName(order[i])) return false;
            if (People.IsRole(low) || People.IsName(order[i])) who.Add(low);
        }

        if (gates.Count == 0) return Cannot("Nobody is asked in the draft.");
        if (who.Count > 0) gates = gates.FindAll(g => who.Exists(w => (Draft.Text(Draft.Nodes[g]!["human"]!["assign"]) ?? "").Contains(w, StringComparison.OrdinalIgnoreCase)));
        if (who.Count > 0 && gates.Count == 0) return Cannot($"Nobody asks {string.Join(" or ", who)} in the draft.");
        return gates.Count == 1 || who.Count > 0 || order.Has("any", "approvals", "all", "both", "anybody", "anyone", "nobody", "no") ? RemoveAll(gates) : Cannot($"Several are asked: {Listed(gates)}. Say which of them.");
    }

    // "Let Tom approve instead of Anna": the same question to somebody else.
    private bool AskInstead(string node, Phrase now)
    {
        if (Draft.Nodes[node]?["human"] is not JsonObject human) return false;
        var who = AlsoWho.Opens(now, out var lead) ? now.From(lead) : now;
        for (var i = 1; i < who.Count; i++)
            if (who.Low(i) is "to" or "it" or "this" or "that" or "do" || Lexicon.IsModal(who.Low(i)) || Lexicon.FormOf(who.Low(i)) is VerbForm.Plain && !People.IsRole(who.Low(i))) who = who.To(i);
        if ((People.IsPerson(who) ? Assignee(who) : who.Count < now.Count && who.Count == 2 && Lexicon.IsDeterminer(who.Low(0)) && NodeOf(Plain(who.Text)) is null ? $"role:{Reading.Words.Identifier(who.Low(1))}" : null) is not { } assignee) return false;
        human["assign"] = assignee;
        return Did($"'{node}' asks {assignee}");
    }

    // "Tom should approve, not Anna": of somebody who is asked already, another is asked in her place.
    private bool Deputy(Phrase order)
    {
        if (InsteadOf.In(order, 1) is not var (at, behind) || behind >= order.Count || order.Count - behind > 3) return false;
        if (Lexicon.OrderAt(order, 0) == 0 && !AlsoWho.Opens(order, out _)) return false;
        return Finder.One(Plain(order.From(behind).Text)) is { } asks && AskInstead(asks, order.To(at));
    }
}
