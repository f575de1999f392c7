using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What a text should be like is told to the step that writes it: "100 words at most", "make it friendlier", "in the style of a pirate", "no emojis".</summary>
internal sealed partial class Edits
{
    private static readonly Form Size = new("# to/- # word/words/sentence/sentences/paragraph/paragraphs/character/characters/chars/lines/bullets/bullet/page/pages points? | #/a/one single? word/words/sentence/sentences/paragraph/paragraphs/character/characters/chars/line/lines/bullets/bullet/page/pages points?");

    private static readonly Form AtLeast = new("at least | no/not less/fewer/shorter than | minimum/min of? | more than | over");

    private static readonly Form Exactly = new("exactly | precisely | about | around | roughly | approximately");

    private static readonly Form Manner = new("""
        in a/an/the? more/less/very/rather/slightly? * tone/style/voice/manner/way/language/format | in the style of | as/in a/an? bullet/bulleted/numbered? points/list/table/bullets/json/markdown/html/prose | in/with more/less? simple/plain/simpler/clear/easy/easier words/language/terms/english |
        in british/american english | a/an bullet/bulleted/numbered/short/plain list | no/without bullet/numbered points/lists/bullets | a/an table/haiku/limerick/rhyme | in the first/second/third person | with/without/no/more/fewer/less any/some? emojis/emoji/headings/headlines/citations/quotes/jargon/examples/details/detail/numbers/sources/links/slang/markdown/hashtags/bullets/buzzwords/fluff/abbreviations
        """);

    private static readonly Form Holding = new("should/must/may/can/shall not/never/always/only/also? mention/contain/include/have/use/start/end/begin/focus/cover/avoid/address/list/explain/sound/read/name/quote/cite/answer/greet/refer/follow/stay/look");

