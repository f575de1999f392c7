using System.Globalization;

namespace Platform.Core.Security;

/// <summary>A host of an allow list: <c>crm.example.com</c>, <c>*.example.com</c> (its subdomains, not itself), <c>localhost:1234</c>, <c>[::1]:80</c>.</summary>
/// <param name="Host">Lower case, without brackets and without a dot at the end.</param>
/// <param name="Port">Null for every port.</param>
internal readonly record struct HostPattern(string Host, int? Port)
{
    public static HostPattern Parse(string text)
    {
        var written = text.Trim();
        var colon = written.LastIndexOf(':');
        // An IPv6 address without brackets has colons of its own and cannot bear a port.
        var hasPort = colon >= 0 && (written.IndexOf(':', StringComparison.Ordinal) == colon || written[..colon].EndsWith(']'));
        return hasPort && int.TryParse(written.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new HostPattern(Normal(written[..colon]), port)
            : new HostPattern(Normal(written), null);
    }

    public bool Matches(string host, int port)
    {
        if (Port is { } only && only != port) return false;
        var asked = Normal(host);
        return Host.StartsWith("*.", StringComparison.Ordinal)
            ? asked.Length > Host.Length - 1 && asked.EndsWith(Host[1..], StringComparison.Ordinal)
            : asked == Host;
    }

    private static string Normal(string host) => host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
}
