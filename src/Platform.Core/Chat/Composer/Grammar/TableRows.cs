using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>"When the stock in stock.csv is below 10, save the item": a column of a table is compared row by row. A pure rewriting of words.</summary>
internal static partial class TableRows
{
    public static string Each(string masked, Literals literals)
    {
        bool IsTable(Match said) => literals.Value(said.Groups["file"].Value[0]).EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        masked = Before().Replace(masked, m => IsTable(m) ? $"{m.Groups["start"].Value}Read {m.Groups["file"].Value}. For each row, if the {m.Groups["column"].Value} {m.Groups["test"].Value}, " : m.Value);
        return Behind().Replace(masked, m => IsTable(m) && !Conditional().IsMatch(m.Groups["deed"].Value) ? $"{m.Groups["start"].Value}Read {m.Groups["file"].Value}. For each row, if the {m.Groups["column"].Value} {m.Groups["test"].Value}, {m.Groups["deed"].Value}" : m.Value);
    }

    private const string Test = @"(?<column>[a-z][\w-]{1,24}(?: [a-z][\w-]{1,24})?) (?:in|of|from|inside) (?:the )?(?:file |table )?(?<file>" + Literals.File + @") (?<test>(?:is|are|drops|falls|goes|gets|sinks|rises|was|reaches|exceeds)(?: [a-z]{2,10}){0,3} [$€]?\d[\d.,]*\d?%?)";

    [GeneratedRegex(@"(?<start>^|[.;] |, (?:and )?|\band )(?:if|when|whenever|once|as soon as) (?:the |an? |any )?" + Test + @"(?:,| then|, then)? (?=[a-z])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Before();

    [GeneratedRegex(@"(?<start>^|[.;] )(?<deed>[a-z][^.;\r\n]{3,200}?),? (?:if|when|whenever|once|as soon as) (?:the |an? |any )?" + Test + @"(?=\s*(?:[.;!]|$))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Behind();

    [GeneratedRegex(@"\b(?:if|when|read|otherwise|else|every|each|until)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Conditional();
}
