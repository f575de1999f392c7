using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Platform.Core.Schemas.Formats;

/// <summary>hostname, ipv4, ipv6, email and their international kin.</summary>
internal static class HostFormats
{
    // RFC 1123, section 2.1.
    public static bool IsHostname(string text)
    {
        if (text.Length is 0 or > 253) return false;
        return text.Split('.').All(label => label.Length is > 0 and <= 63
            && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-'
            && (label.Length < 4 || label[2] != '-' || label[3] != '-' || IsPunycode(label)));
    }

    public static bool IsInternationalHostname(string text)
    {
        if (text.Length is 0 or > 253) return false;
        var dotted = text.Replace('\u3002', '.').Replace('\uFF0E', '.').Replace('\uFF61', '.');
        try
        {
            return dotted[^1] != '.' && IsHostname(new IdnMapping { UseStd3AsciiRules = true }.GetAscii(dotted));
        }
        catch (ArgumentException) // the only way in which .NET tells that a name has no ASCII form
        {
            return false;
        }
    }

    // RFC 2673, section 3.2: four decimal numbers without leading zeros. IPAddress would also take 127.1 and 0x7f000001.
    public static bool IsIpv4(string text)
    {
        var parts = text.Split('.');
        return text.Length <= 15 && parts.Length == 4
            && parts.All(p => p.Length is >= 1 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0') && int.Parse(p, CultureInfo.InvariantCulture) <= 255);
    }

    // RFC 4291, section 2.2.
    public static bool IsIpv6(string text)
    {
        if (text.Length is < 2 or > 45 || text.Any(c => !char.IsAsciiHexDigit(c) && c is not (':' or '.'))) return false;
        if (text.Contains('.', StringComparison.Ordinal) && !IsIpv4(text[(text.LastIndexOf(':') + 1)..])) return false;
        return IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    // RFC 5321, section 4.1.2.
    public static bool IsEmail(string text, bool international)
    {
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64) return false;
        var (local, domain) = (text[..at], text[(at + 1)..]);
        if (!(local[0] == '"' ? IsQuoted(local, international) : IsDotted(local, international))) return false;
        if (domain.StartsWith('[') && domain.EndsWith(']') && domain.Length > 2)
        {
            var literal = domain[1..^1];
            return IsIpv4(literal) || (literal.StartsWith("IPv6:", StringComparison.Ordinal) && IsIpv6(literal[5..]));
        }

        return international ? IsInternationalHostname(domain) : IsHostname(domain);
    }

    private static bool IsDotted(string local, bool international) =>
        local.Split('.').All(atom => atom.Length > 0
            && atom.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal) || (international && c > 127)));

    private static bool IsQuoted(string local, bool international)
    {
        if (local.Length < 2 || local[^1] != '"') return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '\\' && ++i == local.Length - 1) return false;
            else if (local[i] == '"' && local[i - 1] != '\\') return false;
            if (local[i] < ' ' || local[i] == 127 || (local[i] > 127 && !international)) return false;
        }

        return true;
    }

    private static bool IsPunycode(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            return new IdnMapping().GetUnicode(label).Length > 0;
        }
        catch (ArgumentException) // the only way in which .NET tells that it is none
        {
            return false;
        }
    }
}
