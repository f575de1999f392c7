using System.Net;
using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>The body of an answer, up to a size and a time.</summary>
internal sealed class LimitedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly LimitedStream _stream;

    private LimitedContent(HttpContent inner, LimitedStream stream)
    {
        _inner = inner;
        _stream = stream;
        foreach (var (name, values) in inner.Headers) Headers.TryAddWithoutValidation(name, values);
    }

    public static async Task<LimitedContent> OfAsync(
        HttpContent inner, long maxBytes, CancellationTokenSource deadline, TimeSpan timeout, CancellationToken cancellationToken) =>
        new(inner, new LimitedStream(await inner.ReadAsStreamAsync(cancellationToken), maxBytes, deadline, timeout));

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(_stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _stream.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>Reads on until too much came or too much time went.</summary>
internal sealed class LimitedStream(Stream inner, long maxBytes, CancellationTokenSource deadline, TimeSpan timeout) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public static PlatformException TooLarge(long maxBytes) =>
        new(ErrorCode.LimitExceeded, $"The answer is larger than {maxBytes} bytes.", "Ask for less, or raise Platform:Egress:MaxResponseBytes.");

    public static PlatformException TookTooLong(TimeSpan timeout, Exception inner) =>
        new(ErrorCode.Timeout, $"The answer took longer than {timeout.TotalSeconds} s.", "Try again later, or raise Platform:Egress:Timeout.", inner);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return Counted(await inner.ReadAsync(buffer, both.Token));
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TookTooLong(timeout, late);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            deadline.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int count)
    {
        _read += count;
        return _read <= maxBytes ? count : throw TooLarge(maxBytes);
    }
}
