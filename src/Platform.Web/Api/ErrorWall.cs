using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Foundation;

namespace Platform.Web.Api;

/// <summary>
/// The wall at this door: whatever was thrown becomes an answer. The API gets problem+json; pages get the error page in the house style.
/// No answer holds a stack trace; the log holds it under the same trace id.
/// </summary>
internal sealed partial class ErrorWall(IHostApplicationLifetime lifetime, ILogger<ErrorWall> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        // What the server itself cut off because it stops; whoever comes next finds it, or another one, there.
        if (exception is OperationCanceledException && lifetime.ApplicationStopping.IsCancellationRequested)
            exception = new PlatformException(ErrorCode.Unavailable, "The server is stopping.", "Send it again in a moment.", exception);

        // By now the request's own path is that of the error page.
        var path = context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path.Value ?? "";
        var problem = Describe(context, exception);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) LogUnavailable(path, problem.Detail);
        else if (problem.Status >= StatusCodes.Status500InternalServerError) LogUnexpected(Problems.TraceOf(context), path, KindsOf(exception), exception);
        context.Response.StatusCode = problem.Status!.Value;
        if (!IsApi(path))
        {
            context.Items[typeof(ProblemDetails)] = problem;
            return false; // The error page draws it.
        }

        await Problems.WriteAsync(context, problem);
        return true;
    }

    public static bool IsApi(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/mcp") || path.StartsWithSegments("/health");

    public static ProblemDetails Describe(HttpContext context, Exception exception)
    {
        var trace = Problems.TraceOf(context);
        return exception switch
        {
            PlatformException known => Problems.Describe(known.Code, known.Message, known.Resolution, trace),
            BadHttpRequestException { InnerException: JsonException json } => Problems.Describe(
                ErrorCode.Validation, Sentence(json), "Send the fields that /openapi/v1.json lists, each of its type.", trace),
            BadHttpRequestException bad => Problems.Describe(
                bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorCode.LimitExceeded : ErrorCode.Validation,
                Sentence(bad), "See /docs for what this route takes.", trace, bad.StatusCode),
            _ => Problems.Describe(
                ErrorCode.Internal, "Something went wrong here that should not have.", $"Try again; if it stays, look for the trace id {trace} in the server's log.", trace),
        };
    }

    // The log may be cut after a line or shown without what was thrown: its kinds, outermost first, tell most.
    private static string KindsOf(Exception exception)
    {
        var kinds = new List<string>();
        for (var at = exception; at is not null; at = at.InnerException) kinds.Add(at.GetType().FullName!);
        return string.Join(" < ", kinds);
    }

    /// <summary>"The JSON property 'x' could not be mapped to any .NET member contained in type 'Y'." tells a caller about our types; this says it in theirs.</summary>
    public static string Sentence(JsonException json)
    {
        var place = string.IsNullOrEmpty(json.Path) ? "" : $" at {json.Path}";
        if (!json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal)) return $"The body is not the JSON that is expected{place}.";
        var name = json.Message.Split('\'') is { Length: > 1 } parts ? parts[1] : "?";
        return $"The field '{name}' is not known here.";
    }

    // "Failed to bind parameter "Nullable<int> limit" from "abc"." names a type of ours; the parameter and what was sent say enough.
    private static string Sentence(BadHttpRequestException bad) =>
        UnboundParameter().Match(bad.Message) is { Success: true } unbound
            ? $"The parameter '{char.ToLowerInvariant(unbound.Groups[1].ValueSpan[0])}{unbound.Groups[1].ValueSpan[1..]}' cannot be '{unbound.Groups[2].Value}'."
            : bad.Message;

    [GeneratedRegex("^Failed to bind parameter \".+ (\\w+)\" from \"(.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex UnboundParameter();

    [LoggerMessage(9002, LogLevel.Warning, "{Path} could not be answered: {Reason}")]
    private partial void LogUnavailable(string path, string? reason);

    [LoggerMessage(9001, LogLevel.Error, "Request {TraceId} to {Path} failed by {Kinds}")]
    private partial void LogUnexpected(string traceId, string path, string kinds, Exception exception);
}
