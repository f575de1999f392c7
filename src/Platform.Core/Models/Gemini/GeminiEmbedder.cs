using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Gemini;

/// <summary>Google's embeddings: one text by <c>embedContent</c>, several by <c>batchEmbedContents</c>.</summary>
/// <param name="address">Of the model.</param>
internal sealed class GeminiEmbedder(JsonWire wire, Uri address, string model, JsonElement extra) : WireEmbedder(wire)
{
    protected override async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(IReadOnlyList<string> texts, int? dimensions, CancellationToken cancellationToken)
    {
        if (texts.Count == 1)
        {
            var one = await Wire.PostAsync(Door("embedContent"), Question(texts[0], dimensions), cancellationToken);
            return Of([one.At("embedding") ?? one.Items("embeddings").FirstOrDefault()], one);
        }

        var many = new JsonObject { ["requests"] = new JsonArray([.. texts.Select(JsonNode (t) => Question(t, dimensions))]) };
        var told = await Wire.PostAsync(Door("batchEmbedContents"), many, cancellationToken);
        return Of(told.Items("embeddings"), told);
    }

    private GeneratedEmbeddings<Embedding<float>> Of(IEnumerable<JsonElement> embeddings, JsonElement told) =>
        Made(embeddings.Select(e => Vector(e.At("values"))), told.Number("usageMetadata", "promptTokenCount"));

    private JsonObject Question(string text, int? dimensions)
    {
        var body = new JsonObject { ["model"] = $"models/{model}", ["content"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) } };
        if (dimensions is { } size) body["outputDimensionality"] = size;
        ModelExtras.Add(body, extra);
        return body;
    }

    private Uri Door(string method) => new UriBuilder(address) { Path = $"{address.AbsolutePath}:{method}" }.Uri;
}
