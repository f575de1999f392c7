using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Ids;

/// <summary>Ids from a seed: the same seed, kind and number give the same id.</summary>
/// <remarks>Sources: RFC 9562 (UUID), github.com/ulid/spec (ULID), github.com/ai/nanoid (its alphabet).</remarks>
internal sealed class IdSource
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Url = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict"; // 64 signs, so that no remainder is more likely

    private readonly byte[] _seed;
    private readonly long _milliseconds;

    private IdSource(byte[] seed, DateTimeOffset at) => (_seed, _milliseconds) = (seed, at.ToUnixTimeMilliseconds());

    public static IdSource Random(DateTimeOffset now) => new(RandomNumberGenerator.GetBytes(32), now);

    /// <param name="key">The task's: it begins with the run's id, whose time is used; any other text has the time <paramref name="now"/>.</param>
    public static IdSource Of(OrganizationId organization, string key, DateTimeOffset now)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes($"platform.id\n{organization}\n{key}"));
        return new IdSource(seed, RunId.TryParse(key.Split('/')[0], out var run) ? TimeOf(run.Value) : now);
    }

    public string Make(string kind, int number, int size)
    {
        var bytes = HMACSHA512.HashData(_seed, Encoding.UTF8.GetBytes($"{kind}/{number}"));
        return kind switch
        {
            "uuid4" => Uuid(bytes, 4),
            "uuid7" => Uuid(Timed(bytes, number), 7),
            "ulid" => Ulid(Timed(bytes, number)),
            _ => string.Concat(bytes.Take(size).Select(b => Url[b & 63])),
        };
    }

    // 48 bits of milliseconds, then for ids of one call a counter, so that they sort in their order.
    private byte[] Timed(byte[] random, int number)
    {
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, _milliseconds);
        time[2..].CopyTo(random);
        random[6] = (byte)(number >> 8);
        random[7] = (byte)number;
        return random;
    }

    private static string Uuid(byte[] bytes, int version)
    {
        // The counter of a v7 has 12 bits between the version and the variant.
        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes.AsSpan(0, 16), bigEndian: true).ToString();
    }

    // 128 bits in 26 signs of five, the first of which has only three.
    private static string Ulid(byte[] bytes)
    {
        var value = new UInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(8)));
        var signs = new char[26];
        for (var i = 25; i >= 0; i--, value >>= 5) signs[i] = Crockford[(int)(uint)(value & 31)];
        return new string(signs);
    }

    // A run's id is of version 7; one that is not has no time in it.
    private static DateTimeOffset TimeOf(Guid run)
    {
        Span<byte> bytes = stackalloc byte[16];
        run.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253_402_300_799_999));
    }
}
