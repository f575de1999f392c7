using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Formats;

/// <summary>The formats that are checked, each with an example for messages.</summary>
internal static class KnownFormats
{
    private static readonly Dictionary<string, (Func<string, bool> Fits, string Words)> All = new(StringComparer.Ordinal)
    {
        ["date-time"] = (TimeFormats.IsDateTime, "a time such as 2026-01-31T08:30:00Z"),
        ["date"] = (TimeFormats.IsDate, "a date such as 2026-01-31"),
        ["time"] = (TimeFormats.IsTime, "a time of day such as 08:30:00Z"),
        ["duration"] = (TimeFormats.IsDuration, "a duration such as PT1H30M"),
        ["email"] = (t => HostFormats.IsEmail(t, international: false), "an e-mail address"),
        ["idn-email"] = (t => HostFormats.IsEmail(t, international: true), "an e-mail address"),
        ["hostname"] = (HostFormats.IsHostname, "a host name such as example.com"),
        ["idn-hostname"] = (HostFormats.IsInternationalHostname, "a host name such as example.com"),
        ["ipv4"] = (HostFormats.IsIpv4, "an IPv4 address such as 192.0.2.1"),
        ["ipv6"] = (HostFormats.IsIpv6, "an IPv6 address such as 2001:db8::1"),
        ["uri"] = (t => UriFormats.IsUri(t, relative: false, international: false), "a URI such as https://example.com/a"),
        ["uri-reference"] = (t => UriFormats.IsUri(t, relative: true, international: false), "a URI or a relative reference such as /a"),
        ["iri"] = (t => UriFormats.IsUri(t, relative: false, international: true), "an IRI such as https://example.com/a"),
        ["iri-reference"] = (t => UriFormats.IsUri(t, relative: true, international: true), "an IRI or a relative reference such as /a"),
        ["uri-template"] = (UriFormats.IsTemplate, "a URI template such as /users/{id}"),
        ["uuid"] = (IsUuid, "a UUID such as 2eb8aa08-aa98-11ea-b4aa-73b441d16380"),
        ["json-pointer"] = (IsPointer, "a JSON pointer such as /items/0"),
        ["relative-json-pointer"] = (IsRelativePointer, "a relative JSON pointer such as 1/name"),
        ["regex"] = (t => SchemaRegex.Compile(t).Regex is not null, "a regular expression of ECMA-262"),
    };

    /// <summary>Null for a format that is only an annotation.</summary>
    public static Func<string, bool>? Find(string format) => All.TryGetValue(format, out var known) ? known.Fits : null;

    public static string Describe(string format) => All.TryGetValue(format, out var known) ? known.Words : format;

    // RFC 9562; of any version.
    private static bool IsUuid(string text)
    {
        if (text.Length != 36) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i])) return false;
        }

        return true;
    }

    // RFC 6901.
    private static bool IsPointer(string text)
    {
        if (text.Length > 0 && text[0] != '/') return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '~' && (i + 1 == text.Length || text[i + 1] is not ('0' or '1'))) return false;
        }

        return true;
    }

    private static bool IsRelativePointer(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
        var rest = text[digits..];
        return rest == "#" || IsPointer(rest);
    }
}
