using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Turns texts into vectors by a model of the file.</summary>
public sealed class TextEmbedTool(ModelServices models) : IToolKind
{
    private const int MostTexts = 2048;
    private const int MostDimensions = 16_384;

    public string Key => "text.embed";

    public string Description => "Turns a text, or each of a list of texts, into a vector of numbers. Texts that are alike have vectors that are near each other.";

    public string Example => """near: { tool: vectors, with: { text: "How do I get my money back?" } }""";

    public string ExampleParts => """
        models: { letters: { use: builtin/embedder } }
        tools: { vectors: { use: text.embed, model: letters } }
        """;

    public long LargestResult => 64 * 1024 * 1024;

    public Type? ModelOf => typeof(IEmbeddingProvider);

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "properties": {
            "text": { "type": "string", "minLength": 1, "description": "one text; the result has 'vector'" },
            "texts": { "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 2048, "description": "several; the result has 'vectors', in their order" },
            "dimensions": { "type": "integer", "minimum": 1, "maximum": 16384, "description": "where the model can give fewer" }
          },
          "oneOf": [ { "required": ["text"] }, { "required": ["texts"] } ],
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["model", "dimensions"], "properties": {
              "model": { "type": "string" },
              "dimensions": { "type": "integer" },
              "tokens": { "type": ["integer", "null"] },
              "vector": { "type": "array", "items": { "type": "number" }, "description": "of 'text'" },
              "vectors": { "type": "array", "description": "of 'texts', in their order" } } }
            """),
        Limits = ["At most 2,048 texts in one call."],
        Settings = [new("model", "one under models that embeds"), new("dimensions", "where the model can give fewer")],
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found, "model", "dimensions")?.Text("model").Whole("dimensions", 1, MostDimensions);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => EmbedAsync(settings, call, cancellationToken));

    private async ValueTask<JsonElement> EmbedAsync(ToolSettings settings, ToolCall call, CancellationToken cancellationToken)
    {
        var model = settings.RequiredModel();
        var one = call.Text("text");
        IReadOnlyList<string> texts = one is not null ? [one] : [.. call.Argument("texts")!.Value.EnumerateArray().Take(MostTexts).Select(t => t.GetString()!)];
        var made = await models.EmbedAsync(model, texts, call.Whole("dimensions") ?? settings.Read().Whole("dimensions", 1, MostDimensions), call.Context.Models, cancellationToken);
        var result = new Dictionary<string, object?> { ["model"] = model.Use, ["dimensions"] = made[0].Dimensions, ["tokens"] = made.Usage?.InputTokenCount };
        if (one is not null) result["vector"] = made[0].Vector.ToArray();
        else result["vectors"] = made.Select(e => e.Vector.ToArray());
        return JsonSerializer.SerializeToElement(result);
    }
}
