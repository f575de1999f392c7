namespace Platform.Core.Models.Text;

/// <summary>
/// Weighs the features of a text by how often they occur in it (sublinear) and how rare they are elsewhere, scaled to length 1.
/// </summary>
/// <remarks>Source: Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 2008, section 6.4. Words and letter runs are scaled apart,
/// so that the many letter runs do not drown the few words.</remarks>
internal sealed class TfIdf
{
    private const int SmallSet = 1000;
    private const float LettersWeight = 0.8f;

    private readonly Dictionary<ulong, int> _indexes;
    private readonly float[] _idf;

    private TfIdf(Dictionary<ulong, int> indexes, float[] idf)
    {
        _indexes = indexes;
        _idf = idf;
    }

    public int Features => _idf.Length;

    /// <summary>Learns the vocabulary: the <paramref name="most"/> commonest features, in a set of some size only those that occur twice.</summary>
    public static TfIdf Learn(IReadOnlyList<string> texts, int most, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<ulong, int>();
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var words = TextTokens.Words(text);
            foreach (var feature in TextFeatures.Words(words).Keys) documents[feature] = documents.GetValueOrDefault(feature) + 1;
            foreach (var feature in TextFeatures.Letters(words).Keys) documents[feature] = documents.GetValueOrDefault(feature) + 1;
        }

        var least = texts.Count < SmallSet ? 1 : 2;
        var kept = documents.Where(d => d.Value >= least).OrderByDescending(d => d.Value).ThenBy(d => d.Key).Take(most).ToList();
        var indexes = new Dictionary<ulong, int>(kept.Count);
        var idf = new float[kept.Count];
        foreach (var (feature, count) in kept)
        {
            idf[indexes.Count] = 1 + MathF.Log((1f + texts.Count) / (1f + count));
            indexes.Add(feature, indexes.Count);
        }

        return new TfIdf(indexes, idf);
    }

    public SparseVector Of(string text)
    {
        var words = TextTokens.Words(text);
        var found = new List<(int Index, float Value)>();
        Add(TextFeatures.Words(words), 1, found);
        Add(TextFeatures.Letters(words), LettersWeight, found);
        found.Sort((a, b) => a.Index.CompareTo(b.Index));
        return new SparseVector([.. found.Select(f => f.Index)], [.. found.Select(f => f.Value)]);
    }

    private void Add(Dictionary<ulong, int> counts, float weight, List<(int Index, float Value)> to)
    {
        var from = to.Count;
        double squares = 0;
        foreach (var (feature, count) in counts)
        {
            if (!_indexes.TryGetValue(feature, out var index)) continue;
            var value = (1 + MathF.Log(count)) * _idf[index];
            squares += value * value;
            to.Add((index, value));
        }

        if (squares == 0) return;
        var scale = weight / (float)Math.Sqrt(squares);
        for (var i = from; i < to.Count; i++) to[i] = (to[i].Index, to[i].Value * scale);
    }
}