    private static readonly HashSet<string> Qualities = new("shorter longer simpler funnier friendlier nicer clearer stricter formal informal polite casual detailed friendly concise precise playful serious personal brief short funny warm professional neutral objective upbeat enthusiastic direct plain simple technical humorous witty warmer kinder politer blunter lively livelier crisp tighter punchier catchier snappier snappy catchy cheerful optimistic critical honest softer bolder harsher gentle conversational persuasive empathetic sarcastic dramatic poetic thorough readable understandable positive negative".Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Shaping = ["make", "keep", "limit", "cap", "restrict", "shorten", "cut", "reduce", "set", "change", "give", "let", "have", "trim", "hold", "use", "stay", "write", "be", "sound", "format", "phrase", "word", "avoid", "tell"];

    private static readonly Form MoreText = new("add/include/put/insert/write a/an/one/the? short/friendly/brief/last/first? line/sentence/paragraph/section/greeting/note/remark/hint/title/headline/reminder/word");

    // "Add a line about the parking to the invitation" is told to who writes it.
    private bool MoreOfText(Phrase order)
    {
        if (order.HasLiterals || !MoreText.Opens(order, out var lead) || lead + 2 >= order.Count || order.Low(lead) is not ("about" or "on" or "with" or "to" or "in" or "saying" or "that")) return false;
        var at = Enumerable.Range(lead, order.Count - lead - 1).LastOrDefault(i => order.Low(i) is "to" or "in" or "into");
        if (at < lead || Finder.Find(Plain(order.From(at + 1).Text)) is not { Count: > 0 } || new StepFinder(Draft, newest) { Only = Writes }.One(Plain(order.From(at + 1).Text)) is not { } node) return false;
        var said = literals.Unmask(order.To(at).Text);
        return Tell(node, $"{char.ToUpperInvariant(said[0])}{said[1..]}.");
    }

    private static readonly Form MentionLead = new("also/please/always/then/just? mention/say/state/include/explain/stress/emphasize/emphasise/write/add/ask/point/greet/thank/tell/remind/note out?");

    private static readonly Form InThe = new("in the/its/each/every/our");

    // "In the letter mention that we need it by Friday", "mention the price in the offer": told to who writes it.
    private bool Mentions(Phrase order)
    {
        Phrase text, said;
        if (InThe.Opens(order, out var lead) && Enumerable.Range(lead + 1, Math.Max(0, Math.Min(4, order.Count - lead - 2))).FirstOrDefault(i => MentionLead.At(order, i) > 0) is > 0 and var at) (text, said) = (order.Part(lead, at), order.From(at));
        else if (MentionLead.Opens(order, out var verb) && order.Low(0) is not ("add" or "ask" or "write" or "tell" or "note" or "include") && Enumerable.Range(verb, Math.Max(0, order.Count - verb - 1)).FirstOrDefault(i => InThe.At(order, i) > 0 && (i + 3 == order.Count || order.Low(i + 3) is "that" or "how" or "why" or "what")) is > 0 and var place) (text, said) = (order.Part(place + 2, place + 3), order.Without(place, place + 3));
        else return false;
        if (said.Any(t => t.Kind == TokenKind.Literal && !t.IsLiteral("quote")) || said.Count < 2 || text.Trimmed() is not { Count: > 0 and < 5 } named) return false;
        if (new StepFinder(Draft, newest) { Only = Writes }.One(Plain(named.Text)) is not { } writer) return false;
        while (said.Low(0) is "also" or "please" or "then" or "just") said = said.From(1);
        var what = literals.Unmask(said.Text);
        return Tell(writer, $"{char.ToUpperInvariant(what[0])}{what[1..]}.");
    }

    private bool Wording(Phrase order)
    {
        if (MoreOfText(order) || Mentions(order)) return true;
        if (order.Any(t => Languages.Is(t.Text)) && (_isMore || order.Has("too", "also")) && order.Has("version", "translation", "one")) return false; // one more of them is a step
        if (order.Low(0) is "if" or "when" or "unless" || order.Low(0) is "only" && order.Low(1) is "if" or "when" || order.Any(t => t.Kind == TokenKind.Literal && !t.IsLiteral("quote"))) return false;
        var isOrder = Lexicon.OrderAt(order, 0, isFirst: true) == 0;
        if (isOrder && !Shaping.Contains(order.Low(0))) return false;
        var (from, to, how) = How(order);
        if (how.Length == 0 && Holding.In(order, 1) is var (holds, held) && holds < 5 && !Lexicon.IsModel(order, held) && !Asks(order))
        {
            var whose = order.To(holds);
            (from, to) = (holds, order.Count);
            how = $"It {literals.Unmask(order.From(holds).Text)}.";
            if (!(whose.Count == 1 && Lexicon.IsPronoun(whose.Low(0))) && whose.Low(whose.Count - 1) is not ("result" or "output" or "outcome") && !Finder.Find(Plain(whose.Text)).Any(Writes)) return false;
        }

        if (how.Length == 0 && Enumerable.Range(0, order.Count).Select(i => order[i].Text).FirstOrDefault(Languages.Is) is { } inTongue && (order.Has("should", "must", "be") || order.Low(0) is "write") && order.Has("in") && !order.Has("translated", "translate"))
            (from, to, how) = (order.Find(0, "in"), order.Count, $"Write in {inTongue}.");
        if (how.Length == 0 || order.Low(0) == "write" && from > 3) return false;
        var tongue = Enumerable.Range(0, order.Count).Select(i => order[i].Text).FirstOrDefault(Languages.Is);
        if (tongue is not null && order.Has("in") && !how.Contains(tongue, StringComparison.Ordinal)) how = $"{how} Write in {tongue}.";
        var named = string.Join(' ', Aim.Of(order, from, to).Split(' ').Where(w => !Qualities.Contains(w.ToLowerInvariant()) && w != tongue && w.ToLowerInvariant() is not ("tone" or "style" or "voice" or "wording" or "bullet" or "bullets" or "points" or "list" or "table")));
        var nodes = named.Length == 0 ? Writer() : Finder.All(named) ?? [.. Finder.Find(named)];
        if (nodes.Count > 1 && named.Length > 0 && nodes.FindAll(Writes) is { Count: > 0 } writing) nodes = writing;
        if (nodes.Count == 0 && named.Length > 0 && !isOrder && order.Low(0) is not ("the" or "it" or "its")) return false;
        if (nodes.Count == 0) return Cannot(named.Length > 0 ? Finder.Unclear(named) : "No step of the draft writes a text.");
        nodes = nodes.FindAll(n => Draft.Nodes[n]?["agent"] is not null);
        if (nodes.Count == 0 && Writer() is [_] only) nodes = only;
        foreach (var agent in nodes.Select(n => _graph.OwnAgent(n, nodes)).Distinct().Select(a => Draft.Find("agents")?[a]).OfType<JsonObject>()) agent["instructions"] = Reshaped((Draft.Text(agent["instructions"]) ?? "").TrimEnd(), how);
        return nodes.Count == 0 ? Cannot("No step of the draft writes a text.") : Did($"{Listed(nodes)} {(nodes.Count == 1 ? "is" : "are")} told: {how.TrimEnd('.')}");
    }

    private static readonly Form Layout = new("in/as/with a/an/one/#? single/short/numbered/bulleted/bullet/plain/simple? bullets/bullet/list/table/paragraph/paragraphs/prose/points points/list?");

    // A text has one layout: one paragraph takes the place of five bullets, and without bullets they are not asked for.
    private static string Reshaped(string instructions, string how)
    {
        var said = Phrase.Of(instructions);
        if (!Phrase.Of(how).Any(t => t.Low is "bullets" or "bullet" or "list" or "table" or "paragraph" or "paragraphs" or "prose") || Layout.In(said) is not var (at, end)) return $"{instructions} {how}".Trim();
        if (Phrase.Of(how).Has("no", "without")) return $"{said.To(at).Text}{(end < said.Count && said[end].Text == "." ? "" : " ")}{said.From(end).Text} {how}".Trim();
        var now = how.TrimEnd('.');
        if (now.StartsWith("At most ", StringComparison.Ordinal)) now = $"In {now["At most ".Length..]}";
        return $"{said.To(at).Text} {char.ToLowerInvariant(now[0])}{now[1..]}{said.Tail(end)}".TrimEnd();
    }

    // Where it is said how, and how.
    private (int From, int To, string How) How(Phrase order)
    {
        if (Size.In(order) is var (at, end) && !(order.Low(at) is "a" or "one" && order.Low(at + 1) is "line" or "page"))
        {
            var bound = AtLeast.In(order) is var (least, _) && least < at && order.Low(least - 1) is not ("no" or "not" or "never") ? "At least" : Exactly.In(order) is not null ? "About" : "At most";
            return (at, end, $"{bound} {literals.Unmask(order.Part(at, end).Text)}.");
        }

        if (Manner.In(order) is var (manner, behind))
        {
            if (order.Low(manner) == "in" && order.Low(manner + 3) == "of" || order.Low(manner + 1) == "the" && order.Low(manner + 2) == "style") behind = order.Count;
            if (order.Low(behind) == "for" && order.Count - behind < 5) behind = order.Count; // "in simple words for kids"
            var said = literals.Unmask(order.Part(manner, behind).Text);
            if (order.Low(manner) is "a" or "an") said = $"as {said}";
            return (manner, behind, $"{char.ToUpperInvariant(said[0])}{said[1..]}.");
        }

        for (var i = 0; i < order.Count; i++)
        {
            if (order.Low(i - 1) is "of" or "than" && order.Low(i - 2) is "instead" or "rather") continue; // "long instead of short" is not short
            var isQuality = Qualities.Contains(order.Low(i)) || order.Low(i) is "more" or "less" && i + 1 < order.Count && order[i + 1].IsWord && order.Low(i + 1) is not ("than" or "of" or "time" or "tries" or "results" or "often") && i > 0 && order.Low(0) is "make" or "sound" or "be";
            if (!isQuality || i > 0 && !(order.Low(0) is "make" or "keep" or "be" or "sound" or "write" or "phrase" or "word" or "a" or "much" or "more" or "less" or "even" or "slightly" or "too" or "rather" || order.Find(0, "should", "must", "be", "sound", "sounds") is >= 0 and var be && be < i)) continue;
            if (order.Low(0) is "more" or "less" or "a" or "much" && i > 3 || i + 1 < order.Count && order[i + 1].IsWord && order.Low(i + 1) is not ("and" or "but" or "please" or "than" or "with" or "in" or "for" or "about" or "to" or "too" or "not") && order.Low(i) is not ("more" or "less")) continue;
            var start = i;
            while (start > 0 && order.Low(start - 1) is "more" or "less" or "bit" or "a" or "much" or "very" or "not" or "too" or "even" or "slightly" or "rather" or "lot") start--;
            var last = order.Count;
            while (last > i + 1 && order.Low(last - 1) is "please" or "then" or "instead" or "too") last--;
            return (start, last, $"It should be {literals.Unmask(order.Part(start, last).Text)}.");
        }

        return (0, 0, "");
    }

    private bool Writes(string node) => Draft.Text(Draft.Nodes[node]?["agent"]) is { } agent && !new[] { "sorter", "scorer", "extractor", "judge", "classifier", "checker" }.Any(k => agent.StartsWith(k, StringComparison.Ordinal));

    // The step that writes what was meant: the newest, else the last that writes, and a translation only when nothing else does.
    private List<string> Writer()
    {
        var all = Draft.Nodes.Select(n => n.Key).Where(Writes).ToList();
        var own = all.FindAll(n => !(Draft.Text(Draft.Nodes[n]?["agent"]) ?? "").StartsWith("transl", StringComparison.Ordinal));
        return [.. own.FindAll(n => newest?.Contains(n) == true).Concat(own.Count > 0 ? own.TakeLast(1) : all.TakeLast(1)).Take(1)];
    }

    private static readonly Form MustBe = new("should/must/shall/has/needs/ought to? be");

    // "The report should be in English, about 2 pages and for managers": several qualities in one breath are told together.
    private bool SeveralQualities(Phrase order)
    {
        if (order.HasLiterals || order.Count > 22 || MustBe.In(order, 1) is not var (at, end) || at > 4 || order.Find(end, ",", "and") is not (> 0 and var joint) || joint + 1 >= order.Count) return false;
        var list = order.From(end);
        if (!list.Has(",") || list.Has("if", "when", "by", "to", "then", "it", "not", "instead", "between", "before", "after") || list.Any(t => Lexicon.FormOf(t.Low) is VerbForm.Past || People.IsRole(t.Low) && list.Low(0) == t.Low)) return false;
        if (order.To(at) is not { Count: > 0 } what || new StepFinder(Draft, newest) { Only = Writes }.One(Plain(what.Text)) is not { } writer) return false;
        return Tell(writer, $"It should be {literals.Unmask(list.Text)}.");
    }
}
