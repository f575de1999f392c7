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
        text = ModelFor().Replace(text, Assigned);
        text = ModelTo().Replace(text, Moved);
        text = Roles(text);
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

    private const string Model = @"(?<m>(?:[\uEC00-\uEDFF]|(?:the |a )?(?:local )?(?:claude|gpt|openai|chatgpt|gemini|ollama|mistral|groq|deepseek|llama|anthropic|opus|sonnet|haiku|qwen|phi|gemma|openrouter)\b)(?: (?:opus|sonnet|haiku|flash|pro|llama|[\uEC00-\uEDFF])(?![a-z]))*)";

    [GeneratedRegex(@"(?:,?\s*(?:(?:and|but|,)\s+)?(?:(?:with|using|use|via|by|let|take)\s+)?)" + Model + @"(?: model)? (?:for|does|do|on) (?<n>(?:the |all |all the )?(?!each\b|every\b|it\b|this\b|that\b|everything\b|all\b|them\b|me\b)[a-z-]+(?: (?!and\b|with\b|using\b|then\b|to\b|for\b|use\b)[a-z-]+)?)(?<end>$|(?=[,.;\n])|(?= and\b)|(?= then\b))", RegexOptions.IgnoreCase | RegexOptions.Multiline, 500)]
    private static partial Regex ModelFor();

    [GeneratedRegex(@"(?<lead>^|[.!?;:,]\s+(?:and\s+|then\s+|next\s+)?|\n\s*|\b(?:and|then)\s+(?:then\s+)?)(?:(?:please )?(?:use|have|let|ask|get|make|with|using)\s+)?" + Model + @"(?: model)?,?\s+(?:to\s+)?(?<v>[a-z-]+)\s+", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ModelTo();

    [GeneratedRegex(@"(?:\b(?:i (?:need|want)|i'd like|we need|have|use|make|create|build|set up|with|there (?:are|should be))\s+)?\b(?:two|three|four|five|several|a few|[2-5]|a team of|a pair of)(?: \w+)?\s+agents?\s*(?:[,:(-]|called|named|namely|such as)+\s*(?<list>(?:(?:,|and|an?|the|one)\s+|(?:[a-z][\w-]*)(?:,\s*|\s+|(?=[:.)])))+?)(?<end>[:.)]|(?=\bthe\s+[a-z-]+\s+[a-z]+s\s))", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AgentsNamed();

    [GeneratedRegex(@"\b(?:an?|the|one)?\s*\b(?!and\b|an?\b|the\b|one\b)([a-z][\w-]{2,20})\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RoleName();

    [GeneratedRegex(@"(?:^|(?<=[\n])|[.,;:]\s+|,?\s+)(?:and |then |next |finally |first |and then )*(?:the|an?|another) (?<role>[a-z][\w-]{2,20}) (?:agent )?(?:should |must |will |then |shall |can |has to )*(?<v>[a-z-]+) ", RegexOptions.IgnoreCase, 500)]
    private static partial Regex RoleActs();

    [GeneratedRegex(@"[,;.]?\s*(?:and |but )?(?:if|when|in case|should) (?:it|this|that|(?:the )?[\w ]{1,30}?) ?(?:fails?|failed|failing|errors?|goes wrong|does(?:n't| not) work|times out),?\s+(?:then )?(?:re-?try|try(?: it)?(?: again)?|repeat)(?: it| that| the \w+)?,?\s*(?:up to |at most )?(?<n>\d+|two|three|four|five|six|ten)(?: more)? times(?:,?\s+(?:waiting|wait|with|every|after)[ \w]{0,20}?(?<wait>\d+ ?(?:s|secs?|seconds?|m|mins?|minutes?|hours?))(?: in between| between[ \w]{0,20}| apart| pauses?| delay| each)*)?(?<then>,?\s*(?:and |but )?(?:only )?(?:then|after that|if (?:it|that|this) (?:still |again |even then )?(?:fails|does(?:n't| not)(?: still)? work|is not working)(?: again| still| then| even then)?|if (?:it )?still (?:fails|failing|does(?:n't| not) work)|if (?:it|that) still (?:fails|does(?:n't| not) work))\s*,?\s*)?", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AfterFailure();

    [GeneratedRegex(@"(?<lead>^|[.;]\s+|,\s+(?:and |but )?|\n)(?:the )?(?<word>approved|accepted|rejected|declined|refused) (?:ones?|[a-z]+s) (?=(?:are|is|get|gets|go|goes|lead|should|must|will|trigger|become|need)\b)", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Decided();
}
