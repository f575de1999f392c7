using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Brings a clause into the form of a plain order, whoever is said to do it and however it is said: "the page is saved by a bot" is "save the page", "let Bob check
/// it" is "ask Bob to check it", "use gpt-4o to write it" is "write it using gpt-4o".
/// </summary>
/// <param name="roles">Names of agents that the request introduced.</param>
internal sealed partial class Shaper(Literals literals, ModelNames models, ICollection<string> roles)
{
    private static readonly Form Polite = new("""
        please | kindly | i/we want/need/like/prefer you/it/us? to | i'd/we'd like/love/want/prefer you/it/us? to | i/we would like/love you/it/us? to | i/we should/must/will/have/can to? | i/we need/want to | could/can/would/will you please? | let's | let us |
        make/be sure to/that? | go ahead and | try to | help me/us to? | you/it/they/we should/must/will/can/shall/may then/also? | you/it/they have/has/need/needs/ought to | the/this/my workflow/pipeline/flow/bot/system/run/process should/must/will/can/shall? then/also? |
        it then | it | then | also | so | just | simply | automatically | immediately | now | first | firstly | second | secondly | third | thirdly | next | finally | lastly | afterwards | again | additionally | and | but | or | to | ok | okay | so that it | which | the next/first/last/final/second/third step is/will/should be? to? |
        start/begin by/with | set something up which/that | set up something which/that | something which/that | your task/job is to | instead | actually | maybe | there should be | there must be | i/we want | i'd/we'd like | what i want/need is to? | for that | with that/this , | all i need is to? | have it | make it so that? it?
        """);

    private static readonly Form Causers = new("have | let | ask | get | tell | make | instruct | request");

    private static readonly Form Instruments = new("use | using | with | through | by using | via | take | employ");

    /// <summary>A clause as orders; two persons asked give two.</summary>
    public List<string> Orders(string clause)
    {
        var phrase = Phrase.Of(clause).Trimmed();
        phrase = Bare(phrase);
        if (phrase.Count == 0) return [];
        if (ToAgent(phrase) is { } given) return [given];
        if (phrase.Low(0) == "ask" && phrase.Count > 1 && models.Find(phrase.From(1).Text, literals) is not null && phrase.Count <= 4) phrase = Phrase.Of($"answer the question using {phrase.From(1).Text}"); // "ask claude"
        if (phrase.Low(0) == "ask" && phrase.Find(1, "what", "for", "which", "how", "whether", "if", "about") is > 2 and var question && Several(phrase.Part(1, question)) is { } teams) return [.. teams.Select(w => $"ask {Team(w)} {phrase.From(question).Text}")];
        if (phrase.Low(0) is "show" or "present" && phrase.Find(1, "to") is > 0 and <= 4 and var shown && People.IsPerson(phrase.From(shown + 1)) && !phrase.HasLiterals && phrase.Count - shown <= 4) return [$"ask {phrase.From(shown + 1).Text} to review {phrase.Part(1, shown).Text}"];
        if (Instrument(phrase) is { } led) phrase = led;
        if (phrase.Low(0) is "sum" or "add" or "total" && phrase.Low(1) == "up" && phrase.Has("column", "columns", "values", "numbers", "amounts", "totals", "prices", "figures", "rows")) phrase = Phrase.Of($"compute the sum of {phrase.From(2).Text}");
        if (phrase.Low(0) is "add" or "total" && phrase.Low(1) == "up" && phrase.Count > 2) phrase = Phrase.Of($"compute the sum of {phrase.From(2).Text}");
        if (phrase.Low(0) is "sum" && phrase.Low(1) == "up") phrase = Phrase.Of($"summarise {phrase.From(2).Text}");
        if (phrase.Low(0) == "ask" && phrase.Low(1) == "for" && phrase.Count > 2) phrase = Phrase.Of($"ask the user {phrase.From(1).Text}");
        phrase = ByDoing(phrase) ?? phrase;
        if (From(phrase) is { } asked) return [asked];
        if (Returned(phrase) is { } corrected) return [corrected];
        if (Relative(phrase) is { } person) return [person];
        if (Passed(phrase) is { } passed) return [passed];
        if (Done(phrase) is { } done) phrase = done;
        if (Caused(phrase) is { } caused) return caused;
        if (Lexicon.OrderAt(phrase, 0, isFirst: true) == 0 && !(Lexicon.PredicateAt(phrase, 0) > 0 && !Lexicon.IsDeterminer(phrase.Low(1)))) return [phrase.Text];
        return Stated(phrase) ?? [Plain(phrase)];
    }

