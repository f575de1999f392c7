namespace Platform.Core.Models.BadDays;

/// <summary>Sorts what a provider answered under one of our kinds. Pure.</summary>
internal static class ErrorSorting
{
    private static readonly string[] TooLong =
    [
        "prompt is too long", "context length", "context_length", "maximum context", "context window", "context size", "input is too long", "input token count",
        "too many input tokens", "maximum number of tokens", "exceeds the model's maximum", "reduce the length of the messages",
    ];

    private static readonly string[] Filtered = ["content management policy", "content policy", "content filter", "safety system", "flagged as potentially"];

    private static readonly string[] Refused = ["api key not valid", "invalid api key", "incorrect api key", "credit balance is too low", "invalid x-api-key"];

    /// <summary>What has to be paid or raised at the provider: waiting does not mend it.</summary>
    private static readonly string[] NotPaid = ["insufficient_quota", "billing_error", "billing_hard_limit_reached", "billing_not_active", "payment_required", "insufficient_balance"];

    /// <param name="status">The HTTP status; 200 when the error stood in an answer that began well.</param>
    public static ModelErrorKind Kind(int status, ProviderError said)
    {
        if (status is < 400 && said.Status > 0) status = said.Status;
        if (IsUnpaid(status, said)) return ModelErrorKind.Authentication;
        if (status != 429 && (status == 413 || Marked(said, "context_length_exceeded", "request_too_large", "model_context_window_exceeded") || Says(said, TooLong))) return ModelErrorKind.ContextTooLong;
        if (Marked(said, "content_filter", "content_policy_violation", "responsibleaipolicyviolation", "prohibited_content") || (status is 400 or < 400 && Says(said, Filtered))) return ModelErrorKind.ContentFiltered;
        if (status is 401 or 403 || Marked(said, "authentication_error", "permission_error", "invalid_api_key", "api_key_invalid", "unauthenticated", "permission_denied", "account_deactivated") || Says(said, Refused))
            return ModelErrorKind.Authentication;
        if (status == 429 || Marked(said, "rate_limit_error", "rate_limit_exceeded", "resource_exhausted")) return ModelErrorKind.RateLimited;
        if (status is 503 or 529 || Marked(said, "overloaded_error", "overloaded", "server_overloaded", "engine_overloaded", "unavailable", "slow_down")) return ModelErrorKind.Overloaded;
        if (status is 408 or 504 || Marked(said, "timeout_error", "deadline_exceeded")) return ModelErrorKind.Timeout;
        if (status >= 500 || Marked(said, "api_error", "server_error", "internal_error", "internal", "internal_server_error")) return ModelErrorKind.Server;
        if (status is >= 300 || Marked(said, "invalid_request_error", "not_found_error", "invalid_argument", "not_found", "failed_precondition", "model_not_found")) return ModelErrorKind.InvalidRequest;
        return ModelErrorKind.Server; // an answer that began well and then told of an error it has no name for
    }

    public static bool IsUnpaid(int status, ProviderError said) => status == 402 || Marked(said, NotPaid);

    private static bool Marked(ProviderError said, params ReadOnlySpan<string> marks)
    {
        foreach (var mark in marks)
            if (said.Marks.Contains(mark)) return true;
        return false;
    }

    private static bool Says(ProviderError said, string[] phrases) => phrases.Any(p => said.Message.Contains(p, StringComparison.OrdinalIgnoreCase));
}
