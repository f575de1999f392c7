using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using static Platform.Core.Expressions.CelOverload;
using T = Platform.Core.Expressions.CelStaticType;

namespace Platform.Core.Expressions;

/// <summary>The text functions of the core language: <c>contains</c>, <c>startsWith</c>, <c>endsWith</c> and <c>matches</c>.</summary>
internal static class TextFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        Member("contains", [T.String, T.String], T.Bool, static (a, _) => CelValue.Of(Text(a[0]).Contains(Text(a[1]), StringComparison.Ordinal))),
        Member("startsWith", [T.String, T.String], T.Bool, static (a, _) => CelValue.Of(Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal))),
        Member("endsWith", [T.String, T.String], T.Bool, static (a, _) => CelValue.Of(Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal))),
        Member("matches", [T.String, T.String], T.Bool, Patterns.Matches),
        Global("matches", [T.String, T.String], T.Bool, Patterns.Matches),
    ];

    private static string Text(CelValue value) => ((CelString)value).Value;
}

/// <summary>Regular expressions as RE2 knows them: no backtracking, so no pattern takes more than linear time.</summary>
internal static class Patterns
{
    private const int MaxLength = 1000;
    private const int MaxKept = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly ConcurrentDictionary<string, Regex> Kept = new(StringComparer.Ordinal);

    public static CelValue Matches(CelValue[] arguments, Evaluation run)
    {
        var (text, pattern) = (((CelString)arguments[0]).Value, ((CelString)arguments[1]).Value);
        if (pattern.Length > MaxLength) return new CelError($"a pattern has at most {MaxLength} characters");
        run.Spend((text.Length / 8) + pattern.Length + 1);
        try
        {
            return CelValue.Of(Regex(pattern).IsMatch(text));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new CelException($"The pattern '{pattern}' takes too long.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return new CelError($"'{pattern}' is no pattern that can be used: {e.Message}");
        }
    }

    private static Regex Regex(string pattern)
    {
        if (Kept.TryGetValue(pattern, out var known)) return known;
        var made = new Regex(PatternText.Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        if (Kept.Count >= MaxKept) Kept.Clear();
        Kept[pattern] = made;
        return made;
    }
}
