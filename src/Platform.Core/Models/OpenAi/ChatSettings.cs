using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>What goes out with each call besides the question itself.</summary>
/// <param name="Model">The model's own name, as the server knows it.</param>
/// <param name="Provider">For the sentences: <c>OpenAI</c>.</param>
/// <param name="Effort">Null when the file sets none.</param>
/// <param name="Extra">See <see cref="ModelExtras"/>.</param>
internal sealed record ChatSettings(string Name, string Model, string Provider, ChatDialect Dialect, string? Effort, JsonElement Extra)
{
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];
    private static readonly string[] Forms = ["schema", "json", "prompt"];

    public static void Check(PartConfig model, Findings found, string kind, bool hasTopK, params IReadOnlyCollection<string> ownKeys)
    {
        string[] topK = hasTopK ? ["top_k"] : [];
        var check = ModelCheck.Sampling(model, found, ["api_key", "base_url", "reasoning_effort", "frequency_penalty", "presence_penalty", "structured", ModelExtras.Key, .. topK, .. ownKeys])
            .Text("api_key")
            .Address("base_url")
            .Number("frequency_penalty", -2, 2)
            .Number("presence_penalty", -2, 2)
            .Whole("top_k", 1, 1000)
            .Choice("reasoning_effort", Efforts)
            .Choice("structured", Forms);
        ModelExtras.Check(model, check);
        if (model.Use.Length <= kind.Length + 1) found.Add(ModelFindings.NoModelName(model, kind));
    }

    public static ChatSettings Of(ModelSettings settings, string key, string provider, ChatDialect dialect)
    {
        var read = settings.Read();
        var model = settings.ModelBehind(key);
        if (model.Length == 0) throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' names no model.", $"Write use: {key}/NAME.");
        var effort = read.Text("reasoning_effort");
        if (effort is not null && !Efforts.Contains(effort, StringComparer.Ordinal)) throw read.Wrong("reasoning_effort", $"one of {Names.Quoted(Efforts)}");
        var form = read.Text("structured") switch
        {
            null => dialect.Structured,
            "schema" => Structured.Schema,
            "json" => Structured.Json,
            "prompt" => Structured.Prompt,
            _ => throw read.Wrong("structured", $"one of {Names.Quoted(Forms)}"),
        };
        return new ChatSettings(settings.Name, model, provider, dialect with { Structured = form }, effort, ModelExtras.Of(settings));
    }

    public PlatformException TakesNo(string what) => ContentErrors.TakesNo(Name, Provider, what);
}
