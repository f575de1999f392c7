using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Authoring;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Api;

/// <summary>A position in a text: an offset in UTF-16 units, or a line and a column from 1 as findings have them.</summary>
public sealed record AuthoringPlace(string Text, int? Offset = null, int? Line = null, int? Column = null)
{
    /// <exception cref="PlatformException">Validation: no place is given, or the text is too long.</exception>
    public int At()
    {
        if (Text.Length > LongestText) throw new PlatformException(ErrorCode.LimitExceeded, "The text is longer than 1 MB.", "No workflow may be so long; move texts into files and include them.");
        if (Offset is { } offset) return offset;
        return Line is { } line ? WorkflowAuthor.OffsetOf(Text, line, Column ?? 1) : throw new PlatformException(ErrorCode.Validation, "No place is given.", "Send 'offset', or 'line' and 'column'.");
    }

    private const int LongestText = 1024 * 1024;
}

/// <summary>Help for editors: what may stand at a place, what a word means, and the picture of a text that is not saved.</summary>
public sealed class AuthoringEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var workflows = app.MapGroup("/api/v1/workflows").WithTags("Workflows");
        workflows.MapPost("/complete", CompleteAsync).WithSummary("What may stand at a place of a text, broken or not.");
        workflows.MapPost("/hover", HoverAsync).WithSummary("What the word at a place means; 204 when nothing is known of it.");
        workflows.MapPost("/graph", DrawAsync).WithSummary("The picture of a text that need not be saved, as format=svg, mermaid, dot or json.").Accepts<WorkflowText>("application/yaml", "application/json", "*/*");
    }

    private static async Task<Ok<CompletionList>> CompleteAsync(AuthoringPlace place, Caller caller, WorkflowAuthor author, CancellationToken cancellationToken) =>
        TypedResults.Ok(await author.CompleteAsync(caller, place.Text, place.At(), cancellationToken));

    private static async Task<Results<Ok<HoverView>, NoContent>> HoverAsync(AuthoringPlace place, Caller caller, WorkflowAuthor author, CancellationToken cancellationToken) =>
        await author.HoverAsync(caller, place.Text, place.At(), cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NoContent();

    private static async Task<IResult> DrawAsync(HttpContext context, WorkflowService workflows, CancellationToken cancellationToken, string format = "svg")
    {
        var read = workflows.Validate(await WorkflowText.ReadAsync(context.Request, cancellationToken), "workflow.yaml");
        return read.Ok ? GraphEndpoints.Draw(read.Value, format, context) : read.ToProblem();
    }
}
