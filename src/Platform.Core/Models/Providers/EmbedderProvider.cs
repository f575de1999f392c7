using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Local;

namespace Platform.Core.Models.Providers;

/// <summary>Vectors of texts from their letters: no key, no network, no cost, and no understanding.</summary>
public sealed class EmbedderProvider : IEmbeddingProvider
{
    public string Key => "builtin/embedder";

    public bool IsLocal => true;

    public string Example => "vectors: { use: builtin/embedder }";

    public void Check(PartConfig model, Findings found) => ModelCheck.Common(model, found);

    public ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken) =>
        throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' makes vectors and answers no question.", "Use it in a tool with use: text.embed.");

    public ValueTask<IEmbeddingGenerator<string, Embedding<float>>> CreateEmbedderAsync(ModelSettings settings, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IEmbeddingGenerator<string, Embedding<float>>>(new HashedEmbedder());

    public ModelPrice? PriceOf(string model) => ModelPrice.Free;
}
