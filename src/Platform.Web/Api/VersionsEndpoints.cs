using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Api;

/// <summary>What two versions differ in.</summary>
/// <param name="Text">As <c>diff -u</c> writes it; empty when they are the same.</param>
public sealed record VersionsDiff(string Workflow, int From, int To, int Added, int Removed, string Text);

/// <summary>Comparing versions, bringing one back, and switching a workflow off.</summary>
public sealed class VersionsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var workflow = app.MapGroup("/api/v1/workflows/{name}").WithTags("Workflows");
        workflow.MapGet("/diff", DiffAsync).WithSummary("What changed from one version to another: from= and to=, or the current one when to is left out.");
        workflow.MapPost("/versions/{version:int}/restore", RestoreAsync).WithSummary("Makes the text of an old version the newest version.");
        workflow.MapPost("/disable", DisableAsync).WithSummary("The workflow starts no new runs; those in flight go on.");
        workflow.MapPost("/enable", EnableAsync).WithSummary("The workflow may be started again.");
    }

    private static async Task<Ok<VersionsDiff>> DiffAsync(string name, int from, Caller caller, WorkflowService workflows, CancellationToken cancellationToken, int? to = null)
    {
        var (before, after) = (await GetAsync(from), await GetAsync(to));
        var lines = TextDiff.Lines(before.Text, after.Text);
        return TypedResults.Ok(new VersionsDiff(
            name, before.Number, after.Number, lines.Count(l => l.Change == LineChange.Added), lines.Count(l => l.Change == LineChange.Removed),
            TextDiff.Unified(before.Text, after.Text, $"{name} v{before.Number}", $"{name} v{after.Number}")));

        async Task<WorkflowVersion> GetAsync(int? version) => await workflows.FindAsync(caller, name, version, cancellationToken)
            ?? throw new PlatformException(ErrorCode.NotFound, $"The workflow '{name}' has no version {version?.ToString() ?? "that is current"}.", $"GET /api/v1/workflows/{name}/versions lists those that exist.");
    }

    private static async Task<Ok<WorkflowVersion>> RestoreAsync(string name, int version, Caller caller, WorkflowService workflows, CancellationToken cancellationToken) =>
        TypedResults.Ok(await workflows.RestoreAsync(caller, name, version, cancellationToken));

    private static async Task<NoContent> DisableAsync(string name, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        await workflows.EnableAsync(caller, name, on: false, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EnableAsync(string name, Caller caller, WorkflowService workflows, CancellationToken cancellationToken)
    {
        await workflows.EnableAsync(caller, name, on: true, cancellationToken);
        return TypedResults.NoContent();
    }
}
