namespace Platform.Core.Foundation;

/// <summary>Every way in which the world or we can be wrong. In JSON and YAML: <c>rate_limited</c>, see <see cref="ErrorCodes"/>.</summary>
public enum ErrorCode
{
    Validation,
    NotFound,
    Conflict,
    Forbidden,
    RateLimited,
    Timeout,
    Unavailable,
    BudgetExceeded,
    LimitExceeded,
    ToolFailed,
    ModelFailed,
    SandboxFailed,

    /// <summary>Code of the workflow failed, in the sandbox; <see cref="SandboxFailed"/> is the sandbox itself.</summary>
    CodeFailed,
    Cancelled,
    Internal,
}

public static class ErrorCodes
{
    private static readonly Dictionary<ErrorCode, string> Texts = Enum.GetValues<ErrorCode>()
        .ToDictionary(c => c, c => string.Concat(c.ToString().Select((ch, i) => i > 0 && char.IsUpper(ch) ? $"_{ch}" : $"{ch}")).ToLowerInvariant());

    private static readonly Dictionary<string, ErrorCode> Codes = Texts.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Codes.Keys;

    /// <summary>The stable text of a code: <c>not_found</c>.</summary>
    public static string Text(this ErrorCode code) => Texts[code];

    public static bool TryParse(string text, out ErrorCode code) => Codes.TryGetValue(text, out code);
}

/// <summary>
/// The one exception of the product: what happened, and what to do next. Its message and its resolution are read by people,
/// so they hold no secret and no stack.
/// </summary>
/// <param name="code">The stable kind.</param>
/// <param name="message">What happened, in one sentence.</param>
/// <param name="resolution">What to do next, in one sentence.</param>
public sealed class PlatformException(ErrorCode code, string message, string resolution = "", Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>A <see cref="Kind"/> of <see cref="ErrorCode.Unavailable"/>: nothing answers there; it may come by itself.</summary>
    public const string Unreachable = "unreachable";

    public ErrorCode Code { get; } = code;

    public string Resolution { get; } = resolution;

    /// <summary>The node it happened in; null when it was outside any node.</summary>
    public string? Node { get; init; }

    /// <summary>What went wrong, finer than the code: <c>overloaded</c> of <c>unavailable</c>; null when there is nothing finer to say.</summary>
    public string? Kind { get; init; }

    /// <summary>How long the other side asked us to wait (<c>Retry-After</c>); null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
