using Anthropic;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Claude;

namespace Platform.Core.Models.Providers;

/// <summary>Anthropic's models through its own SDK.</summary>
public sealed class AnthropicProvider(ModelHttp net, ModelKeys keys) : IModelProvider
{
    private const string KeyName = "ANTHROPIC_API_KEY";
    private const int UsualMaxTokens = 4096;

    private static readonly Uri Own = new("https://api.anthropic.com");

    public string Key => "anthropic";

    public string Example => "main: { use: anthropic/claude-haiku-4-5, temperature: 0.2, max_tokens: 800 }";

    public void Check(PartConfig model, Findings found)
    {
        ModelCheck.Sampling(model, found, "api_key", "base_url", "top_k").Text("api_key").Address("base_url").Whole("top_k", 1, 1000);
        if (model.Use.Length <= Key.Length + 1) found.Add(ModelFindings.NoModelName(model, Key));
    }

    public async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = settings.Read().Address("base_url") ?? Own;
        var key = await keys.FindAsync(settings, "Anthropic", KeyName, cancellationToken);
        var client = new AnthropicClient
        {
            ApiKey = key,
            BaseUrl = address.ToString().TrimEnd('/'), // the environment has no say here
            HttpClient = net.Client(settings, "Anthropic", address),
            MaxRetries = 0, // the router retries, and knows of fallbacks and budgets
            Timeout = TimeSpan.FromHours(1),
        };
        var model = settings.ModelBehind(Key);
        return new ClaudeChatClient(client.AsIChatClient(model, UsualMaxTokens), settings.Name, model, UsualMaxTokens);
    }

    public ModelPrice? PriceOf(string model) => ModelPrices.Of(Key, model);
}
