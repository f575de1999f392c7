using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary><c>POST /embeddings</c>.</summary>
internal sealed class OpenAiEmbedder(JsonWire wire, Uri address, string model, JsonElement extra) : WireEmbedder(wire)
{
    protected override async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(IReadOnlyList<string> texts, int? dimensions, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["model"] = model, ["input"] = new JsonArray([.. texts.Select(t => JsonValue.Create(t))]), ["encoding_format"] = "float" };
        if (dimensions is { } size) body["dimensions"] = size;
        ModelExtras.Add(body, extra);
        var told = await Wire.PostAsync(address, body, cancellationToken);
        // The order of the texts is the order of "index", whatever the order in which they came.
        var vectors = told.Items("data").OrderBy(d => d.Number("index") ?? 0).Select(d => Vector(d.At("embedding")));
        return Made(vectors, told.Number("usage", "prompt_tokens") ?? told.Number("usage", "total_tokens"));
    }
}
