using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Agents that are named beside each other, one of which serves: "route it to the crop expert or the vet agent", "the math agent for math".</summary>
internal sealed partial class Routing
{
    private static readonly Form To = new("""
        route/routes/hand/hands/send/sends/pass/passes/forward/forwards/delegate/delegates/give/gives/assign/assigns/dispatch/dispatches/direct/directs it/them/this/these over/on/off? to either/one? of? |
        route/hand/send/pass/forward/delegate/give/assign/dispatch/direct the/each/every/all/incoming/new/a/an * to either/one? of? | routes/hands/sends/passes/forwards/delegates/gives/assigns/dispatches/directs the/each/every/a/an * to either/one? of? | route/hand/send/pass/forward/delegate/give/assign/dispatch/direct the/each/every/all/incoming/new/a/an * * to either/one? of? |
        route/forward/delegate/dispatch/direct * to either/one? of? | route/forward/delegate/dispatch/direct * * to either/one? of? | it goes to either/one? of?
        """);

    private static readonly Form About = new("the/a/an/each/every * is/are/can/may/could/will be? either? about/concerning/regarding/on? either? | the/a/an/each/every * * is/are/can/may/could/will be? either? about/concerning/regarding/on? either? | it/they is/are/can/may/could be? either? about/concerning/regarding? either?");

    // "The question is about crops or animals": what it can be. "Route it to the crop expert or the vet agent": who serves.
    private List<Phrase>? Among(Phrase sentence, bool isFirst)
    {
        var start = sentence.Find(0, ":") is > 0 and <= 4 and var colon && !sentence.To(colon).HasLiterals ? colon + 1 : 0;
        if (_kinds.Count == 0 && About.At(sentence, start) is > 0 and var about && sentence.Part(start, about).Has("about", "can", "may", "could", "either", "concerning", "regarding") && Ended(sentence, about) is var (said, over) && said.Count > 1 && over == sentence.Count && sentence.Find(about, "or") > 0)
        {
            Know(said);
            var end = Enumerable.Range(start, about - start).First(k => sentence.Low(k) is "is" or "are" or "can" or "may" or "could" or "will");
            plan.Settled.Add(sentence.To(start).Text);
            return [Phrase.Of($"classify {Object(sentence.Part(start, end), isFirst)} as {Or(said)}")];
        }

        while (sentence.Low(0) is "then" or "and") sentence = sentence.From(1);
        if (_kinds.Count > 1 && Lexicon.IsDeterminer(sentence.Low(0)) && Members(sentence, 0) is var (subjects, verb) && subjects.Count == _kinds.Count && Lexicon.FormOf(sentence.Low(verb)) == VerbForm.Third && subjects.TrueForAll(m => _kinds.Exists(k => Alike(k, m))))
            return [Phrase.Of(string.Join(", ", _kinds.Select(k => $"{k}: {Servers.Named(Role(subjects.Find(m => Alike(k, m))!), Phrase.Of($"that {sentence.From(verb).Text}"), "answer it")!.Text}")))];
        if (start == 0 && Agent(sentence, 0) is > 0 and var router && To.At(sentence, sentence.Low(router) is "to" or "that" ? router + 1 : router) > 0) start = sentence.Low(router) is "to" or "that" ? router + 1 : router;
        if (To.At(sentence, start) is not (> 0 and var to) || Members(sentence, to) is not var (members, behind) || members.Count < 2) return null;
        var tail = sentence.From(behind).Trimmed();
        if (tail.Low(0) is "depending" or "based" or "according" or "by" && tail.Count <= 8) tail = Noted(tail);
        var kinds = _kinds.Count == members.Count ? _kinds.ToList() : members.ConvertAll(m => m.Split(' ') is { Length: > 1 } words && IsServer(words[^1].ToLowerInvariant()) ? string.Join(' ', words.SkipLast(1)) : m);
        if (_kinds.Count > 0 && _kinds.Count != members.Count) return null;
        var pairs = kinds.ConvertAll(k => (Kind: k, Member: members.Find(m => Alike(k, m)) ?? members[kinds.IndexOf(k)]));
        var ways = Phrase.Of($"{string.Join(", ", pairs.Select(p => $"{p.Kind}: {Servers.Named(Role(p.Member), sentence.To(0), "answer it")!.Text}"))}");
        if (_kinds.Count > 0) return tail.Count > 0 ? [ways, tail] : [ways];
        Know(kinds);
        var what = sentence.Part(start + 1, to).Find(0, "to") is > 0 and var aim ? Object(sentence.Part(start + 1, start + 1 + aim), isFirst) : "it";
        var order = Phrase.Of($"classify {(what == "it" ? "the text" : what)} as {Or(kinds)}");
        return tail.Count > 0 ? [order, ways, tail] : [order, ways];
    }

