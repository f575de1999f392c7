using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>The models that workflows use, and how they do.</summary>
public sealed class ModelsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/api/v1/models").WithTags("Models");
        models.MapGet("/", ListAsync).WithSummary("The models of all workflows, with their breaker and their newest check in this process.");
        models.MapPost("/check", CheckAllAsync).WithSummary("Asks each model for a few tokens and tells what came of it.");
        models.MapPost("/{name}/check", CheckAsync).WithSummary("The same for one model: its name in a file, or what it uses with %2F for /.");
    }

    private static async Task<Ok<Page<ModelView>>> ListAsync(Caller caller, ModelHealth health, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<ModelView>(await health.ListAsync(caller, cancellationToken), null));

    private static async Task<Ok<Page<ModelView>>> CheckAllAsync(Caller caller, ModelHealth health, CancellationToken cancellationToken, string? workflow = null) =>
        TypedResults.Ok(new Page<ModelView>(await health.CheckAsync(caller, name: null, workflow, cancellationToken), null));

    // A route leaves an escaped slash as it is, for it would be another route.
    private static async Task<Ok<Page<ModelView>>> CheckAsync(string name, Caller caller, ModelHealth health, CancellationToken cancellationToken, string? workflow = null) =>
        TypedResults.Ok(new Page<ModelView>(await health.CheckAsync(caller, name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), workflow, cancellationToken), null));
}
