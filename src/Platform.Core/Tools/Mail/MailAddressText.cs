using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Mail;

/// <summary>Whom a mail is from or for: <c>ann@example.com</c> or <c>Ann Lee &lt;ann@example.com&gt;</c>. What is one of these holds no line break and cannot become a header.</summary>
/// <param name="Name">Empty when only the address is given.</param>
/// <param name="Address">In ASCII; the domain in Punycode.</param>
internal sealed partial record MailAddressText(string Name, string Address)
{
    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <exception cref="PlatformException">Validation: it is none.</exception>
    public static MailAddressText Parse(string text)
    {
        var match = text.Length <= 500 && !text.Any(char.IsControl) ? Whole().Match(text.Trim()) : Match.Empty;
        if (!match.Success) throw Wrong(text);
        var domain = Ascii(match.Groups["domain"].Value) ?? throw Wrong(text);
        if (domain.Length > 253 || !Domains().IsMatch(domain)) throw Wrong(text);
        return new MailAddressText(match.Groups["name"].Value.Trim().Trim('"'), $"{match.Groups["local"].Value}@{domain}");
    }

    /// <summary>Whether it is one of these: <c>ann@example.com</c>, <c>*@example.com</c>.</summary>
    public bool IsAmong(IEnumerable<string> patterns) => patterns.Any(p =>
        p.StartsWith("*@", StringComparison.Ordinal) ? string.Equals(Domain, p[2..], StringComparison.OrdinalIgnoreCase) : string.Equals(Address, p, StringComparison.OrdinalIgnoreCase));

    private static string? Ascii(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static PlatformException Wrong(string text)
    {
        var shown = new string([.. text.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
        return new PlatformException(ErrorCode.Validation, $"'{shown}' is no mail address.", "Write it as ann@example.com or Ann Lee <ann@example.com>.");
    }

    [GeneratedRegex(@"^(?:(?<name>[^<>@,;]*)<)?(?<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@(?<domain>[^\s<>@,;""()\[\]\\]{1,253})>?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Domains();
}
