using System.Net;
using System.Text.Json;

namespace Platform.Core.Models.Wire;

/// <summary>
/// The status that an error would have had, had it come before the stream began. Sources: the lists of errors of OpenAI, Anthropic, Google and OpenRouter.
/// </summary>
internal static class WireErrors
{
    private static readonly Dictionary<string, HttpStatusCode> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rate_limit_exceeded"] = HttpStatusCode.TooManyRequests,
        ["rate_limit_error"] = HttpStatusCode.TooManyRequests,
        ["insufficient_quota"] = HttpStatusCode.TooManyRequests,
        ["RESOURCE_EXHAUSTED"] = HttpStatusCode.TooManyRequests,
        ["overloaded_error"] = (HttpStatusCode)529,
        ["UNAVAILABLE"] = HttpStatusCode.ServiceUnavailable,
        ["timeout_error"] = HttpStatusCode.GatewayTimeout,
        ["DEADLINE_EXCEEDED"] = HttpStatusCode.GatewayTimeout,
        ["authentication_error"] = HttpStatusCode.Unauthorized,
        ["invalid_api_key"] = HttpStatusCode.Unauthorized,
        ["UNAUTHENTICATED"] = HttpStatusCode.Unauthorized,
        ["permission_error"] = HttpStatusCode.Forbidden,
        ["PERMISSION_DENIED"] = HttpStatusCode.Forbidden,
        ["not_found_error"] = HttpStatusCode.NotFound,
        ["NOT_FOUND"] = HttpStatusCode.NotFound,
        ["invalid_request_error"] = HttpStatusCode.BadRequest,
        ["context_length_exceeded"] = HttpStatusCode.BadRequest,
        ["invalid_prompt"] = HttpStatusCode.BadRequest,
        ["content_filter"] = HttpStatusCode.BadRequest,
        ["INVALID_ARGUMENT"] = HttpStatusCode.BadRequest,
        ["FAILED_PRECONDITION"] = HttpStatusCode.BadRequest,
    };

    /// <param name="error">The object behind <c>error</c>, or its text.</param>
    public static HttpStatusCode StatusOf(JsonElement error)
    {
        if (error.Number("code") is >= 400 and < 600 and var code) return (HttpStatusCode)(int)code;
        foreach (var name in (string[])["code", "type", "status"])
            if (error.Text(name) is { } kind && Kinds.TryGetValue(kind, out var status)) return status;
        return HttpStatusCode.InternalServerError;
    }
}