    /// <summary>Without "please", "I want you to", "it should".</summary>
    public static Phrase Bare(Phrase phrase)
    {
        for (var i = 0; i < 6; i++)
        {
            phrase = phrase.Trimmed();
            if (!Polite.Opens(phrase, out var length) || length >= phrase.Count) return phrase;
            if (phrase.Low(length) == "be" && phrase.Low(0) is "it" or "they" && Lexicon.FormOf(phrase.Low(length + 1)) == VerbForm.Past) return phrase; // "they should be sorted" keeps its subject
            var low = phrase.Low(length - 1);
            if (low is "it" or "which" && length == 1 && (Lexicon.FormOf(phrase.Low(1)) != VerbForm.Third || Lexicon.IsBe(phrase.Low(1)))) return phrase; // "it is posted" keeps its subject
            if (low is "use" or "first" or "second" or "third" or "next" or "last" && phrase.Low(length) is "of" or "step" or "agent" or "one" or "thing") return phrase;
            if (low == "to" && length == 1 && Lexicon.OrderAt(phrase, 1) < 0) return phrase;
            if (low is "that" && Lexicon.Lemma(phrase.Low(length)) is null) return phrase;
            phrase = phrase.From(length);
        }

        return phrase;
    }

    // "use gpt-4o to write it", "with python, compute it": the tool goes behind.
    private Phrase? Instrument(Phrase phrase)
    {
        if (!Instruments.Opens(phrase, out var length))
        {
            if (!Lexicon.IsModel(phrase, 0)) return null;
            length = 0;
        }

        var verb = -1;
        for (var i = length; i < Math.Min(phrase.Count, length + 9); i++)
        {
            if (phrase.Low(i) is "to" or "," && i > length && Lexicon.OrderAt(phrase, i + 1, isFirst: true) >= 0 && (phrase.Low(i) == "to" || phrase.Low(0) != "take"))
            {
                verb = i + 1;
                break;
            }

            if (phrase[i].Kind == TokenKind.Mark && phrase[i].Text == ".") return null;
        }

        if (verb < 0) return null;
        var with = phrase.Part(length, verb - 1);
        if (People.IsPerson(with) && !with.HasLiterals || with.Has("form", "template", "same", "following", "result", "results", "output", "it", "them", "that", "this")) return null;
        var order = phrase.From(verb);
        if (models.Find(with.Text, literals) is not null) return Phrase.Of($"{order.Text} using {with.Text}");
        if (with.Has("http", "api")) return Phrase.Of($"{order.Text} via http request");
        if (with.Find(1, "with") is > 0 and var tools && with.To(tools).Has("agent")) return Phrase.Of($"{Article(with.To(tools))} that {order.Text} using {with.From(tools + 1).Text}");
        if (with.Has("agent", "ai", "llm", "model", "assistant")) return with.Has("agent") ? Phrase.Of($"{Article(with)} that {order.Text}") : order;
        if (with.Has("web", "internet") && with.Has("search")) return Lexicon.Lemma(order.Low(0)) is "search" or "find" or "look" ? Searched(order) : Phrase.Of($"an agent that {order.Text} using web search");
        if (with.Has("search")) return order;
        return with.Has("memory", "slack", "telegram", "email", "mail", "github", "python", "javascript", "js", "code", "sql", "regex", "expression", "template") || with.HasLiterals ? Phrase.Of($"{order.Text} with {with.Text}") : order;
    }

