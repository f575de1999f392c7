namespace Platform.Core.Memory.Words;

/// <summary>How what was found is put in order. Pure.</summary>
internal static class RankFusion
{
    private const double Late = 60; // the constant of the paper: how little the first places differ
    private const double Saturation = 1.2;
    private const double LengthWeight = 0.75;
    private const double UsualLength = 20; // terms of an entry

    /// <summary>
    /// One order out of two, by the places in each and not by the scores, which have no common measure. 1 is first in both.
    /// </summary>
    /// <param name="words">Place by words, 0 is the first; absent when no word is shared.</param>
    /// <param name="vectors">Place by likeness of the vectors.</param>
    /// <remarks>Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009.</remarks>
    public static double Score(int? words, int? vectors) => (Share(words) + Share(vectors)) / (2 / (Late + 1));

    /// <summary>How well the words of an entry answer a question.</summary>
    /// <param name="terms">Of the entry, each as often as it comes.</param>
    /// <param name="weights">How telling each term of the question is; see <see cref="Weight"/>.</param>
    /// <remarks>Source: Robertson, Zaragoza, "The probabilistic relevance framework: BM25 and beyond", Foundations and Trends in IR 3 (2009), section 3; k1 = 1.2, b = 0.75.</remarks>
    public static double Bm25(IReadOnlyCollection<string> terms, IReadOnlyDictionary<string, double> weights)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var term in terms)
            if (weights.ContainsKey(term)) counts[term] = counts.GetValueOrDefault(term) + 1;
        var length = 1 - LengthWeight + (LengthWeight * terms.Count / UsualLength);
        return counts.Sum(c => weights[c.Key] * c.Value * (Saturation + 1) / (c.Value + (Saturation * length)));
    }

    /// <summary>The rarer, the more it tells.</summary>
    public static double Weight(long entries, long holding) => Math.Log(1 + ((entries - Math.Min(holding, entries) + 0.5) / (Math.Min(holding, entries) + 0.5)));

    private static double Share(int? place) => place is { } at ? 1 / (Late + 1 + at) : 0;
}
