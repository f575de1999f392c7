using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing.Referring;

/// <summary>A step that is to be added, as it is spoken of: "a Python step called check_missing", "a fact_check step that uses web search".</summary>
internal static partial class Newcomers
{
    /// <summary>What is said of it without its name, and the name; where nothing else says what it does, the name does.</summary>
    public static (string What, string? Name) Read(string said)
    {
        if (Apposed().Match(said) is { Success: true } apposed) return (Doing(apposed.Groups["name"].Value, apposed.Groups["how"].Value, isAgent: true), apposed.Groups["name"].Value);
        if (Called().Match(said) is { Success: true } called) return Named(said, called);
        return Bare().Match(said) is { Success: true } bare ? Named(said, bare) : (said, null);
    }

    /// <summary>What somebody is to do, said behind the place, stands with him: "a person between them who edits it".</summary>
    public static string Together(string said)
    {
        if (Between().Match(said) is not { Success: true } apart) return said;
        var (who, deed) = (apart.Groups["who"].Value, Nominals.Plain(apart.Groups["deed"].Value));
        return Reader().IsMatch(who) ? $"ask {who} to {deed}{apart.Groups["place"].Value}" : $"{who} that {deed}{apart.Groups["place"].Value}";
    }

    private static (string What, string? Name) Named(string said, Match name)
    {
        var (called, rest) = (name.Groups["name"].Value, $"{said[..name.Groups["all"].Index].TrimEnd()}{said[(name.Groups["all"].Index + name.Groups["all"].Length)..]}".Trim());
        if (called.Length < 2) return (rest, called); // a name in quotes
        var words = called.Replace('_', ' ').Replace('-', ' ');
        if (Script().Match(rest) is { Success: true } script) return ($"{script.Groups[1].Value} code to {words}", called);
        return Idle().Match(rest) is { Success: true } idle ? (Doing(words, idle.Groups["how"].Value, Phrase.Of(rest).Has("agent", "bot")), called) : (rest, called);
    }

    // What somebody does of whom only the name and the tools are known: "verifier", " with web search".
    private static string Doing(string words, string how, bool isAgent) =>
        isAgent && how.Length > 0 && Phrase.Of(words.ToLowerInvariant()) is var name && IsDoer(name.Low(name.Count - 1)) ? $"{new Newcomer(name.Text, true).Order}{how.Replace(", ", " ", StringComparison.Ordinal)}" : $"{words}{how}";

    private static bool IsDoer(string word) => People.IsAgentRole(word) || People.IsEither(word) || Cast.Deed(word) is not null || word.EndsWith("checker", StringComparison.Ordinal);

    private static readonly Form Fresh = new("a/an/another/one/the new/extra/second/third/fourth/fifth/further/additional/final/last/simple/quick/separate?");

    private static readonly Form Idles = new("that/which/who/to runs/works/goes/run/work/helps/joins in/it/too?");

    /// <summary>Who is to work there, by the name of the work: "a fact checker", "a tax advisor agent"; null when nobody is named so.</summary>
    public static Newcomer? Role(Phrase said)
    {
        var from = Fresh.Opens(said, out var lead) ? lead : 0;
        var end = from;
        while (end < said.Count && said[end].IsWord && said.Low(end) is not ("that" or "which" or "who" or "to" or "with" or "using" or "and") && !Lexicon.IsPreposition(said.Low(end))) end++;
        var isAgent = end > from + 1 && said.Low(end - 1) is "agent" or "bot";
        var name = said.Part(from, isAgent ? end - 1 : end);
        var doer = name.Low(name.Count - 1);
        if (name.Count is 0 or > 3 || doer is "agent" or "bot" or "human" or "person" or "one" || !isAgent && !People.IsAgentRole(doer) && !People.IsEither(doer) && Cast.Deed(doer) is null) return null;
        var rest = said.From(end);
        return new Newcomer(name.Text.ToLowerInvariant(), rest.Count == 0 || Idles.Opens(rest, out var idle) && idle == rest.Count);
    }

    [GeneratedRegex(@"(?<all>,?\s*\b(?:called|named|with the (?:name|id))\s+(?<name>[A-Za-z][\w-]*|[\uE600-\uE7FF]))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Called();

    // "A step checker, an agent with web search": its name, and what it is.
    [GeneratedRegex(@"^(?:(?:an?|the|another|one more) )?(?:new )?(?:step|node|agent|stage)?,?(?: (?:called|named))? ?(?<name>(?!step\b|node\b|agent\b|stage\b|new\b|called\b|named\b)[a-z][\w-]+), an? (?:[\w-]+ ){0,2}?(?:agent|bot|assistant)(?<how>(?:,? (?:that|which|who))? (?:uses?|using|with|has|having) .+?)?,?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Apposed();

    // Only a name of the machine can stand without "called".
    [GeneratedRegex(@"\b(?:step|node|agent|stage|task) (?<all>(?<name>[a-z][a-z0-9]*(?:_[a-z0-9]+)+))|^(?:an? |the |another |one more )?(?:new )?(?<all>(?<name>[a-z][a-z0-9]*(?:_[a-z0-9]+)+))(?= (?:step|node|agent|stage|task)\b|$)", RegexOptions.None, 5000)]
    private static partial Regex Bare();

    [GeneratedRegex(@"^(?:an? |the |another )?(?:new )?(python|javascript|js)(?: (?:step|script|code|node|snippet))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Script();

    // What says nothing of the work: "an agent", "a step that uses gpt-4o".
    [GeneratedRegex(@"^(?:(?:an?|the|another|one more)\b ?)?(?:new |extra |final |last |first )*(?:step|node|agent|stage|task|bot)?(?<how>(?:,? (?:that|which|who))? (?:uses?|using|with|has|having|by means of) .+)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Idle();

    [GeneratedRegex(@"^(?<who>an? [\w-]+(?: [\w-]+)?)(?<place> (?:in )?between (?:them|the two|those|these|both|[\w-]+ and [\w-]+)),? (?:who|that|which) (?<deed>.{3,120})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^an? (?:real )?(?:person|human|reviewer|colleague|manager|editor)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Reader();
}

/// <param name="Name">What it is called: "fact checker".</param>
/// <param name="IsBare">Whether nothing is said of what it does but its name.</param>
internal sealed record Newcomer(string Name, bool IsBare)
{
    /// <summary>What somebody of that name does, as an order.</summary>
    public string Order => !Name.Contains(' ', StringComparison.Ordinal) && (Name.EndsWith("checker", StringComparison.Ordinal) ? "check" : Cast.Deed(Name)) is { } deed && (Cast.IsWork(deed) || deed is "verify" or "validate") ? $"have an agent {deed} it" : $"have an agent look at it as {("aeiou".Contains(Name[0], StringComparison.Ordinal) ? "an" : "a")} {Name}";
}
