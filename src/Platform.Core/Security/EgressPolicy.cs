using System.Net;
using System.Net.Sockets;

namespace Platform.Core.Security;

/// <summary>What an address is for. Only <see cref="Public"/> may be reached unasked.</summary>
public enum AddressKind
{
    Public,
    Loopback,
    Private,
    LinkLocal,
    Metadata,
    Multicast,
    Unspecified,
    Reserved,
}

/// <summary>Which addresses of the net may be reached: the pure part of <see cref="EgressGuard"/>.</summary>
/// <remarks>Source: the IANA special-purpose address registries (RFC 6890 and what followed), RFC 6052 (NAT64), RFC 3056 (6to4), RFC 5214 (ISATAP).</remarks>
public static class EgressPolicy
{
    private static readonly (IPNetwork Network, AddressKind Kind)[] Table =
    [
        // Before the ranges that they lie in.
        .. Of(AddressKind.Metadata, "169.254.169.254/32", "169.254.170.2/32", "169.254.170.23/32", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32",
            "fd00:ec2::254/128", "fd00:ec2::23/128", "fd20:ce::254/128"),
        .. Of(AddressKind.Unspecified, "0.0.0.0/8", "::/128"),
        .. Of(AddressKind.Loopback, "127.0.0.0/8", "::1/128"),
        .. Of(AddressKind.LinkLocal, "169.254.0.0/16", "fe80::/10"),
        .. Of(AddressKind.Private, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10", "64:ff9b:1::/48"),
        .. Of(AddressKind.Multicast, "224.0.0.0/4", "ff00::/8"),
        .. Of(AddressKind.Reserved, "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    /// <summary>What an address is for; of an IPv6 address that carries an IPv4 one, what that is for.</summary>
    public static AddressKind Check(IPAddress address)
    {
        foreach (var (network, kind) in Table)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address)) return kind;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork) return AddressKind.Public;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return AddressKind.Reserved;
        if (Carried(address) is { } carried) return Check(carried);
        return GlobalUnicast.Contains(address) ? AddressKind.Public : AddressKind.Reserved;
    }

    /// <summary>What people call such an address, after "is".</summary>
    public static string Words(AddressKind kind) => kind switch
    {
        AddressKind.Public => "a public address",
        AddressKind.Loopback => "this machine itself",
        AddressKind.Private => "a private address",
        AddressKind.LinkLocal => "a link-local address",
        AddressKind.Metadata => "a cloud's metadata service",
        AddressKind.Multicast => "a multicast address",
        AddressKind.Unspecified => "no address of a host",
        AddressKind.Reserved => "a reserved address",
        _ => "unknown",
    };

    private static IPAddress? Carried(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address) || Compatible.Contains(address)) return new IPAddress(bytes.AsSpan(12, 4));
        if (SixToFour.Contains(address)) return new IPAddress(bytes.AsSpan(2, 4));
        // ISATAP: an interface identifier of 0:5efe (or 200:5efe) and the IPv4 address.
        return (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE ? new IPAddress(bytes.AsSpan(12, 4)) : null;
    }

    private static IEnumerable<(IPNetwork, AddressKind)> Of(AddressKind kind, params string[] networks) => networks.Select(n => (IPNetwork.Parse(n), kind));
}
