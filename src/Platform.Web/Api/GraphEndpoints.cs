using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Graph.Drawing;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Api;

/// <summary>The picture of a workflow.</summary>
public sealed class GraphEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/workflows/{name}/graph", DrawAsync).WithTags("Workflows").WithSummary("The graph as format=svg, mermaid, dot or json.");

    private static async Task<IResult> DrawAsync(
        string name, HttpContext context, Caller caller, WorkflowService workflows, CancellationToken cancellationToken, string format = "svg", int? version = null) =>
        Draw((await workflows.LoadAsync(caller, name, version, cancellationToken)).Graph, format, context);

    internal static IResult Draw(CompiledGraph graph, string format, HttpContext context)
    {
        switch (format)
        {
            case "svg":
                // The picture stands alone and brings its own styles, so it has its own policy: styles, and nothing else.
                context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
                return TypedResults.Text(SvgDrawing.Write(graph), "image/svg+xml");
            case "mermaid":
                return TypedResults.Text(MermaidDrawing.Write(graph), "text/plain");
            case "dot":
                return TypedResults.Text(DotDrawing.Write(graph), "text/plain");
            case "json":
                return TypedResults.Json(JsonDrawing.Write(graph));
            default:
                return Problems.Problem(ErrorCode.Validation, $"'{format}' is no format of a graph.", "Use format=svg, mermaid, dot or json.");
        }
    }
}
