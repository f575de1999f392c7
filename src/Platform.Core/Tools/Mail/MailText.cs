using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Mail;

internal sealed record MailAttachment(string FileName, string MediaType, byte[] Content);

/// <summary>One mail. Those of <see cref="Hidden"/> stand in no header.</summary>
/// <param name="Key">Of the task: the mail's id is made from it, so that one that is sent again can be known for the same.</param>
internal sealed record Letter(MailAddressText From, IReadOnlyList<MailAddressText> To, IReadOnlyList<MailAddressText> Copy, IReadOnlyList<MailAddressText> Hidden, string Subject, string Key)
{
    public MailAddressText? ReplyTo { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    public IEnumerable<MailAddressText> Recipients => To.Concat(Copy).Concat(Hidden).DistinctBy(a => a.Address.ToLowerInvariant());

    public string Id => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))[..40]}@{From.Domain}";
}

/// <summary>A mail as it goes over the wire. Pure.</summary>
/// <remarks>Sources: RFC 5322 (headers), RFC 2045 to 2047 (MIME, encoded words), RFC 2231 (names of files). All bodies are base64, so that no line is too long and none begins with a dot.</remarks>
internal static class MailText
{
    private const int LongestLine = 76;

    public static string Write(Letter mail, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Header(text, "From", Written(mail.From));
        if (mail.To.Count > 0) Header(text, "To", string.Join(",\r\n ", mail.To.Select(Written)));
        if (mail.Copy.Count > 0) Header(text, "Cc", string.Join(",\r\n ", mail.Copy.Select(Written)));
        if (mail.ReplyTo is { } reply) Header(text, "Reply-To", Written(reply));
        Header(text, "Subject", Encoded(mail.Subject));
        Header(text, "Date", now.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + now.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal));
        Header(text, "Message-ID", $"<{mail.Id}>");
        Header(text, "MIME-Version", "1.0");
        Header(text, "Auto-Submitted", "auto-generated");
        var boundary = $"=_{mail.Id[..24]}";
        if (mail.Attachments.Count == 0) Body(text, mail, boundary);
        else
        {
            Header(text, "Content-Type", $"multipart/mixed; boundary=\"{boundary}\"");
            text.Append("\r\n--").Append(boundary).Append("\r\n");
            Body(text, mail, $"{boundary}.alt");
            foreach (var attachment in mail.Attachments)
            {
                text.Append("--").Append(boundary).Append("\r\n");
                Header(text, "Content-Type", attachment.MediaType);
                Header(text, "Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(attachment.FileName)}");
                Base64(text, attachment.Content);
            }

            text.Append("--").Append(boundary).Append("--\r\n");
        }

        return text.ToString();
    }

    private static void Body(StringBuilder text, Letter mail, string boundary)
    {
        if (mail.Html is null || mail.Text is null)
        {
            Part(text, mail.Html is null ? "text/plain" : "text/html", mail.Html ?? mail.Text ?? "");
            return;
        }

        Header(text, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        foreach (var (type, content) in ((string, string)[])[("text/plain", mail.Text), ("text/html", mail.Html)])
        {
            text.Append("\r\n--").Append(boundary).Append("\r\n");
            Part(text, type, content);
        }

        text.Append("--").Append(boundary).Append("--\r\n");
    }

    private static void Part(StringBuilder text, string type, string content)
    {
        Header(text, "Content-Type", $"{type}; charset=utf-8");
        Base64(text, Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\r\n")));
    }

    private static void Base64(StringBuilder text, byte[] content)
    {
        Header(text, "Content-Transfer-Encoding", "base64");
        text.Append("\r\n");
        var encoded = Convert.ToBase64String(content);
        for (var at = 0; at < encoded.Length; at += LongestLine) text.Append(encoded, at, Math.Min(LongestLine, encoded.Length - at)).Append("\r\n");
    }

    // The last place before the wire: a value that breaks the line in any other way than by folding would be a header of its own.
    private static void Header(StringBuilder text, string name, string value)
    {
        if (value.Replace("\r\n ", "", StringComparison.Ordinal).Any(char.IsControl))
            throw new PlatformException(ErrorCode.Validation, $"The mail's {name} holds a line break.", "Write it on one line.");
        text.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    private static string Written(MailAddressText address) =>
        address.Name.Length == 0 ? address.Address : $"{Encoded(address.Name)} <{address.Address}>";

    // Words that leave room for the name of the header in a line of 76, none cut within a character; plain where it needs no encoding.
    private static string Encoded(string value)
    {
        if (value.Length <= 60 && value.All(c => c is >= ' ' and < '\u007f' && (char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '\'' or '!' or '#' or '+' or '/'))) return value;
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in value.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > 39)
            {
                words.Add(Convert.ToBase64String([.. word]));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Convert.ToBase64String([.. word]));
        return string.Join("\r\n ", words.Select(w => $"=?utf-8?B?{w}?="));
    }
}
