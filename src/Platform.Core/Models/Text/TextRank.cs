namespace Platform.Core.Models.Text;

/// <summary>Picks the sentences that the other sentences agree with most.</summary>
/// <remarks>
/// Source: Mihalcea, Tarau, "TextRank: bringing order into texts", EMNLP 2004, section 4: sentences vote for those that share words with them, and a
/// vote weighs as much as its giver.
/// </remarks>
internal static class TextRank
{
    /// <summary>Every pair is compared, so a longer text is cut here.</summary>
    private const int MostSentences = 600;
    private const int Rounds = 30;
    private const double Damping = 0.85;

    /// <summary>The <paramref name="most"/> weightiest sentences, in the order in which they stand in the text.</summary>
    public static IReadOnlyList<string> Pick(IReadOnlyList<string> sentences, int most)
    {
        if (sentences.Count <= most) return sentences;
        var read = sentences.Take(MostSentences).ToList();
        var words = read.Select(s => TextTokens.Words(s).Where(w => !StopWords.Contains(w)).ToHashSet(StringComparer.Ordinal)).ToList();
        var ranks = Ranks(Votes(words));
        return [.. Enumerable.Range(0, read.Count)
            .OrderByDescending(i => Math.Round(ranks[i] * Position(i, read.Count), 9)).ThenBy(i => i)
            .Take(most).Order().Select(i => read[i])];
    }

    // What opens a text or closes it tends to say what it is about.
    private static double Position(int i, int count) => i == 0 ? 1.25 : i == count - 1 ? 1.05 : 1;

    private static double[,] Votes(List<HashSet<string>> words)
    {
        var votes = new double[words.Count, words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            for (var j = i + 1; j < words.Count; j++)
            {
                var (few, many) = words[i].Count < words[j].Count ? (words[i], words[j]) : (words[j], words[i]);
                var shared = few.Count(many.Contains);
                if (shared > 0) votes[i, j] = votes[j, i] = shared / (Math.Log(1 + few.Count) + Math.Log(1 + many.Count));
            }
        }

        return votes;
    }

    private static double[] Ranks(double[,] votes)
    {
        var count = votes.GetLength(0);
        var given = new double[count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++) given[i] += votes[i, j];

        var ranks = Enumerable.Repeat(1.0, count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[count];
            for (var i = 0; i < count; i++)
            {
                double sum = 0;
                for (var j = 0; j < count; j++)
                    if (votes[j, i] > 0) sum += votes[j, i] / given[j] * ranks[j];
                next[i] = 1 - Damping + (Damping * sum);
            }

            ranks = next;
        }

        return ranks;
    }
}
