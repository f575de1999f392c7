using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Gemini;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Providers;

/// <summary>Google's Gemini by its own protocol; a <c>base_url</c> that ends in <c>/openai</c> is spoken to as OpenAI is.</summary>
public sealed class GoogleProvider(ModelHttp net, ModelKeys keys) : IModelProvider, IEmbeddingProvider
{
    private const string Name = "Google";
    private const int MostThoughtTokens = 1_000_000;

    private static readonly Uri Own = new("https://generativelanguage.googleapis.com/v1beta");
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];

    public string Key => "google";

    public string Example => "main: { use: google/gemini-2.5-flash, temperature: 0.2, max_tokens: 800 }";

    public IReadOnlyList<string> KeyNames => ["GEMINI_API_KEY", "GOOGLE_API_KEY"];

    public void Check(PartConfig model, Findings found)
    {
        var check = ModelCheck.Sampling(model, found, "api_key", "base_url", "top_k", "frequency_penalty", "presence_penalty", "reasoning_effort", "reasoning_tokens", "structured", ModelExtras.Key)
            .Text("api_key")
            .Address("base_url")
            .Whole("top_k", 1, 1000)
            .Number("frequency_penalty", -2, 2)
            .Number("presence_penalty", -2, 2)
            .Choice("reasoning_effort", Efforts)
            .Whole("reasoning_tokens", -1, MostThoughtTokens)
            .Choice("structured", "schema", "prompt");
        ModelExtras.Check(model, check);
        if (model.Use.Length <= Key.Length + 1) found.Add(ModelFindings.NoModelName(model, Key));
    }

    public async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var (wire, address) = await WireAsync(settings, cancellationToken);
        if (IsCompatible(address)) return new OpenAiChatClient(wire, address.Below("chat/completions"), ChatSettings.Of(settings, Key, Name, ChatDialect.Usual with { Takes = Takes.Images | Takes.Audio }));
        var read = settings.Read();
        var model = settings.ModelBehind(Key);
        if (model.Length == 0) throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' names no model.", "Write use: google/NAME.");
        var effort = read.Text("reasoning_effort");
        if (effort is not null && !Efforts.Contains(effort, StringComparer.Ordinal)) throw read.Wrong("reasoning_effort", $"one of {Names.Quoted(Efforts)}");
        var isHeld = read.Text("structured") != "prompt";
        return new GeminiChatClient(wire, address.Below($"models/{model}"),
            new GeminiSettings(settings.Name, model, effort, read.Whole("reasoning_tokens", -1, MostThoughtTokens), isHeld, ModelExtras.Of(settings)));
    }

    public async ValueTask<IReadOnlyList<string>?> ListAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var (wire, address) = await WireAsync(settings, cancellationToken);
        if (IsCompatible(address)) return await new OpenAiServer(wire, address.Below).ModelsAsync(cancellationToken);
        using (wire)
        {
            var told = await wire.GetAsync(new UriBuilder(address.Below("models")) { Query = "pageSize=1000" }.Uri, cancellationToken);
            return [.. told.Items("models").Select(m => m.Words("name")).OfType<string>().Select(n => n.StartsWith("models/", StringComparison.Ordinal) ? n[7..] : n).Order(StringComparer.Ordinal)];
        }
    }

    public async ValueTask<IEmbeddingGenerator<string, Embedding<float>>> CreateEmbedderAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var (wire, address) = await WireAsync(settings, cancellationToken);
        var model = settings.ModelBehind(Key);
        return IsCompatible(address)
            ? new OpenAiEmbedder(wire, address.Below("embeddings"), model, ModelExtras.Of(settings))
            : new GeminiEmbedder(wire, address.Below($"models/{model}"), model, ModelExtras.Of(settings));
    }

    public ModelPrice? PriceOf(string model) => ModelPrices.Of(Key, model);

    private static bool IsCompatible(Uri address) => address.AbsolutePath.TrimEnd('/').EndsWith("/openai", StringComparison.Ordinal);

    private async ValueTask<(JsonWire Wire, Uri Address)> WireAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = ServerAddress.Of(settings.Read().Address("base_url"), Own);
        var key = await keys.FindAsync(settings, Name, KeyNames, cancellationToken);
        var http = net.Client(settings, Name, address);
        if (IsCompatible(address)) http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        else http.DefaultRequestHeaders.Add("x-goog-api-key", key);
        return (new JsonWire(http, settings.Name, Name), address);
    }
}
