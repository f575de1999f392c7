using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Platform.Core.Foundation;
using Platform.Web.Rendering;

namespace Platform.Web.Api;

/// <summary>Gives a body to an answer that has only a status: problem+json to the API, the page in the house style to a browser.</summary>
internal static class ErrorPages
{
    public static async Task ShowAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode;
        if (ErrorWall.IsApi(context.Request.Path))
        {
            var problem = code switch
            {
                StatusCodes.Status404NotFound when NoId(context) is { } given => Problems.Describe(
                    ErrorCode.NotFound, $"'{given}' is no id: an id here is a UUID, written whole.", "The lists tell whole ids; 'GET /api/v1/runs?search=' finds a run by the last eight letters of its id.", Problems.TraceOf(context)),
                StatusCodes.Status404NotFound => Problems.Describe(ErrorCode.NotFound, $"No route is at {context.Request.Path}.", "GET /openapi/v1.json lists the routes.", Problems.TraceOf(context)),
                StatusCodes.Status405MethodNotAllowed => Problems.Describe(ErrorCode.Validation, $"{context.Request.Path} does not take {context.Request.Method}.", "GET /openapi/v1.json lists the routes with their methods.", Problems.TraceOf(context), code),
                StatusCodes.Status415UnsupportedMediaType => Problems.Describe(ErrorCode.Validation, $"{context.Request.Path} does not take '{context.Request.ContentType}'.", "Send application/json.", Problems.TraceOf(context), code),
                _ => Problems.Describe(ErrorCode.Validation, "The request was refused.", "GET /openapi/v1.json tells what each route takes.", Problems.TraceOf(context), code),
            };
            await Problems.WriteAsync(context, problem);
            return;
        }

        if (code == StatusCodes.Status404NotFound && !context.Items.ContainsKey(typeof(ProblemDetails)) && Missing.At(context.Request.Path) is { } missing)
            context.Items[typeof(ProblemDetails)] = Problems.Describe(ErrorCode.NotFound, missing.Detail, missing.Resolution, Problems.TraceOf(context));

        // Ask the error page for the body, under the address that failed.
        var (path, query, endpoint) = (context.Request.Path, context.Request.QueryString, context.GetEndpoint());
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Path = "/error";
        context.Request.QueryString = QueryString.Empty;
        try
        {
            await status.Next(context);
        }
        finally
        {
            (context.Request.Path, context.Request.QueryString) = (path, query);
            context.SetEndpoint(endpoint);
        }
    }

    // What stands where a route takes a UUID; null when no route has an id there, or it is one.
    private static string? NoId(HttpContext context)
    {
        var asked = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var routes = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(r => r.RoutePattern.PathSegments);
        return routes.Where(r => r.Count == asked.Length && r.Zip(asked).All(s => Fits(s.First, s.Second)))
            .Select(r => r.Zip(asked).FirstOrDefault(s => IsId(s.First) && !Guid.TryParse(s.Second, out _)).Second)
            .FirstOrDefault(wrong => wrong is not null);
    }

    private static bool Fits(RoutePatternPathSegment segment, string asked) =>
        segment.Parts is [RoutePatternLiteralPart literal] ? string.Equals(literal.Content, asked, StringComparison.OrdinalIgnoreCase) : segment.Parts is [RoutePatternParameterPart];

    private static bool IsId(RoutePatternPathSegment segment) => segment.Parts is [RoutePatternParameterPart one] && one.ParameterPolicies.Any(p => p.Content == "guid");
}
