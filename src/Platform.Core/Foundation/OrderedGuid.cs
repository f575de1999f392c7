namespace Platform.Core.Foundation;

/// <summary>
/// Version 7 ids that sort in the order in which this process made them, also within one millisecond: the 12 bits after the version count up there.
/// Source: RFC 9562, section 6.2, method 1.
/// </summary>
public static class OrderedGuid
{
    private const int MostInOneMillisecond = 0xFFF;

    private static readonly Lock Gate = new();

    // Guarded by Gate. Milliseconds since 1970 UTC of the last id, and how many ids of that time came before it.
    private static long _last;
    private static int _count;

    public static Guid New(DateTimeOffset at)
    {
        var now = at.ToUnixTimeMilliseconds();
        lock (Gate)
        {
            // Within the second after the newest id the order goes on from it; a time further back is one that the caller means.
            if (now > _last || now < _last - 1000) (_last, _count) = (now, 0);
            else if (++_count > MostInOneMillisecond) (_last, _count) = (_last + 1, 0);
            return Made(_last, _count);
        }
    }

    private static Guid Made(long milliseconds, int count)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (count >> 8));
        bytes[7] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }
}
