using System.ClientModel;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>Turns what providers answer and SDKs throw into the one exception of the product.</summary>
internal static class ModelErrors
{
    private const int LongestMessage = 400;

    /// <summary>The errors that may pass by themselves.</summary>
    public static bool IsTransient(ErrorCode code) => code is ErrorCode.RateLimited or ErrorCode.Timeout or ErrorCode.Unavailable;

    public static PlatformException MissingKey(string model, string provider, string variable) =>
        new(ErrorCode.Validation, $"Model '{model}' has no key for {provider}: neither 'api_key' nor the secret {variable} is set.",
            $"Set {variable}, or api_key: ${{{{ secrets.{variable} }}}}, or use a builtin model.");

    public static PlatformException Of(HttpStatusCode status, string body, RetryConditionHeaderValue? retryAfter, DateTimeOffset now, string model, string provider)
    {
        var said = Said(body);
        var because = said.Length == 0 ? "" : $": {said}";
        var number = (int)status;
        return status switch
        {
            HttpStatusCode.TooManyRequests => new PlatformException(ErrorCode.RateLimited, $"{provider} limits model '{model}'{because}", "Wait, lower the parallelism, or set a fallback.")
            { RetryAfter = Delay(retryAfter, now) },
            // The provider's own sentence is left away: it may quote the key.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PlatformException(ErrorCode.Validation, $"{provider} refuses the key of model '{model}' ({number}).", "Check the key and what it may do."),
            HttpStatusCode.RequestTimeout => new PlatformException(ErrorCode.Timeout, $"{provider} timed out for model '{model}'{because}"),
            HttpStatusCode.NotFound => new PlatformException(ErrorCode.ModelFailed, $"{provider} does not know the model or address of '{model}'{because}", "Check 'use' and 'base_url'."),
            _ when number >= 500 => new PlatformException(ErrorCode.Unavailable, $"{provider} is not available for model '{model}' ({number}){because}", "Try again later, or set a fallback.")
            { RetryAfter = Delay(retryAfter, now) },
            _ => new PlatformException(ErrorCode.ModelFailed, $"{provider} refused the call of model '{model}' ({number}){because}", "Check the model's settings, the prompt's length and the tools."),
        };
    }

    /// <summary>The exception in our terms; a cancelled call is for the caller to tell apart first.</summary>
    public static PlatformException Of(Exception thrown, string model) => thrown switch
    {
        PlatformException ours => ours,
        _ when Inner<PlatformException>(thrown) is { } ours => ours,
        _ when Inner<JsonException>(thrown) is { } => new PlatformException(ErrorCode.Unavailable, $"The answer of model '{model}' could not be read: it is not the JSON that was announced.", "Try again; if it stays, check 'base_url'.", thrown),
        HttpRequestException or IOException or ClientResultException { Status: 0 } => NoConnection(thrown, model),
        _ when Inner<HttpRequestException>(thrown) is not null || Inner<IOException>(thrown) is not null => NoConnection(thrown, model),
        _ => new PlatformException(ErrorCode.ModelFailed, $"Model '{model}' failed: {Short(thrown.Message)}", "", thrown),
    };

    private static PlatformException NoConnection(Exception thrown, string model) =>
        new(ErrorCode.Unavailable, $"The connection to model '{model}' broke or could not be made.", "Check 'base_url' and the network, or set a fallback.", thrown);

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

    // OpenAI and Anthropic both write {"error": {"message": …}}; Ollama {"error": "…"}.
    private static string Said(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error)) return "";
            if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message)) error = message;
            return error.ValueKind == JsonValueKind.String ? Short(error.GetString()!) : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Short(string text) => text.Length > LongestMessage ? $"{text[..LongestMessage]}…" : text;

    private static TimeSpan? Delay(RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var delay = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - now : null);
        return delay is { } wait && wait >= TimeSpan.Zero ? wait : null;
    }
}
