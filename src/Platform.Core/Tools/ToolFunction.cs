using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Platform.Core.Tools;

/// <summary>A built-in tool as the function that agents and MCP know.</summary>
internal sealed class ToolFunction(
    string name, string description, JsonElement schema, Func<ToolCall, CancellationToken, ValueTask<JsonElement>> call) : AIFunction
{
    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => schema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        // The runner puts the context there; whoever calls the function without it has forgotten the rules of calling.
        if (arguments.Context is null || !arguments.Context.TryGetValue(typeof(ToolCallContext), out var given) || given is not ToolCallContext context)
            throw new InvalidOperationException($"Tool '{name}' is called through ToolRunner only.");
        var json = JsonSerializer.SerializeToElement(arguments.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal));
        return await call(new ToolCall(json, context), cancellationToken);
    }
}
