using System.Net.Sockets;
using System.Security.Authentication;

namespace Platform.Core.Security;

/// <summary>
/// The other side was not reached, or broke off before it answered: which host and port, and why. It tells no path, no query and no headers, for these may
/// hold secrets.
/// </summary>
internal sealed class HostUnreachable : HttpRequestException
{
    private const int LongestReason = 200;
    private const string Straight = "Check the address, and whether a firewall lies between; requests go out straight, not through a proxy.";

    private HostUnreachable(string place, string why, string mend, HttpRequestException failed)
        : base(failed.HttpRequestError, $"{place}: {why}", failed, failed.StatusCode) => (Place, Why, Mend) = (place, why, mend);

    /// <summary><c>'shop.example:443'</c>.</summary>
    public string Place { get; }

    /// <summary><c>the connection was refused</c>, as part of a sentence.</summary>
    public string Why { get; }

    /// <summary>What a person can do.</summary>
    public string Mend { get; }

    public static HostUnreachable Of(Uri at, HttpRequestException failed)
    {
        var (why, mend) = Read(failed);
        return new HostUnreachable($"'{at.IdnHost}:{at.Port}'", why, mend, failed);
    }

    private static (string Why, string Mend) Read(HttpRequestException failed) => (SocketOf(failed), failed.HttpRequestError) switch
    {
        (SocketError.TryAgain, _) => ("the name server did not answer", "Try again; if it stays, check the name server of this machine."),
        (SocketError.HostNotFound or SocketError.NoData, _) or (_, HttpRequestError.NameResolutionError) =>
            ("no host has this name", "Check how the host is written, and the name server of this machine."),
        (SocketError.ConnectionRefused, _) => ("the connection was refused", "Check the port, and whether the service runs there."),
        (SocketError.TimedOut, _) => ("nobody answered in time", Straight),
        (SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown, _) => ("no network leads there", Straight),
        (_, HttpRequestError.SecureConnectionError) => ($"no secure connection could be made{TlsOf(failed)}", "Check the host's certificate, and whether the port speaks https."),
        (SocketError.ConnectionReset or SocketError.ConnectionAborted, _) or (_, HttpRequestError.ResponseEnded) =>
            ("the connection was broken off before an answer came", "Try again; if it stays, look into the log of the other side."),
        (_, HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError or HttpRequestError.HttpProtocolError) =>
            ("what answered does not speak HTTP as it should", "Check the port, and whether it is http or https."),
        _ => ("the connection could not be made", Straight),
    };

    private static SocketError? SocketOf(Exception? at)
    {
        for (; at is not null; at = at.InnerException)
            if (at is SocketException socket) return socket.SocketErrorCode;
        return null;
    }

    private static string TlsOf(Exception? at)
    {
        for (; at is not null; at = at.InnerException)
            if (at is AuthenticationException tls) return $" ({(tls.Message.Length > LongestReason ? $"{tls.Message[..LongestReason]}…" : tls.Message.TrimEnd('.'))})";
        return "";
    }
}
