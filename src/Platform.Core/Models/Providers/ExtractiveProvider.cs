using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Local;

namespace Platform.Core.Models.Providers;

/// <summary>Summaries and key phrases taken from the text itself: no examples, no key, no network, no cost.</summary>
public sealed class ExtractiveProvider : IModelProvider
{
    private const int MostSentences = 50;
    private const int MostPhrases = 50;

    public string Key => "builtin/extractive";

    public string Example => "digest: { use: builtin/extractive, sentences: 3, answer: summary }";

    public void Check(PartConfig model, Findings found) =>
        ModelCheck.Common(model, found, "sentences", "phrases", "answer")
            .Whole("sentences", 1, MostSentences)
            .Whole("phrases", 1, MostPhrases)
            .Choice("answer", "summary", "phrases", "both");

    public ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var read = settings.Read();
        var answer = read.Text("answer") switch
        {
            null or "summary" => ExtractiveAnswer.Summary,
            "phrases" => ExtractiveAnswer.Phrases,
            "both" => ExtractiveAnswer.Both,
            _ => throw read.Wrong("answer", "'summary', 'phrases' or 'both'"),
        };
        return ValueTask.FromResult<IChatClient>(new ExtractiveClient(
            settings.Name, answer, read.Whole("sentences", 1, MostSentences) ?? 3, read.Whole("phrases", 1, MostPhrases) ?? 8));
    }

    public ModelPrice? PriceOf(string model) => ModelPrice.Free;

    public bool IsLocal => true;
}
