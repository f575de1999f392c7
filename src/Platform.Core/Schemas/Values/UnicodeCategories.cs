namespace Platform.Core.Schemas.Values;

/// <summary>The values of <c>\p{...}</c> that can be had from .NET: general categories, by their short and long names.</summary>
internal static class UnicodeCategories
{
    private const string Names = """
        Letter:L Lowercase_Letter:Ll Uppercase_Letter:Lu Titlecase_Letter:Lt Modifier_Letter:Lm Other_Letter:Lo Mark:M Combining_Mark:M
        Nonspacing_Mark:Mn Spacing_Mark:Mc Enclosing_Mark:Me Number:N Decimal_Number:Nd digit:Nd Letter_Number:Nl Other_Number:No
        Punctuation:P punct:P Connector_Punctuation:Pc Dash_Punctuation:Pd Open_Punctuation:Ps Close_Punctuation:Pe Initial_Punctuation:Pi
        Final_Punctuation:Pf Other_Punctuation:Po Symbol:S Math_Symbol:Sm Currency_Symbol:Sc Modifier_Symbol:Sk Other_Symbol:So Separator:Z
        Space_Separator:Zs Line_Separator:Zl Paragraph_Separator:Zp Other:C Control:Cc cntrl:Cc Format:Cf Private_Use:Co Unassigned:Cn
        Lowercase:Ll Uppercase:Lu Alphabetic:L
        """;

    private static readonly Dictionary<string, string> Long = Names
        .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(n => n.Split(':')[0], n => n.Split(':')[1], StringComparer.Ordinal);

    private static readonly HashSet<string> Short = [.. Long.Values];

    public static bool TryFind(string written, out string category)
    {
        var equals = written.IndexOf('=', StringComparison.Ordinal);
        var value = equals >= 0 && written[..equals] is "gc" or "General_Category" ? written[(equals + 1)..] : written;
        category = Long.GetValueOrDefault(value, value);
        return Short.Contains(category);
    }
}
