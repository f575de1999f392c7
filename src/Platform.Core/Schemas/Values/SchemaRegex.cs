using System.Text.RegularExpressions;

namespace Platform.Core.Schemas.Values;

/// <summary>
/// A regular expression of a schema: ECMA-262 with the <c>u</c> flag, run in time linear in the text where .NET can, and under a time limit
/// where it cannot (look-around and back references).
/// </summary>
internal sealed class SchemaRegex
{
    private const int MaxLength = 4_000;
    private const long MaxLinearSize = 2_000; // states that counted repeats may unfold to before backtracking is the lesser cost
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(200);

    private readonly Regex _regex;

    private SchemaRegex(string pattern, Regex regex)
    {
        Pattern = pattern;
        _regex = regex;
    }

    public string Pattern { get; }

    /// <summary>The expression, or why there is none.</summary>
    public static (SchemaRegex? Regex, string Error) Compile(string pattern)
    {
        if (pattern.Length > MaxLength) return (null, $"it has {pattern.Length} characters; at most {MaxLength} are allowed");
        var translated = EcmaPattern.Translate(pattern);
        if (translated.Text is not { } text) return (null, translated.Error);
        try
        {
            return (new SchemaRegex(pattern, Build(text, translated.Repeats)), "");
        }
        catch (ArgumentException wrong) // the only way in which .NET tells that a pattern is malformed
        {
            return (null, Reason(wrong.Message));
        }
    }

    /// <summary>Null when the time limit was reached.</summary>
    public bool? IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static Regex Build(string text, long repeats)
    {
        if (repeats <= MaxLinearSize)
        {
            try
            {
                return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout);
            }
            catch (NotSupportedException)
            {
                // Look-around or a back reference: only the backtracking engine knows these.
            }
        }

        return new Regex(text, RegexOptions.CultureInvariant, Timeout);
    }

    // "Invalid pattern '...' at offset 3. Not enough )'s.": the pattern that it quotes is the translated one, which nobody wrote.
    private static string Reason(string message)
    {
        var at = message.LastIndexOf("at offset ", StringComparison.Ordinal);
        var dot = at < 0 ? -1 : message.IndexOf(". ", at, StringComparison.Ordinal);
        return dot < 0 ? "it is malformed" : message[(dot + 2)..].TrimEnd('.');
    }
}
