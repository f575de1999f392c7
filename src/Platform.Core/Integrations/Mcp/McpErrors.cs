using System.Net;
using ModelContextProtocol;
using Platform.Core.Foundation;
using Platform.Core.Integrations.Mcp.Stdio;

namespace Platform.Core.Integrations.Mcp;

/// <summary>Whatever goes wrong with a server, as one sentence for the agent and the person who reads the run.</summary>
internal static class McpErrors
{
    private const int LongestQuote = 600;

    /// <param name="isLate">The time that it had is over.</param>
    /// <param name="late">What it did not do in time: <c>did not answer the greeting</c>.</param>
    public static PlatformException Of(Exception wrong, McpSettings settings, IServerProcess? process, bool isLate, string late)
    {
        if (process?.Fault is { } fault) return fault;
        if (Chain(wrong).OfType<PlatformException>().FirstOrDefault() is { } known) return Named(known, settings);
        var words = process?.LastWords is { Length: > 0 } said ? $" ({Short(said)})" : "";
        if (isLate || Chain(wrong).Any(e => e is TimeoutException))
            return new PlatformException(ErrorCode.Timeout, $"The server '{settings.Name}' {late} within {settings.Start.TotalSeconds:0.###} s{words}.", "Raise its 'start_timeout', or see why it hangs.", wrong);
        if (Chain(wrong).OfType<HttpRequestException>().FirstOrDefault() is { } http) return OfHttp(http, settings);
        if (Chain(wrong).OfType<McpProtocolException>().FirstOrDefault() is { } refused)
            return new PlatformException(ErrorCode.ToolFailed, $"The server '{settings.Name}' answered with error {(int)refused.ErrorCode}: {Short(refused.Message.Replace("Request failed (remote): ", "", StringComparison.Ordinal))}", "Mend the arguments, or ask whoever offers the server.", wrong);
        if (IsEnd(wrong))
            return new PlatformException(ErrorCode.Unavailable, $"The server '{settings.Name}' ended before it had answered{words}.", "Call again: it is started anew. If it stays, start the server by hand and see what it says.", wrong);
        return new PlatformException(ErrorCode.ToolFailed, $"The server '{settings.Name}' cannot be spoken to{words}: {Short(wrong.Message)}", "See whether it speaks MCP.", wrong);
    }

    /// <summary>Whether the server says that it knows the session no more: nothing was done, and a new session may be begun.</summary>
    public static bool IsSessionGone(Exception wrong) => Chain(wrong).OfType<HttpRequestException>().Any(e => e.StatusCode == HttpStatusCode.NotFound);

    /// <summary>Whether the other side has gone.</summary>
    public static bool IsEnd(Exception wrong) => Chain(wrong).Any(e => e is IOException or System.Threading.Channels.ChannelClosedException);

    /// <summary>Whether an answer ended in its middle: its stream looks like one that ended without any, which the SDK tells in these words.</summary>
    public static bool IsCut(Exception wrong) => Chain(wrong).Any(e => e is McpException and not McpProtocolException && e.Message.Contains("without a reply", StringComparison.Ordinal));

    public static string Short(string text) => text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text;

    private static PlatformException OfHttp(HttpRequestException http, McpSettings settings)
    {
        var where = settings.Url?.Host ?? settings.Name;
        return http.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PlatformException(
                ErrorCode.Forbidden, $"The server '{settings.Name}' at {where} lets nobody in without signing in ({(int)http.StatusCode}).", "Give it a token: headers: { Authorization: \"Bearer ${{ secrets.NAME }}\" }.", http),
            HttpStatusCode.TooManyRequests => new PlatformException(ErrorCode.RateLimited, $"The server '{settings.Name}' at {where} was asked too often.", "Try again later.", http),
            { } status when (int)status >= 500 => new PlatformException(ErrorCode.Unavailable, $"The server '{settings.Name}' at {where} answered {(int)status}.", "Try again later.", http),
            { } status => new PlatformException(ErrorCode.ToolFailed, $"The server '{settings.Name}' at {where} answered {(int)status}.", "Check its address: it is that of the MCP endpoint, often with /mcp at its end.", http),
            null => new PlatformException(ErrorCode.Unavailable, $"The server '{settings.Name}' at {where} cannot be reached.", "Check its address and the network.", http),
        };
    }

    private static PlatformException Named(PlatformException known, McpSettings settings) => known.Message.Contains($"'{settings.Name}'", StringComparison.Ordinal)
        ? known
        : new PlatformException(known.Code, $"The server '{settings.Name}': {known.Message}", known.Resolution, known);

    private static IEnumerable<Exception> Chain(Exception wrong)
    {
        for (var at = wrong; at is not null; at = at.InnerException)
        {
            yield return at;
            if (at is AggregateException { InnerExceptions.Count: > 1 } many)
                foreach (var inner in many.InnerExceptions.Skip(1)) yield return inner;
        }
    }
}
