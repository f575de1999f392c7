using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Tools.OpenApi;

/// <summary>Where an operation is served.</summary>
internal static class ApiServer
{
    /// <summary>The tool's <c>base_url</c>; else what the document says, and with keys only when that is where the document came from or one of the tool's allowed hosts.</summary>
    /// <exception cref="PlatformException">Validation: nobody says where; forbidden: the document would have the keys sent to a stranger.</exception>
    public static Uri Of(ApiOperation operation, ApiDocument document, Uri? baseUrl, IReadOnlyList<string> allow, bool hasKeys)
    {
        if (baseUrl is not null) return baseUrl;
        var written = operation.Servers.Count > 0 ? operation.Servers[0] : "/";
        var server = Whole(written, document.From)
            ?? throw new PlatformException(ErrorCode.Validation, $"The document says '{written}' for where its service is, which is no whole address.", "Set base_url in the tool.");
        if (!hasKeys || server.Authority == document.From?.Authority || allow.Select(HostPattern.Parse).Any(p => p.Matches(server.IdnHost, server.Port))) return server;
        throw new PlatformException(ErrorCode.Forbidden, $"The document names the server {server.Authority}, to which the tool's keys would go.", "If it is meant, set base_url or allow in the tool.");
    }

    private static Uri? Whole(string written, Uri? from)
    {
        // "/v1" is a path of files to Uri on Linux.
        if (written.Contains("://", StringComparison.Ordinal)) return Uri.TryCreate(written, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole : null;
        return from is not null && Uri.TryCreate(from, written, out var below) && below.Scheme is "http" or "https" ? below : null;
    }
}
