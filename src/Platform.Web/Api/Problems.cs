using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Foundation;

namespace Platform.Web.Api;

/// <summary>Errors as RFC 9457 <c>application/problem+json</c>: <c>code, title, detail, resolution, traceId</c> and the <c>findings</c> of a rejected text.</summary>
internal static class Problems
{
    // Letters as letters: an answer is JSON and never put into HTML as it is.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Databases that are started again are there within seconds.
    private const string RetryAfterSeconds = "2";

    public static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.Validation => StatusCodes.Status400BadRequest,
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.Conflict => StatusCodes.Status409Conflict,
        ErrorCode.Forbidden => StatusCodes.Status403Forbidden,
        ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
        ErrorCode.Timeout => StatusCodes.Status504GatewayTimeout,
        ErrorCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorCode.BudgetExceeded or ErrorCode.LimitExceeded => StatusCodes.Status422UnprocessableEntity,
        ErrorCode.ToolFailed or ErrorCode.ModelFailed or ErrorCode.SandboxFailed or ErrorCode.CodeFailed => StatusCodes.Status502BadGateway,
        ErrorCode.Cancelled => StatusCodes.Status409Conflict,
        ErrorCode.Internal => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The findings of a rejected command as one answer.</summary>
    public static ProblemHttpResult ToProblem<T>(this Result<T> rejected)
        where T : class => Rejected(rejected.Findings);

    public static ProblemHttpResult Rejected(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(f => f.Severity == Severity.Error).ToList();
        var detail = errors.Count switch
        {
            0 => "The request was rejected.",
            1 => errors[0].Message,
            _ => $"{errors[0].Message} (and {errors.Count - 1} more, see findings)",
        };
        var problem = Describe(ErrorCode.Validation, detail, Mend(errors), Activity.Current?.TraceId.ToString());
        problem.Extensions["findings"] = findings.Select(FindingView.Of).ToList();
        return TypedResults.Problem(problem);
    }

    // Of a run's inputs there is no file to look into: their names say what to give.
    private static string Mend(List<Finding> errors) => errors.Count > 0 && errors.TrueForAll(e => e is { Code: "RN003", Path.Length: > 1 })
        ? $"Give {string.Join(" and ", errors.Select(e => $"'{e.Path[1..].Replace('/', '.')}'").Distinct(StringComparer.Ordinal).Take(5))} in \"inputs\" as told, and send it again."
        : "Mend what the findings name, each at its place, and send it again.";

    public static ProblemHttpResult Problem(ErrorCode code, string detail, string resolution) =>
        TypedResults.Problem(Describe(code, detail, resolution, Activity.Current?.TraceId.ToString()));

    public static ProblemHttpResult NotFound(string what, string resolution) => Problem(ErrorCode.NotFound, what, resolution);

    public static Task WriteAsync(HttpContext context, PlatformException exception) =>
        WriteAsync(context, Describe(exception.Code, exception.Message, exception.Resolution, TraceOf(context)));

    public static async Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await context.Response.WriteAsJsonAsync(problem, Json, "application/problem+json", context.RequestAborted);
    }

    /// <summary>The number under which the logs know this request.</summary>
    public static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public static ProblemDetails Describe(ErrorCode code, string detail, string resolution, string? traceId, int? status = null) => new()
    {
        Type = "about:blank",
        Title = TitleOf(code),
        Status = status ?? StatusOf(code),
        Detail = detail,
        Extensions =
        {
            ["code"] = code.Text(),
            ["resolution"] = resolution,
            ["traceId"] = traceId,
        },
    };

    private static string TitleOf(ErrorCode code)
    {
        if (code == ErrorCode.Validation) return "Not valid";
        var text = code.Text().Replace('_', ' ');
        return string.Concat(char.ToUpperInvariant(text[0]), text[1..]);
    }
}

/// <summary>A finding as the API tells it.</summary>
public sealed record FindingView(string Code, string Severity, string Message, string File, int Line, int Column, int EndLine, int EndColumn, string? Suggestion, string Path)
{
    public static FindingView Of(Finding finding) => new(
        finding.Code, finding.Severity.ToString().ToLowerInvariant(), finding.Message,
        finding.At.File, finding.At.Line, finding.At.Column, finding.At.EndLine, finding.At.EndColumn, finding.Suggestion, finding.Path);
}
