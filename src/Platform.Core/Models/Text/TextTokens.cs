using System.Text;

namespace Platform.Core.Models.Text;

/// <summary>Cuts text into words: lower-case runs of letters and digits of any script; an apostrophe inside a word joins its halves.</summary>
internal static class TextTokens
{
    /// <summary>No word is longer, so that a megabyte without a space stays many small words.</summary>
    private const int LongestWord = 64;

    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) word.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (word.Length == 0 || rune.Value is not ('\'' or 0x2019)) Flush(word, words);

            if (word.Length >= LongestWord) Flush(word, words);
        }

        Flush(word, words);
        return words;
    }

    private static void Flush(StringBuilder word, List<string> words)
    {
        if (word.Length > 0) words.Add(word.ToString());
        word.Clear();
    }
}
