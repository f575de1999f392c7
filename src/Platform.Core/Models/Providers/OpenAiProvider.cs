using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.OpenAi;

namespace Platform.Core.Models.Providers;

/// <summary>OpenAI, and with <c>base_url</c> every server that speaks its chat completions.</summary>
public sealed class OpenAiProvider(ModelHttp net) : IModelProvider
{
    private const string KeyVariable = "OPENAI_API_KEY";

    public string Key => "openai";

    public string Example => "main: { use: openai/gpt-4.1-mini, temperature: 0.2, max_tokens: 800, timeout: 30s }";

    public void Check(PartConfig model, Findings found) => OpenAiSettings.Check(model, found, Key);

    public ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken) =>
        ValueTask.FromResult(OpenAiSettings.Create(
            settings, settings.ModelBehind(Key), settings.Read().Address("base_url"), ModelKeys.Find(settings, "OpenAI", KeyVariable), net.Client(settings, "OpenAI")));

    public ModelPrice? PriceOf(string model) => ModelPrices.Of(Key, model);
}
