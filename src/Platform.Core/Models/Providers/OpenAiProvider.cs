using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.OpenAi;

namespace Platform.Core.Models.Providers;

/// <summary>OpenAI, and with <c>base_url</c> every server that speaks its chat completions.</summary>
public sealed class OpenAiProvider(ModelHttp net, ModelKeys keys) : IModelProvider
{
    private const string KeyName = "OPENAI_API_KEY";

    private static readonly Uri Own = new("https://api.openai.com/v1");

    public string Key => "openai";

    public string Example => "main: { use: openai/gpt-4.1-mini, temperature: 0.2, max_tokens: 800, timeout: 30s }";

    public void Check(PartConfig model, Findings found) => OpenAiSettings.Check(model, found, Key);

    public async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var other = settings.Read().Address("base_url");
        var key = await keys.FindAsync(settings, "OpenAI", KeyName, cancellationToken);
        return OpenAiSettings.Create(settings, settings.ModelBehind(Key), other ?? Own, other is not null, key, net.Client(settings, "OpenAI", other ?? Own));
    }

    public ModelPrice? PriceOf(string model) => ModelPrices.Of(Key, model);
}
