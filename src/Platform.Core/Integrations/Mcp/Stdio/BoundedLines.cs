using Platform.Core.Foundation;

namespace Platform.Core.Integrations.Mcp.Stdio;

/// <summary>Reads on as long as no line is longer than it may be: a program that floods its output must not fill our memory.</summary>
internal sealed class BoundedLines(Stream inner, string server, long most) : Stream
{
    private long _line;

    /// <summary>Set when a line was too long.</summary>
    public PlatformException? Fault { get; private set; }

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
        if (Fault is { } fault) throw fault;
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Fault is { } fault) throw fault;
        var read = inner.Read(buffer, offset, count);
        Count(buffer.AsSpan(offset, read));
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

    private void Count(ReadOnlySpan<byte> piece)
    {
        for (int end; (end = piece.IndexOf((byte)'\n')) >= 0; piece = piece[(end + 1)..])
        {
            Add(end);
            _line = 0;
        }

        Add(piece.Length);
    }

    private void Add(int count)
    {
        _line += count;
        if (_line <= most) return;
        Fault = new PlatformException(ErrorCode.LimitExceeded, $"The server '{server}' sent a message of more than {most / 1024:#,0} KB and was stopped.", "Ask for less, or raise Platform:Mcp:MaxMessageBytes.");
        throw Fault;
    }
}
