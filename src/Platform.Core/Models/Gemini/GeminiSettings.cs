using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Models.Gemini;

/// <summary>What goes out with each call besides the question itself.</summary>
/// <param name="Effort">Null when the file sets none.</param>
/// <param name="ThoughtTokens">Tokens to think with, -1 for as many as it likes; null leaves it to the effort, or to the model.</param>
/// <param name="IsHeld">Whether the service holds the answer to its schema; else the prompt alone does.</param>
internal sealed record GeminiSettings(string Name, string Model, string? Effort, int? ThoughtTokens, bool IsHeld, JsonElement Extra)
{
    /// <summary>Null leaves it to the model. Its thoughts are told whenever it was told to think.</summary>
    /// <remarks>Gemini 3 knows levels, 2.5 tokens. Source of the numbers: Google's "OpenAI compatibility", reasoning_effort and thinking_budget.</remarks>
    public JsonObject? Thinking()
    {
        if (ThoughtTokens is { } tokens) return new JsonObject { ["thinkingBudget"] = tokens, ["includeThoughts"] = tokens != 0 };
        if (Effort is null) return null;
        if (Model.StartsWith("gemini-3", StringComparison.Ordinal))
        {
            var level = Effort switch { "none" => "minimal", "xhigh" => "high", _ => Effort };
            return new JsonObject { ["thinkingLevel"] = level, ["includeThoughts"] = Effort != "none" };
        }

        var budget = Effort switch { "none" => 0, "minimal" or "low" => 1024, "medium" => 8192, _ => 24576 };
        return new JsonObject { ["thinkingBudget"] = budget, ["includeThoughts"] = budget != 0 };
    }
}
