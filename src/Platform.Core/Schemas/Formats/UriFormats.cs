using Platform.Core.Schemas.Reading;

namespace Platform.Core.Schemas.Formats;

/// <summary>uri, uri-reference, iri, iri-reference, uri-template.</summary>
/// <remarks>Source: RFC 3986, appendix A; RFC 3987, section 2.2; RFC 6570, section 2.</remarks>
internal static class UriFormats
{
    private const string SubDelimiters = "!$&'()*+,;=";

    public static bool IsUri(string text, bool relative, bool international)
    {
        var uri = UriReference.Parse(text);
        if (uri.Scheme is null && (!relative || FirstSegment(uri).Contains(':', StringComparison.Ordinal))) return false;
        return (uri.Authority is null || IsAuthority(uri.Authority, international))
            && AreAllowed(uri.Path, ":@/", international) && (uri.Authority is not null || !uri.Path.StartsWith("//", StringComparison.Ordinal))
            && AreAllowed(uri.Query ?? "", ":@/?", international) && AreAllowed(uri.Fragment ?? "", ":@/?", international);
    }

    public static bool IsTemplate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '}' || text[i] <= ' ' || "\"'<>\\^`|".Contains(text[i], StringComparison.Ordinal)) return false;
            if (text[i] == '%' && !IsPercent(text, i)) return false;
            if (text[i] != '{') continue;
            var end = text.IndexOf('}', i);
            if (end < 0 || !IsExpression(text[(i + 1)..end])) return false;
            i = end;
        }

        return true;
    }

    private static string FirstSegment(UriReference uri) => uri.Authority is null ? uri.Path.Split('/', 2)[0] : "";

    private static bool IsAuthority(string authority, bool international)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !AreAllowed(authority[..at], ":", international)) return false;
        var host = authority[(at + 1)..];
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']', StringComparison.Ordinal);
            return end > 0 && IsLiteral(host[1..end]) && IsPort(host[(end + 1)..]);
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return AreAllowed(colon < 0 ? host : host[..colon], "", international) && (colon < 0 || IsPort(host[colon..]));
    }

    private static bool IsLiteral(string literal) =>
        HostFormats.IsIpv6(literal) || (literal.Length > 3 && literal[0] is 'v' or 'V' && literal.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot
            && literal[1..dot].All(char.IsAsciiHexDigit) && dot + 1 < literal.Length && AreAllowed(literal[(dot + 1)..], ":", international: false));

    private static bool IsPort(string text) => text.Length == 0 || (text[0] == ':' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool AreAllowed(string part, string more, bool international)
    {
        for (var i = 0; i < part.Length; i++)
        {
            var c = part[i];
            if (c == '%')
            {
                if (!IsPercent(part, i)) return false;
                continue;
            }

            var allowed = char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || SubDelimiters.Contains(c, StringComparison.Ordinal)
                || more.Contains(c, StringComparison.Ordinal) || (international && c >= '\u00A0');
            if (!allowed) return false;
        }

        return true;
    }

    private static bool IsPercent(string text, int at) => at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static bool IsExpression(string expression)
    {
        var names = expression.Length > 0 && "+#./;?&=,!@|".Contains(expression[0], StringComparison.Ordinal) ? expression[1..] : expression;
        return names.Length > 0 && names.Split(',').All(IsVariable);
    }

    private static bool IsVariable(string variable)
    {
        var colon = variable.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && (variable.Length - colon is < 2 or > 5 || variable[colon + 1] == '0' || variable.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') >= 0)) return false;
        var name = colon >= 0 ? variable[..colon] : variable.EndsWith('*') ? variable[..^1] : variable;
        if (name.Length == 0 || name[0] == '.' || name[^1] == '.') return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '%' ? !IsPercent(name, i) : !char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('_' or '.')) return false;
        }

        return true;
    }
}
