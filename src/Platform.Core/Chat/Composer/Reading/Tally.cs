using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What is reckoned from the rows of a list, over all of them or for each group: "the average price per category".</summary>
/// <param name="Measures">Of <c>sum</c>, <c>count</c>, <c>average</c>, <c>lowest</c> and <c>highest</c>.</param>
/// <param name="Column">Whose numbers are taken; null where rows are counted.</param>
/// <param name="Group">The column by which the rows are told apart; null where all are one.</param>
internal sealed partial record Tally(IReadOnlyList<string> Measures, string? Column, string? Group)
{
    /// <summary>No column was named.</summary>
    public bool IsGuess { get; init; }

    /// <summary>What it is called that comes of it: <c>totals</c>.</summary>
    public string Noun => Group is null ? "result" : Measures is ["count"] ? "counts" : Measures is ["average"] ? "averages" : Measures is ["sum"] ? "totals" : "figures";

    /// <summary>Null when that is not what is asked, or when more is: "the open invoices per customer" needs to know which are open.</summary>
    /// <param name="said">An order, without the file that it reads.</param>
    public static Tally? Of(string said)
    {
        var bare = Tool().Replace(said, "").Trim(' ', ',', '.', ';');
        if (Asked().Match(bare) is not { Success: true } asked) return null;
        var measures = Word().Matches(asked.Groups["measures"].Value).Select(m => Measure(m.Value.ToLowerInvariant())).Distinct(StringComparer.Ordinal).ToList();
        var group = asked.Groups["group"] is { Success: true } by ? Words.Identifier(Words.Singular(by.Value)) : null;
        var column = asked.Groups["column"].Value.Trim();
        if (group is null && bare.StartsWith("sum up ", StringComparison.OrdinalIgnoreCase)) return null; // a text is summed up so
        if (measures is ["count"]) return group is null || column.Contains(' ', StringComparison.Ordinal) || Inside().IsMatch(column) || group == Words.Identifier(Words.Singular(column)) ? null : new Tally(measures, null, group);
        if (column.Length == 0 && group is not null && measures is ["sum"] or ["average"]) return new Tally(measures, "amount", group) { IsGuess = true };
        return column.Length == 0 || Words.Identifier(Words.Singular(column)) is not { Length: > 0 } name || Vague().IsMatch(name) || measures.Contains("count") ? null : new Tally(measures, name, group);
    }

    private static string Measure(string word) => word switch
    {
        "average" or "averages" or "mean" or "means" => "average",
        "lowest" or "smallest" or "minimum" or "min" or "cheapest" => "lowest",
        "highest" or "largest" or "biggest" or "maximum" or "max" => "highest",
        _ => word.StartsWith("count", StringComparison.Ordinal) || word is "how many" or "number" or "numbers" ? "count" : "sum",
    };

    private const string One = @"(?:sums?|totals?|adds?|tally|counts?|how many|numbers?|averages?|means?|lowest|smallest|minimum|min|cheapest|highest|largest|biggest|maximum|max)";

    [GeneratedRegex(One, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Word();

    // A single word where it is counted what there is; a column may have two.
    [GeneratedRegex(@"^(?:(?:compute|calculate|work out|figure out|find out|find|determine|get|take|build|make|show|reckon|what is|what are|what's)s? )?(?:me |us )?(?:(?:the|all|up|a) )*(?<measures>(?:counts? )?" + One + @"(?:(?:, and|,| and| as well as| plus| or)(?: the)? " + One + @"\b)*)(?: up\b)?(?: (?:of|in|all|the|our|numbers|values|value|column|its|their))*(?: (?<column>(?!per\b|by\b|for\b|each\b|column\b)[a-z_]+(?: (?!per\b|by\b|for\b|of\b|each\b|column\b|there\b|we\b|are\b|is\b|in\b|that\b|which\b|with\b)[a-z_]+)?)(?: columns?| values?)?)?(?: (?:of|in|from|over|for) (?:all )?(?:the |our |these |its )?(?:[a-z]+|rows of .{1,20}))?(?: (?:there (?:are|is|were)|came in|are there))?(?:,? (?:per|by|for each|for every|of each|of every|in each|from each|grouped by|group by|broken down by) (?:the )?(?<group>[a-z_]+(?: (?!are\b|is\b|were\b|in\b|of\b|from\b)[a-z_]+)?))?(?: (?:are|is|were)(?: there)?)?(?: (?:of|in|from|out of|over) (?:it|them|the (?:rows|file|list|table|data)))?\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^(?:it|them|all|everything|row|number|value|figure|thing|result|data|list|word|line|character|that|this|these|those|up|what|hours?_between|deadline|quote|bid)$")]
    private static partial Regex Vague();

    // What rows hold inside is not counted by counting them.
    [GeneratedRegex(@"^(?:words?|lines?|characters?|letters?|sentences?|pages?|hours?|minutes?|days?|points?|euros?|dollars?|pieces?|units?|kilos?|tons?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Inside();

    // With what it is done does not say what is done.
    [GeneratedRegex(@",? ?\b(?:with|using|in|via|by|through) (?:an? |some |the )?(?:small |short |little |simple )?(?:python|javascript|js|node|code|script|program)(?: (?:code|script|step|node|snippet))?(?: step)?\b,?|^(?:in|with|using) (?:python|javascript|js),? ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Tool();
}
