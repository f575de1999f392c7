using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Tools.Web;

/// <summary>Which characters the bytes of a page mean.</summary>
/// <remarks>Source: WHATWG HTML, "determining the character encoding": the mark of byte order, the header, the <c>meta</c> of the first 1024 bytes; else UTF-8, and windows-1252 where that does not fit.</remarks>
internal static partial class HtmlCharset
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static HtmlCharset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(byte[] bytes, Encoding? said)
    {
        var (encoding, skip) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            _ => (said ?? Meta(bytes), 0),
        };
        if (encoding is not null) return encoding.GetString(bytes, skip, bytes.Length - skip);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252).GetString(bytes);
        }
    }

    private static Encoding? Meta(byte[] bytes)
    {
        var match = Charset().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 1024)));
        if (!match.Success) return null;
        try
        {
            var named = Encoding.GetEncoding(match.Groups[1].Value);
            // A page whose meta could be read is none of UTF-16, whatever it says.
            return named is UnicodeEncoding ? Encoding.UTF8 : named.CodePage is 28591 or 20127 ? Encoding.GetEncoding(1252) : named;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();
}
