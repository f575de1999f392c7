using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Http;

/// <summary>The body of an answer as text and as JSON, up to a size.</summary>
internal static class HttpText
{
    static HttpText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // windows-1252, gbk, shift_jis …

    /// <exception cref="PlatformException">LimitExceeded: there is more.</exception>
    public static async Task<byte[]> BytesAsync(HttpContent content, int largest, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(piece, cancellationToken)) > 0;)
        {
            if (whole.Length + read > largest) throw new PlatformException(ErrorCode.LimitExceeded, $"The answer is larger than {largest / 1024} KB.", "Ask for less, page by page.");
            whole.Write(piece, 0, read);
        }

        return whole.ToArray();
    }

    public static async Task<string> ReadAsync(HttpContent content, int largest, CancellationToken cancellationToken) =>
        (Charset(content) ?? Encoding.UTF8).GetString(await BytesAsync(content, largest, cancellationToken));

    /// <summary>The character set that the header names; null when it names none that is known.</summary>
    public static Encoding? Charset(HttpContent content)
    {
        try
        {
            return content.Headers.ContentType?.CharSet is { } name ? Encoding.GetEncoding(name.Trim('"')) : null;
        }
        catch (ArgumentException)
        {
            return null; // a character set that nobody knows
        }
    }

    /// <summary>Null when the text is no JSON.</summary>
    public static JsonElement? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
