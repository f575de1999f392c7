using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Platform.Core.Models.BadDays;

/// <summary>
/// The body of an answer that began with 200, watched for an error inside it: a line of a stream, or a whole JSON body. SDKs pass over such a line, and the answer
/// would look as if it had broken off. What is found is thrown in place of the next bytes.
/// </summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Func<ProviderError?, Exception> _failure;

    /// <param name="failure">The exception for an error that was found; for null: what calls itself JSON is none.</param>
    public WatchedContent(HttpContent inner, Func<ProviderError?, Exception> failure)
    {
        (_inner, _failure) = (inner, failure);
        foreach (var (name, values) in inner.Headers) Headers.TryAddWithoutValidation(name, values);
    }

    private bool IsJson => _inner.Headers.ContentType?.MediaType is "application/json";

    protected override async Task<Stream> CreateContentReadStreamAsync() => new WatchedStream(await _inner.ReadAsStreamAsync(), IsJson, _failure);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var watched = new WatchedStream(await _inner.ReadAsStreamAsync(cancellationToken), IsJson, _failure);
        await watched.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}

internal sealed class WatchedStream(Stream inner, bool isJson, Func<ProviderError?, Exception> failure) : Stream
{
    private const int Longest = 64 * 1024; // no error is longer
    private const int Head = 512; // an error begins with its name

    private readonly ArrayBufferWriter<byte> _line = new(); // of the line that is being read, no more than Longest
    private readonly ArrayBufferWriter<byte> _whole = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Watch(buffer.Span[..count], ended: count == 0 && buffer.Length > 0);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Watch(buffer.AsSpan(offset, read), ended: read == 0 && count > 0);
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<byte> bytes, bool ended)
    {
        Keep(_whole, bytes);
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            Keep(_line, bytes[..end]);
            Check(_line.WrittenSpan);
            _line.ResetWrittenCount();
            bytes = bytes[(end + 1)..];
        }

        Keep(_line, bytes);
        if (!ended) return;
        Check(_line.WrittenSpan);
        if (_whole.WrittenCount <= Longest) CheckWhole(_whole.WrittenSpan);
        _line.ResetWrittenCount();
        _whole.ResetWrittenCount();
    }

    // One byte past the longest is kept, as the sign that it is too long.
    private static void Keep(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        var room = Longest + 1 - to.WrittenCount;
        if (room > 0) to.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    private void CheckWhole(ReadOnlySpan<byte> text)
    {
        Check(text);
        if (isJson && !IsLines(text) && !Reads(text)) throw failure(null);
    }

    // Some servers stream and call it JSON.
    private static bool IsLines(ReadOnlySpan<byte> text) => text.TrimStart("\r\n"u8).StartsWith("data:"u8) || text.IndexOf("\ndata:"u8) >= 0 || text.IndexOf("}\n{"u8) >= 0;

    private static bool Reads(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            var any = false;
            while (reader.Read()) any = true;
            return any;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Check(ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest) return;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("data:"u8)) text = text[5..].TrimStart((byte)' ');
        if (text is not [(byte)'{' or (byte)'[', ..] || text[..Math.Min(text.Length, Head)].IndexOf("error"u8) < 0) return;
        if (ProviderError.Read(Encoding.UTF8.GetString(text)) is { } error) throw failure(error);
    }
}
