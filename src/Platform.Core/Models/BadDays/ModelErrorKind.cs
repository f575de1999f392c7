using Platform.Core.Foundation;

namespace Platform.Core.Models.BadDays;

/// <summary>The ways in which a call of a model goes wrong. In JSON: <c>rate_limited</c>, see <see cref="ModelErrorKinds"/>.</summary>
public enum ModelErrorKind
{
    /// <summary>Too many calls for now.</summary>
    RateLimited,

    /// <summary>No answer, no first word or no end of the answer in time.</summary>
    Timeout,

    /// <summary>Nobody there, or the wire broke.</summary>
    Connection,

    /// <summary>The provider says that it has too much to do.</summary>
    Overloaded,

    /// <summary>Something failed inside the provider.</summary>
    Server,

    /// <summary>The key is missing, refused or not paid for.</summary>
    Authentication,

    /// <summary>The call itself is wrong: an unknown model, a setting that does not fit.</summary>
    InvalidRequest,

    ContextTooLong,

    ContentFiltered,

    /// <summary>An answer came and it is none: HTML, rubbish, empty, endless.</summary>
    Unreadable,
}

public static class ModelErrorKinds
{
    private static readonly Dictionary<ModelErrorKind, string> Texts = Enum.GetValues<ModelErrorKind>()
        .ToDictionary(k => k, k => string.Concat(k.ToString().Select((ch, i) => i > 0 && char.IsUpper(ch) ? $"_{ch}" : $"{ch}")).ToLowerInvariant());

    public static IReadOnlyCollection<string> All => Texts.Values;

    /// <summary>The stable text of a kind: <c>context_too_long</c>.</summary>
    public static string Text(this ModelErrorKind kind) => Texts[kind];

    /// <summary>The code that a kind fails under; nodes name it in <c>retry.on</c>.</summary>
    public static ErrorCode Code(this ModelErrorKind kind) => kind switch
    {
        ModelErrorKind.RateLimited => ErrorCode.RateLimited,
        ModelErrorKind.Timeout => ErrorCode.Timeout,
        ModelErrorKind.Connection or ModelErrorKind.Overloaded or ModelErrorKind.Server or ModelErrorKind.Unreadable => ErrorCode.Unavailable,
        ModelErrorKind.Authentication => ErrorCode.Validation,
        ModelErrorKind.InvalidRequest or ModelErrorKind.ContextTooLong or ModelErrorKind.ContentFiltered => ErrorCode.ModelFailed,
        _ => ErrorCode.ModelFailed,
    };

    /// <summary>What an error tells of itself, else what its code lets one think.</summary>
    public static string Of(PlatformException error) => error.Kind ?? error.Code switch
    {
        ErrorCode.RateLimited => ModelErrorKind.RateLimited.Text(),
        ErrorCode.Timeout => ModelErrorKind.Timeout.Text(),
        ErrorCode.Unavailable => ModelErrorKind.Server.Text(),
        _ => ModelErrorKind.InvalidRequest.Text(),
    };
}
