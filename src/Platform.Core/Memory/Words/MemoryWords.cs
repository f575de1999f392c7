using Platform.Core.Models.Text;

namespace Platform.Core.Memory.Words;

/// <summary>
/// A text as the terms that are stored and searched: letters and digits in small letters, without accents, English endings taken off; of scripts that put no space between words,
/// pairs of neighbours. Both databases are given these terms, so both find the same, and nothing that a person writes can be anything but a term. Pure.
/// </summary>
internal static class MemoryWords
{
    public const int MostOfQuestion = 16;

    private const int MostOfEntry = 4000;

    /// <summary>Each term once, in the order of the text.</summary>
    public static IReadOnlyList<string> OfEntry(string text) => [.. Terms(text).Distinct(StringComparer.Ordinal).Take(MostOfEntry)];

    /// <summary>As many as a question may have; words that carry no subject only when there are no others.</summary>
    public static IReadOnlyList<string> OfQuestion(string text)
    {
        var words = Words(text).Take(MostOfEntry).ToList();
        var telling = words.Where(w => !StopWords.Contains(w)).ToList();
        return [.. (telling.Count > 0 ? telling : words).Select(Stem).Distinct(StringComparer.Ordinal).Take(MostOfQuestion)];
    }

    /// <summary>Every term as often as it comes.</summary>
    public static IEnumerable<string> Terms(string text) => Words(text).Select(Stem);

    /// <summary>Words before their endings are taken off.</summary>
    public static IEnumerable<string> Words(string text) => TextTokens.Words(Accents.Without(text)).SelectMany(Parts);

    private static IEnumerable<string> Parts(string word)
    {
        if (!word.Any(IsUnspaced)) return [word];
        var runes = word.EnumerateRunes().Select(r => r.ToString()).ToList();
        return runes.Count == 1 ? runes : Enumerable.Range(0, runes.Count - 1).Select(i => runes[i] + runes[i + 1]);
    }

    // Thai to Khmer, kana, Han, and Han beyond the first plane by its surrogates.
    private static bool IsUnspaced(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u30FF')
        or (>= '\u3400' and <= '\u9FFF') or (>= '\uD840' and <= '\uD87F');

    /// <summary>Without the commonest English endings: <c>recipes</c> and <c>recipe</c>, <c>running</c> and <c>run</c>.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || !word.All(char.IsAsciiLetter)) return word;
        var stem = word switch
        {
            _ when word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 => $"{word[..^3]}y",
            _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) => word[..^2],
            _ when word.EndsWith('s') && word[^2] is not ('s' or 'u' or 'i') => word[..^1],
            _ when word.EndsWith("ing", StringComparison.Ordinal) && word.Length > 5 => Bare(word[..^3]),
            _ when word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 4 => Bare(word[..^2]),
            _ => word,
        };
        return stem.Length > 4 && stem.EndsWith('e') ? stem[..^1] : stem;
    }

    // "stopp" is "stop"; "call" and "miss" stay.
    private static string Bare(string stem) =>
        stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : stem;
}
