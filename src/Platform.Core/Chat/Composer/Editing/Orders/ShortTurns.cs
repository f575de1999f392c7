using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Editing.Orders;

/// <summary>Corrections of a few words, said the way the rules know them: "500 should be 750" is "change 500 to 750". A pure rewriting of words.</summary>
internal static partial class ShortTurns
{
    private const int Longest = 120;

    public static string Of(string text)
    {
        if (text.Length > Longest) return text;
        var said = text.Trim().TrimEnd('.', '!');
        if (NumberBecomes().Match(said) is { Success: true } number) return $"change {number.Groups["was"].Value} to {number.Groups["now"].Value}";
        if (ConsentOf().Match(said) is { Success: true } consent) return $"make the approver {consent.Groups["who"].Value}";
        if (OnlyWho().Match(said) is { Success: true } only) return $"make the approver {only.Groups["who"].Value}";
        if (NotBut().Match(said) is { Success: true } other) return $"replace the {other.Groups["was"].Value} with {other.Groups["now"].Value}";
        if (AllInOne().IsMatch(said)) return "save all of it to a file";
        return text;
    }

    /// <summary>"If there is no answer there ask the team": where it is not found is no part of what is done then. And who is asked is called by his name.</summary>
    public static string Plain(string masked) => Titles().Replace(NothingThere().Replace(masked, "${if} there is no ${what}, "), "${ask}");

    [GeneratedRegex(@"\b(?<if>if|when) there(?: is|'s) no (?<what>answer|reply|result|match|entry|hit|solution) (?:there|in there|in it|inside),? (?:then )?(?=[a-z])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NothingThere();

    [GeneratedRegex(@"\b(?<ask>(?:ask|asks|let|have|by|is) )(?:Frau|Herrn?|Mrs?\.?|Ms\.?|Miss|Dr\.?|Madame|Monsieur) (?=[A-Z][a-z])", RegexOptions.None, 5000)]
    private static partial Regex Titles();

    // "|500| should be |750|", "not 500 but 750", "750, not 500"
    [GeneratedRegex(@"^(?:the )?(?<was>[$€]?\d[\d.,]*(?:%| ?[a-z]{1,8})?) (?:should|must|shall|has to|needs to|ought to) (?:be|become|read|say) (?<now>[$€]?\d[\d.,]*(?:%| ?[a-z]{1,8})?)$|^not (?<was>[$€]?\d[\d.,]*),? but (?:rather )?(?<now>[$€]?\d[\d.,]*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NumberBecomes();

    // "The approval is for |Julia|", "the approval should come from |Julia|"
    [GeneratedRegex(@"^(?:the |that |this )?(?:approval|review|check|confirmation|sign-off|decision|ok|okay|question) (?:is|goes|should be|must be|should go|must go|has to be|has to go|should come|must come|comes|will be) (?:for|to|by|from|with|up to|done by|made by|given by) (?<who>[\w\uE000-\uEFFF][\w .'\uE000-\uEFFF-]{1,30})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ConsentOf();

    // "Only |Tim| should check it"
    [GeneratedRegex(@"^[Oo]nly (?<who>[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?) (?:should|must|has to|needs to|may|can|is to|shall) (?:check|approve|review|confirm|ok|sign|decide|look at|accept)(?: (?:it|this|that|them|on it))?$", RegexOptions.None, 5000)]
    private static partial Regex OnlyWho();

    // "Not by |mail| but |telegram @me|"
    [GeneratedRegex(@"^(?:please )?(?:not|no) (?:by|via|per|as|an?|the|with|on|over)? ?(?:an? )?(?<was>e-?mail|mail|slack|telegram|file|github issue|issue)(?: message)?,? but (?:rather )?(?:by|via|on|over|as|in|with|per|to)? ?(?<now>[\w\uE000-\uEFFF].{1,60})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NotBut();

    // "Put all into one file"
    [GeneratedRegex(@"^(?:please )?(?:put|write|save|store|collect|combine|merge|join|gather) (?:it all|all(?: of (?:it|them))?|everything|them(?: all)?|both|the whole thing) (?:together )?(?:into|in|to) (?:one|a single|the same|a|just one)(?: single| common| big)? file$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AllInOne();
}
