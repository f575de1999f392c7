using System.Net;
using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>Decides which hosts and addresses may be reached under the operator's options and one tool's rules. Pure.</summary>
internal sealed class EgressAddresses
{
    private readonly EgressOptions _options;
    private readonly EgressRules _rules;
    private readonly List<HostPattern> _operatorHosts = [];
    private readonly List<IPNetwork> _operatorNetworks = [];
    private readonly List<HostPattern>? _ruleHosts;

    public EgressAddresses(EgressOptions options, EgressRules rules)
    {
        _options = options;
        _rules = rules;
        _ruleHosts = rules.Hosts?.Select(HostPattern.Parse).ToList();
        foreach (var allowed in options.Allow)
        {
            if (IPNetwork.TryParse(allowed.Trim(), out var network)) _operatorNetworks.Add(network);
            else _operatorHosts.Add(HostPattern.Parse(allowed));
        }
    }

    /// <summary>Refuses what can be refused before any name is resolved.</summary>
    public void CheckUri(Uri uri)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw Refused($"'{uri}' is not an address of the web.", "Use an address that begins with https:// or http://.");
        }

        if (uri.UserInfo.Length > 0) throw Refused($"The address of '{uri.Host}' holds a user name or a password.", "Send credentials in a header, from a secret.");
        // 0x7f.1, 2130706433 and 0177.0.0.1 are all 127.0.0.1 to some; nobody writes them but to get past a check.
        if (uri.HostNameType == UriHostNameType.IPv4 && !uri.OriginalString.Contains(uri.Host, StringComparison.Ordinal))
        {
            throw Refused($"'{uri.OriginalString}' writes an IP address in an unusual way.", $"Write it as {uri.Host}.");
        }

        CheckHost(uri.IdnHost, uri.Port);
    }

    /// <summary>Refuses a host that the rules do not name, before its name is resolved.</summary>
    public void CheckHost(string host, int port)
    {
        if (host.Length is 0 or > 255 || host.AsSpan().IndexOfAny("/\\@?#% \t\r\n") >= 0) throw Refused($"'{(host.Length > 60 ? host[..60] : host)}' is no name of a host.", "Give one like mail.example.com.");
        if (_ruleHosts is null || _ruleHosts.Exists(p => p.Matches(host, port))) return;
        throw Refused(
            $"The host '{host}:{port}' is not one that may be reached here; allowed are {Names.Quoted(_rules.Hosts ?? [])}.",
            "Add the host to the allowed hosts of the tool.");
    }

    /// <summary>Null when the address may be reached as this host, else why not.</summary>
    public string? Refusal(string host, int port, IPAddress address)
    {
        var kind = EgressPolicy.Check(address);
        if (kind == AddressKind.Public || IsOperatorHost(host, port, kind) || IsInOperatorNetwork(address, kind)) return null;
        // For models the only allowed host is the base_url's own, which CheckUri has made sure of.
        if (_rules.IsForModels && _options.ModelsMayBePrivate && kind is AddressKind.Loopback or AddressKind.Private) return null;
        return $"'{host}:{port}' is {address}, {EgressPolicy.Words(kind)}";
    }

    public static PlatformException Refused(string message, string resolution) => new(ErrorCode.Forbidden, message, resolution);

    // Whoever answers for an allowed name could point it at the metadata service; that is opened by its address only.
    private bool IsOperatorHost(string host, int port, AddressKind kind) =>
        _operatorHosts.Exists(p => p.Matches(host, port)) && (kind is not (AddressKind.Metadata or AddressKind.LinkLocal) || IPAddress.TryParse(host.Trim('[', ']'), out _));

    // A wide network never opens the metadata service by accident; a network of one address names it.
    private bool IsInOperatorNetwork(IPAddress address, AddressKind kind)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _operatorNetworks.Exists(n => n.Contains(plain) && (kind is not (AddressKind.Metadata or AddressKind.LinkLocal)
            || n.PrefixLength == plain.GetAddressBytes().Length * 8));
    }
}
