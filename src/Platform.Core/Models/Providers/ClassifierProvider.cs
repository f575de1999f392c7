using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Local;
using Platform.Core.Models.Text;

namespace Platform.Core.Models.Providers;

/// <summary>Sorts texts under labels, learned from examples in seconds on one core: no key, no network, no cost.</summary>
public sealed class ClassifierProvider : IModelProvider
{
    public string Key => "builtin/classifier";

    public string Example => "intents: { use: builtin/classifier, examples: { refund: [I want my money back], greeting: [Hello there] } }";

    public void Check(PartConfig model, Findings found)
    {
        var check = ModelCheck.Common(model, found, "examples", "text", "label", "method")
            .Required("examples", model.NameAt)
            .Text("text").Text("label")
            .Choice("method", "logistic", "bayes");
        switch (model.Settings["examples"])
        {
            case null or ConfigScalar { Kind: ScalarKind.Text }: break;
            case ConfigList list: CheckList(list, check); break;
            case ConfigMap map: CheckMap(map, check); break;
            case { } other: check.Wrong(other, "examples", "a CSV file's name, a list of { text, label } or a map from labels to texts"); break;
        }
    }

    public async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var method = settings.Read().Text("method") switch
        {
            null or "logistic" => LearningMethod.Logistic,
            "bayes" => LearningMethod.Bayes,
            _ => throw settings.Read().Wrong("method", "'logistic' or 'bayes'"),
        };
        var examples = await ExampleSet.ReadAsync(settings, cancellationToken);
        return new ClassifierClient(settings.Name, TextClassifier.Learn(examples, method, cancellationToken));
    }

    public ModelPrice? PriceOf(string model) => ModelPrice.Free;

    public bool IsLocal => true;

    public string? FileOf(ModelSettings settings) =>
        settings.Read().Value("examples") is { ValueKind: System.Text.Json.JsonValueKind.String } file ? file.GetString() : null;

    private static void CheckList(ConfigList list, SettingsCheck check)
    {
        foreach (var item in list.Items)
        {
            if (SettingsCheck.IsExpression(item)) continue;
            if (item is not ConfigMap map || map["text"] is not ConfigScalar || map["label"] is not ConfigScalar) check.Wrong(item, "examples", "a list of maps { text, label }");
        }
    }

    private static void CheckMap(ConfigMap map, SettingsCheck check)
    {
        foreach (var entry in map.Entries)
            if (entry.Value is not ConfigList && !SettingsCheck.IsExpression(entry.Value)) check.Wrong(entry.Value, $"examples.{entry.Key}", "a list of texts");
    }
}
