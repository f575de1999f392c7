using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing.Referring;

/// <summary>A step that is named by a noun, as the order that it stands for: "a German translation" is "translate it to German".</summary>
internal static partial class Nominals
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["summary"] = "summarise",
        ["summariser"] = "summarise",
        ["summarizer"] = "summarise",
        ["digest"] = "summarise",
        ["recap"] = "summarise",
        ["summarisation"] = "summarise",
        ["summarization"] = "summarise",
        ["translation"] = "translate",
        ["translator"] = "translate",
        ["classification"] = "classify",
        ["classifier"] = "classify",
        ["categorisation"] = "classify",
        ["categorization"] = "classify",
        ["triage"] = "classify",
        ["extraction"] = "extract",
        ["extractor"] = "extract",
        ["transcription"] = "transcribe",
        ["comparison"] = "compare",
        ["analysis"] = "analyse",
        ["analyser"] = "analyse",
        ["analyst"] = "analyse",
        ["evaluation"] = "evaluate",
        ["research"] = "research",
        ["researcher"] = "research",
        ["critique"] = "critique",
        ["critic"] = "critique",
        ["rewrite"] = "rewrite",
        ["revision"] = "revise",
        ["correction"] = "correct",
        ["proofreading"] = "proofread",
        ["proofreader"] = "proofread",
        ["editor"] = "edit",
        ["polish"] = "polish",
        ["validation"] = "validate",
        ["verification"] = "verify",
        ["calculation"] = "calculate",
        ["deduplication"] = "deduplicate",
        ["anonymisation"] = "anonymise",
        ["anonymization"] = "anonymize",
        ["redaction"] = "redact",
        ["conversion"] = "convert",
        ["filter"] = "filter",
        ["hash"] = "hash",
        ["ranking"] = "rank",
        ["prioritisation"] = "prioritise",
        ["prioritization"] = "prioritize",
        ["explanation"] = "explain",
        ["simplification"] = "simplify",
        ["score"] = "score",
        ["rating"] = "score",
        ["grading"] = "score",
        ["scorer"] = "score",
        ["grader"] = "score",
        ["wait"] = "wait",
        ["pause"] = "wait",
        ["delay"] = "wait",
        ["break"] = "wait",
        ["headline"] = "write a headline",
        ["title"] = "write a title",
        ["report"] = "write a report",
        ["reply"] = "write a reply",
        ["announcement"] = "write an announcement",
        ["poem"] = "write a poem",
        ["outline"] = "write an outline",
        ["writer"] = "write a text",
    };

    /// <summary>The order; the text itself when it is no noun of an action.</summary>
    public static string Order(string said)
    {
        var text = ByAgent().Replace(Article().Replace(said.Trim(' ', ',', ':', '.'), ""), "");
        if (Means().Match(text) is { Success: true } means) return $"{Order(means.Groups["who"].Value)} with web search";
        if (Entered().Match(text) is { Success: true } entered) return Asked(Someone().IsMatch(entered.Groups["who"].Value) ? "a person" : entered.Groups["who"].Value, Words.Plain(entered.Groups["what"].Value));
        if (Agent().Match(text) is { Success: true } agent) return Plain(agent.Groups[1].Value);
        if (DoneBy().Match(text) is { Success: true } doer && Clauses.BeginsWithVerb(Plain(doer.Groups[1].Value))) return Plain(doer.Groups[1].Value); // "a second agent check the facts"
        if (Tongue().Match(text) is { Success: true } tongue && char.IsUpper(tongue.Groups[1].Value[0])) return $"translate {Object(tongue.Groups[2].Value)} to {tongue.Groups[1].Value}{tongue.Groups[3].Value}";
        if (Message().Match(text) is { Success: true } message) return $"send {(message.Groups["by"].Value.ToLowerInvariant() is var by && by is "email" or "e-mail" or "mail" ? "an email" : by.Length > 0 ? $"a {by} message" : "a message")} {message.Groups["rest"].Value}".TrimEnd();
        if (Letter().Match(text) is { Success: true } letter && !Verbs.ContainsKey(letter.Groups[1].Value.Split(' ')[^1].ToLowerInvariant())) return $"send {(letter.Groups[1].Value[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a")} {letter.Groups[1].Value} email{letter.Groups[2].Value}";
        if (Approval().Match(text) is { Success: true } approval)
        {
            var who = approval.Groups["by"].Success ? approval.Groups["by"].Value : approval.Groups["who"].Success ? approval.Groups["who"].Value : "a person";
            if (who is "human" or "manual" or "person") who = "a person";
            if (who.EndsWith("'s", StringComparison.Ordinal)) who = char.IsUpper(who[0]) ? who[..^2] : $"the {who[..^2]}"; // "the publisher's approval"
            return $"ask {(Role().IsMatch(who) ? $"the {who}" : who)} to approve {Object(approval.Groups["of"].Value)} {approval.Groups["rest"].Value}".TrimEnd();
        }

        if (Span().Match(text) is { Success: true } span) return $"wait {span.Groups[1].Value}";
        if (Issue().Match(text) is { Success: true } issue) return $"open a github issue {issue.Groups[1].Value}".TrimEnd();
        if (Search().Match(text) is { Success: true } search) return $"search the web for {search.Groups[1].Value}";
        if (Lookup().Match(text) is { Success: true } lookup) return $"look it up in {lookup.Groups[1].Value}";
        if (Call().Match(text) is { Success: true } call) return $"call {call.Groups[2].Value} with {(call.Groups[1].Value is "http" or "api" or "rest" or "web" ? "GET" : call.Groups[1].Value.ToUpperInvariant())}";
        if (Script().Match(text) is { Success: true } script) return $"run {script.Groups[1].Value} code {script.Groups[2].Value}".TrimEnd();
        if (Check().Match(text) is { Success: true } check) return check.Groups[1].Value.ToLowerInvariant() is var of && of is "fact" or "spell" or "double" or "cross" ? $"check {(of == "fact" ? "the facts" : of == "spell" ? "the spelling" : "it")} of {Object(check.Groups[2].Value)}".Replace("check it of it", "check it", StringComparison.Ordinal) : $"check the {of} of {Object(check.Groups[2].Value)}";
        if (Sentiment().IsMatch(text)) return "find the sentiment";
        if (Copy().Match(text) is { Success: true } copy) return $"save it to {copy.Groups[1].Value}";
        var words = StepWord().Replace(text, "").Split(' ');
        if (words[0].Length > 0 && !Clauses.BeginsWithVerb(text) || Verbs.ContainsKey(words[0].ToLowerInvariant()))
        {
            var at = Array.FindIndex(words, 0, Math.Min(2, words.Length), w => Verbs.ContainsKey(w.ToLowerInvariant()));
            if (at >= 0) return Ordered(Verbs[words[at].ToLowerInvariant()], at > 0 ? string.Join(' ', words[..at]) : "", string.Join(' ', words[(at + 1)..]));
        }

        return Plain(text);
    }

    // Who is to enter something is asked for it, and for anything else asked to do it.
    private static string Asked(string who, string what) => Enters().Match(what) is { Success: true } enters ? $"ask {who} for {what[enters.Length..]}" : $"ask {who} to {what}";

    // "short", "of the page in one sentence": what is worked on, then how.
    private static string Ordered(string verb, string how, string rest)
    {
        if (verb == "wait") return $"wait {Lead().Replace(rest, "")}".Trim();
        if (Who().Match(rest) is { Success: true } who) return Plain(who.Groups[1].Value);
        if (verb.StartsWith("write", StringComparison.Ordinal)) return how.Length > 0 ? $"write a {how} {verb.Split(' ')[^1]} {rest}".Trim() : $"{verb} {rest}".Trim();
        var of = Of().Match(rest);
        return $"{verb} {(of.Success ? of.Groups[1].Value : "it")}{(of.Success ? rest[of.Length..] : rest.Length > 0 ? $" {rest}" : "")}".Trim();
    }

    private static string Object(string of) => of.Trim().Length == 0 ? "it" : of.Trim();

    /// <summary>With its verb in its plain form: "emails it" is "email it".</summary>
    public static string Plain(string text) => Words.Plain(Modal().Replace(text.Trim(), ""));

    [GeneratedRegex(@"^(?:(?:an?|the|another|one more|one|some|yet another|extra|final|new|quick|additional|second|third|fourth|fifth|sixth|last|simple)\s+)+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Article();

    [GeneratedRegex(@"^(?:agent|bot|assistant|(?:\w+ )?(?:editor|writer|reviewer|critic|researcher|checker|proofreader|analyst|translator|judge|expert|person))\s*(?:,)? (?:that|who|which|to)\s+(.{3,})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Agent();

    [GeneratedRegex(@"^(?:agent|bot|assistant|(?:\w+ )?(?:editor|writer|reviewer|critic|researcher|checker|proofreader|analyst|translator|judge|expert)) (?:should |must |can |will )?(\w+ .{3,})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DoneBy();

    [GeneratedRegex(@"^look-?up (?:in|from|against) (?:the |our |my )?(.{3,40})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lookup();

    // That an agent does it goes without saying.
    [GeneratedRegex(@"(?<=\bcheck|review|summary|translation|analysis|rating|step) (?:(?:done|made) )?(?:by|with|using|from) an? (?:agent|ai|model|llm|bot|assistant)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ByAgent();

    // By what a step works, behind who works: "fact checker that uses web search".
    [GeneratedRegex(@"^(?<who>[\w' -]{3,40}?),?(?: (?:that|which|who))? (?:uses?|using|with|has(?: access to)?|(?:can|may) (?:use|search)) (?:the )?(?:web|internet)(?: search)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Means();

    [GeneratedRegex(@"^(?:(?:human|manual|input|form) )?(?:step|task|form|question|node)?,? ?(?:where|in which) (?<who>someone|somebody|anyone|a (?:person|human)|(?:the |an? |our |my )?[\w-]+(?: (?:team|manager|lead))?) (?:can |must |should |has to |may )?(?<what>[\w-]+ .{2,})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Entered();

    [GeneratedRegex(@"^(?:someone|somebody|anyone|a (?:person|human))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Someone();

    [GeneratedRegex(@"^(?:enter|type(?: in)?|give|provide|fill in|supply|put in|write down|state|name) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Enters();

    [GeneratedRegex(@"^([A-Z][a-z]{3,14}(?:(?:, | and )[A-Z][a-z]{3,14})*) (?:translations?|versions?)(?: of ([\w' ]{2,40}?))?(?: step)?((?: (?:with|using|by) .*)?)$", RegexOptions.None, 5000)]
    private static partial Regex Tongue();

    [GeneratedRegex(@"^(?:short |quick |brief )?(?<by>slack|telegram|email|e-mail|mail)?(?: (?=message|notification|post|alert|note|ping|step|announcement))?(?:message|notification|post|alert|note|ping|announcement|step)?(?: step)? (?<rest>(?:to|for|in|on|at|saying|that says|with)\b.*)$|^(?<by>slack|telegram|email|e-mail) (?:message|notification|post|alert|step)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Message();

    [GeneratedRegex(@"^((?!slack|telegram|short|quick|brief)[a-z-]+(?: [a-z-]+){0,2}) (?:e-?mail|mail)( to .*)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Letter();

    [GeneratedRegex(@"^(?:(?<who>human|manual|manager|person|[A-Z][a-z]+(?:'s)?|[a-z]+(?: team)?(?:'s)?) )?(?:approval|sign-?off|permission|confirmation|ok|okay|go-ahead|consent|(?<!fact )review)(?: step| gate| task)?(?: of (?<of>(?:the |my )?[\w ]{2,30}?))?(?: (?:by|from|for|with) (?<by>(?:the |a |an |my |our )?[A-Za-z][\w-]*(?: (?:team|manager|lead|department|desk))?))?(?<rest>(?:,? (?:within|in|with|before|who|at most|due|for) .*)?)$", RegexOptions.None, 5000)]
    private static partial Regex Approval();

    [GeneratedRegex(@"^(?:manager|lawyer|boss|editor|reviewer|supervisor|director|legal|finance|marketing|hr|compliance|security|cfo|ceo|cto)(?: team)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Role();

    [GeneratedRegex(@"^(" + Amounts.Span + @")(?: long)? (?:wait|pause|delay|break|sleep)(?: step)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Span();

    [GeneratedRegex(@"^(?:github )?issue(?: step)?( .*)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Issue();

    [GeneratedRegex(@"^(?:web |internet |google )?search(?: step)? (?:for|about|on) (.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Search();

    [GeneratedRegex(@"^(http|api|rest|web|post|get|put|delete|patch) (?:call|request) (?:to|of|at) (.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Call();

    [GeneratedRegex(@"^(python|javascript|js|code)(?: (?:step|script|snippet|function|code))?( (?:that|which|to|for) .*)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Script();

    [GeneratedRegex(@"^(\w+)[ -]check(?:er|ing)?(?: step)?(?: of (.*))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Check();

    [GeneratedRegex(@"^(?:sentiment|mood)(?: analysis| detection| check| step)*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Sentiment();

    [GeneratedRegex(@"^(?:copy|backup|export|log|save|record)(?: of it)? (?:to|in|into|as|under) (.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Copy();

    [GeneratedRegex(@"\s+(?:step|node|agent|stage|task)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StepWord();

    [GeneratedRegex(@"^(?:of|for)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"^,?\s*(?:who|that|which)\s+(.{3,})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Who();

    [GeneratedRegex(@"^of ((?:the |all |both |each |every )?[\w'-]+(?: [\w'-]+){0,2}?)(?=$|,| (?:in|into|as|to|with|using|for|by)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Of();

    [GeneratedRegex(@"^(?:(?:should|must|will|can|shall|would|then|it)\s+)+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Modal();
}
