using System.IO.Compression;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// JSON made smaller where that pays: a byte 1, then Brotli. JSON never begins with that byte, so what is stored tells itself whether it is packed.
/// </summary>
internal static class Packed
{
    private const byte Mark = 1;
    private const int AtLeast = 512; // bytes; for shorter ones the time weighs more than what is gained
    private const int Quality = 1; // the fastest; names of events and fields repeat so much that more gains little
    private const int Window = 16; // 64 KB: a bigger one costs memory on each call

    public static byte[] Of(byte[] json)
    {
        if (json.Length < AtLeast) return json;
        var packed = new byte[json.Length];
        packed[0] = Mark;
        return BrotliEncoder.TryCompress(json, packed.AsSpan(1), out var written, Quality, Window) ? packed[..(written + 1)] : json;
    }

    public static ReadOnlyMemory<byte> Open(byte[] stored)
    {
        if (stored.Length == 0 || stored[0] != Mark) return stored;
        using var packed = new BrotliStream(new MemoryStream(stored, 1, stored.Length - 1), CompressionMode.Decompress);
        using var json = new MemoryStream(stored.Length * 4);
        packed.CopyTo(json);
        return json.GetBuffer().AsMemory(0, (int)json.Length);
    }
}
