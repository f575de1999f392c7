using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>The built-in tools, and trying one.</summary>
public sealed class ToolsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var tools = app.MapGroup("/api/v1/tools").WithTags("Tools");
        tools.MapGet("/", ListAsync).WithSummary("The tools that workflows can use: arguments, result, limits, settings, an example, and which workflows use each.");
        tools.MapGet("/{name}", ShowAsync).WithSummary("One of them.");
        tools.MapPost("/{name}/try", TryAsync).WithSummary("Calls it once, in a folder of its own that is removed afterwards: { arguments, settings, files, model }. What the call fails with is a result too.");
    }

    private static async Task<Ok<Page<ToolView>>> ListAsync(Caller caller, ToolShelf shelf, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<ToolView>(await shelf.ListAsync(caller, cancellationToken), null));

    private static async Task<Ok<ToolView>> ShowAsync(string name, Caller caller, ToolShelf shelf, CancellationToken cancellationToken) =>
        TypedResults.Ok(await shelf.FindAsync(caller, name, cancellationToken) ?? throw new PlatformException(ErrorCode.NotFound, $"There is no tool '{name}'.", "GET /api/v1/tools lists them."));

    private static async Task<Ok<ToolTrialResult>> TryAsync(string name, TrialBody body, Caller caller, ToolShelf shelf, CancellationToken cancellationToken)
    {
        var arguments = body.Arguments ?? JsonSerializer.SerializeToElement(new Dictionary<string, object>());
        var settings = body.Settings is { } given ? given.ValueKind == JsonValueKind.String ? given.GetString() : given.GetRawText() : null;
        return TypedResults.Ok(await shelf.TryAsync(caller, name, new ToolTrial(arguments, settings, body.Files) { Model = body.Model }, cancellationToken));
    }

    /// <param name="Settings">What would stand under the tool's name in a file, as an object or as YAML in a text; secrets as <c>${{ secrets.NAME }}</c>.</param>
    /// <param name="Files">Texts by path, for the call's folder.</param>
    /// <param name="Model">For a tool that asks a model: builtin/embedder.</param>
    internal sealed record TrialBody(JsonElement? Arguments, JsonElement? Settings, Dictionary<string, string>? Files, string? Model = null);
}
