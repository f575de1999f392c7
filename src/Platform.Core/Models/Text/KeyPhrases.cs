namespace Platform.Core.Models.Text;

/// <summary>Finds what a text talks about: runs of words between stop words and punctuation, weighed by the company that their words keep.</summary>
/// <remarks>Source: Rose et al., "Automatic keyword extraction from individual documents", 2010 (RAKE): a word's weight is its degree over its frequency.</remarks>
internal static class KeyPhrases
{
    private const int LongestPhrase = 4;

    public static IReadOnlyList<string> Of(IReadOnlyList<string> sentences, int most)
    {
        var phrases = sentences.SelectMany(Candidates).ToList();
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        var degree = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var phrase in phrases)
        {
            foreach (var word in phrase)
            {
                frequency[word] = frequency.GetValueOrDefault(word) + 1;
                degree[word] = degree.GetValueOrDefault(word) + phrase.Count;
            }
        }

        return [.. phrases
            .GroupBy(p => string.Join(' ', p), StringComparer.Ordinal)
            .Select(g => (Text: g.Key, Weight: g.First().Sum(w => (double)degree[w] / frequency[w]) * (1 + Math.Log(g.Count()))))
            .OrderByDescending(p => Math.Round(p.Weight, 9)).ThenBy(p => p.Text, StringComparer.Ordinal)
            .Take(most).Select(p => p.Text)];
    }

    // Punctuation ends a phrase; longer runs are lists or names of no use as a key.
    private static IEnumerable<List<string>> Candidates(string sentence)
    {
        foreach (var part in sentence.Split([',', ';', ':', '(', ')', '"', '“', '”', '–', '—', '.', '!', '?', '[', ']', '/', '|', '。', '，']))
        {
            var phrase = new List<string>();
            foreach (var word in TextTokens.Words(part))
            {
                if (!StopWords.Contains(word) && !word.All(char.IsDigit))
                {
                    phrase.Add(word);
                    continue;
                }

                if (phrase.Count is > 0 and <= LongestPhrase) yield return phrase;
                phrase = [];
            }

            if (phrase.Count is > 0 and <= LongestPhrase) yield return phrase;
        }
    }
}
