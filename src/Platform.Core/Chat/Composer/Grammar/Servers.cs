using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// Who serves a way of a choice, as an order to an agent of that name: "goes to a billing agent", "is handled by the support agent", "use the German agent", "are
/// answered by claude". A pure rewriting of words.
/// </summary>
/// <param name="models">Names of models, which serve as agents do.</param>
internal sealed class Servers(Literals literals, ModelNames models)
{
    private static readonly Form Hands = new("""
        it/they/this/these/those? go/goes/went? straight/directly/right/over/on? to |
        it/they/this/these/those? should/must/will/can/is/are/get/gets be/go? to? handed/sent/routed/passed/forwarded/escalated/delegated/assigned/given/transferred/redirected/directed/dispatched/referred over/on/off/straight/directly? to |
        it/they/this/these/those? should/must/will/can go straight/directly/right? to |
        hand/send/route/pass/forward/delegate/assign/transfer/give/escalate/dispatch/direct it/them/this/these/those over/on/off? to | by | call/trigger/run/start/invoke/ask | use/take | needs/need/gets/get/wants/want/reaches/reach/triggers/calls/uses
        """);

    private static readonly Form Serves = new("""
        it/they/this/these/those? should/must/will/can/is/are/get/gets be? answered/handled/taken/processed/served/managed/done/solved/treated/resolved by/with | answered/handled/processed/served/managed/solved/resolved by |
        it/they/this/these/those? should/must/will/can/is/are/get/gets be? dealt with by | it/they/this/these/those? should/must/will/can/is/are/get/gets be? taken/looked care/after of? by
        """);

    private static readonly HashSet<string> Plain = ["ai", "llm", "dedicated", "separate", "special", "specialised", "specialized", "new", "single", "normal", "small", "own", "our", "their"];

    /// <summary>The body as an order to an agent; null where it names none.</summary>
    /// <param name="kind">What comes this way: an agent without a name is called so.</param>
    public Phrase? Order(Phrase body, string kind = "")
    {
        body = body.Trimmed();
        if ((Written(body) ?? Refused(body) ?? Tasked(body)) is { } written) return written;
        if (body.Count <= 3 && body.Count > 0 && Lexicon.IsModel(body, 0) && OfModel(body, 0, "answer it") is { } model) return model; // "otherwise gpt-4o-mini"
        if (Serves.Opens(body, out var at) && Served(body, at, kind) is { } served) return served;
        return Hands.Opens(body, out at) ? Agent(body, at, "answer it", kind) : null;
    }

    private static readonly Form WithWords = new("it/they? is/are/get/gets/will? be? refused/rejected/declined/answered/dismissed with the/a? text/message/words/sentence/reply/answer? @quote");

    private static readonly Form WithMail = new("it/they? is/are/get/gets/will? be? rejected/declined/refused/thanked/confirmed/answered/informed with/by a/an? * email/mail/letter | it/they? is/are/get/gets/will? be? rejected/declined/refused/thanked/confirmed/answered/informed with/by a/an? email/mail/letter");

    private static readonly Dictionary<string, string> Letters = new(StringComparer.Ordinal) { ["rejected"] = "rejection", ["declined"] = "rejection", ["refused"] = "rejection", ["thanked"] = "thank-you", ["confirmed"] = "confirmation", ["answered"] = "reply", ["informed"] = "information" };

    // "Are refused with the text "no"", "are rejected with a friendly email": what is said to them.
    private static Phrase? Refused(Phrase body)
    {
        if (WithWords.Opens(body, out var said)) return Phrase.Of($"answer {body[said - 1].Text}{body.From(said).Text}");
        if (!WithMail.Opens(body, out var sent)) return null;
        var at = Enumerable.Range(0, sent).First(k => Letters.ContainsKey(body.Low(k)));
        var how = sent - at > 4 || body.Low(sent - 2) is not ("with" or "by" or "a" or "an") ? $"{body.Low(sent - 2)} " : "";
        return Phrase.Of($"send a {how}{Letters[body.Low(at)]} email{body.Tail(sent)}".Trim());
    }

    private static readonly Form Task = new("create/open/make/add/assign/file/raise a/the task/to-do/todo/job for/to");

    // "Create a task for the caretaker": he is asked.
    private static Phrase? Tasked(Phrase body)
    {
        if (!Task.Opens(body, out var at)) return null;
        var end = at;
        while (end < body.Count && end - at < 4 && body[end].IsWord && body.Low(end) is not ("to" or "and" or "with" or "that" or "within")) end++;
        return People.IsPerson(body.Part(at, end)) || end - at == 2 && Lexicon.IsDeterminer(body.Low(at)) && !People.IsMachine(body.Part(at, end)) ? Phrase.Of($"ask {body.Part(at, end).Text} to {(body.Low(end) == "to" ? body.From(end + 1).Text : $"handle it {body.From(end).Text}")}".Trim()) : null;
    }

    private static readonly Form Gets = new("it/they? get/gets/receive/receives");

    private static readonly Form ByAgent = new("written/drafted/prepared/composed/made by a/an/the/another/one * agent | written/drafted/prepared/composed/made by a/an/the/another/one agent");

    // "Get an apology written by an agent": it writes one.
    private static Phrase? Written(Phrase body) => Gets.Opens(body, out var at) && ByAgent.In(body, at + 1) is var (by, end) ? Phrase.Of($"let {body.Part(by + 2, end).Text} write {body.Part(at, by).Text}{body.Tail(end)}".Trim()) : null;

