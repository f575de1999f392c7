using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Web.Api;

/// <summary>What keeps two people from overwriting each other: a change names the version that it was made from.</summary>
internal static class EntityTag
{
    public static string Of(WorkflowVersion version) => $"\"{version.Hash}\"";

    /// <summary>Null when the request may go on: it bears no <c>If-Match</c>, or the one that is current.</summary>
    public static ProblemHttpResult? Refuse(HttpRequest request, WorkflowVersion? now)
    {
        var wanted = request.Headers.IfMatch.ToString();
        if (wanted.Length == 0) return null;
        if (now is not null && EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags)
            && tags.Any(t => t.Tag == "*" || t.Tag == Of(now))) return null;
        var problem = Problems.Describe(
            ErrorCode.Conflict, "The workflow was changed since you read it.", "Read it again, merge your change, and send it with the new ETag.", Problems.TraceOf(request.HttpContext),
            StatusCodes.Status412PreconditionFailed);
        return TypedResults.Problem(problem);
    }
}

internal static class Limits
{
    /// <summary>A page's size as asked for, within 1 to 200.</summary>
    public static int Page(int asked) => Math.Clamp(asked, 1, 200);
}
