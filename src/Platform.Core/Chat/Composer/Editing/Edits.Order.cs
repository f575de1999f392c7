using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What goes on at once and what one after another, and who is asked before anything leaves the house.</summary>
internal sealed partial class Edits
{
    private static readonly Form Row = new("""
        one after the other/another | one after another | one by one | sequentially/consecutively/serially | in/into sequence/order/turn | in a row/sequence/chain/line | step by step | not in parallel | not at once | not at the same time | not simultaneously/concurrently | no parallelism | one at a time | one then the other
        """);

    private static readonly Form Side = new("in parallel | parallel/simultaneously/concurrently | at the same time | at once | side by side | all/both at once | parallelize/parallelise");

    // "One after the other instead", "run a and b in parallel", "do both at the same time"
    private bool Rows(Phrase order)
    {
        if (order.Low(0) is "if" or "when" or "for" or "after" or "before" or "also" || order.HasLiterals || _isMore && Lexicon.IsPreposition(order.Low(0))) return false;
        if (Row.In(order) is var (at, end))
        {
            if (end == order.Count && order.Find(1, "before") is > 0 and var ahead && ahead < at)
            {
                var first = order.To(order.Low(at - 1) is "so" or "and" ? at - 1 : at).Trimmed(); // what comes first is said already
                return One(first.Text) || Missed(order.Text);
            }

            if (Listing(order.From(end)) is { } row) return _graph.AreAtOnce(row) && _graph.InOrder(row) ? Did($"{Listed(row)} go one after another") : Cannot("These steps do not go on at once.");
            if (order.Low(at) == "one" && order.Low(at + 1) == "at" && Draft.Nodes.Any(n => n.Value?["map"] is not null)) return false;
            var group = Meant(order, at, end);
            if (group is null) return false;
            if (group.Count < 2) group = [.. _graph.AtOnce()];
            return group.Count < 2 ? Cannot("No steps go on at once in the draft.") : _graph.InOrder(group) ? Did($"{Listed(group)} go one after another") : Cannot("These steps do not go on at once.");
        }

        if (Side.In(order) is not var (from, to) || order.Low(from + 1) is "with" or "to" || order.Low(to) is "with" or "as" or "to" || Lexicon.IsNumber(order[Math.Max(0, from - 1)]) && !order.Has("steps") || order.Low(0) is "add" or "insert" or "put" && order.Has("step", "a", "an")) return false;
        var nodes = Meant(order, from, to);
        if (nodes is null) return false;
        if (nodes.Count < 2 && order.Has("review", "approve", "ask", "decide", "check", "answer", "reviews", "approvals")) nodes = [.. Draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key)];
        if (nodes.Count < 2) nodes = Independent();
        return nodes.Count < 2 ? Cannot("Say which steps go on at once: \"run translate and summarise in parallel\".") : Parallel(nodes);
    }

    // "…: first the issue, then the post": the steps in the order in which they are to come.
    private List<string>? Listing(Phrase said)
    {
        var named = new List<string>();
        while (said.Count > 0)
        {
            while (said.Count > 0 && (said[0].Kind == TokenKind.Mark || said.Low(0) is "instead" or "please" or "first" or "then" or "and" or "finally" or "last" or "start" or "with")) said = said.From(1);
            var end = said.Find(1, ",", ";", "then", "and") is > 0 and var cut ? cut : said.Count;
            if (said.Count == 0) break;
            if (Finder.One(Plain(said.To(end).Text)) is not { } node || named.Contains(node)) return null;
            named.Add(node);
            said = said.From(end);
        }

        return named.Count > 1 ? named : null;
    }

    // The steps that are named; empty when only "them" or nothing is; null when the order speaks of something else.
    private List<string>? Meant(Phrase order, int from, int to)
    {
        var words = Aim.Of(order, from, to);
        if (words.Length == 0) return [];
        var start = 0;
        while (start < order.Count && order.Low(start) is "make" or "run" or "do" or "put" or "let" or "have" or "execute" or "both" or "the" or "all" or "parallelize" or "parallelise" or "please" or "both" or "should" or "can" or "and") start++;
        var end = from > 0 ? from : order.Count;
        while (end > start && order.Low(end - 1) is "run" or "go" or "work" or "be" or "happen" or "review" or "approve" or "check" or "decide" or "answer" or "it" or "should" or "must" or "can" or "done" or "both" or "all" or "come" or "executed") end--;
        if (start >= end) return [];
        var said = from == 0 ? order.From(to).Text : order.Part(start, end).Text;
        if (Lexicon.IsPronoun(said.ToLowerInvariant())) return [];
        if (Finder.All(said) is { Count: > 1 } nodes || Finder.All($"both {said}") is { Count: > 1 } and var both && (nodes = both) is not null) return nodes;
        if (Lexicon.OrderAt(order, 0, isFirst: true) == 0 && order.Low(0) is not ("make" or "run" or "do" or "put" or "let" or "have" or "execute" or "parallelize" or "parallelise")) return null;
        Remarks.Add(Finder.Unclear(literals.Unmask(said)));
        return null;
    }

    private static readonly Form GoesOut = new("""
        before/unless/until anything/everything/something/it/that/this/they/all is/are/gets/get/goes/leaves/has/will? been/be/being? sent/out/posted/published/emailed/mailed/public/anywhere/delivered/shared/live/released/house |
        before anything/everything/something/it leaves the? house/company/building/system | before sending/posting/publishing/mailing anything/everything/something/it? out? | before any message/messages/mail/mails/email/emails/post/posts/thing goes/go/is/are sent/out/posted? | before anything happens | first , before anything is sent
        """);

    // "The CEO must approve before anything goes out": before every step that tells somebody, each refusal ends.
    private bool Guarded(Phrase order)
    {
        if (GoesOut.In(order) is not var (at, end) || order.Count < 4 || at > 0 && order.From(end).HasLiterals) return false;
        var ask = (at == 0 ? order.From(end) : order.To(at)).Trimmed();
        if (ask.Count < 2) return false;
        if (Asks(Phrase.Of(Looked(ask.Text)))) return Ahead(Phrase.Of(Looked(ask.Text)), at > 0 ? order.From(end).Text : "");
        return at > 0 && order.Low(at) == "before" && Lexicon.OrderAt(ask, 0, isFirst: true) == 0 && Draft.Nodes.Select(n => n.Key).FirstOrDefault(n => Uses(n).Any(Tellers.Contains)) is { } teller && Append(ask.Text, null, teller);
    }

    // Before every step that tells somebody, unless another of these stands before it.
    private bool Ahead(Phrase ask, string where = "")
    {
        var tellers = Draft.Nodes.Select(n => n.Key).Where(n => Uses(n).Any(Tellers.Contains)).ToList();
        if (where.Length > 0 && Finder.Find(Plain(where)).Where(tellers.Contains).ToList() is { Count: > 0 } meant) tellers = meant; // "before anything is posted to Slack"
        if (tellers.FindAll(t => !Uses(t).Any(u => u.EndsWith(".write", StringComparison.Ordinal))) is { Count: > 0 } leaving) tellers = leaving; // a file stays in the house
        if (tellers.Count == 0) return Cannot("Nothing goes out in the draft yet: add first what is sent or posted.");
        var gates = new HashSet<string>(StringComparer.Ordinal);
        if (tellers.Count > 1 && Draft.Nodes.FirstOrDefault(n => n.Value is JsonObject body && Draft.Ways(body).Any(w => w.Kind is "next" or "way" && w.To.Count(tellers.Contains) > 1)) is { Key: { } fork, Value: JsonObject forks })
        {
            var ways = Draft.OneOrMany(Draft.Ways(forks).First(w => w.To.Count(tellers.Contains) > 1).To);
            var before = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
            if (!Append(ask.Text, fork, null) || Draft.Nodes.FirstOrDefault(n => !before.Contains(n.Key) && n.Value?["human"] is not null) is not { Key: { } gate, Value: JsonObject human }) return true;
            var decision = (human["save"] as JsonObject)?.Select(s => s.Key).FirstOrDefault() ?? "decision";
            human["next"] = new JsonArray(new JsonObject { ["when"] = $"${{{{ state.{decision}.approved }}}}", ["to"] = ways }, new JsonObject { ["to"] = "end" });
            gates.Add(gate);
        }

        foreach (var teller in tellers)
        {
            if (!Draft.Nodes.ContainsKey(teller) || !_graph.IsReached(teller, gates)) continue;
            var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
            if (!Append(ask.Text, null, teller)) return false;
            gates.UnionWith(Draft.Nodes.Select(n => n.Key).Where(n => !known.Contains(n)));
        }

        return gates.Count > 0 || Cannot("Somebody is asked already before anything goes out.");
    }

    // "The plan must have 5 steps" asks nobody: only people can be asked, and who approves is one.
    private bool Asks(Phrase ask) => !(Enumerable.Range(1, Math.Max(0, Math.Min(4, ask.Count - 2))).FirstOrDefault(i => Lexicon.IsModal(ask.Low(i))) is > 0 and var modal && !People.IsPerson(ask.To(modal)) && ask.Low(0) is not ("let" or "ask" or "have" or "get") && !ask.Has("approve", "agree", "confirm", "sign", "okay", "ok", "check", "review"))
        && new Reading.PlanReader(literals, models, parts.Workflows, Labels()).Read(ask.Text).Items is [Reading.Step { Skill: "human" }];

    private static readonly Form GoesTo = new("should/must/shall/will/can? go/goes to/into/in | should/must/shall/will be? sent/posted/mailed/emailed/forwarded/routed/logged/saved to/into/in | is/are sent/posted/mailed/emailed/forwarded/routed/logged/saved to/into/in");

    // "For a neutral one just log it", "billing goes to #billing": a way of the sorting that is there, with a category more when it has none such.
    private bool Sorted(Phrase order)
    {
        if (Sorter() is not var (_, _, labels) || labels.Count == 0) return false;
        Phrase label, then;
        if (order.Low(0) == "for")
        {
            var at = 1;
            while (at < order.Count && (Lexicon.IsDeterminer(order.Low(at)))) at++;
            if (order.Low(1) is "each" or "every") return false;
            var end = at;
            while (end < order.Count && end - at < 4 && order[end].IsWord && order.Low(end) is not ("just" or "also" or "only" or "then" or "please" or "simply" or "we" or "always") && (end == at || Lexicon.OrderAt(order, end) != end)) end++;
            if (end == at || end >= order.Count) return false;
            (label, then) = (order.Part(at, end), order.From(end).Trimmed());
            if (Lexicon.OrderAt(then, 0) < 0 && then.Low(0) is not ("just" or "also" or "only" or "then" or "we")) return false;
        }
        else if (GoesTo.In(order) is var (goes, _) && goes is > 0 and < 5 && Cutter.All(order).Count == 1)
        {
            (label, then) = (order.To(goes), order.From(goes));
            while (label.Count > 0 && Lexicon.IsDeterminer(label.Low(0))) label = label.From(1);
            if (!then.HasLiterals || then.Find(0, ",", ";") > 0) return false;
            then = Phrase.Of($"it {then.Text}");
        }
        else if (Enumerable.Range(1, Math.Min(4, order.Count - 1)).FirstOrDefault(i => Lexicon.IsModal(order.Low(i)) || Lexicon.IsBe(order.Low(i))) is > 0 and var modal && Cutter.All(order).Count == 1)
        {
            (label, then) = (order.To(modal), order.From(modal));
            if (label.Count > 3 || !Enumerable.Range(0, label.Count).Any(i => labels.Exists(l => Referring.Stems.Of(l.ToLowerInvariant()) == Referring.Stems.Of(label.Low(i)) || string.Equals(Reading.Words.Singular(label.Low(i)), l, StringComparison.OrdinalIgnoreCase))) || !then.HasLiterals) return false;
            then = Phrase.Of($"it {then.Text}");
        }
        else return false;

        var words = Enumerable.Range(0, label.Count).Where(i => label[i].IsWord && !Common.Contains(label.Low(i))).Select(i => label.Low(i)).ToList();
        if (words.Count is 0 or > 2 || label.HasLiterals || Lexicon.IsPronoun(words[0]) || words.Contains("else") || words.Contains("other") || words.Contains("others") || words.Contains("rest") || words.Contains("new")) return false;
        var name = labels.Find(l => words.Exists(w => Referring.Stems.Of(w) == Referring.Stems.Of(l.ToLowerInvariant()))) ?? string.Join(' ', words.Count == 1 ? [Reading.Words.Singular(words[0])] : words);
        if (!labels.Contains(name) && (Finder.Find(string.Join(' ', words)).Count > 0 || Cutter.Control.At(label, 0) > 0)) return false;
        if (!labels.Contains(name)) AddLabel(name);
        if (then.FindLast("after", "behind") is > 2 and var behind && Step(then.From(behind + 1).Text, isBefore: false) is { } last && OfLabel(name)?.Contains(last) == true) then = then.To(behind); // that is where it comes anyway
        if (EarlierIn(name, then.Text) is { } isPut) return isPut;
        return Append($"if it is {name}, {Referring.Nominals.Plain(Reading.Phrases.Active(then.Text))}", null, null);
    }

    private static readonly HashSet<string> Common = ["a", "an", "the", "one", "ones", "mail", "mails", "email", "emails", "message", "messages", "ticket", "tickets", "request", "requests", "call", "calls", "case", "cases", "kind", "type", "item", "items", "review", "reviews", "category", "feedback", "question", "inquiry", "inquiries", "it", "is", "it's", "type", "of", "things", "stuff", "comments", "comment", "posts", "post", "those", "these", "they", "them"];
}
