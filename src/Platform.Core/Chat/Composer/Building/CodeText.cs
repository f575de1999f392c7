using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Small programs that are asked for by what they do: counting, sorting, doubles, capitals. What else is asked for is a frame that a person fills.</summary>
internal static partial class CodeText
{
    // What is done, in Python and in JavaScript, with text.
    private static readonly (Regex Asked, string Python, string JavaScript)[] All =
    [
        (Words(), "len(text.split())", "text.split(/\\s+/).filter(Boolean).length"),
        (Lines(), "len([line for line in text.splitlines() if line.strip()])", "text.split('\\n').filter(line => line.trim()).length"),
        (Characters(), "len(text)", "text.length"),
        (Doubles(), "'\\n'.join(dict.fromkeys(text.splitlines()))", "[...new Set(text.split('\\n'))].join('\\n')"),
        (Sorted(), "'\\n'.join(sorted(text.splitlines()))", "text.split('\\n').sort().join('\\n')"),
        (Reversed(), "text[::-1]", "[...text].reverse().join('')"),
        (Capitals(), "text.upper()", "text.toUpperCase()"),
        (Small(), "text.lower()", "text.toLowerCase()"),
    ];

    /// <summary>The program, which defines <c>main(inputs)</c>; null when none is known for it, or when more is asked: "the words that begin with a".</summary>
    /// <param name="said">What it should do.</param>
    /// <param name="input">The input that holds the text.</param>
    public static string? For(string said, string language, string input)
    {
        if (Holding().Match(said) is { Success: true } holding && holding.Groups["word"].Value is var word) return language == "python" ? $"def main(inputs):\n    text = inputs[\"{input}\"]\n    return len([line for line in text.splitlines() if \"{word}\" in line])" : $"function main(inputs) {{\n  const text = inputs[\"{input}\"];\n  return text.split('\\n').filter(line => line.includes(\"{word}\")).length;\n}}";
        foreach (var (asked, python, javaScript) in All)
            if (asked.Match(said) is { Success: true } match && !Narrowed().IsMatch(said[(match.Index + match.Length)..]))
                return language == "python" ? $"def main(inputs):\n    text = inputs[\"{input}\"]\n    return {python}" : $"function main(inputs) {{\n  const text = inputs[\"{input}\"];\n  return {javaScript};\n}}";
        return null;
    }

    /// <summary>The numbers that are worked on: "the amounts" of "add up the amounts"; null when it is about no list of numbers.</summary>
    public static string? NumbersIn(string said) => OfList().Match(said) is { Success: true } asked ? asked.Groups["noun"].Value.ToLowerInvariant() : null;

    /// <summary>The program that works on a list of numbers: their sum, average, highest or lowest, rounded where that is asked.</summary>
    public static string? OfNumbers(string said, string language, string input)
    {
        if (OfList().Match(said) is not { Success: true } asked) return null;
        var measure = asked.Groups["what"].Value.ToLowerInvariant() switch
        {
            "average" or "mean" => "average",
            "highest" or "largest" or "biggest" or "maximum" => "highest",
            "lowest" or "smallest" or "minimum" => "lowest",
            _ => "sum",
        };
        var made = TallyText.Measure(measure, language);
        if (Rounded().Match(said) is { Success: true } rounded)
        {
            var digits = rounded.Groups[1].Value.ToLowerInvariant() switch { "one" => "1", "two" => "2", "three" => "3", var d => d };
            made = language == "python" ? $"round({made}, {digits})" : $"Number(({made}).toFixed({digits}))";
        }

        return language == "python"
            ? $"def main(inputs):\n    numbers = [float(n) for n in inputs[\"{input}\"]]\n    return {made}"
            : $"function main(inputs) {{\n  const numbers = inputs[\"{input}\"].map(Number);\n  return {made};\n}}";
    }

    [GeneratedRegex(@"\b(?<what>sums?(?: up)?|adds?(?: up)?|adding(?: up)?|totals?|average|mean|highest|largest|biggest|maximum|lowest|smallest|minimum)\b(?: of| up)?(?: all| among)?(?: of)? (?:the |these |those |my |(?:a|the) list of )?(?:[a-z]+ (?=amounts|prices|totals|costs|sales|scores|hours))?(?<noun>numbers|amounts|prices|values|totals|scores|grades|figures|costs|hours|temperatures|measurements|ages|marks|sales)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfList();

    [GeneratedRegex(@"\bround\w*\b[^.]*?\b(one|two|three|[0-6]) (?:decimals?|digits?|places?)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Rounded();

    [GeneratedRegex(@"\b(?:unique|distinct|different|longest|most|each|every|per|top|common|frequen\w*|starting|beginning|ending|begins?|starts?|ends?|contain\w*|longer|shorter|descending|backwards|reverse order|by|except|only|that|which|with(?! (?:\w+ ){0,3}(?:python|javascript|js|code|script))|without|where|having|average|and)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Narrowed();

    private const string Counted = @"\b(?:counts?|how many|number of)\s+(?:up )?(?:(?:the|all|of|its|number of) )*";

    [GeneratedRegex(Counted + @"words?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Words();

    [GeneratedRegex(Counted + @"lines?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lines();

    // "The lines that contain ERROR"
    [GeneratedRegex(Counted + @"lines?\s+(?:(?:that|which) )?(?:contain\w*|includ\w*|hold\w*|with|having|have|has)\s+(?:the )?(?:word |text )?[""'“]?(?<word>[\w-]+)[""'”]?(?=\s*(?:$|[.,]|(?:with|in|using|by)\b))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Holding();

    [GeneratedRegex(Counted + @"(?:characters?|letters?|chars?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Characters();

    [GeneratedRegex(@"\b(?:removes?|drops?|deletes?)\s+(?:(?:the|all) )*(?:double|duplicated?) lines\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Doubles();

    [GeneratedRegex(@"\bsorts?\s+(?:(?:the|all|its) )*lines\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Sorted();

    [GeneratedRegex(@"\breverses? (?:it|the (?:text|message|string|word))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Reversed();

    [GeneratedRegex(@"\b(?:in|to|into) (?:upper ?case|capital letters|capitals)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\b(?:in|to|into) (?:lower ?case|small letters)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Small();
}
