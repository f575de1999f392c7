using System.Text;

namespace Platform.Core.Expressions;

/// <summary>
/// A pattern of RE2 as .NET writes it: <c>(?P&lt;name&gt;</c>, POSIX classes such as <c>[[:alpha:]]</c>, <c>\d \w \s</c> of ASCII, and a
/// <c>$</c> that means the very end. Source: the syntax page of the RE2 project.
/// </summary>
internal static class PatternText
{
    private const int MaxRepeat = 1000; // RE2's own bound; nested ones multiply
    private const string Space = @"\t\n\f\r ";

    /// <exception cref="ArgumentException">The pattern repeats too much.</exception>
    public static string Translate(string pattern)
    {
        BoundRepeats(pattern);
        var text = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length) Escape(text, pattern[++i], inClass);
            else if (inClass && Posix(pattern, i) is { } posix) i = Append(text, posix.Set, i + posix.Length - 1);
            else if (inClass && c == '[') text.Append(@"\[");
            else if (!inClass && c == '$') text.Append(@"\z");
            else if (!inClass && string.CompareOrdinal(pattern, i, "(?P<", 0, 4) == 0) i = Append(text, "(?<", i + 3);
            else text.Append(c);

            if (c == '[' && !inClass)
            {
                inClass = true;
                i = ClassStart(text, pattern, i);
            }
            else if (c == ']' && inClass)
            {
                inClass = false;
            }
        }

        return text.ToString();
    }

    private static int Append(StringBuilder text, string piece, int at)
    {
        text.Append(piece);
        return at;
    }

    // A ']' right behind '[' or '[^' is a plain character.
    private static int ClassStart(StringBuilder text, string pattern, int at)
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == '^') text.Append(pattern[++at]);
        if (at + 1 >= pattern.Length || pattern[at + 1] != ']') return at;
        text.Append(@"\]");
        return at + 1;
    }

    private static void Escape(StringBuilder text, char c, bool inClass) => text.Append((c, inClass) switch
    {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('D', false) => "[^0-9]",
        ('w', false) => "[0-9A-Za-z_]",
        ('w', true) => "0-9A-Za-z_",
        ('W', false) => "[^0-9A-Za-z_]",
        ('s', false) => $"[{Space}]",
        ('s', true) => Space,
        ('S', false) => $"[^{Space}]",
        _ => $"\\{c}",
    });

    private static (string Set, int Length)? Posix(string pattern, int at)
    {
        (string Name, string Set)[] classes =
        [
            ("[:alpha:]", "A-Za-z"), ("[:digit:]", "0-9"), ("[:alnum:]", "0-9A-Za-z"), ("[:upper:]", "A-Z"), ("[:lower:]", "a-z"),
            ("[:space:]", @"\t\n\v\f\r "), ("[:word:]", "0-9A-Za-z_"), ("[:xdigit:]", "0-9A-Fa-f"), ("[:punct:]", @"!-/:-@\[-`{-~"),
        ];
        foreach (var (name, set) in classes)
            if (string.CompareOrdinal(pattern, at, name, 0, name.Length) == 0) return (set, name.Length);

        return null;
    }

    private static void BoundRepeats(string pattern)
    {
        var product = 1L;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == '{') product *= Math.Max(1, LargestOf(pattern, i + 1));
            if (product > MaxRepeat) throw new ArgumentException($"its repeats multiply to more than {MaxRepeat}");
        }
    }

    private static long LargestOf(string pattern, int at)
    {
        var (largest, number) = (0L, 0L);
        for (; at < pattern.Length && (char.IsAsciiDigit(pattern[at]) || pattern[at] == ','); at++)
        {
            number = pattern[at] == ',' ? 0 : Math.Min((number * 10) + pattern[at] - '0', MaxRepeat + 1);
            largest = Math.Max(largest, number);
        }

        return at < pattern.Length && pattern[at] == '}' ? largest : 0;
    }
}
