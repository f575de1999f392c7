using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Platform.Core.Tools;

/// <summary>A tool whose calls wait for something, as the function that models are told of. It is never invoked: see <see cref="BoundTool.Need"/>.</summary>
internal static class WaitingFunction
{
    public static AIFunction Of(ToolSettings settings, string description, JsonElement schema) => new ToolFunction(
        settings.Name, description, schema, (_, _) => throw new InvalidOperationException($"Tool '{settings.Name}' waits and cannot be invoked."));
}
