using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Platform.Web.Live.Sockets;

/// <summary>
/// The connection under a WebSocket, which keeps the messages of a burst until they are sent together: one call of the system for hundreds of them and not for
/// each. Before the socket is accepted it takes the place of the server's own.
/// </summary>
internal sealed class GatheringUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Null before the request was upgraded.</summary>
    public GatheringStream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync() => Stream = new GatheringStream(await inner.UpgradeAsync());
}

/// <summary>Reads and writes through; what is written while it gathers stays until <see cref="SendAsync"/>. Whole frames come in one write each, so nothing falls between their parts.</summary>
internal sealed class GatheringStream(Stream inner) : Stream
{
    // One writes at a time: the one who tells, or the timer that pings.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly MemoryStream _held = new();

    /// <summary>While set, nothing goes out by itself.</summary>
    public bool Gathers { get; set; }

    /// <summary>Bytes that wait.</summary>
    public long Held => _held.Length;

    /// <summary>Sends what was gathered.</summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_held.Length > 0) await SendHeldAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    // By who has the turn.
    private async ValueTask SendHeldAsync(CancellationToken cancellationToken)
    {
        var bytes = _held.GetBuffer().AsMemory(0, (int)_held.Length);
        _held.SetLength(0);
        await inner.WriteAsync(bytes, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!Gathers && _held.Length == 0)
            {
                await inner.WriteAsync(buffer, cancellationToken);
                return;
            }

            _held.Write(buffer.Span);
            if (!Gathers) await SendHeldAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => Gathers ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => throw new NotSupportedException("The server writes without waiting only.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _turn.Dispose();
            _held.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A program's socket: what is told in a burst goes out together, and in its turn when many listen.</summary>
internal sealed class TalkLine(WebSocket socket, GatheringStream? stream, Crowd crowd)
{
    public WebSocket Socket => socket;

    /// <summary>Bytes that wait to be sent.</summary>
    public long Held => stream?.Held ?? 0;

    /// <summary>Waits for this connection's turn in the crowd. From then on messages wait for <see cref="SendAsync"/>, or for <see cref="LetGo"/>.</summary>
    /// <returns>To be disposed when the sending has begun; null where each message goes out by itself, which must hold up nobody else.</returns>
    public async ValueTask<Crowd.Turn?> TurnAsync(CancellationToken cancellationToken)
    {
        if (stream is null) return null;
        var turn = await crowd.TurnAsync(cancellationToken);
        stream.Gathers = true;
        return turn;
    }

    /// <summary>Sends what was gathered in the turn.</summary>
    public ValueTask SendAsync(Crowd.Turn? turn, CancellationToken cancellationToken)
    {
        LetGo();
        if (stream is null) return ValueTask.CompletedTask;
        turn?.Count(stream.Held, areEvents: true);
        return stream.SendAsync(cancellationToken);
    }

    /// <summary>From here on each message goes out by itself, after those that wait.</summary>
    public void LetGo()
    {
        if (stream is not null) stream.Gathers = false;
    }
}
