namespace Platform.Core.Models.Text;

/// <summary>Multinomial naive Bayes over weighted features: learned in one pass, good with very few examples.</summary>
/// <remarks>Source: Rennie et al., "Tackling the poor assumptions of naive Bayes text classifiers", ICML 2003 (weights in place of counts).</remarks>
internal sealed class NaiveBayes : ITextScorer
{
    private const float Smoothing = 0.05f;

    // A text counts as this many features: weights are scaled to length 1, and without it no evidence would ever outweigh the prior.
    private const float Evidence = 4;

    private readonly int _labels;
    private readonly float[] _logOdds;
    private readonly float[] _prior;

    private NaiveBayes(int labels, float[] logOdds, float[] prior)
    {
        _labels = labels;
        _logOdds = logOdds;
        _prior = prior;
    }

    public static NaiveBayes Learn(
        IReadOnlyList<SparseVector> texts, IReadOnlyList<int> labels, int labelCount, int features, CancellationToken cancellationToken)
    {
        var weights = new float[(long)features * labelCount];
        var totals = new float[labelCount];
        var prior = new float[labelCount];
        for (var i = 0; i < texts.Count; i++)
        {
            prior[labels[i]]++;
            for (var k = 0; k < texts[i].Indexes.Length; k++)
            {
                weights[(texts[i].Indexes[k] * labelCount) + labels[i]] += texts[i].Values[k];
                totals[labels[i]] += texts[i].Values[k];
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        for (var at = 0; at < weights.Length; at++)
        {
            var label = at % labelCount;
            weights[at] = MathF.Log((weights[at] + Smoothing) / (totals[label] + (Smoothing * features)));
        }

        for (var label = 0; label < labelCount; label++) prior[label] = MathF.Log(prior[label] / texts.Count);
        return new NaiveBayes(labelCount, weights, prior);
    }

    public float[] Scores(SparseVector text)
    {
        var scores = _prior.ToArray();
        for (var k = 0; k < text.Indexes.Length; k++)
        {
            var row = _logOdds.AsSpan(text.Indexes[k] * _labels, _labels);
            for (var label = 0; label < row.Length; label++) scores[label] += Evidence * text.Values[k] * row[label];
        }

        return scores;
    }
}
