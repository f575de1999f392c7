using Anthropic;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Claude;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Providers;

/// <summary>Anthropic's models through its own SDK.</summary>
public sealed class AnthropicProvider(ModelHttp net, ModelKeys keys) : IModelProvider
{
    private const string Name = "Anthropic";
    private const int UsualMaxTokens = 4096;
    private const int LeastThoughtTokens = 1024; // the service takes no fewer
    private const int MostThoughtTokens = 1_000_000;

    private static readonly Uri Own = new("https://api.anthropic.com");
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];

    public string Key => "anthropic";

    public string Example => "main: { use: anthropic/claude-haiku-4-5, temperature: 0.2, max_tokens: 800 }";

    public IReadOnlyList<string> KeyNames => ["ANTHROPIC_API_KEY"];

    public void Check(PartConfig model, Findings found)
    {
        var check = ModelCheck.Sampling(model, found, "api_key", "base_url", "top_k", "reasoning_effort", "reasoning_tokens", "structured", ModelExtras.Key)
            .Text("api_key")
            .Address("base_url")
            .Whole("top_k", 1, 1000)
            .Choice("reasoning_effort", Efforts)
            .Whole("reasoning_tokens", LeastThoughtTokens, MostThoughtTokens)
            .Choice("structured", "schema", "prompt");
        ModelExtras.Check(model, check);
        if (model.Settings["seed"] is { } seed) check.Wrong(seed, "seed", "left out: Anthropic has none");
        if (model.Use.Length <= Key.Length + 1) found.Add(ModelFindings.NoModelName(model, Key));
    }

    public async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = Address(settings);
        var key = await keys.FindAsync(settings, Name, KeyNames, cancellationToken);
        var http = net.Client(settings, Name, address);
        // The SDK says the key as a bearer's; gateways and older servers look for it where it has always been.
        if (address.Host != Own.Host) http.DefaultRequestHeaders.Add("x-api-key", key);
        return Client(settings, address, key, http);
    }

    public async ValueTask<IReadOnlyList<string>?> ListAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = Address(settings);
        var http = net.Client(settings, Name, address);
        http.DefaultRequestHeaders.Add("x-api-key", await keys.FindAsync(settings, Name, KeyNames, cancellationToken));
        http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        using var wire = new JsonWire(http, settings.Name, Name);
        var told = await wire.GetAsync(new UriBuilder(address.Below("v1/models")) { Query = "limit=1000" }.Uri, cancellationToken);
        return [.. told.Items("data").Select(m => m.Words("id")).OfType<string>().Order(StringComparer.Ordinal)];
    }

    public ModelPrice? PriceOf(string model) => ModelPrices.Of(Key, model);

    // Apart from what asks for the key, so that a process which has none never loads the SDK.
    private ClaudeChatClient Client(ModelSettings settings, Uri address, string key, HttpClient http)
    {
        var client = new AnthropicClient
        {
            ApiKey = key,
            BaseUrl = address.ToString().TrimEnd('/'), // the environment has no say here
            HttpClient = http,
            MaxRetries = 0, // the router retries, and knows of fallbacks and budgets
            Timeout = TimeSpan.FromHours(1),
        };
        var read = settings.Read();
        var model = settings.ModelBehind(Key);
        if (model.Length == 0) throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' names no model.", "Write use: anthropic/NAME.");
        var mode = ClaudeModels.ThinkAsTheyLike(model) ? AnthropicThinkingMode.Adaptive : AnthropicThinkingMode.Extended;
        var isHeld = read.Text("structured") switch { null => ClaudeModels.KeepToSchemas(model), var form => form == "schema" };
        return new ClaudeChatClient(client.AsIChatClient(model, UsualMaxTokens, mode),
            new ClaudeSettings(settings.Name, model, UsualMaxTokens, read.Whole("reasoning_tokens", LeastThoughtTokens, MostThoughtTokens), isHeld, ModelExtras.Of(settings)));
    }

    // The SDK adds /v1 itself; both ways of writing it are common.
    private static Uri Address(ModelSettings settings)
    {
        var address = settings.Read().Address("base_url") ?? Own;
        var path = address.AbsolutePath.TrimEnd('/');
        return path.EndsWith("/v1", StringComparison.Ordinal) ? new UriBuilder(address) { Path = path[..^3] }.Uri : address;
    }
}