    // "Are answered by gpt-4o-mini" says what is done with it, whoever does it.
    private Phrase? Served(Phrase body, int at, string kind)
    {
        var verb = body.To(at).Tokens.Select(t => Lexicon.Lemma(t.Low)).LastOrDefault(l => l is "answer" or "process" or "solve" or "resolve") ?? "handle";
        return Agent(body, at, $"{verb} it", kind);
    }

    private Phrase? Agent(Phrase body, int at, string task, string kind)
    {
        if (at >= body.Count) return null;
        var end = at;
        while (end < body.Count && end - at < 7 && body[end].IsWord && !IsHead(body.Low(end)) && body.Low(end) is not ("that" or "which" or "who" or "to" or "and" or "with" or "for")) end++;
        if (end >= body.Count || !IsHead(body.Low(end))) return OfModel(body, at, task);
        if (body.Part(at, end).Has("human")) return null; // "a human agent" is a person
        if (end > at && (!Lexicon.IsDeterminer(body.Low(at)) && end - at > 3 || body.Part(at, end).Any(t => Lexicon.IsPreposition(t.Low) || Lexicon.IsBe(t.Low)))) return null; // "get an apology by an agent"
        var words = body.Part(at, end).Tokens.Where(t => t.IsWord && !Lexicon.IsDeterminer(t.Low) && !Plain.Contains(t.Low)).Select(t => t.Text).ToList();
        if (People.IsAgentRole(body.Low(end)))
        {
            if (body.Low(end + 1) is "agent" or "bot") end++;
            words.Add(body.Low(People.IsAgentRole(body.Low(end)) ? end : end - 1));
        }

        end++;
        if (body.Low(end) is "called" or "named" && end + 1 < body.Count) (words, end) = ([body[end + 1].Text], end + 2);
        return Named(string.Join(' ', words), body.From(end), task, kind);
    }

    /// <summary>What an agent may be called instead.</summary>
    public static readonly HashSet<string> Titles = ["specialist", "expert", "assistant", "summariser", "summarizer", "writer", "team", "responder", "handler", "helper", "replier", "drafter", "copywriter"];

    private static bool IsHead(string word) => word is "agent" or "bot" or "chatbot" or "subagent" or "sub-agent" || People.IsAgentRole(word);

    /// <summary>An agent of a name that does what is said of it: "that drafts a reply", "with web search"; else a task.</summary>
    /// <param name="kind">How it is called where it has no name.</param>
    public static Phrase? Named(string name, Phrase said, string task, string kind = "")
    {
        var rest = said;
        var isOwn = false;
        if (rest.Count > 1 && (rest[0].Text == "," ? rest.From(1) : rest) is var clause && clause.Low(0) is "that" or "which" or "who")
        {
            var verb = Lexicon.IsModal(clause.Low(1)) ? 2 : 1;
            while (Lexicon.IsAdverb(clause.Low(verb))) verb++;
            if (clause.Low(verb) is "has" or "have" or "can" && clause.From(verb).Has("web", "search", "access", "tools", "tool")) rest = Phrase.Of($"with {clause.From(verb + 1).Text}");
            else if (Lexicon.Lemma(clause.Low(verb)) is { } does) (task, rest, isOwn) = ($"{does} {clause.From(verb + 1).Text}".Trim(), said.From(said.Count), true);
            else return null;
        }
        else if (rest.Low(0) == "to" && Lexicon.Lemma(rest.Low(1)) is { } wanted) (task, rest, isOwn) = ($"{wanted} {rest.From(2).Text}".Trim(), said.From(said.Count), true);

        var how = rest.Low(0) is "with" or "using" ? $" {rest.Text}" : "";
        if (how.Length == 0 && rest.Count > 0 && rest[0].Kind != TokenKind.Mark && rest.Low(0) is not ("and" or "then" or "before" or "for")) return null;
        if (rest.Low(0) == "for") rest = rest.From(rest.Count);
        var role = name.Length > 0 && !(isOwn && Phrase.Of(task).Has("and", "then", ",", "as")) ? $" as the {name}{(Titles.Contains(name.Split(' ')[^1]) ? "" : " agent")}" : "";
        var id = Words.Identifier(name.Length > 0 ? name : kind);
        var who = id.Length == 0 ? "an agent" : $"an agent called {(Lexicon.FormOf(id) == VerbForm.None ? id : $"{id}_agent")}";
        return Phrase.Of($"{who} that {task}{role}{(how.Length > 0 ? how : rest.Count > 0 && rest[0].Kind == TokenKind.Mark ? rest.Text : $" {rest.Text}")}".Trim());
    }

    // "Complex ones go to claude-opus"
    private Phrase? OfModel(Phrase body, int at, string task)
    {
        var end = at;
        while (end < body.Count && end - at < 4 && body.Low(end) is not ("and" or "then" or "that" or "which" or ",") && !(end > at && Lexicon.IsPreposition(body.Low(end)))) end++;
        if (end == at || !Enumerable.Range(at, end - at).Any(k => Lexicon.IsModel(body, k)) || models.Find(body.Part(at, end).Text, literals) is null) return null;
        return Phrase.Of($"{task} using {body.Part(at, end).Text}{body.Tail(end)}".Trim());
    }
}
