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

    /// <summary>The program, which defines <c>main(inputs)</c>; null when none is known for it.</summary>
    /// <param name="said">What it should do.</param>
    /// <param name="input">The input that holds the text.</param>
    public static string? For(string said, string language, string input)
    {
        if (All.FirstOrDefault(c => c.Asked.IsMatch(said)) is not { Asked: not null } code) return null;
        return language == "python" ? $"def main(inputs):\n    text = inputs[\"{input}\"]\n    return {code.Python}" : $"function main(inputs) {{\n  const text = inputs[\"{input}\"];\n  return {code.JavaScript};\n}}";
    }

    [GeneratedRegex(@"\b(?:counts?|how many|number of)\b.{0,20}\bwords?\b(?! per\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(?:counts?|how many|number of)\b.{0,20}\blines?\b(?! (?:that|which|with|containing)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lines();

    [GeneratedRegex(@"\b(?:counts?|how many|number of)\b.{0,20}\b(?:characters?|letters?|chars?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Characters();

    [GeneratedRegex(@"\b(?:removes?|drops?|deletes?|without)\b.{0,20}\b(?:double|duplicate)d?s?\b.{0,10}\blines?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Doubles();

    [GeneratedRegex(@"\bsorts?\b.{0,20}\blines?\b(?! by\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Sorted();

    [GeneratedRegex(@"\breverses? (?:it|the (?:text|message|string|word))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Reversed();

    [GeneratedRegex(@"\b(?:upper ?case|capital letters|capitals)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\blower ?case\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Small();
}
