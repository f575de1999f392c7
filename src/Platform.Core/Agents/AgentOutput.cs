using System.Text.Json;
using Platform.Core.Schemas;

namespace Platform.Core.Agents;

/// <summary>What an agent's answer must be.</summary>
/// <param name="Schema">What the answer is held to.</param>
/// <param name="Shown">The same as JSON that stands alone, for the model to read: what <c>$ref</c> pointed to is in it.</param>
public sealed record AgentOutput(JsonSchema Schema, JsonElement Shown);
