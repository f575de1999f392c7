using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Api;

/// <summary>Workflows as their text: <c>application/yaml</c>, or JSON <c>{ "text": … }</c>.</summary>
public sealed class WorkflowsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var workflows = app.MapGroup("/api/v1/workflows").WithTags("Workflows");
        workflows.MapGet("/", ListAsync).WithSummary("Lists workflows by name.");
        workflows.MapPost("/", CreateAsync).WithSummary("Saves a workflow text; its name stands in it. The same text gives the same version.").Accepts<WorkflowText>("application/yaml", "application/json", "*/*");
        workflows.MapPost("/validate", ValidateAsync).WithSummary("Checks a text and reports everything found; saves nothing. workflow= takes the includes of that workflow, picture=true draws the graph.").Accepts<WorkflowText>("application/yaml", "application/json", "*/*");
        workflows.MapGet("/{name}", ShowAsync).WithSummary("The current version: JSON, or its text with Accept: application/yaml.");
        workflows.MapPut("/{name}", ReplaceAsync).WithSummary("Saves a new version of this workflow; If-Match guards against overwriting another's change.").Accepts<WorkflowText>("application/yaml", "application/json", "*/*");
        workflows.MapDelete("/{name}", DeleteAsync).WithSummary("Takes the workflow out of the lists; its runs stay readable.");
        workflows.MapGet("/{name}/versions", VersionsAsync).WithSummary("All versions, newest first.");
        workflows.MapGet("/{name}/versions/{version:int}", VersionAsync).WithSummary("One version: JSON, or its text with Accept: application/yaml.");
    }

    private static async Task<Ok<Page<WorkflowView>>> ListAsync(
        Caller caller, WorkflowService workflows, CancellationToken cancellationToken, string? search = null, string? after = null, int limit = 50) =>
        TypedResults.Ok(await workflows.ListAsync(caller, new WorkflowQuery { Search = search, After = after, Limit = Limits.Page(limit) }, cancellationToken));

    private static async Task<Results<Created<SavedWorkflow>, ProblemHttpResult>> CreateAsync(
        HttpRequest request, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        var text = await WorkflowText.ReadAsync(request, cancellationToken);
        var isNew = request.Headers.IfNoneMatch == "*"; // not over one of that name
        var saved = isNew ? await workflows.SaveFromAsync(caller, text, "workflow.yaml", null, cancellationToken) : await workflows.SaveAsync(caller, text, "workflow.yaml", cancellationToken);
        if (!saved.Ok) return saved.ToProblem();
        request.HttpContext.Response.Headers.ETag = EntityTag.Of(saved.Value);
        return TypedResults.Created($"/api/v1/workflows/{saved.Value.Workflow}", SavedWorkflow.Of(saved));
    }

    private static async Task<Ok<ValidationView>> ValidateAsync(
        HttpRequest request, Caller caller, WorkflowService workflows, CancellationToken cancellationToken, string? workflow = null, bool picture = false)
    {
        var text = await WorkflowText.ReadAsync(request, cancellationToken);
        var from = workflow is null ? null : await workflows.FindAsync(caller, workflow, null, cancellationToken);
        var read = workflows.Validate(text, "workflow.yaml", from);
        var drawing = picture && read.Ok ? GraphPicture.Draw(read.Value, new Dictionary<string, NodeLook>(StringComparer.Ordinal)) : null;
        return TypedResults.Ok(ValidationView.Of(read) with { Picture = drawing });
    }

    private static Task<Results<Ok<WorkflowVersion>, ContentHttpResult, ProblemHttpResult>> ShowAsync(
        string name, HttpRequest request, Caller caller, WorkflowService workflows, CancellationToken cancellationToken) =>
        ReadAsync(name, null, request, caller, workflows, cancellationToken);

    private static async Task<Results<Ok<SavedWorkflow>, ProblemHttpResult>> ReplaceAsync(
        string name, HttpRequest request, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        var text = await WorkflowText.ReadAsync(request, cancellationToken);
        var now = await workflows.FindAsync(caller, name, null, cancellationToken);
        if (EntityTag.Refuse(request, now) is { } refused) return refused;

        var read = workflows.Validate(text, "workflow.yaml", now);
        if (read.Ok && read.Value.Name != name) return OtherName(name, read.Value);
        var isGuarded = request.Headers.IfMatch.Count > 0 && now is not null; // nobody comes in between either
        var saved = isGuarded ? await workflows.SaveFromAsync(caller, text, "workflow.yaml", now, cancellationToken) : await workflows.SaveAsync(caller, text, "workflow.yaml", cancellationToken);
        if (!saved.Ok) return saved.ToProblem();
        request.HttpContext.Response.Headers.ETag = EntityTag.Of(saved.Value);
        return TypedResults.Ok(SavedWorkflow.Of(saved));
    }

    private static async Task<NoContent> DeleteAsync(string name, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        await workflows.DeleteAsync(caller, name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Page<VersionView>>, ProblemHttpResult>> VersionsAsync(
        string name, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        var versions = await workflows.VersionsAsync(caller, name, cancellationToken);
        return versions.Count > 0 ? TypedResults.Ok(new Page<VersionView>(versions, null)) : Missing(name, null);
    }

    private static Task<Results<Ok<WorkflowVersion>, ContentHttpResult, ProblemHttpResult>> VersionAsync(
        string name, int version, HttpRequest request, Caller caller, WorkflowService workflows, CancellationToken cancellationToken) =>
        ReadAsync(name, version, request, caller, workflows, cancellationToken);

    private static async Task<Results<Ok<WorkflowVersion>, ContentHttpResult, ProblemHttpResult>> ReadAsync(
        string name, int? version, HttpRequest request, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        var found = await workflows.FindAsync(caller, name, version, cancellationToken);
        if (found is null) return Missing(name, version);
        request.HttpContext.Response.Headers.ETag = EntityTag.Of(found);
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        var wantsYaml = request.Headers.Accept.ToString().Contains("yaml", StringComparison.OrdinalIgnoreCase);
        return wantsYaml ? TypedResults.Text(found.Text, "application/yaml") : TypedResults.Ok(found);
    }

    private static ProblemHttpResult Missing(string name, int? version) => Problems.NotFound(
        version is null ? $"There is no workflow named '{name}'." : $"The workflow '{name}' has no version {version}.",
        version is null ? "GET /api/v1/workflows lists those that exist." : $"GET /api/v1/workflows/{name}/versions lists those that exist.");

    private static ProblemHttpResult OtherName(string name, CompiledGraph read) => Problems.Problem(
        ErrorCode.Validation, $"The text is of the workflow '{read.Name}', but was sent to '{name}'.", $"Send it to /api/v1/workflows/{read.Name}, or change its 'name:'.");
}
