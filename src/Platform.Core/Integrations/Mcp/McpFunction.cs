using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.Tools;

namespace Platform.Core.Integrations.Mcp;

/// <summary>A tool of a server as the function that agents and nodes call.</summary>
/// <param name="tool">Its name at the server.</param>
/// <param name="output">What its structured results keep to, as the server says; null when it says nothing.</param>
internal sealed class McpFunction(string name, string description, JsonElement schema, McpSession session, string tool, JsonSchema? output) : AIFunction
{
    private const int ShownViolations = 3;

    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => schema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Context is null || !arguments.Context.TryGetValue(typeof(ToolCallContext), out var given) || given is not ToolCallContext context)
            throw new InvalidOperationException($"Tool '{name}' is called through ToolRunner only.");
        var asked = new CallToolRequestParams
        {
            Name = tool,
            Arguments = arguments.ToDictionary(a => a.Key, a => a.Value is JsonElement json ? json : JsonSerializer.SerializeToElement(a.Value), StringComparer.Ordinal),
        };
        CallToolResult result;
        try
        {
            result = await session.CallAsync(client => CallAsync(client, session, asked, cancellationToken), cancellationToken);
        }
        catch (PlatformException refused) when (refused.InnerException is McpProtocolException)
        {
            session.Forget(); // perhaps its tools are others by now, and it did not say so
            throw;
        }

        if (result.IsError == true) throw new PlatformException(ErrorCode.ToolFailed, $"Tool '{name}' says: {McpErrors.Short(McpResults.Text(result.Content))}", "Mend the arguments, or do without it.");
        if (result.StructuredContent is { } structured && output is not null && output.Validate(structured, ShownViolations) is { Count: > 0 } broken)
            throw new PlatformException(ErrorCode.ToolFailed, $"Tool '{name}' gave back something that its own schema does not allow: {string.Join("; ", broken.Select(b => $"{b.InstancePointer} {b.Message}".Trim()))}.", "Ask whoever offers the server to mend it.");
        return await McpResults.ReadAsync(result, session.Settings.Name, context.Files, cancellationToken);
    }

    // By hand, for over HTTP the SDK tells no server that nobody waits for the answer any more.
    private static async Task<CallToolResult> CallAsync(McpClient client, McpSession session, CallToolRequestParams asked, CancellationToken cancellationToken)
    {
        var request = new JsonRpcRequest
        {
            Id = new RequestId($"call-{Guid.NewGuid():N}"),
            Method = RequestMethods.ToolsCall,
            Params = JsonSerializer.SerializeToNode(asked, McpJsonUtilities.DefaultOptions),
        };
        try
        {
            var response = await client.SendRequestAsync(request, cancellationToken);
            return response.Result.Deserialize<CallToolResult>(McpJsonUtilities.DefaultOptions) ?? new CallToolResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.LetEnd(SayCancelledAsync(client, request.Id));
            throw;
        }
    }

    private static async Task SayCancelledAsync(McpClient client, RequestId request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await client.SendNotificationAsync(
                NotificationMethods.CancelledNotification, new CancelledNotificationParams { RequestId = request, Reason = "Nobody waits for the answer any more." }, McpJsonUtilities.DefaultOptions, patience.Token);
        }
        catch (Exception gone) when (gone is IOException or HttpRequestException or InvalidOperationException or OperationCanceledException or PlatformException)
        {
            // Whoever is gone needs not be told.
        }
    }
}
