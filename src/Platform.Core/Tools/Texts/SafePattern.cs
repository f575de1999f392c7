using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Texts;

/// <summary>A regular expression of .NET's engine that never goes back, bounded in matches, size and time.</summary>
/// <remarks>
/// One match takes time that grows with the text alone. All matches of a text may still take its square (each looks on to the end for what is not
/// there), so the time of the whole is bounded too.
/// Source: Moseley et al., "Derivative based nonbacktracking real-world regex matching with backtracking semantics", PLDI 2023.
/// </remarks>
internal sealed class SafePattern
{
    public const int MostMatches = 10_000;

    private const int LargestResult = 4_000_000; // UTF-16 units

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Regex _regex;

    private SafePattern(Regex regex) => _regex = regex;

    /// <exception cref="PlatformException">Validation: it is no pattern, or needs what this engine lacks.</exception>
    public static SafePattern Of(string pattern, string flags)
    {
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        foreach (var flag in flags) options |= flag switch { 'i' => RegexOptions.IgnoreCase, 'm' => RegexOptions.Multiline, _ => RegexOptions.Singleline };
        try
        {
            return new SafePattern(new Regex(pattern, options, Longest));
        }
        catch (RegexParseException e)
        {
            throw new PlatformException(ErrorCode.Validation, $"The pattern is none, at character {e.Offset + 1}: {Words(e.Error)}.", "Mend the pattern.", e);
        }
        catch (NotSupportedException e)
        {
            throw new PlatformException(ErrorCode.Validation, "The pattern needs what a search that never hangs cannot do, or becomes too large.",
                "Do without backreferences, looking ahead or behind, atomic groups and conditions, and repeat less: x{1000} within {1000} is too much.", e);
        }
    }

    public IEnumerable<Match> Matches(string text, int limit, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var held = 0L;
        var match = Within(() => _regex.Match(text));
        for (var count = 0; match.Success && count < limit; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            held += match.Groups.Values.Sum(g => (long)g.Length);
            if (held > LargestResult) throw TooLarge();
            if (TimeProvider.System.GetElapsedTime(started) > Longest) throw TookTooLong(null);
            yield return match;
            match = Within(match.NextMatch);
        }
    }

    /// <returns>The text, and how many matches were replaced.</returns>
    public (string Text, int Count) Replace(string text, string replacement, int limit, CancellationToken cancellationToken)
    {
        var made = new StringBuilder();
        var (done, count) = (0, 0);
        foreach (var match in Matches(text, limit, cancellationToken))
        {
            made.Append(text, done, match.Index - done);
            Expand(match, replacement, made);
            (done, count) = (match.Index + match.Length, count + 1);
            if (made.Length > LargestResult) throw TooLarge();
        }

        made.Append(text, done, text.Length - done);
        return made.Length <= LargestResult ? (made.ToString(), count) : throw TooLarge();
    }

    // Not Match.Result: its $_ and $` put the whole text in the place of each match.
    private static void Expand(Match match, string replacement, StringBuilder made)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '$' || i + 1 == replacement.Length)
            {
                made.Append(replacement[i]);
                continue;
            }

            var (group, next) = GroupAt(replacement, i + 1);
            if (replacement[i + 1] == '$') (group, next) = (null, i + 2);
            if (group is null || !match.Groups.TryGetValue(group, out var found))
            {
                if (group is not null) throw new PlatformException(ErrorCode.Validation, $"The pattern has no group '{group}'.", "Name one of its groups, or write $$ for a dollar.");
                made.Append('$');
            }
            else
            {
                made.Append(found.ValueSpan);
                if (made.Length > LargestResult) throw TooLarge();
            }

            i = Math.Max(next, i + 1) - 1;
        }
    }

    // `1` of $1 and `name` of ${name}; null when the dollar is only a dollar.
    private static (string? Group, int Next) GroupAt(string replacement, int at)
    {
        if (replacement[at] == '{' && replacement.IndexOf('}', at) is var end and > 0) return (replacement[(at + 1)..end], end + 1);
        var digits = at;
        while (digits < replacement.Length && char.IsAsciiDigit(replacement[digits]) && digits - at < 4) digits++;
        return digits > at ? (int.Parse(replacement[at..digits], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), digits) : (null, at);
    }

    private static Match Within(Func<Match> search)
    {
        try
        {
            return search();
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TookTooLong(e);
        }
    }

    private static PlatformException TookTooLong(Exception? inner) =>
        new(ErrorCode.LimitExceeded, $"The search took longer than {Longest.TotalSeconds} s.", "Set 'limit', write a narrower pattern, or give less text.", inner);

    private static PlatformException TooLarge() =>
        new(ErrorCode.LimitExceeded, $"The result would be larger than {LargestResult / 1_000_000} million characters.", "Set 'limit', or give less text.");

    // "NestedQuantifiersNotParenthesized" as words.
    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
