using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Models;

/// <summary>Turns what providers answer and SDKs throw into the one exception of the product, with its kind and what to do.</summary>
internal static class ModelErrors
{
    private const int LongestMessage = 400;

    /// <summary>The errors that may pass by themselves.</summary>
    public static bool IsTransient(ErrorCode code) => code is ErrorCode.RateLimited or ErrorCode.Timeout or ErrorCode.Unavailable;

    public static PlatformException MissingKey(string model, string provider, string variable) =>
        new(ErrorCode.Validation, $"Model '{model}' has no key for {provider}: neither 'api_key' nor the secret {variable} is set.",
            $"Set {variable}, or api_key: ${{{{ secrets.{variable} }}}}, or use a builtin model.")
        { Kind = ModelErrorKind.Authentication.Text() };

    public static PlatformException Of(ModelErrorKind kind, string message, string resolution, Exception? inner = null) =>
        new(kind.Code(), message, resolution, inner) { Kind = kind.Text() };

    /// <summary>An answer that stopped before its end.</summary>
    public static PlatformException BrokeOff(string model, Exception? inner = null) =>
        Of(ModelErrorKind.Connection, $"The answer of model '{model}' broke off.", "Try again, or set a fallback.", inner);

    public static PlatformException Unreadable(string model, string because, Exception? inner = null) =>
        Of(ModelErrorKind.Unreadable, $"The answer of model '{model}' could not be read: {because}.", "Try again; if it stays, check 'base_url'.", inner);

    /// <summary>Trying again brings the same.</summary>
    public static PlatformException Endless(string model, string because, Exception? inner = null) =>
        new(ErrorCode.ModelFailed, $"The answer of model '{model}' is too long: {because}.", "Set max_tokens, or ask for less.", inner) { Kind = ModelErrorKind.Unreadable.Text() };

    public static PlatformException Filtered(string model) =>
        Of(ModelErrorKind.ContentFiltered, $"The content filter of model '{model}' let nothing of the answer through.", "Change the prompt, or set a fallback.");

    /// <param name="status">The HTTP status; 200 when the error stood in an answer that began well.</param>
    /// <param name="retryAfter">What the headers ask for; null when they say nothing.</param>
    public static PlatformException Of(int status, ProviderError said, TimeSpan? retryAfter, string model, string provider)
    {
        var kind = ErrorSorting.Kind(status, said);
        var because = said.Message.Length == 0 ? "" : $": {said.Message}";
        var number = status is >= 400 or (>= 300 and < 400) ? $" ({status})" : "";
        var (message, resolution) = kind switch
        {
            ModelErrorKind.RateLimited => ($"{provider} limits model '{model}'{because}", $"Wait{Asked(retryAfter ?? said.RetryAfter)}, lower 'parallel', or set a fallback."),
            ModelErrorKind.Timeout => ($"{provider} timed out for model '{model}'{number}{because}", "Try again later, or set a fallback."),
            ModelErrorKind.Overloaded => ($"{provider} is overloaded and did not answer model '{model}'{number}{because}", "Try again later, or set a fallback."),
            ModelErrorKind.Server => ($"{provider} is not available for model '{model}'{number}{because}", "Try again later, or set a fallback."),
            ModelErrorKind.Authentication when ErrorSorting.IsUnpaid(status, said) => ($"{provider} has no credit left for model '{model}'{number}.", "Look at the plan and the bill of the account; waiting does not help. Or set a fallback."),
            // The provider's own sentence is left away: it may quote the key.
            ModelErrorKind.Authentication => ($"{provider} refuses the key of model '{model}'{number}.", "Check the key and what it may do."),
            ModelErrorKind.ContextTooLong => ($"The prompt is too long for model '{model}'{because}", "Shorten the prompt or the history, or use a model with a larger context."),
            ModelErrorKind.ContentFiltered => ($"The content filter of {provider} refused the call of model '{model}'{because}", "Change the prompt, or set a fallback."),
            _ when status == 404 => ($"{provider} does not know the model or address of '{model}'{because}", "Check 'use' and 'base_url'."),
            _ when status is >= 300 and < 400 => ($"{provider} sends the call of model '{model}' somewhere else{number}.", "Write the final address as 'base_url'."),
            _ => ($"{provider} refused the call of model '{model}'{number}{because}", "Check the model's settings, the prompt and the tools."),
        };
        return new PlatformException(kind.Code(), message, resolution) { Kind = kind.Text(), RetryAfter = retryAfter ?? said.RetryAfter };
    }

