using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.OpenAi;

namespace Platform.Core.Models.Providers;

/// <summary>A model served by Ollama on this machine or, with <c>base_url</c>, on another one.</summary>
public sealed class OllamaProvider(ModelHttp net) : IModelProvider
{
    private static readonly Uri Local = new("http://localhost:11434/v1");

    public string Key => "ollama";

    public string Example => "local: { use: ollama/llama3.2, timeout: 120s }";

    public void Check(PartConfig model, Findings found) => OpenAiSettings.Check(model, found, Key);

    /// <summary>It runs on a machine of one's own, and nobody sends a bill.</summary>
    public ModelPrice? PriceOf(string model) => ModelPrice.Free;

    // Ollama asks for no key, but its protocol has a place for one.
    public ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = settings.Read().Address("base_url") ?? Local;
        var key = settings.Read().Text("api_key") ?? "ollama";
        return ValueTask.FromResult(OpenAiSettings.Create(settings, settings.ModelBehind(Key), address, compatible: true, key, net.Client(settings, "Ollama", address)));
    }
}
