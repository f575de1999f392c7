namespace Platform.Core.Models.Text;

/// <summary>Scores a text for each label; the softmax of the scores is read as confidence.</summary>
internal interface ITextScorer
{
    float[] Scores(SparseVector text);
}
