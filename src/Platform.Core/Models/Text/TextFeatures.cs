using System.Runtime.InteropServices;

namespace Platform.Core.Models.Text;

/// <summary>
/// The countable parts of a text: words, pairs of neighbouring words, and runs of 3 to 4 letters inside words, which still match when a word is
/// misspelt or inflected. Each is known by a 64-bit hash that is the same on every machine.
/// </summary>
internal static class TextFeatures
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private const int ShortestRun = 3;
    private const int LongestRun = 4;

    /// <summary>How often each word and word pair occurs.</summary>
    public static Dictionary<ulong, int> Words(IReadOnlyList<string> words)
    {
        var counts = new Dictionary<ulong, int>(words.Count * 2);
        for (var i = 0; i < words.Count; i++)
        {
            var one = Hash(FnvOffset, words[i]);
            Count(counts, one);
            if (i + 1 < words.Count) Count(counts, Hash(Step(one, ' '), words[i + 1]));
        }

        return counts;
    }

    /// <summary>How often each run of letters occurs; a word's edges count as a letter.</summary>
    public static Dictionary<ulong, int> Letters(IReadOnlyList<string> words)
    {
        var counts = new Dictionary<ulong, int>(words.Count * 8);
        foreach (var word in words)
        {
            var padded = $"\u0002{word}\u0003";
            for (var length = ShortestRun; length <= LongestRun; length++)
            {
                for (var start = 0; start + length <= padded.Length; start++)
                    Count(counts, Hash(Step(FnvOffset, '\u0001'), padded.AsSpan(start, length)));
            }
        }

        return counts;
    }

    private static void Count(Dictionary<ulong, int> counts, ulong feature) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _)++;

    private static ulong Hash(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text) hash = Step(hash, c);
        return hash;
    }

    // FNV-1a over UTF-16 code units.
    private static ulong Step(ulong hash, char c) => unchecked((hash ^ c) * FnvPrime);
}
