using System.Numerics;
using System.Runtime.InteropServices;

namespace Platform.Core.Models.Text;

/// <summary>Multinomial logistic regression over sparse features, learned by stochastic gradient descent in an order that a seed fixes.</summary>
/// <remarks>
/// Source: Bottou, "Stochastic gradient descent tricks", 2012 (falling rate, the penalty held as one scale of all weights).
/// The weights lie feature by feature, all labels of a feature side by side, so that one step is a few vector additions; they
/// are added element by element, so the result does not depend on the processor's vector width.
/// </remarks>
internal sealed class LogisticRegression : ITextScorer
{
    private const int Epochs = 16;
    private const float FirstRate = 3f;
    private const float Penalty = 1e-6f;

    private readonly int _labels;
    private readonly int _row;
    private readonly float[] _weights;
    private readonly float[] _bias;
    private float _scale = 1;

    private LogisticRegression(int features, int labels)
    {
        _labels = labels;
        _row = (labels + 7) / 8 * 8; // a multiple of every vector width in use, so that no row has a rest
        _weights = new float[(long)features * _row];
        _bias = new float[_row];
    }

    public static LogisticRegression Learn(
        IReadOnlyList<SparseVector> texts, IReadOnlyList<int> labels, int labelCount, int features, CancellationToken cancellationToken)
    {
        var model = new LogisticRegression(features, labelCount);
        var random = new Random(17);
        var order = Enumerable.Range(0, texts.Count).ToArray();
        var steps = 0;
        var all = (float)Epochs * texts.Count;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                if ((steps & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
                var rate = FirstRate * (1 - (steps++ / all));
                model.Step(texts[i], labels[i], rate);
            }
        }

        return model;
    }

    public float[] Scores(SparseVector text)
    {
        var scores = new float[_row];
        Sum(text, scores);
        return scores[.._labels];
    }

    private void Step(SparseVector text, int label, float rate)
    {
        Span<float> errors = _row <= 256 ? stackalloc float[_row] : new float[_row];
        Sum(text, errors);
        Softmax(errors[.._labels]);
        errors[_labels..].Clear();
        errors[label] -= 1;

        _scale *= 1 - (rate * Penalty);
        for (var k = 0; k < text.Indexes.Length; k++)
            AddTo(_weights.AsSpan(text.Indexes[k] * _row, _row), errors, -rate * text.Values[k] / _scale);
        AddTo(_bias, errors, -rate * 0.05f);
    }

    private void Sum(SparseVector text, Span<float> scores)
    {
        scores.Clear();
        for (var k = 0; k < text.Indexes.Length; k++)
            AddTo(scores, _weights.AsSpan(text.Indexes[k] * _row, _row), text.Values[k] * _scale);
        AddTo(scores, _bias, 1);
    }

    private static void AddTo(Span<float> to, ReadOnlySpan<float> from, float times)
    {
        if (Vector<float>.Count > 8)
        {
            for (var i = 0; i < to.Length; i++) to[i] += from[i] * times;
            return;
        }

        var factor = new Vector<float>(times);
        var into = MemoryMarshal.Cast<float, Vector<float>>(to);
        var added = MemoryMarshal.Cast<float, Vector<float>>(from);
        for (var i = 0; i < into.Length; i++) into[i] += added[i] * factor;
    }

    internal static void Softmax(Span<float> scores)
    {
        var most = float.MinValue;
        foreach (var score in scores) most = Math.Max(most, score);
        float sum = 0;
        for (var i = 0; i < scores.Length; i++) sum += scores[i] = MathF.Exp(scores[i] - most);
        for (var i = 0; i < scores.Length; i++) scores[i] /= sum;
    }
}
