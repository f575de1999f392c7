using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Ways that are told apart by a category, an amount, or a moment.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form LabelLead = new("for | on | in | in case of | if/when/whenever? it/they/this? is/are/'s? | if it's | send | route | forward | pass | all | any | the | a | an | only | those | every | each | and | but | then | while");

    private static readonly HashSet<string> LabelNouns = ["one", "ones", "email", "emails", "message", "messages", "ticket", "tickets", "request", "requests", "issue", "issues", "item", "items", "question", "questions", "case", "cases", "report", "reports", "mail", "mails", "feedback", "lead", "leads", "review", "reviews", "comment", "comments",
        "complaint", "complaints", "inquiry", "inquiries", "category", "post", "posts", "invoice", "invoices", "document", "documents", "article", "articles", "order", "orders", "claim", "claims", "text", "texts", "call", "calls", "priority", "problem", "problems", "application", "applications", "applicant", "applicants", "customer", "customers", "stuff", "things", "topics", "tweet", "tweets"];

    // "Bugs become a GitHub issue", "urgent -> page Anna", once categories are known.
    private bool Labelled(Phrase phrase, List<PlanItem> into)
    {
        if (_labels.Count == 0) return false;
        var pieces = Pieces(phrase);
        if (pieces.Count == 0) return false;
        var place = into.LastOrDefault() is ForEach { Body: { } body } && body.Exists(i => i is Step { Skill: "classify" } or Fork) ? body : into;
        place = Within(place, pieces);
        var before = phrase.To(0);
        foreach (var (label, amount, piece) in pieces)
        {
            var rest = Elided(piece, before);
            before = rest;
            if (label is null)
            {
                if (!Else(Phrase.Of($"otherwise {rest.Text}"), place)) Missed(rest);
                continue;
            }

            var said = LabelBody(rest, label);
            var then = Passes.Opens(rest, out var passes) && passes == rest.Count ? [Nothing(rest)] : Items(said, place);
            if (then.Count == 0)
            {
                if (!_taken) Missed($"{label}: {rest.Text}");
                continue;
            }

            AddCase(place, new Condition(Test.Label, "", "==", label, label) { And = amount }, then);
        }

        return true;
    }

    // "Business ones are sorted into leads and partners": what becomes of a lead belongs there.
    private static List<PlanItem> Within(List<PlanItem> place, List<(string? Label, Condition? Amount, Phrase Body)> pieces)
    {
        bool Sorts(List<PlanItem> way) => way.LastOrDefault(i => i is not Fork) is Step { Skill: "classify" } sort && pieces.TrueForAll(p => p.Label is null || sort.Labels.Contains(p.Label, StringComparer.OrdinalIgnoreCase));
        return place.LastOrDefault() is Fork fork && fork.Cases.TrueForAll(c => c.When.Test == Test.Label) && fork.Cases.Select(c => c.Then).Append(fork.Else).FirstOrDefault(Sorts) is { } way ? way : place;
    }

    // "Simple ones are answered by a, complex ones |by b": what is done with the others is done with these.
    private static Phrase Elided(Phrase rest, Phrase before)
    {
        if (rest.Count < 2 || !Lexicon.IsPreposition(rest.Low(0)) || before.Find(1, rest.Low(0)) is not (> 0 and <= 5 and var at) || before.Find(at + 1, rest.Low(0)) > 0) return rest;
        return before.To(at).HasLiterals ? rest : Phrase.Of($"{before.To(at).Text} {rest.Text}");
    }

    // "Low risk passes", "chores need nothing"
    private static readonly Form Passes = new("pass/passes through/automatically? | is/are fine/ok/okay/ignored/skipped/dropped/discarded/deleted/accepted/passed | is/are approved/accepted/passed automatically/straight/right away? | is/are approved/accepted/passed by itself/themselves | needs/need/requires no approval | is/are left alone | is/are let through | get/gets/receive/receives nothing | need/needs/require/requires nothing/nothing/no else/further/action? action? | can/should/may be ignored/skipped/dropped/discarded | stay/stays as it/they is/are | keep/leave it/them/this/that/everything as it/they? is/are | keep/leave it/them/this/that alone? | keep/leave it/them/this/that/everything unchanged/untouched | pass/hand it/them/this/that on/through? unchanged/untouched/as? it/they? is/are? | go/goes straight/right/directly/on? through/ahead/on | do nothing | nothing");

    // What becomes of a category is often said without "it": "go to #shop", "are mailed to Bob", "to Bob".
    private Phrase LabelBody(Phrase rest, string label = "")
    {
        while (rest.Count > 1 && rest.Low(0) is "just" or "simply" or "only" or "directly" or "automatically" or "immediately") rest = rest.From(1);
        if (_servers.Order(rest, label) is { } served) return served;
        if (rest.Low(0) is "to" or "into" && rest.Count > 1) return Phrase.Of($"send it {rest.Text}");
        if (Lexicon.IsBe(rest.Low(0)) && rest.Low(2) == "to" && Lexicon.Lemma(rest.Low(1)) is "send" or "pass" or "forward" or "hand" or "escalate" or "route" && People.IsPerson(rest.Part(3, rest.Find(3, "for") is > 0 and var purpose ? purpose : rest.Count))) return Phrase.Of($"it goes {rest.From(2).Text}"); // "are sent to an editor for review"
        if (Deciders.Row(rest) is { } row) return row;
        if (rest.Low(0) is "go" or "goes" or "are" or "is" or "should" or "must" or "will" or "get" or "gets" or "become" or "becomes" or "need" or "needs" or "lead" or "leads" or "trigger" or "triggers" or "require" or "requires" or "can" or "has" or "have" && !(rest.Low(0) is "get" && rest.Has("approval", "approved", "reviewed"))) return Phrase.Of($"it {(rest.Low(0) is "are" ? "is " + rest.From(1).Text : rest.Text)}");
        return rest;
    }

    private List<(string? Label, Condition? Amount, Phrase Body)> Pieces(Phrase phrase)
    {
        var found = new List<(string?, Condition?, Phrase)>();
        var from = 0;
        for (var i = 0; i <= phrase.Count; i++)
        {
            var isCut = i == phrase.Count || phrase[i].Text is "," or ";" || phrase.Low(i) is "and" or "while" or "whereas" or "but";
            if (!isCut) continue;
            var next = i;
            while (next < phrase.Count && (phrase[next].Text is "," or ";" || phrase.Low(next) is "and" or "while" or "whereas" or "but")) next++;
            if (i < phrase.Count && Label(phrase.From(next)) is null && ElseLead.At(phrase, next) < 0) continue;
            var piece = phrase.Part(from, i);
            from = next;
            i = next - 1;
            if (piece.Count == 0) continue;
            if (Label(piece) is { } led) found.Add(led);
            else if (found.Count > 0 && ElseLead.Opens(piece, out var length) && length < piece.Count) found.Add((null, null, piece.From(length).Trimmed()));
            else return [];
            if (i >= phrase.Count - 1) break;
        }

        return found;
    }

    private static readonly Form Discards = new("delete/drop/ignore/discard/remove/skip/bin/trash/dismiss the/all/any?");

    private (string? Label, Condition? Amount, Phrase Body)? Label(Phrase piece)
    {
        // "answer questions", "open a ticket for complaints"
        if (Lexicon.OrderAt(piece, 0) == 0 || Words.Verb(piece.Low(0)) == piece.Low(0))
        {
            if (IsLabelAt(piece, 1, out var thing, out var next) && piece.Low(next - 1).EndsWith('s') && piece.Low(0) is not ("send" or "route" or "forward" or "pass" or "delete" or "drop" or "ignore" or "discard" or "remove" or "skip")) return (thing, null, Phrase.Of($"{piece[0].Text} it {piece.From(next).Text}".Trim()));
            if (piece.Low(1) == "the" && IsLabelAt(piece, 2, out var those, out var ones) && (piece.Low(ones) is "one" or "ones" || LabelNouns.Contains(piece.Low(ones)) && piece.Low(ones).EndsWith('s')) && piece.Low(0) is not ("send" or "route" or "forward" or "pass")) return (those, null, Phrase.Of($"{piece[0].Text} it {piece.From(ones + 1).Text}".Trim())); // "summarise the important ones"
            for (var i = 3; i < piece.Count; i++)
                if (piece.Low(i - 1) is "for" or "about" && IsLabelAt(piece, i, out var about, out var stop) && stop == piece.Count && piece.Low(stop - 1).EndsWith('s')) return (about, null, piece.To(i - 1));
        }

        if (Discards.Opens(piece, out var dropped) && IsLabelAt(piece, dropped, out var gone, out var behind) && (behind == piece.Count || behind + 1 == piece.Count && LabelNouns.Contains(piece.Low(behind)))) return (gone, null, Phrase.Of("do nothing")); // "delete the spam ones"
        var start = 0;
        while (LabelLead.At(piece, start) is > 0 and var lead && lead > start && lead < piece.Count && start < 6 && !IsLabelAt(piece, start, out _, out _)) start = lead;
        if (!IsLabelAt(piece, start, out var label, out var end) || IsRole(piece, end)) return null;
        if (start > 0 && piece.Low(start - 1) is "send" or "route" or "forward" or "pass" && piece.Low(end) is not ("to" or "ones" or "one" or "emails" or "tickets" or "messages" or "requests" or "problems" or "issues" or "questions" or "calls" or "orders" or "mails" or "mail")) return null;
        while (end < piece.Count && !(piece.Low(end) is "email" or "mail" or "text" or "post" or "message" && end + 1 < piece.Count && piece[end + 1].Kind == TokenKind.Literal) && (LabelNouns.Contains(piece.Low(end)) || _sorted.Contains(Words.Singular(piece.Low(end))))) end++;
        if (piece.Low(end).EndsWith('s') && piece.Low(end + 1) is "go" or "get" or "are" or "trigger" or "need" or "become" or "require" or "lead" or "should" or "must" or "will") end++;
        Condition? amount = null;
        if (OverAmount.At(piece, end) is > 0 and var over)
        {
            var number = over;
            var text = piece.Part(end, over).Text;
            for (var i = end; i < over; i++)
                if (Lexicon.IsNumber(piece[i])) amount = Conditions.ReadAmount(piece.Part(end, i).Text, piece[i].Text.TrimStart('$', '€', '£'));
            if (amount is not null) end = number;
            _ = text;
        }

        var rest = piece.From(end).Trimmed();
        if (rest.Low(0) is "then") rest = rest.From(1);
        if (rest.Low(0) is "and" or "or" or "/" || rest.Count == 0 && start == 0 || rest.Count == 0) return null;
        if (piece.Low(0) is "if" or "when" && piece.Part(end, end + 1).Text is not ("," or ":") && Lexicon.OrderAt(rest, 0, isFirst: true) < 0 && !rest.HasLiterals) return null;
        return (label, amount, rest);
    }

    // "The billing agent answers it": who is called by the category.
    private static bool IsRole(Phrase piece, int at)
    {
        for (var i = at; i < Math.Min(piece.Count, at + 3) && piece[i].IsWord && !Lexicon.IsPreposition(piece.Low(i)) && !Lexicon.IsDeterminer(piece.Low(i)) && !Lexicon.IsBe(piece.Low(i)); i++)
            if (piece.Low(i) is "agent" or "bot") return true;
        return false;
    }

    /// <summary>Whether a word names what is sorted: a ticket, a mail.</summary>
    public static bool IsMessage(string word) => LabelNouns.Contains(word) && word is not ("one" or "ones" or "stuff" or "things" or "case" or "category" or "priority");

    /// <summary>Whether it begins with what becomes of all others.</summary>
    public static bool IsElse(Phrase phrase) => ElseLead.Opens(phrase, out var length) && length < phrase.Count;

    /// <summary>Whether one of several ways is that of all others.</summary>
    public static bool HasElse(Phrase ways) => Enumerable.Range(1, Math.Max(0, ways.Count - 1)).Any(k => (ways[k - 1].Kind == TokenKind.Mark || ways.Low(k - 1) == "and") && ElseLead.At(ways, k) > 0);

    // What the sorting spoke of: behind "assess the risk", "low risk" is the category low.
    private readonly HashSet<string> _sorted = new(StringComparer.Ordinal);

    private static readonly Form OverAmount = new("of/for/with? over/above/under/below/exceeding # dollars/usd/euros/eur/bucks? | of/with/for? more/less/greater/bigger/higher than # dollars/usd/euros/eur? | with an amount/value/total over/above/under/below # | at least # dollars/euros? | up to # dollars/euros?");

    private bool IsLabelAt(Phrase piece, int at, out string label, out int end)
    {
        foreach (var known in _labels.OrderByDescending(l => l.Length))
        {
            foreach (var form in (string[])[known, Words.Plural(known), Words.Singular(known)])
            {
                var words = Phrase.Of(form.ToLowerInvariant());
                var fits = words.Count > 0 && at + words.Count <= piece.Count;
                for (var i = 0; fits && i < words.Count; i++) fits = piece.Low(at + i) == words.Low(i) || piece[at + i].IsLiteral("quote") && words.Count == 1 && string.Equals(_literals.Value(piece[at + i].Text[0]), known, StringComparison.OrdinalIgnoreCase);
                if (!fits) continue;
                (label, end) = (known, at + words.Count);
                return true;
            }
        }

        // "closures", of the category "account closure"
        if (at < piece.Count && piece[at].IsWord && piece.Low(at).Length > 4 && !LabelNouns.Contains(piece.Low(at)) && _labels.FindAll(l => l.Contains(' ', StringComparison.Ordinal) && string.Equals(Words.Singular(l.Split(' ')[^1]), Words.Singular(piece.Low(at)), StringComparison.OrdinalIgnoreCase)) is [var only])
        {
            (label, end) = (only, at + 1);
            return true;
        }

        (label, end) = ("", at);
        return false;
    }

    private List<PlanItem> Way(Phrase rest, List<PlanItem> into) => Passes.Opens(rest, out var passes) && passes == rest.Count || rest.Low(0) == "it" && Passes.Opens(rest.From(1), out var also) && also == rest.Count - 1 ? [Nothing(rest)] : Items(LabelBody(rest), into);

    // What is dropped ends there; what passes goes on to what comes behind.
    private static Step Nothing(Phrase rest) => new(rest.Has("ignored", "skipped", "dropped", "discarded", "deleted", "dismissed") ? "stop" : "pass", rest.Text);

    private static readonly Form DependingLead = new("depending on | based on | according to | by | switch on | route/sort/classify/split/handle/process/triage/assign/dispatch/treat them/it/these/this? by/on | route/sort/split/handle/process/triage/assign/dispatch them/it/these/this? based/depending on");

    // "Depending on the category, send billing to X, technical to Y"
    private bool Depending(Phrase phrase, List<PlanItem> into)
    {
        if (!DependingLead.Opens(phrase, out var lead)) return false;
        var end = phrase.Find(lead, ",", ":");
        if (end < 0 || end - lead > 5 || end + 2 >= phrase.Count) return false;
        var (by, rest) = (phrase.Part(lead, end).Text, phrase.From(end + 1).Trimmed());
        if (_labels.Count == 0 && phrase.Low(0) is not ("depending" or "based" or "according" or "switch") && WayLabels(rest).Count < 2) return false;
        if (_labels.Count == 0 && _skills.Read($"classify it by {by}") is { Skill: "classify" } sort)
        {
            var labels = sort.Get("by") == "sentiment" ? sort.Labels : WayLabels(rest);
            if (labels.Count > 1)
            {
                into.Add(new Step("classify", "sort it") { Labels = labels, Has = { ["by"] = sort.Get("by") ?? Words.Identifier(by.Split(' ')[^1]) } });
                _labels.AddRange(labels);
            }
        }

        Statement(rest, into);
        return true;
    }

    private static readonly Form RouteLead = new("route/forward/dispatch/send/pass/assign it/them/this? : | route/forward/dispatch/send/pass/assign it/them/this? as follows :? | route/forward/dispatch/send/pass/assign/sort/distribute each/every/the/all/incoming new/incoming? * : | route/forward/dispatch/send/pass/assign/sort/distribute each/every/the/all/incoming new/incoming? * * : | route/forward/dispatch/assign/sort/distribute incoming/new? * :");

    // "Route it: sales calls to A, support calls to B": the ways name the categories.
    private bool Routed(Phrase phrase, List<PlanItem> into)
    {
        if (!RouteLead.Opens(phrase, out var lead) || WayLabels(phrase.From(lead)) is not { Count: > 1 } labels) return false;
        if (!labels.TrueForAll(l => _labels.Contains(l, StringComparer.OrdinalIgnoreCase)))
        {
            into.Add(new Step("classify", "sort it") { Labels = [.. labels, "other"], Has = { ["by"] = "category" } });
            _labels.AddRange(labels);
        }

        Statement(phrase.From(lead), into);
        return true;
    }

    // The categories that the ways of a choice name: "if it's positive …, if negative …", "urgent to X, normal to Y".
    private static List<string> WayLabels(Phrase ways)
    {
        var found = new List<string>();
        for (var i = 0; i < ways.Count; i++)
        {
            var at = i;
            if (i > 0 && ways[i - 1].Text is not ("," or ";") && ways.Low(i - 1) is not ("and" or "if" or "is" or "for" or "send" or "it's" or "route")) continue;
            while (ways.Low(at) is "the" or "for" or "if" or "it" or "is" or "it's" or "and" or "send" or "route") at++;
            if (at >= ways.Count || !ways[at].IsWord || Lexicon.IsPreposition(ways.Low(at)) || Words.Verb(ways.Low(at)) is not null || ElseLead.At(ways, at) > 0) continue;
            var next = ways.Low(at + 1);
            if (LabelNouns.Contains(next) && ways.Low(at + 2) == "to") next = "to";
            if (next is "to" or "," or ":" or "->" or "goes" or "go" or "ones" or "gets" or "is" or "are" or "should" || Lexicon.OrderAt(ways, at + 1) == at + 1) found.Add(ways.Low(at));
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The kinds that the ways of one sentence name, in their order.</summary>
    public static List<string> Ways(Phrase ways)
    {
        var text = ways.Text;
        return [.. Heads([text], isRuled: true).Union(WayLabels(ways), StringComparer.Ordinal).OrderBy(k => text.IndexOf(k, StringComparison.OrdinalIgnoreCase))];
    }

    private static readonly HashSet<string> Ruled = ["approved", "accepted", "granted", "confirmed", "rejected", "refused", "declined", "denied"];

    // The categories of a sorting that names none are those that the sentences behind it begin with.
    public static List<string> Heads(IEnumerable<string> sentences, bool isRuled)
    {
        var found = new List<string>();
        foreach (var sentence in sentences.SelectMany(s => s.Split([", ", "; ", " while ", " and "], StringSplitOptions.RemoveEmptyEntries)))
        {
            var phrase = Phrase.Of(sentence);
            var at = 0;
            while (phrase.Low(at) is "for" or "if" or "the" or "it" or "is" or "it's" or "and") at++;
            var end = at;
            while (end < phrase.Count && end < at + 2 && phrase[end].IsWord && !Lexicon.IsModal(phrase.Low(end)) && phrase.Low(end) is not ("go" or "goes" or "get" or "gets" or "are" or "is" or "to" or "become" or "becomes" or "ones") && !(end > at && LabelNouns.Contains(phrase.Low(end)))) end++;
            var next = phrase.Low(end);
            if (!isRuled && Ruled.Contains(phrase.Low(at))) continue; // "approved ones are paid": what a person decided
            if (phrase.Low(at + 1).EndsWith('s') && phrase[at].IsWord && phrase.Low(at + 2) is "go" or "get" or "are" or "trigger" or "need" or "become" or "require" or "lead" or "should" or "must" or "will" && Lexicon.OrderAt(phrase, at) != at && !Lexicon.IsDeterminer(phrase.Low(at))) end = at + 1;
            else if (end == at || end > at + 2 || Lexicon.OrderAt(phrase, at) == at && next != ":" || ElseLead.At(phrase, at) > 0 || phrase.Low(at) is "so" or "not" or "yes" or "no" or "it" or "they" or "he" or "she" or "approved" or "rejected" or "both" or "all" or "then" or "a" or "an") continue;
            if (end == at + 1 && phrase.Low(at + 1).EndsWith('s') && phrase.Low(at + 2) is "go" or "get" or "are" or "trigger" or "need" or "become" or "require" or "lead" or "should" or "must" or "will") found.Add(phrase.Low(at));
            else if (next is ":" or "->" or "→" or "ones" || LabelNouns.Contains(next) && phrase.Low(end + 1) is ":" or "go" or "goes" or "get" or "are" or "should" or "to" or "->" || next is "go" or "goes" or "are" or "become" or "becomes" or "gets" or "get" && end == at + 1 || next == "to" && end == at + 1 && end + 1 < phrase.Count && phrase[end + 1].Kind == TokenKind.Literal && Lexicon.FormOf(phrase.Low(at)) == VerbForm.None && !Lexicon.IsPronoun(phrase.Low(at)) || next == "," && sentence.StartsWith("if", StringComparison.OrdinalIgnoreCase)) found.Add(Words.Singular(phrase.Part(at, end).Text.ToLowerInvariant()));
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    // "After 3 days, …", "before sending it, …", "after a manager's approval, …"
    private bool Timed(Phrase phrase, List<PlanItem> into)
    {
        var low = phrase.Low(0);
        if (low is "after" or "within" or "in" && Lexicon.IsNumber(phrase.Count > 1 ? phrase[1] : default) || low is "after" && phrase.Low(1) is "a" or "an" or "another" or "half")
        {
            var comma = phrase.Find(1, ",");
            var end = comma > 0 && comma <= 8 ? comma : 3;
            var time = phrase.Part(1, Math.Min(end, phrase.Count));
            if (low == "after" && Amounts.Duration(time.Text) is { } span && end < phrase.Count)
            {
                var place = phrase.Low(1) is "another" or "further" && into.LastOrDefault() is Fork { Cases: [{ When.Test: Test.Late, Then: { Count: > 0 } late }] } ? late : into; // behind the reminder
                place.Add(new Step("wait", $"wait {time.Text}") { Has = { ["for"] = span } });
                Statement(phrase.From(end), place);
                return true;
            }
        }

        if (phrase.Find(0, "later") is > 0 and <= 4 and var later && Amounts.Duration(phrase.To(later).Text) is { } pause && later + 1 < phrase.Count)
        {
            into.Add(new Step("wait", phrase.To(later).Text) { Has = { ["for"] = pause } });
            Statement(phrase.From(later + 1), into);
            return true;
        }

        if (low is not ("after" or "before" or "with" or "following" or "upon" or "without")) return false;
        var cut = phrase.Find(1, ",");
        if (cut < 2 || cut + 2 > phrase.Count) return false;
        var (moment, rest) = (phrase.Part(1, cut), phrase.From(cut + 1));
        if (low == "before") return Sooner(moment, rest, into);

        if (moment.Has("approval", "approvals", "sign-off", "review", "ok", "okay", "consent", "permission", "confirmation"))
        {
            if ((moment.Has("both", "all", "the", "his", "her", "their") || moment.Count == 1) && !moment.Has("by", "from") && Before(into).Any(s => s.Skill == "human"))
            {
                Statement(rest, into);
                return true;
            }

            if (_shaper.Orders($"it needs {moment.Text}") is [var ask, ..] && _skills.Read(ask) is { Skill: "human" } asked)
            {
                into.Add(asked);
                Statement(rest, into);
                return true;
            }
        }

        if (low is "after" or "upon" && Approval(moment, "after") is { } who)
        {
            if (!Asked(who, into)) into.Add(who);
            Statement(rest, into);
            return true;
        }

        if (low == "after" && Lexicon.FormOf(moment.Low(0)) == VerbForm.Ing)
        {
            var verb = Lexicon.Lemma(moment.Low(0))!;
            if (!Before(into).Any(s => Words.Plain(s.Said).Split(' ')[0] == verb || s.Skill.StartsWith(verb[..Math.Min(5, verb.Length)], StringComparison.Ordinal))) Clause(Phrase.Of($"{verb} {moment.From(1).Text}"), into);
            Statement(rest, into);
            return true;
        }

        if (low == "after" && (IsDone(moment) || moment.Has("step", "loop", "that", "this")))
        {
            Statement(rest, into);
            return true;
        }

        return low == "after" && moment.Count <= 5 && Before(into).Any() && !moment.HasLiterals && Onward(rest, into);
    }

    private bool Onward(Phrase rest, List<PlanItem> into)
    {
        Statement(rest, into);
        return true;
    }

    // "it is sent", "it goes out", "anything is published"
    private static string? Gone(Phrase moment)
    {
        for (var i = 1; i < moment.Count; i++)
        {
            if (Lexicon.FormOf(moment.Low(i)) == VerbForm.Past && (Lexicon.IsBe(moment.Low(i - 1)) || moment.Low(i - 1) is "it's" or "they're") && Lexicon.Lemma(moment.Low(i)) is { } lemma) return $"{lemma} it {moment.From(i + 1).Text}".Trim();
            if (moment.Low(i) is "goes" or "go" && moment.Low(i + 1) is "out" or "live" or "off") return "send it";
            if (moment.Low(i) is "goes" or "go" && moment.Low(i + 1) == "to" && i <= 3 && moment.Count > i + 2) return $"send it {moment.From(i + 1).Text}";
        }

        return Lexicon.Lemma(moment.Low(0)) is { } verb && moment.Count > 1 ? $"{verb} {moment.From(1).Text}" : moment.Count > 1 && moment.Low(0) is "you" or "we" or "it" && Lexicon.Lemma(moment.Low(1)) is { } second ? $"{second} {moment.From(2).Text}" : null;
    }
}
