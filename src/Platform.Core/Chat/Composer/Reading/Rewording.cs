using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>
/// Ways of saying one thing, put into the one way that the readers know, before the text is cut into sentences: "use gpt-4o to write it" is "write using gpt-4o it".
/// Nothing is lost on the way: every word that carries meaning stays in the text or in the plan.
/// </summary>
/// <param name="plan">Takes what is said of single steps by their names.</param>
internal sealed partial class Rewording(Literals literals, ModelNames models, Plan plan)
{
    public string Of(string text)
    {
        text = Blanks().Replace(text, m => m.Value[..20]);
        text = ModelFor().Replace(text, Assigned);
        text = ModelTo().Replace(text, Moved);
        text = Roles(text);
        text = ToolTo().Replace(text, m => $"{m.Groups["lead"].Value}{m.Groups["v"].Value} via {(m.Groups["t"].Value.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? "http request" : m.Groups["t"].Value)} ");
        text = Polled().Replace(text, m => $"{m.Groups["head"].Value}, pausing {(m.Groups["n"].Success ? m.Groups["n"].Value : "1")} {m.Groups["u"].Value}{m.Groups["mid"].Value}");
        text = SecondThing().Replace(text, m => $"{m.Value[..(m.Groups["b"].Index - m.Index)]}{m.Groups["v"].Value.ToLowerInvariant()} {m.Groups["b"].Value}");
        text = Ordinal().Replace(text, ", then ");
        text = BeforeSent().Replace(text, m => $", then {(m.Groups["v"].Value.ToLowerInvariant() is var v && v.StartsWith("post", StringComparison.Ordinal) ? "post" : v.StartsWith("publ", StringComparison.Ordinal) ? "publish" : v.Contains("mail", StringComparison.Ordinal) ? "email" : "send")} it{m.Groups["rest"].Value}");
        text = OnceApproved().Replace(text, m => IsAsked(text[..m.Index], m.Groups["who"].Value) ? m.Value : $"{m.Groups["head"].Value}ask {m.Groups["who"].Value} to approve it, then {m.Groups["act"].Value}");
        text = ApprovedLed().Replace(text, m => IsAsked(text[..m.Index], m.Groups["who"].Value) ? m.Value : $". Ask {m.Groups["who"].Value} to approve it, then ");
        text = Given().Replace(text, "");
        text = AndInto().Replace(text, "");
        text = PollPause().Replace(text, ", pausing ${span}${until}");
        text = FileEach().Replace(text, "$1 and ");
        text = ReviewsAndEdits().Replace(text, "$1/$2");
        text = Sorted(text);
        text = AfterFailure().Replace(text, m => $", retry {m.Groups["n"].Value} times{(m.Groups["wait"].Success ? $" waiting {m.Groups["wait"].Value}" : "")}{(m.Groups["then"].Success ? ". If it fails, " : "")}");
        text = Decided().Replace(text, m => $"{m.Groups["lead"].Value}if {m.Groups["word"].Value.ToLowerInvariant()}, it ");
        return text;
    }

    // "gpt-4o for the summary and claude for the translation" is said of steps that are known when all are read.
    private string Assigned(Match match)
    {
        if (models.Find(match.Groups["m"].Value, literals) is not { } use) return match.Value;
        plan.ModelsFor.Add((match.Groups["n"].Value.Trim(), use));
        return match.Groups["end"].Value;
    }

    private string Moved(Match match)
    {
        var verb = match.Groups["v"].Value;
        if ((Words.Verb(verb) ?? Words.WeakVerb(verb)) is not { } plain || models.Find(match.Groups["m"].Value, literals) is null) return match.Value;
        return $"{match.Groups["lead"].Value}{plain} using {match.Groups["m"].Value} ";
    }