    /// <summary>The exception in our terms, always with a kind; a cancelled call is for the caller to tell apart first.</summary>
    /// <param name="provider">For the sentences.</param>
    public static PlatformException Of(Exception thrown, string model, string provider) => thrown switch
    {
        PlatformException ours => Kinded(ours, model),
        _ when Inner<PlatformException>(thrown) is { } ours => Kinded(ours, model),
        _ when StatusOf(thrown) is { } status => Of(status, ProviderError.Read(thrown.Message) ?? ProviderError.Silent, null, model, provider),
        _ when Inner<JsonException>(thrown) is not null => Unreadable(model, "it is not the JSON that was announced", thrown),
        _ when Inner<InvalidDataException>(thrown) is not null => Unreadable(model, "its compression is broken", thrown),
        ClientResultException { Status: 0 } => NoConnection(thrown, model),
        _ when Inner<HttpRequestException>(thrown) is not null || Inner<IOException>(thrown) is not null => NoConnection(thrown, model),
        // SDKs stumble so over JSON that is well formed and means nothing.
        FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException or NullReferenceException or OverflowException or IndexOutOfRangeException =>
            Unreadable(model, "it is not of the form that was agreed", thrown),
        OperationCanceledException => Of(ModelErrorKind.Timeout, $"The call of model '{model}' was given up.", "Try again, or set a fallback.", thrown),
        _ => new PlatformException(ErrorCode.ModelFailed, $"Model '{model}' failed: {Short(thrown.Message)}", "Look at the model's settings and at the provider.", thrown) { Kind = ModelErrorKind.Server.Text() },
    };

    private static string Asked(TimeSpan? wait) => wait is { TotalSeconds: >= 1 } ? string.Create(CultureInfo.InvariantCulture, $" {wait.Value.TotalSeconds:0} s, as it asks") : "";

    private static PlatformException Kinded(PlatformException ours, string model)
    {
        if (ours.Kind is not null) return ours;
        if (ours.Code == ErrorCode.LimitExceeded) return Endless(model, ours.Message.TrimEnd('.'), ours); // the guard of the net stopped reading
        var isRefused = ours.Code == ErrorCode.Forbidden; // by the guard of the net
        return new PlatformException(ours.Code, isRefused ? $"Model '{model}' may not be reached. {ours.Message}" : ours.Message, ours.Resolution, ours.InnerException)
        {
            Kind = isRefused ? ModelErrorKind.Connection.Text() : ModelErrorKinds.Of(ours),
            RetryAfter = ours.RetryAfter,
            Node = ours.Node,
        };
    }

    // A client that the host brought may throw by status; our own errors are told before any SDK sees them.
    private static int? StatusOf(Exception thrown) => thrown switch
    {
        ClientResultException { Status: >= 300 } result => result.Status,
        HttpRequestException { StatusCode: { } status } => (int)status,
        _ => null,
    };

    private static PlatformException NoConnection(Exception thrown, string model) =>
        Of(ModelErrorKind.Connection, $"The connection to model '{model}' broke or could not be made.", "Check 'base_url' and the network, or set a fallback.", thrown);

    private static T? Inner<T>(Exception thrown)
        where T : Exception
    {
        for (Exception? at = thrown; at is not null; at = at.InnerException)
        {
            if (at is T found) return found;
            if (at is AggregateException many && many.InnerExceptions.OfType<T>().FirstOrDefault() is { } inside) return inside;
        }

        return null;
    }

    private static string Short(string text) => text.Length > LongestMessage ? $"{text[..LongestMessage]}…" : text;
}
