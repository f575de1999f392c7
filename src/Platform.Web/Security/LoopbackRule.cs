using System.Net;
using Platform.Core.Foundation;

namespace Platform.Web.Security;

/// <summary>
/// There is no sign-in yet, so whoever reaches the server owns it: it is reached from this machine alone.
/// </summary>
internal static class LoopbackRule
{
    /// <summary>The address to listen on.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.Forbidden"/>: the address can be reached from other machines.</exception>
    public static IPAddress Require(string host)
    {
        var bare = host.Trim().Trim('[', ']');
        if (string.Equals(bare, "localhost", StringComparison.OrdinalIgnoreCase)) return IPAddress.Loopback;
        if (IPAddress.TryParse(bare, out var address) && IPAddress.IsLoopback(address)) return address;
        throw new PlatformException(
            ErrorCode.Forbidden,
            $"Platform does not listen on '{host}': there is no sign-in yet, so anyone who can reach that address could run workflows.",
            "Use 127.0.0.1, ::1 or localhost (the default), and an SSH tunnel to reach it from another machine.");
    }

    /// <summary>
    /// Whether a request's <c>Host</c> names this machine. A page elsewhere can make its own name resolve to 127.0.0.1 (DNS rebinding);
    /// the name in the header gives it away.
    /// </summary>
    public static bool Names(HostString host)
    {
        if (!host.HasValue) return false;
        var name = host.Host.Trim('[', ']');
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