    // "Two agents, a researcher and a writer: the researcher collects …" names them; what each does is an agent of that name.
    private static string Roles(string text)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "summariser", "summarizer", "researcher", "critic", "judge", "proofreader", "fact-checker", "planner", "classifier", "copywriter", "brainstormer" };
        if (AgentsNamed().Match(text) is { Success: true } named)
        {
            foreach (Match one in RoleName().Matches(named.Groups["list"].Value)) names.Add(one.Groups[1].Value);
            text = text[..named.Index] + text[(named.Index + named.Length)..].TrimStart(' ', ',', ':', ';', '.', '-');
        }

        return RoleActs().Replace(text, m => names.Contains(m.Groups["role"].Value) && (Words.Verb(m.Groups["v"].Value) ?? Words.WeakVerb(m.Groups["v"].Value)) is { } verb
            ? $"{(m.Index == 0 ? "" : ". ")}An agent called {m.Groups["role"].Value.ToLowerInvariant()} that {verb} "
            : m.Value);
    }

    // "Sort them by urgency. Urgent: … Normal: … Low: …" names the categories behind the order.
    private static string Sorted(string text)
    {
        if (SortLed().Match(text) is not { Success: true } sort) return text;
        var heads = Head().Matches(text[sort.Index..]).Select(m => m.Groups[1].Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (heads.Count < 2) return text;
        return $"{text[..sort.Index]}{sort.Groups["verb"].Value} {sort.Groups["what"].Value} as {string.Join(", ", heads.SkipLast(1))} or {heads[^1]}{text[(sort.Index + sort.Length)..]}";
    }

    [GeneratedRegex(@"\b(?<verb>sort|classify|categori[sz]e|triage|label|group|prioriti[sz]e|split) (?<what>(?:[\w-]+ ){0,4}?[\w-]+?)(?: (?:by|according to|depending on|on|for) (?:its |their |the )?\w+)?(?=[.:;\n])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SortLed();

    [GeneratedRegex(@"(?:^|[.;\n]\s*(?:[-*•]\s*)?)([A-Z][\w-]*(?: [\w-]+)?)(?: ones)?(?::| ->| →)\s", RegexOptions.None, 5000)]
    private static partial Regex Head();

    [GeneratedRegex(@"(?<lead>^|[.!?;,]\s+(?:and\s+|then\s+)?|\n\s*|\b(?:and|then)\s+)(?:please )?(?:use|with|using) (?:the )?(?<t>http(?:\.request)?|web search|slack|e-?mail|telegram|github|sql|python|javascript|memory)(?: tool)? to (?<v>[a-z]+) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ToolTo();

    [GeneratedRegex(@"(?<head>\b(?:poll|check|ask|asking|fetch|fetching|checking|polling|call|calling|try|trying|request|query|get|look at|ping)\b[^.;\n]{2,120}?),?\s+(?:again )?(?:every|each) (?:(?<n>\d+|two|three|five|ten|fifteen|thirty) )?(?<u>seconds?|minutes?|hours?)(?<mid>,?\s+until\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Polled();

    [GeneratedRegex(@"\b(?<v>send|post|e-?mail|mail|forward|save|write|publish) (?:the |an? )[^.;\n]{2,80}? to (?:[\uE200-\uE5FF\uE800-\uE9FF](?:, (?!and the|and a)| and (?=[\uE200-\uE3FF]))?){1,6},? and (?<b>(?:the|an?) [\w -]{2,40}? to [\uE200-\uE5FF\uE800-\uE9FF])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SecondThing();

    [GeneratedRegex(@"(?<=\b(?:approv|check|review|look|sign|ok\b|confirm|edit|wait)[^.;\n]{0,120}?),? before (?:it|this|that|they|anything|the [\w ]{2,20}?) (?:goes|go|gets?|is|are|can be|will be|may be) (?<v>out|sent|mailed|e-?mailed|posted|published|delivered)(?: out| off)?(?<rest>[^.;,\n]*)(?=[.;\n]|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BeforeSent();

    [GeneratedRegex(@"(?<=\b(?:to|into) [A-Z][a-z]+,? and )(?:to|into) (?=[A-Z][a-z]+\b)")]
    private static partial Regex AndInto();

    [GeneratedRegex(@"(?<until>,?\s+until\b[^.;\n]{2,80}?),?\s+(?:waiting|pausing|with) (?<span>\d+ ?\w+)(?: pauses?| delay)? (?:in )?between[ \w]*(?=[,.;\n]|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PollPause();

    [GeneratedRegex(@"([\uE400-\uE5FF]):\s+(?=for (?:each|every)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FileEach();

    // "Mail it once the secretary has approved" asks her before it, unless she was asked already.
    private static bool IsAsked(string before, string who) =>
        Words.Verb(who.Split(' ')[0]) is not null || before.Contains(who, StringComparison.OrdinalIgnoreCase) || Asking().IsMatch(before) && who.StartsWith("the ", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(?:ask|have|let|get|needs?|wait for|approv\w*|sign[- ]?off)\b[^.;\n]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Asking();

    private const string HasApproved = @"(?<who>(?!it\b|they\b|he\b|she\b|this\b|that\b|nobody\b|no one\b|not\b|both\b|all\b|the (?:request|answer|reply|decision|result)\b)(?:the |my |our |an? )?[\w'-]+(?: [\w'-]+){0,2}?) (?:has |have |had )?(?:approved|approves?|agreed|agrees?|signed off|signs? off|okayed|okays?|said (?:yes|ok)|says? (?:yes|ok)|given (?:the |his |her |their )?(?:ok|okay|approval|go-ahead|blessing)|gives? (?:the |his |her |their )?(?:ok|okay|approval|go-ahead|blessing))(?: (?:to|on))?(?: (?:it|this|that|them|the \w+))?";

    [GeneratedRegex(@"(?:,\s*(?:and\s*)?|\band,?\s+|(?<=[.;\n])\s*|^)(?:only )?(?:once|after|when|as soon as) " + HasApproved + @",\s*(?:then )?(?=[a-z])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ApprovedLed();

    [GeneratedRegex(@"(?<head>^|[.;:\n]\s*|,\s+(?:and |then )?|\s(?:and|then) )(?<act>(?!if\b|when\b|once\b|after\b|ask\b|wait\b)[a-z]+ (?:(?!\band\b|\bthen\b)[^.;,\n]){2,120}?),? (?:but )?(?:only )?(?:once|after|when|as soon as|if) " + HasApproved + @"(?=\s*(?:[.;,\n]|$))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OnceApproved();

    // What follows an approval happens after it without being told so.
    [GeneratedRegex(@",? (?:after|once|upon|with) (?:both|all(?: the)?|the|his|her|their) (?:approvals?|sign-offs?)(?: (?:is|are) (?:given|there|in))?(?=[.;,\n]|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Given();

    [GeneratedRegex(@"\b(reviews?|checks?|reads?) and (edits?|corrects?|approves?|confirms?|signs?)(?= (?:it|them|the|this|that)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ReviewsAndEdits();

    [GeneratedRegex(@",\s+(?:and )?(?:second|third|fourth|fifth|2nd|3rd|4th)(?:ly)?,?\s+(?=[a-z]+ )", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"[ \t]{21,}|\n{21,}")]
    private static partial Regex Blanks();

    private const string Model = @"(?<m>(?:[\uEC00-\uEDFF]|(?:the |a )?(?:local )?(?:claude|gpt|openai|chatgpt|gemini|ollama|mistral|groq|deepseek|llama|anthropic|opus|sonnet|haiku|qwen|phi|gemma|openrouter)\b)(?: (?:opus|sonnet|haiku|flash|pro|llama|[\uEC00-\uEDFF])(?![a-z]))*)";

    [GeneratedRegex(@"(?:,?\s*(?:(?:and|but|,)\s+)?(?:(?:with|using|use|via|by|let|take)\s+)?)" + Model + @"(?: model)? (?:for|does|do|on) (?<n>(?:the |all |all the )?(?!each\b|every\b|it\b|this\b|that\b|everything\b|all\b|them\b|me\b)[a-z-]+(?: (?!and\b|with\b|using\b|then\b|to\b|for\b|use\b)[a-z-]+)?)(?<end>$|(?=[,.;\n])|(?= and\b)|(?= then\b))", RegexOptions.IgnoreCase | RegexOptions.Multiline, 5000)]
    private static partial Regex ModelFor();

    [GeneratedRegex(@"(?<lead>^|[.!?;:,]\s+(?:and\s+|then\s+|next\s+)?|\n\s*|\b(?:and|then)\s+(?:then\s+)?)(?:(?:please )?(?:use|have|let|ask|get|make|with|using)\s+)?" + Model + @"(?: model)?,?\s+(?:to\s+)?(?<v>[a-z-]+)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelTo();

    [GeneratedRegex(@"(?:\b(?:i (?:need|want)|i'd like|we need|have|use|make|create|build|set up|with|there (?:are|should be))\s+)?\b(?:two|three|four|five|several|a few|[2-5]|a team of|a pair of)(?: \w+)?\s+agents?\s*(?:[,:(-]|called|named|namely|such as)+\s*(?<list>(?>(?:,|and|an?|the|one)\s+|[a-z][\w-]*(?:,\s*|\s+|(?=[:.)]))){1,24}?)(?<end>[:.)]|(?=\bthe\s+[a-z-]+\s+[a-z]+s\s))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AgentsNamed();

    [GeneratedRegex(@"\b(?:an?|the|one)?\s*\b(?!and\b|an?\b|the\b|one\b)([a-z][\w-]{2,20})\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RoleName();

    [GeneratedRegex(@"(?:^|(?<=[\n])|[.,;:]\s+|,?\s+)(?:and |then |next |finally |first |and then )*(?:the|an?|another) (?<role>[a-z][\w-]{2,20}) (?:agent )?(?:should |must |will |then |shall |can |has to )*(?<v>[a-z-]+) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RoleActs();

    [GeneratedRegex(@"[,;.]?\s*(?:and |but )?(?:if|when|in case|should) (?:it|this|that|(?:the )?[\w ]{1,30}?) ?(?:fails?|failed|failing|errors?|goes wrong|does(?:n't| not) work|times out),?\s+(?:then )?(?:re-?try|try(?: it)?(?: again)?|repeat)(?: it| that| the \w+)?,?\s*(?:up to |at most )?(?<n>\d+|two|three|four|five|six|ten)(?: more)? times(?:,?\s+(?:waiting|wait|with|every|after)[ \w]{0,20}?(?<wait>\d+ ?(?:s|secs?|seconds?|m|mins?|minutes?|hours?))(?: in between| between[ \w]{0,20}| apart| pauses?| delay| each)*)?(?<then>,?\s*(?:and |but )?(?:only )?(?:then|after that|if (?:it|that|this) (?:still |again |even then )?(?:fails|does(?:n't| not)(?: still)? work|is not working)(?: again| still| then| even then)?|if (?:it )?still (?:fails|failing|does(?:n't| not) work)|if (?:it|that) still (?:fails|does(?:n't| not) work))\s*,?\s*)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AfterFailure();

    [GeneratedRegex(@"(?<lead>^|[.;]\s+|,\s+(?:and |but )?|\n)(?:the )?(?<word>approved|accepted|rejected|declined|refused) (?:ones?|[a-z]+s) (?=(?:are|is|get|gets|go|goes|lead|should|must|will|trigger|become|need)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Decided();
}
