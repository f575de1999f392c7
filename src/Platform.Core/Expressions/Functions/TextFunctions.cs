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
        Member("contains", [T.String, T.String], T.Bool, static (a, run) => CelValue.Of(Contains(a.Text(0), a.Text(1), run))),
        Member("startsWith", [T.String, T.String], T.Bool, static (a, _) => CelValue.Of(a.Text(0).StartsWith(a.Text(1), StringComparison.Ordinal))),
        Member("endsWith", [T.String, T.String], T.Bool, static (a, _) => CelValue.Of(a.Text(0).EndsWith(a.Text(1), StringComparison.Ordinal))),
        Member("matches", [T.String, T.String], T.Bool, Patterns.Matches),
        Global("matches", [T.String, T.String], T.Bool, Patterns.Matches),
    ];

    private static bool Contains(string text, string part, Evaluation run)
    {
        run.SpendOnSearch(text, part);
        return text.Contains(part, StringComparison.Ordinal);
    }
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
        var (text, pattern) = (arguments.Text(0), arguments.Text(1));
        if (pattern.Length > MaxLength) return new CelError($"a pattern has at most {MaxLength} characters");
        run.Spend(text.Length * (1L + (pattern.Length / 100)));
        try
        {
            return CelValue.Of(Regex(pattern, run).IsMatch(text));
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

    private static Regex Regex(string pattern, Evaluation run)
    {
        if (Kept.TryGetValue(pattern, out var known)) return known;
        run.Spend(1000); // making one takes about as long as a thousand nodes
        var made = new Regex(PatternText.Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        if (Kept.Count >= MaxKept) Kept.Clear();
        Kept[pattern] = made;
        return made;
    }
}
