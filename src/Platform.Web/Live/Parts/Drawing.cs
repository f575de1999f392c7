using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Web.Live.Parts;

/// <summary>A part as it was drawn once, and what is sent of it: whole, or only what differs from the drawing before. Written once for all who watch.</summary>
/// <remarks>
/// What differs is one stretch: the beginning and the end that both have in common are left out. It is found in one pass, needs no marks in the markup, and of
/// a table of fifty rows in which one runs it is that row.
/// </remarks>
internal sealed class Drawing
{
    // Letters and tags as they are: it goes to a script that parses it, never into markup.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<byte[]> _whole;
    private readonly Lazy<byte[]?> _change;

    public Drawing(string address, string html, Drawing? before)
    {
        Html = html;
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)).AsSpan(0, 8));
        Before = before?.Version;
        _whole = new Lazy<byte[]>(() => SentEvents.Of("part", JsonSerializer.Serialize(new { part = address, version = Version, html }, Json)));
        var last = before?.Html;
        _change = new Lazy<byte[]?>(() => last is null ? null : Write(address, last));
    }

    public string Html { get; }

    /// <summary>The same for the same markup, also after a restart.</summary>
    public string Version { get; }

    public string? Before { get; }

    /// <summary>What brings a reader who has a version to this one, as it is sent; null when he has it already.</summary>
    public byte[]? After(string? seen) => seen == Version ? null : seen is not null && seen == Before ? _change.Value ?? _whole.Value : _whole.Value;

    /// <summary>Where the texts begin to differ, how much of the old is cut there, and what is put in its place; in UTF-16 units, as browsers count.</summary>
    public static (int At, int Cut, string Put) Differ(string old, string now)
    {
        var at = old.AsSpan().CommonPrefixLength(now);
        var most = Math.Min(old.Length, now.Length) - at;
        var tail = 0;
        while (tail < most && old[old.Length - 1 - tail] == now[now.Length - 1 - tail]) tail++;

        // Never within a letter of two units: each half alone would be lost on the way.
        if (at > 0 && char.IsHighSurrogate(now[at - 1])) at--;
        if (tail > 0 && char.IsLowSurrogate(now[now.Length - tail])) tail--;
        return (at, old.Length - at - tail, now[at..(now.Length - tail)]);
    }

    private byte[] Write(string address, string old)
    {
        var (at, cut, put) = Differ(old, Html);
        return SentEvents.Of("part", JsonSerializer.Serialize(new { part = address, from = Before, version = Version, at, cut, put }, Json));
    }
}