    // What it depends on is the sorting itself.
    private Phrase Noted(Phrase tail)
    {
        plan.Settled.Add(tail.Text);
        return tail.To(0);
    }

    private static string Role(string member) => member.EndsWith(" agent", StringComparison.OrdinalIgnoreCase) || member.EndsWith(" bot", StringComparison.OrdinalIgnoreCase) ? member[..member.LastIndexOf(' ')] : member;

    // "the crop expert, the vet agent or the mechanic agent", "a sales or a support agent": agents, of which it is one.
    private static (List<string> Members, int End)? Members(Phrase sentence, int from)
    {
        if (Ended(sentence, from) is not var (members, end) || members.Count < 2 || sentence.Part(from, end).Find(0, "or") < 0) return null;
        var last = members[^1].Split(' ')[^1].ToLowerInvariant();
        if (!IsServer(last) || last is "team" || !sentence.Part(from, end).Has("agent", "bot", "agents")) return null;
        return (members, end);
    }

    private static readonly Form Uses = new("use/call/ask/let/take/with? the/a/an");

    // "Use the math agent for math, the history agent for history": who serves which kind.
    private Phrase? Named(Phrase sentence)
    {
        var ways = new List<string>();
        var from = 0;
        for (var i = 1; i <= sentence.Count; i++)
        {
            if (i < sentence.Count && sentence[i].Text is not ("," or ";") && sentence.Low(i) != "and") continue;
            var next = i;
            while (next < sentence.Count && (sentence[next].Text is "," or ";" || sentence.Low(next) == "and")) next++;
            var piece = sentence.Part(from, i);
            (from, i) = (next, Math.Max(i, next - 1));
            if (Uses.At(piece, 0) is not (> 0 and var at) || piece.Find(at, "for") is not (> 0 and var of) || of + 1 >= piece.Count || of - at is < 1 or > 4 || !IsServer(piece.Low(of - 1))) return null;
            var kind = piece.From(of + 1);
            if (Lexicon.IsDeterminer(kind.Low(0))) kind = kind.From(1);
            var server = Servers.Named(Role(piece.Part(at, of).Text), sentence.To(0), "answer it")!.Text;
            if (kind.Low(0) is "everything" or "anything" or "all" or "rest" or "others") ways.Add($"otherwise {server}");
            else if (_kinds.Find(k => Alike(k, kind.Text)) is { } known) ways.Add($"{known}: {server}");
            else return null;
        }

        return ways.Count > 1 ? Phrase.Of(string.Join(", ", ways)) : null;
    }

    private static readonly Form Classifier = new("an? intent/topic/ticket/request/question/message/language/category? classifier/router/triager agent? (/: | an? intent/topic/ticket/request/question/message/language/category? classifier/router/triager agent? with/for the? intents/categories/labels/classes/topics/types?");

    private static readonly Form Remaining = new("for everything/anything/all else | for the? rest/others/other | for all? other/others *? | as fallback/default");

    // "A classifier (refund, orders, other), a refund agent, an orders agent that …, and a general agent for everything else": who serves which kind.
    private List<Phrase>? Offered(Phrase sentence)
    {
        if (Classifier.In(sentence) is not var (at, from) || Ended(sentence, from) is not var (kinds, end) || kinds.Count < 2) return null;
        var rest = sentence.From(end).Trimmed();
        Know(kinds);
        var (ways, open) = (new List<string>(), (string?)null);
        var start = 0;
        for (var i = 1; i <= rest.Count; i++)
        {
            if (i < rest.Count && !(rest.Low(i) is "a" or "an" && rest.Low(i - 1) is "," or "and")) continue;
            var member = rest.Part(start, i).Trimmed();
            while (member.Low(member.Count - 1) is "and") member = member.To(member.Count - 1).Trimmed();
            start = i;
            var head = member.Find(1, "agent", "bot");
            if (head < 1 || head > 5) return null;
            var (name, said) = (member.Part(1, head).Text, member.From(head + 1));
            var isRest = Remaining.In(said) is not null || name.ToLowerInvariant() is "general" or "fallback" or "default" or "other";
            if (Remaining.In(said) is var (gone, behind)) said = said.Without(gone, behind);
            var kind = isRest ? null : kinds.Find(k => Alike(k, name));
            if (kind is null && !isRest || Server(name, said) is not { } server) return null;
            if (isRest) open = server;
            else ways.Add($"{kind}: {server}");
        }

        return ways.Count == 0 ? null : [Phrase.Of($"classify the message as {string.Join(", ", kinds.SkipLast(1))} or {kinds[^1]}"), Phrase.Of($"{string.Join(", ", ways)}{(open is null ? "" : $", otherwise {open}")}")];
    }

