using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Arithmetic;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Computes a formula, exactly where it can.</summary>
public sealed class MathEvalTool : IToolKind
{
    public string Key => "math.eval";

    public string Description => "Computes a formula exactly: 0.1 + 0.2 is 0.3. Has + - * / % ^, round, min, max, sum, avg, sqrt, ln, sin and others, and names for values.";

    public string Example => "total: { tool: math.eval, with: { formula: \"round(net * 1.19, 2)\", values: { net: 49.9 } } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["formula"],
          "properties": {
            "formula": { "type": "string", "minLength": 1, "maxLength": 10000, "description": "as 2 * (price + 1) ^ 2; ^ is power, % the remainder" },
            "values": { "type": "object", "additionalProperties": { "anyOf": [ { "type": "number" }, { "type": "array", "items": { "type": "number" }, "maxItems": 10000 } ] }, "description": "what the names in the formula stand for; a list goes into sum, avg, median, min, max and count" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["value", "text", "exact"], "properties": {
              "value": { "type": "number", "description": "as near as a number of JSON comes" },
              "text": { "type": "string", "description": "with all digits" },
              "exact": { "type": "boolean", "description": "false when a root, a logarithm, an angle or endless decimals came in" } } }
            """),
        Limits = ["A formula of 10,000 characters, 64 brackets deep; exact numbers of up to 1,200 digits, beyond that as near as 15 digits."],
        Notes = $"Functions: {string.Join(", ", Functions.Names)}. Constants: pi, e, tau. Fractions are kept as fractions, so 1/3*3 is 1. round takes halves away from zero, and how many decimals as its "
            + "second argument. -2^2 is -4.",
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, Evaluate);

    private static ValueTask<JsonElement> Evaluate(ToolCall call, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, IReadOnlyList<Exact>>(StringComparer.Ordinal);
        foreach (var given in call.Argument("values")?.EnumerateObject() ?? default)
            values[given.Name] = given.Value.ValueKind == JsonValueKind.Array
                ? [.. given.Value.EnumerateArray().Select(n => Exact.Parse(n.GetRawText()))]
                : [Exact.Parse(given.Value.GetRawText())];
        var result = Formula.Evaluate(call.RequiredText("formula"), values, cancellationToken);
        var (text, exact) = result.Written();
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["value"] = result.IsWhole(out var whole) ? whole : result.ToDouble(),
            ["text"] = text,
            ["exact"] = exact,
        }));
    }
}
