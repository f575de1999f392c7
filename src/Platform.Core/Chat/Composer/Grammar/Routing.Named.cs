using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Agents that are named beside each other, one of which serves: "route it to the crop expert or the vet agent", "the math agent for math".</summary>
internal sealed partial class Routing
{
    private static readonly Form To = new("""
        route/routes/hand/hands/send/sends/pass/passes/forward/forwards/delegate/delegates/give/gives/assign/assigns/dispatch/dispatches/direct/directs it/them/this/these over/on/off? to either/one? of? |
        route/hand/send/pass/forward/delegate/give/assign/dispatch/direct the/each/every/all/incoming/new/a/an * to either/one? of? | route/hand/send/pass/forward/delegate/give/assign/dispatch/direct the/each/every/all/incoming/new/a/an * * to either/one? of? |
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
        if (To.At(sentence, start) is not (> 0 and var to) || Members(sentence, to) is not var (members, behind) || members.Count < 2) return null;
        var tail = sentence.From(behind).Trimmed();
        if (tail.Low(0) is "depending" or "based" or "according" or "by" && tail.Count <= 8) tail = Noted(tail);
        var kinds = _kinds.Count == members.Count ? _kinds.ToList() : members.ConvertAll(m => m.Split(' ') is { Length: > 1 } words && IsServer(words[^1].ToLowerInvariant()) ? string.Join(' ', words.SkipLast(1)) : m);
        if (_kinds.Count > 0 && _kinds.Count != members.Count) return null;
        var pairs = kinds.ConvertAll(k => (Kind: k, Member: members.Find(m => Alike(k, m)) ?? members[kinds.IndexOf(k)]));
        var ways = Phrase.Of($"{string.Join(", ", pairs.Select(p => $"{p.Kind}: {Servers.Named(Role(p.Member), sentence.To(0), "answer it")!.Text}"))}");
        if (_kinds.Count > 0) return tail.Count > 0 ? [ways, tail] : [ways];
        Know(kinds);
        var what = sentence.Part(start + 1, to).Find(0, "to") is > 0 and var object_ ? Object(sentence.Part(start + 1, start + 1 + object_), isFirst) : "it";
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
}
