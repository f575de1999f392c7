namespace Platform.Core.Models.Text;

internal enum LearningMethod
{
    Logistic,
    Bayes,
}

internal sealed record LabelledText(string Text, string Label);

internal sealed record LabelConfidence(string Label, double Confidence);

/// <summary>Sorts texts under labels, learned from examples. The same examples give the same classifier.</summary>
internal sealed class TextClassifier
{
    /// <summary>Weights of one classifier: 32 million floats are 128 MB.</summary>
    private const int MostWeights = 32_000_000;
    private const int MostFeatures = 150_000;

    private readonly TfIdf _features;
    private readonly ITextScorer _scorer;
    private readonly IReadOnlyList<string> _labels;

    private TextClassifier(TfIdf features, ITextScorer scorer, IReadOnlyList<string> labels)
    {
        _features = features;
        _scorer = scorer;
        _labels = labels;
    }

    /// <param name="examples">At least one; two labels or more make a choice.</param>
    public static TextClassifier Learn(IReadOnlyList<LabelledText> examples, LearningMethod method, CancellationToken cancellationToken)
    {
        var labels = examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var index = labels.Select((label, i) => (label, i)).ToDictionary(l => l.label, l => l.i, StringComparer.Ordinal);
        var row = Math.Max(8, labels.Count + 7);
        var features = TfIdf.Learn([.. examples.Select(e => e.Text)], Math.Min(MostFeatures, MostWeights / row), cancellationToken);
        var texts = examples.Select(e => features.Of(e.Text)).ToList();
        var wanted = examples.Select(e => index[e.Label]).ToList();
        ITextScorer scorer = method == LearningMethod.Bayes
            ? NaiveBayes.Learn(texts, wanted, labels.Count, features.Features, cancellationToken)
            : LogisticRegression.Learn(texts, wanted, labels.Count, features.Features, cancellationToken);
        return new TextClassifier(features, scorer, labels);
    }

    /// <summary>The likeliest labels, best first; confidences of all labels add up to 1.</summary>
    public IReadOnlyList<LabelConfidence> Classify(string text, int most)
    {
        var scores = _scorer.Scores(_features.Of(text));
        LogisticRegression.Softmax(scores);
        return [.. scores.Select((score, i) => new LabelConfidence(_labels[i], Math.Round(score, 4)))
            .OrderByDescending(l => l.Confidence).ThenBy(l => l.Label, StringComparer.Ordinal).Take(most)];
    }
}