    // "Collect feedback from the user" asks the user.
    private static string? From(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("collect" or "gather" or "obtain" or "get" or "request" or "take" or "ask") || phrase.HasLiterals || phrase.Has("approval", "ok", "okay", "sign-off", "permission", "consent", "confirmation")) return null;
        if (phrase.Find(1, "form") is > 0 and var form && phrase.Find(form, "(") is > 1 and var open && open - form <= 2) return $"ask the user for {phrase.From(open + 1).Trimmed().Text}";
        var from = phrase.Find(2, "from");
        if (from > 1 && phrase.Find(from, "with") is > 0 and var with && with - from <= 4 && with + 1 < phrase.Count && People.IsPerson(phrase.Part(from + 1, with)) && !People.IsMachine(phrase.Part(from + 1, with))) return $"ask {phrase.Part(from + 1, with).Text} for {Unranged(phrase.From(with + 1))}"; // "feedback from the user with a rating and a comment"
        return from > 1 && People.IsPerson(phrase.From(from + 1)) && phrase.Count - from <= 4 && !phrase.Has("list", "rows") ? $"ask {phrase.From(from + 1).Text} for {phrase.Part(1, from).Text}" : null;
    }

    private static readonly Form Range = new("from/between # to/and # | of # to # | ( # to # ) | ( # - # )");

    private static string Unranged(Phrase fields) => Range.In(fields) is var (at, end) ? fields.Without(at, end).Text : fields.Text;

    private static readonly HashSet<string> Acting = ["pay", "book", "order", "create", "update", "delete", "submit", "charge", "register", "cancel", "refund", "approve", "close", "trigger", "publish", "save", "store", "reserve", "confirm", "add", "ship", "announce"];

    // "Confirm it by posting to #orders": what is done is said behind "by".
    private static Phrase? ByDoing(Phrase phrase)
    {
        var by = phrase.Find(1, "by");
        if (by < 1 || by + 2 >= phrase.Count || !phrase.From(by + 1).HasLiterals || phrase.To(by).HasLiterals) return null;
        var word = phrase.Low(by + 1);
        if (word == "posting" && phrase[by + 1].Text.StartsWith("POST", StringComparison.Ordinal)) return Phrase.Of($"POST it {phrase.From(by + 2).Text}");
        if (Lexicon.FormOf(word) != VerbForm.Ing || Lexicon.Lemma(word) is not ("post" or "call" or "send" or "mail" or "email" or "write" or "save" or "notify" or "tell" or "open" or "message")) return null;
        var lemma = Lexicon.Lemma(word)!;
        var rest = phrase.From(by + 2);
        if (lemma == "call" && rest.Count > 0 && rest[0].IsLiteral("url") && Acting.Contains(Lexicon.Lemma(phrase.Low(0)) ?? "")) return Phrase.Of($"POST it to {rest.Text}"); // "pay it by calling …" changes something there
        return Phrase.Of(rest.Low(0) is "to" or "in" or "into" ? $"{lemma} it {rest.Text}" : $"{lemma} {rest.Text}");
    }

    // "A human who enters a topic" is asked for it.
    private static string? Relative(Phrase phrase)
    {
        var who = phrase.Find(1, "who", "that");
        return who is > 1 and <= 4 && Lexicon.IsDeterminer(phrase.Low(0)) && People.IsPerson(phrase.To(who)) && !People.IsMachine(phrase.To(who)) && Lexicon.FormOf(phrase.Low(who + 1)) == VerbForm.Third && who + 2 < phrase.Count ? phrase.Low(who + 1) is "enters" or "gives" or "provides" or "types" or "picks" ? $"ask {phrase.To(who).Text} for {phrase.From(who + 2).Text}" : $"ask {phrase.To(who).Text} to {Lexicon.Lemma(phrase.Low(who + 1))} {phrase.From(who + 2).Text}" : null;
    }

    private static readonly Form Returns = new("go/goes back to | give/gives/send/sends/return/returns/hand/hands it/this/them back? to | give/send/return/hand DET * back? to | is/are/gets sent/given/returned/handed back? to");

    private static readonly Form ForWhat = new("who/that fills/fill in/out a/the? * form with/for | who/that corrects/corrects/writes/enters/gives | with/in/on a form for/with/that? asks? for? | for");

    // "The draft goes back to an editor who fills in a form with corrections": the editor is asked for corrections.
    private static string? Returned(Phrase phrase)
    {
        if (Returns.In(phrase) is not var (at, to) || at > 4 || at > 0 && !Lexicon.IsDeterminer(phrase.Low(0)) && !Lexicon.IsPronoun(phrase.Low(0)) || phrase.HasLiterals) return null;
        if (ForWhat.In(phrase, to + 1) is not var (form, what) || what >= phrase.Count || form - to > 4) return null;
        var who = phrase.Part(to, form);
        return People.IsPerson(who) && !People.IsMachine(who) && phrase.From(form).Has("form", "corrections", "correction", "changes", "version") ? $"ask {who.Text} for {phrase.From(what).Text}" : null;
    }

    private static readonly Form ForConsent = new("for DET? final? approval/sign-off/signoff/review/consent/confirmation/checking/proofreading/decision/release/feedback/comments");

    // "Forward the question to a human expert" asks the expert.
    private static string? Passed(Phrase phrase)
    {
        if (Lexicon.Lemma(phrase.Low(0)) is not ("forward" or "pass" or "hand" or "give" or "send" or "escalate" or "assign" or "route") || phrase.HasLiterals) return null;
        var to = phrase.Find(1, "to");
        if (to > 1 && ForConsent.In(phrase, to + 1) is var (consent, over) && over == phrase.Count && People.IsPerson(phrase.Part(to + 1, consent))) return $"ask {phrase.Part(to + 1, consent).Text} to {(phrase.From(consent).Has("review", "feedback", "comments", "proofreading", "checking") ? "review" : "approve")} {phrase.Part(1, to).Text}";
        if (to < 2 || !People.IsPerson(phrase.From(to + 1)) || !phrase.From(to + 1).Has("human", "expert", "person", "specialist", "someone", "somebody", "agent") && Lexicon.Lemma(phrase.Low(0)) is not ("escalate" or "hand" or "assign") || phrase.From(to + 1).Has("agent")) return null;
        if (phrase.Part(1, to).Text.ToLowerInvariant() is "over" or "it over" or "it" or "this" or "this over") return $"ask {phrase.From(to + 1).Text} to review it";
        return phrase.Part(1, to).Has("question", "questions") ? $"ask {phrase.From(to + 1).Text} to answer {phrase.Part(1, to).Text}" : $"ask {phrase.From(to + 1).Text} to review {phrase.Part(1, to).Text}";
    }

    private static readonly Form Doing = new("do/perform/make/run DET? * check/test/search/review/analysis/translation/summary/comparison of/on/for | do/perform/make/run DET? check/test/search/review/analysis/translation/summary/comparison of/on/for | carry out DET? * check/test/search/review/analysis of/on/for");

    // "Do a health check of A" is "check A".
    private static Phrase? Done(Phrase phrase)
    {
        if (!Doing.Opens(phrase, out var length) || length >= phrase.Count) return null;
        var verb = phrase.Low(length - 2) switch { "analysis" => "analyse", "translation" => "translate", "summary" => "summarise", "comparison" => "compare", "search" => phrase.Has("web") ? "search the web for" : "search", var v => v };
        var side = phrase.Low(length - 2) is "review" or "analysis" && length > 4 && !Measures.Contains(phrase.Low(length - 3)) ? $" for {phrase[length - 3].Text}" : ""; // "a security review of it"
        var end = Enumerable.Range(length, phrase.Count - length).FirstOrDefault(k => !phrase[k].IsWord && phrase[k].Kind == TokenKind.Mark, phrase.Count);
        return Phrase.Of($"{verb} {phrase.Part(length, end).Text}{side}{phrase.From(end).Text}");
    }

    // How it is done, and not of what side it is.
    private static readonly HashSet<string> Measures = ["quick", "short", "full", "final", "first", "second", "detailed", "thorough", "brief", "careful", "complete", "new", "peer", "code", "deep", "proper", "good"];

    private static readonly HashSet<string> Handing = ["send", "pass", "passes", "hand", "hands", "give", "forward", "feed", "feeds", "route", "assign", "delegate", "go", "goes"];

    // "Pass it to a translator agent", "it goes to the billing agent": that agent does what agents of its name do.
    private string? ToAgent(Phrase phrase)
    {
        var to = phrase.Find(0, "to");
        var deed = phrase.Low(phrase.Low(0) is "it" or "this" or "that" or "they" ? Lexicon.IsBe(phrase.Low(1)) && Lexicon.FormOf(phrase.Low(2)) == VerbForm.Past ? 2 : 1 : 0); // "it is passed to …"
        if (to is < 0 or > 4 || to > 0 && !Handing.Contains(Lexicon.Lemma(deed) ?? deed)) return null;
        var agent = phrase.Find(to + 1, "agent");
        if (agent < 0 || agent - to > 4 || phrase.Part(to, agent).HasLiterals || phrase.Part(to, agent).Has("human")) return null;
        var end = agent + 1;
        var role = phrase.Part(Lexicon.IsDeterminer(phrase.Low(to + 1)) ? to + 2 : to + 1, agent).Text;
        if (end < phrase.Count && (phrase[end].IsLiteral("quote") || phrase[end].IsWord && phrase[end].Text.Length == 1)) role = phrase[end++].Text is { Length: 1 } one && !Literals.IsLiteral(one[0]) ? $"agent_{one}" : literals.Unmask(phrase[end - 1].Text).Trim('"');
        if (phrase.Low(end) is "called" or "named" && end + 1 < phrase.Count) (role, end) = (literals.Unmask(phrase[end + 1].Text).Trim('"'), end + 2); // "to an agent called triage"
        if (role.Length == 0) role = "helper";
        var rest = phrase.From(end).Trimmed();
        if (rest.HasLiterals && rest.Any(t => t.IsLiteral("mail") || t.IsLiteral("channel"))) return null;
        var said = rest.Low(0) is "that" or "which" or "who" or "to" or "and" ? rest.From(1) : rest;
        if (said.Count > 0 && Lexicon.Lemma(said.Low(0)) is { } verb && Lexicon.FormOf(said.Low(0)) is VerbForm.Third or VerbForm.Plain) return Named(Words.Identifier(role), $"{verb} {said.From(1).Text}".Trim());
        var own = Words.Identifier(role).Split('_')[^1] switch
        {
            "translator" => "translate it",
            "summariser" or "summarizer" => "summarise it",
            "reviewer" or "checker" => "review it",
            "critic" => "criticise it",
            "editor" or "proofreader" => "proofread it",
            "writer" => "write about it",
            _ => $"answer it as the {role.Replace('_', ' ').Replace('-', ' ')}",
        };
        if (own == "translate it" && rest.Count > 0 && StatementReader.IsTongue(rest.Low(rest.Count - 1))) return $"translate it into {rest[rest.Count - 1].Text}";
        return Named(Words.Identifier(role), $"{own} {rest.Text}".Trim());
    }

    private static string Article(Phrase agent) => agent.Has("an", "the", "a", "one", "another") ? agent.Text : $"an {agent.Text}";

    // "have Bob check it", "let gpt-4o compare them", "get it approved by Nina"
    private List<string>? Caused(Phrase phrase)
    {
        if (!Causers.Opens(phrase, out _) || phrase.Low(0) is "tell" && (phrase.HasLiterals || phrase.Has("telegram", "slack", "email", "mail"))) return null;
        // to V, or V right behind a subject
        for (var i = 2; i < Math.Min(phrase.Count, 14); i++)
        {
            if (phrase[i].Kind == TokenKind.Mark && phrase[i].Text is ":" or ";" || phrase.Low(i) is "that" or "which" or "who" or "with") return null;
            if (phrase.Low(0) is "make" && (i > 4 || Lexicon.IsDeterminer(phrase.Low(1)) && !People.IsPerson(phrase.Part(1, i)) && !People.IsMachine(phrase.Part(1, i)) && !roles.Contains(phrase.Low(i - 1)))) return null; // "make a shopping list"
            var isTo = phrase.Low(i) == "to" && Lexicon.Lemma(phrase.Low(i + 1)) is not null;
            var verb = isTo ? i + 1 : i;
            if (!isTo && phrase.Low(0) is "ask" or "tell" or "request" or "instruct") continue;
            var form = Lexicon.FormOf(phrase.Low(verb));
            if (form is VerbForm.Past or VerbForm.Plain && phrase.Low(i - 1) is "be" or "get" || form == VerbForm.Past && !isTo || form == VerbForm.Plain && phrase.Low(verb) is "read" or "cut" or "put" or "proofread" && phrase.Low(1) is "it" or "them" or "this" or "that") return Done(phrase.Part(1, i), phrase.From(verb));
            if (form == VerbForm.Plain && !isTo && Lexicon.IsPreposition(phrase.Low(i - 1))) continue; // "get the number of open tickets"
            if (form != VerbForm.Plain || !isTo && (Words.Verb(phrase.Low(verb)) is null && verb + 1 >= phrase.Count || Lexicon.IsDeterminer(phrase.Low(i - 1)) && phrase.Low(i - 2) is not "another" || phrase.Low(i - 1) is "and" or ",")) continue;
            var who = phrase.Part(1, i);
            if (!isTo && (phrase.Low(0) == "get" || Lexicon.FormOf(phrase.Low(verb + 1)) == VerbForm.Past) && !People.IsPerson(who)) continue; // "get the exchange |rate from …" is no order to an exchange
            if (who.Has("for", "about", "if", "whether", "what", "which")) return null;
            var order = phrase.From(verb);
            if (Several(who) is { } several) return [.. several.Select(w => $"ask {Team(w)} to {order.Text}")];
            return [By(who, order.Text, phrase.Text)];
        }

        return null;
    }

    // "the summary |approved by Nina": what is to be done with a thing, and by whom.
    private List<string> Done(Phrase what, Phrase done)
    {
        for (var next = 1; next + 1 < done.Count; next++) // "written out and mailed to a@b.co": what is done is done on
            if (done.Low(next) is "and" or "," && Lexicon.FormOf(done.Low(next + 1)) == VerbForm.Past) return [.. Done(what, done.To(next)), .. Done(Phrase.Of("it"), done.From(next + 1))];
        var verb = Lexicon.Lemma(done.Low(0)) ?? done.Low(0);
        var rest = done.From(1);
        if (what.Low(what.Count - 1) is "be" or "get" or "to") what = what.To(what.Count - 1);
        var thing = what.Low(0) is "they" ? "them" : what.Low(0) is "i" or "we" or "you" ? "it" : what.Text;
        if (thing.Length == 0) thing = "it";
        var by = rest.Find(0, "by");
        var particle = rest.Low(0) is "off" or "out" or "aloud" or "up" ? rest.Low(0) : "";
        if (by >= 0 && by + 1 < rest.Count && Lexicon.FormOf(rest.Low(by + 1)) != VerbForm.Ing)
        {
            var end = by + 1;
            while (end < rest.Count && !(Lexicon.IsPreposition(rest.Low(end)) && rest.Low(end) is not ("of" or "by")) && rest[end].Text != "," && rest.Low(end) is not ("first" or "before")) end++;
            var who = rest.Part(by + 1, end);
            var order = Phrase.Of($"{verb} {particle} {thing} {rest.Part(particle.Length > 0 ? 1 : 0, by).Text} {rest.From(end).Text}").Text;
            order = string.Join(' ', order.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (!who.HasLiterals && !who.Has("email", "e-mail", "mail", "slack", "telegram", "post", "webhook") && (People.IsPerson(who) || Several(who) is not null || models.Find(who.Text, literals) is not null || People.IsMachine(who) || who.Count <= 3))
            {
                if (Several(who) is { } several) return [.. several.Select(w => $"ask {Team(w)} to {order}")];
                return [By(who, order, order)];
            }
        }

        var tail = particle.Length > 0 ? rest.From(1).Text : rest.Text;
        var merged = string.Join(' ', $"{verb} {thing} {particle} {tail}".Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return [Passed(Phrase.Of(merged)) ?? merged];
    }

    // Several people: each is asked.
    private static List<string>? Several(Phrase who)
    {
        var parts = new List<Phrase>();
        var from = 0;
        for (var i = 0; i <= who.Count; i++)
        {
            if (i < who.Count && who.Low(i) is not ("and" or "," or "&" or "both")) continue;
            if (i > from) parts.Add(who.Part(from, i));
            from = i + 1;
        }

        parts.RemoveAll(p => p.Count == 2 && Lexicon.IsNumber(p[0]) && p.Low(1) is "people" or "persons" or "colleagues" or "managers"); // "two people, Tom and Jerry"
        for (var i = 0; i < parts.Count; i++)
            if (parts[i].Low(0) is "by" or "by:" && parts[i].Count > 1) parts[i] = parts[i].From(1);
        return parts.Count > 1 && parts.TrueForAll(People.IsPerson) ? [.. parts.Select(p => p.Text)] : null;
    }

    // "IT" is a department, and no "it".
    private static string Team(string who) => who is "IT" ? "the IT team" : Phrase.Of(who) is { Count: > 1 } some && Lexicon.IsDeterminer(some.Low(0)) ? $"{some.Low(0)} {some.From(1).Text}" : who;

    // Who does it decides what it is.
    private string By(Phrase who, string order, string whole)
    {
        if (OnModel(who) is var (named, used)) return $"{Named(Words.Identifier(named), order)} using {used}";
        if (models.Find(who.Text, literals) is not null && !who.Has("agent")) return $"{order} using {who.Text}";
        if (who.Count <= 4 && who.Low(who.Count - 1) == "agent" && Lexicon.IsModel(who, who.Count - 2)) return $"an agent that {order} using {who[who.Count - 2].Text}"; // "a Gemini agent"
        if (IsDelivery(order) && !who.Any(People.IsName)) return order;
        var role = who.Count > 0 ? who.Low(who.Count - 1) : "";
        if (who.Has("agent", "agents", "model", "ai", "llm", "judge") && Phrase.Of(order) is var ruling && Lexicon.Lemma(ruling.Low(0)) == "approve" && ruling.Low(1) == "or" && Lexicon.Lemma(ruling.Low(2)) is "reject" or "refuse" or "decline" or "deny") return "decide whether it is approved or rejected";
        var verb = Lexicon.Lemma(order.Split(' ')[0]) ?? "";
        if (verb is "rate" or "score" or "grade" && who.Has("agent", "critic", "judge", "model", "ai", "llm")) return $"{order}{AsWho(who)}";
        if (verb is "classify" or "categorise" or "categorize" or "sort" or "triage" or "extract" && IsAnyAgent(who)) return order;
        if (who.Count == 1 && who.Low(0) is "one" or "another" or "others" || who.Count == 2 && who.Low(0) == "another" && who.Low(1) == "one") return $"an agent that {order}";
        if (who.Low(0) is "a" or "an" && verb is "merge" or "combine" or "consolidate" or "synthesise" or "synthesize" && !who.Any(People.IsName) && who.Count <= 3 && role is not ("agent" or "model" or "one")) return Named(Words.Identifier(role), order); // "a lead merges their comments"
        if (IsAgent(who, verb)) return verb is "rate" or "score" or "grade" && (!roles.Contains(role) || !People.IsAgentRole(role) && Phrase.Of(order).Any(Lexicon.IsNumber)) ? $"{order}{AsWho(who)}" : Named(role, order);
        if (who.Count == 3 && who.Low(1) is "second" or "third" or "fourth" or "other" && who.Low(2) is "one" or "agent" or "model") who = who.To(2);
        if (who.Count == 2 && who.Low(0) is "a" or "the" or "one" && who.Low(1) is "second" or "third" or "fourth" or "first" or "last" or "other" or "next") return $"an agent that {order}";
        if (People.IsMachine(who))
        {
            if (who.Low(who.Count - 2) == "agent" && who[who.Count - 1].IsLiteral("quote")) return Named(who[who.Count - 1].Text, order); // "the agent "scout""
            if (who.Low(who.Count - 2) == "agent" && who[who.Count - 1] is { IsWord: true, Text.Length: <= 2 }) return Named($"agent_{who.Low(who.Count - 1)}", order); // "agent A"
            if (who.Has("agent", "agents")) return $"{Article(who)} that {order}";
            return who.Has("python", "javascript", "js", "script") ? $"{order} with {who.Text}" : order;
        }

        if (who.Has("python", "javascript", "js") || who.Low(who.Count - 1) is "code" or "script" or "program" && who.Count <= 3) return $"{order} with {(who.Has("python", "javascript", "js") ? who.Text : "python")}";
        if (who.Count == 1 && verb == "approve" && who.Low(0) is "product" or "data" or "content" or "brand" or "leadership" or "research") return $"ask the {who.Text} team to {order}"; // "let product approve"
        if (who.Any(t => Lexicon.IsBe(t.Low))) return whole; // "the code is run against tests"
        if (People.IsPerson(who) || Lexicon.IsDeterminer(who.Low(0)) && who.Count is > 1 and <= 4) return $"ask {Team(who.Text)} to {order}";
        return who.Low(0) is "it" or "them" or "this" ? order : whole;
    }

    /// <summary>Stands behind an order to score something, before whoever does it.</summary>
    public const string AsThe = " as the ";

    // Who gives a score is called so: "a critic", "the quality judge agent".
    private static string AsWho(Phrase who)
    {
        var name = who.Low(who.Count - 1) is "agent" ? who.Low(who.Count - 2) : who.Low(who.Count - 1);
        return Crews.IsAgent(name) || name == "grader" ? $"{AsThe}{name}" : "";
    }

    // "A drafter on gpt-4o": who it is, and what works for it.
    private (string Role, string Model)? OnModel(Phrase who)
    {
        var on = who.Find(1, "on", "with", "using", "running");
        if (on is < 1 or > 3 || models.Find(who.From(on + 1).Text, literals) is null) return null;
        var role = who.Low(on - 1);
        return role is "agent" or "model" || on > 2 && !roles.Contains(role) && !People.IsAgentRole(role) && !People.IsEither(role) || !Lexicon.IsDeterminer(who.Low(0)) ? null : (role, who.From(who.Low(on + 1) is "on" or "with" ? on + 2 : on + 1).Text);
    }

    // "Find recent earthquakes", told to who uses web search.
    private static Phrase Searched(Phrase order)
    {
        var what = order.From(order.Low(1) is "for" ? 2 : 1);
        return order.Has("web", "internet", "online") || what.Count == 0 || what.Low(0) is "out" or "whether" or "if" or "it" or "them" or "up" or "into" or "at" ? order : Phrase.Of($"search the web for {what.Text}");
    }

    // An agent of which nothing is said but that it is one: what it does says what it is.
    private static bool IsAnyAgent(Phrase who) => who.Count <= 2 && who.Low(who.Count - 1) is "agent" or "model" or "ai" or "llm" && who.Low(0) is "a" or "an" or "the" or "one" or "ai" or "llm";

    // "An editor … saves it as a.md": whoever does it, a file is written and a message sent.
    private static bool IsDelivery(string order)
    {
        var phrase = Phrase.Of(order);
        return Lexicon.Lemma(phrase.Low(0)) is "save" or "store" or "post" or "send" or "email" or "mail" or "publish" or "upload" or "append" or "archive" && phrase.HasLiterals;
    }

    private bool IsAgent(Phrase who, string verb)
    {
        if (who.Count == 0 || who.HasLiterals) return false;
        var role = who.Low(who.Count - 1);
        if (roles.Contains(role)) return true;
        if (who.Any(People.IsName)) return false;
        if (People.IsAgentRole(role)) return true;
        return People.IsEither(role) && Cast.IsDrafting(verb);
    }

    private static string Named(string role, string order) => $"an agent called {role} that {order}";
}
