using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Who is spoken of: a person, an agent, or a machine.</summary>
internal static partial class People
{
    // Who stands outside and gives the work, or answers for it.
    private static readonly HashSet<string> Outsiders = ["agent", "bot", "assistant", "second", "third", "fourth", "last", "user", "customer", "client", "employee", "student", "pupil", "visitor", "applicant", "candidate", "guest", "person", "human", "member", "parent", "patient", "tenant", "reader", "author", "requester", "caller", "workflow", "model", "step", "script", "program", "page", "form", "colleague", "manager", "boss", "director", "ceo"];

    private static HashSet<string> Set(string words) => new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    // One word of a role, in one number.
    private static readonly HashSet<string> Roles = Set("""
        manager boss supervisor editor lawyer reviewer approver accountant director lead leader ceo cfo cto coo owner admin administrator operator expert specialist colleague coworker analyst moderator officer engineer doctor nurse teacher secretary
        legal finance hr marketing sales support security compliance accounting management operations ops qa editorial design procurement purchasing logistics press helpdesk treasury controller auditor buyer seller producer designer developer
        human person someone somebody team staff me user customer client employee student traveller traveler requester applicant candidate visitor guest author sender assistant board committee department office wife husband mother father friend
        partner landlord tenant patient parent principal professor chef pilot coordinator organiser organizer planner consultant agent-on-duty dispatcher recruiter clerk librarian foreman president chairman chairwoman mayor head chief captain stakeholder headmaster headmistress headteacher dean rector vicar priest pastor coach vet pharmacist surgeon therapist trainer treasurer bookkeeper conductor
        """);

    private static readonly HashSet<string> AgentRoles = Set("researcher writer critic judge grader scorer rater planner summariser summarizer proofreader fact-checker factchecker classifier copywriter coder executor checker brainstormer ideator debater rewriter improver extractor outliner blogger poet novelist storyteller tagger sorter ranker generator validator narrator refiner formatter evaluator aggregator synthesiser synthesizer verifier arbiter referee");

    // Roles of people that are often given to agents as well.
    private static readonly HashSet<string> Either = Set("editor translator reviewer analyst expert planner assistant developer designer consultant author teacher specialist moderator");

    private static readonly HashSet<string> Machines = Set("agent agents model models llm ai bot chatbot assistant api server service database db system workflow page site website internet web tool script browser step node engine it flow pipeline app program form");

    private static readonly HashSet<string> NoNames = Set("""
        the a an it its this that for my our your their i we them him her he she they one any some by to from of let and or but if when unless otherwise else then slack github telegram email mail python javascript sql http json csv german french english
        spanish italian portuguese dutch polish russian chinese japanese korean arabic swedish danish turkish greek hindi czech finnish norwegian monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
        october november december use send add get post put delete patch read write fetch save each every all both finally first second third after before once while until also please in on at with for how what why who where every repeat keep no yes ok
        valid invalid urgent normal high low medium new old good bad open closed late overdue critical major minor positive negative neutral approved rejected complete incomplete missing correct incorrect wrong right important big small large
        long short simple complex free paid premium active inactive internal external foreign domestic local other others same different any many most few several only also once nothing everything anything something ratings orders refunds results
        openai claude gpt gemini mistral ollama groq anthropic deepseek llama cfo ceo cto hr qa ai llm api url rss pdf faq
        """);

    public static bool IsRole(string word) => Roles.Contains(word) || Roles.Contains(Words.Singular(word)) || word.EndsWith("-agent", StringComparison.Ordinal);

    /// <summary>People of a trade that is called so are no agents: "a travel agent person", "a human estate agent" is a travel-agent.</summary>
    public static string Spelt(string text) => TradeAgent().Replace(text, m => $"{m.Groups["trade"].Value.Replace(' ', '-')}-agent");

    [GeneratedRegex(@"\b(?:(?:human|real|living) (?<trade>[a-z]+(?: estate)?) agent|(?<trade>(?!an?\b|the\b|our\b|my\b|this\b|that\b|one\b)[a-z]+(?: estate)?) agent (?:person|human|in person))(?= )", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TradeAgent();

    public static bool IsAgentRole(string word) => AgentRoles.Contains(word);

    public static bool IsEither(string word) => Either.Contains(word);

    /// <summary>Whether a word says who somebody is, a person or an agent.</summary>
    public static bool IsSomebody(string word) => IsRole(word) || IsAgentRole(word) || IsEither(word);

    /// <summary>Whether a word is of somebody who stands outside and gives the work: "customer", "manager".</summary>
    public static bool IsOutsider(string word) => Outsiders.Contains(word);

    public static bool IsMachine(Phrase who) => who.Count > 1 && who.Low(who.Count - 1) is "agent" && who.Low(who.Count - 2) is "expert" or "engineer" || who.Any(t => Machines.Contains(t.Low)) && !who.Has("human", "owner", "admin", "administrator", "manager", "team", "expert", "engineer") && !(who.Has("assistant") && who.Has("hr", "legal", "finance", "office", "sales", "management", "personal", "executive", "medical", "shop", "marketing"));

    /// <summary>Whether a name that is written with a capital can be a person's.</summary>
    public static bool IsName(Token token) => token.IsWord && token.Text.Length > 1 && char.IsUpper(token.Text[0]) && token.Text.Skip(1).Any(char.IsLower) && !NoNames.Contains(Bare(token.Text)) && Lexicon.Lemma(token.Low) is null;

    public static bool IsPerson(Phrase who) => who.Count is > 0 and <= 6 && !who.HasLiterals && (IsRole(Bare(who.Low(who.Count - 1))) && !(Lexicon.IsAdverb(who.Low(0))) || who.Any(t => IsRole(Bare(t.Low))) && !IsMachine(who) || who.Any(IsName) || who.Any(t => t.Text == "IT")) && !who.Any(t => t.Low is "output" or "result" || t.Low == "it" && t.Text != "IT");

    public static string Bare(string word) => word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word.TrimEnd('\'', '’');
}
