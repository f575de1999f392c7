using System.Buffers.Binary;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>Version 7 ids sort by their time: "since midnight" and "begins with 0199ab" are ranges of ids. Pure.</summary>
internal static class IdRange
{
    private const int Digits = 32;
    private const int LeastDigits = 8;

    /// <summary>No id made at this time or later is smaller.</summary>
    public static Guid From(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When the id was made.</summary>
    public static DateTimeOffset TimeOf(RunId run)
    {
        Span<byte> bytes = stackalloc byte[16];
        run.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }

    /// <summary>The digits of a text that may be an id or its beginning or end: 8 to 32 hexadecimal ones, hyphens left out. Null when it cannot be.</summary>
    public static string? PartOf(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        return digits.Length is >= LeastDigits and <= Digits && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    /// <summary>The ids that begin with the digits.</summary>
    public static (Guid First, Guid Last) Beginning(string digits) => (Guid.ParseExact(digits.PadRight(Digits, '0'), "N"), Guid.ParseExact(digits.PadRight(Digits, 'f'), "N"));

    /// <summary>The last four bytes, as the index on them holds them.</summary>
    public static byte[] Tail(string digits) => Convert.FromHexString(digits[^LeastDigits..]);
}