    private static bool Alike(string kind, string name) => string.Equals(Words.Singular(kind), Words.Singular(name), StringComparison.OrdinalIgnoreCase) || name.Split(' ').Any(w => w.Length > 3 && kind.Split(' ').Any(k => string.Equals(Words.Singular(k), Words.Singular(w), StringComparison.OrdinalIgnoreCase)));

    // Who calls an address answers with what it gives.
    private static string? Server(string name, Phrase said)
    {
        if (said.Low(0) is "that" or "which" or "who" && Lexicon.Lemma(said.Low(1)) is "call" or "query" or "use" or "ask" or "fetch" && said.Count > 2 && said[said.Count - 1].IsLiteral("url")) return $"fetch {said[said.Count - 1].Text}, then {Servers.Named(name, said.To(0), "answer it")!.Text}";
        return Servers.Named(name, said, "answer it")?.Text;
    }

    private static readonly Form Sends = new("send/route/forward/pass/hand/give/direct");

    private static readonly Form Onto = new("about/on/regarding/concerning");

    // "Send math questions to the math agent and all other questions to the general agent", "questions about prices are answered by …": what each is about is its kind.
    private List<Phrase>? Topics(Phrase sentence)
    {
        sentence = sentence.Trimmed();
        var send = Sends.Opens(sentence, out var sends) ? sends : 0;
        var (ways, kinds, noun, rest) = (new List<string>(), new List<string>(), "", false);
        var from = send;
        for (var i = from + 1; i <= sentence.Count; i++)
        {
            if (i < sentence.Count && sentence[i].Text is not ("," or ";") && sentence.Low(i) is not ("and" or "while" or "but")) continue;
            var next = i;
            while (next < sentence.Count && (sentence[next].Text is "," or ";" || sentence.Low(next) is "and" or "while" or "but")) next++;
            if (i < sentence.Count && Topic(sentence.From(next), noun) is null && StatementReader.IsElse(sentence.From(next)) is false) continue;
            var piece = sentence.Part(from, i);
            (from, i) = (next, next);
            if (Topic(piece, noun) is var (kind, called, body))
            {
                noun = called;
                kinds.Add(kind);
                ways.Add($"{kind}: {(body.Low(0) is "go" or "get" or "are" ? $"it {(body.Low(0) == "are" ? "is" : $"{body.Low(0)}{(body.Low(0) == "go" ? "es" : "s")}")} {body.From(1).Text}" : body.Text)}");
            }
            else if (ways.Count > 0 && StatementReader.IsElse(piece))
            {
                rest = true;
                ways.Add(piece.Text);
            }
            else return null;
        }

        if (kinds.Count + (rest ? 1 : 0) < 2 || !sentence.Has("agent", "agents", "bot", "claude", "gpt")) return null;
        Know(kinds);
        return [Phrase.Of($"classify the {Words.Singular(noun)} as {(rest || kinds.Count == 1 ? $"{string.Join(", ", kinds)} or other" : Or(kinds))}"), Phrase.Of(string.Join(", ", ways))];
    }

    // "math questions |to the math agent", "questions about prices |are answered by …"
    private static (string Kind, string Noun, Phrase Body)? Topic(Phrase piece, string noun)
    {
        if (piece.Low(0) is "all" or "the" or "any") piece = piece.From(1);
        for (var at = 0; at < Math.Min(3, piece.Count); at++)
        {
            if (!piece.Low(at).EndsWith('s') || !StatementReader.IsMessage(piece.Low(at)) || noun.Length > 0 && piece.Low(at) != noun) continue;
            if (at == 0 && Onto.At(piece, 1) is not (> 0)) return null;
            var end = at == 0 ? Enumerable.Range(2, Math.Max(0, Math.Min(piece.Count, 6) - 2)).FirstOrDefault(k => Lexicon.IsBe(piece.Low(k)) || Lexicon.IsModal(piece.Low(k)) || piece.Low(k) is "go" or "to" or "by") : at + 1;
            if (end <= 0 || end + 1 >= piece.Count || at > 0 && piece.Part(0, at).Any(t => !t.IsWord || Lexicon.IsPreposition(t.Low) || Lexicon.IsDeterminer(t.Low) || Lexicon.FormOf(t.Low) == VerbForm.Plain && Words.Verb(t.Low) is not null || t.Low is "other" or "remaining")) return null;
            if (!(Lexicon.IsBe(piece.Low(end)) || Lexicon.IsModal(piece.Low(end)) || piece.Low(end) is "go" or "to" or "by")) return null;
            return (at == 0 ? piece.Part(2, end).Text : piece.To(at).Text, piece.Low(at), piece.From(end));
        }

        return null;
    }
}
