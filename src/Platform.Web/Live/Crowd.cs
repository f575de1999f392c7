using System.IO.Pipelines;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Web.Live;

/// <summary>
/// Those who watch: they are written to one after another, and while runs advance in this process that takes only a small part of its time, however many they are
/// and however much they want to be told.
/// </summary>
/// <remarks>
/// What a thousand open pages cost is not the drawing, which they share, but a thousand writes, each with a call of the system behind it. Without a bound these
/// fill all processors, and the run that is looked at stands still. A page in a crowd is told later then, and never less: it gets the newest.
/// </remarks>
internal sealed class Crowd(RunService runs, TimeProvider time) : IDisposable
{
    private const int Few = 32; // readers who are told at once what comes now and then

    // Of one processor's time while runs advance. Reckoned and not measured, for most of a write is done behind it, by the system: so long on two cores of 2026,
    // sender and receiver together.
    private const double Share = 0.1;
    private const double AtOnce = 400; // microseconds, after a rest
    private const double MicrosecondsOfWrite = 20;
    private const double MicrosecondsOfByte = 0.004;
    private const double MicrosecondsOfEventByte = 0.025; // events are read and written down besides, by each who is not where the others are

    private readonly SemaphoreSlim _turn = new(1, 1);

    // Of who has the turn.
    private readonly Busyness _engine = new();
    private Pace? _spent; // microseconds; null while the engine needs no rest

    private readonly long _began = time.GetTimestamp();
    private int _readers;

    /// <summary>How long a reader should let events gather before it is told of them, so that a crowd is told in fewer, larger pieces.</summary>
    public TimeSpan Gather => _readers < Few ? TimeSpan.Zero : TimeSpan.FromMicroseconds(Math.Min(_readers, 4_000) * 100);

    /// <summary>One more who watches; disposing ends it.</summary>
    public IDisposable Join() => new Reader(this);

    /// <summary>Sends what was written, in its turn. The turn is not held while a slow reader makes the sending wait.</summary>
    /// <param name="areEvents">Of the log, and not drawn once for all.</param>
    public async ValueTask FlushAsync(PipeWriter to, CancellationToken cancellationToken, bool areEvents = false)
    {
        ValueTask<FlushResult> flush;
        using (var turn = await TurnAsync(cancellationToken))
        {
            turn.Count(to.UnflushedBytes, areEvents);
            flush = to.FlushAsync(cancellationToken);
        }

        await flush;
    }

    /// <summary>Waits for one's turn to write; disposing ends it.</summary>
    public async ValueTask<Turn> TurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_engine.At(time.GetElapsedTime(_began), runs.CommitsHere)) _spent = null;
            else if ((_spent ??= new Pace(Share * 1_000_000, AtOnce)).Until(0) is var rest && rest > TimeSpan.Zero) await Task.Delay(rest, time, cancellationToken);
        }
        catch
        {
            _turn.Release();
            throw;
        }

        return new Turn(this);
    }

    public void Dispose() => _turn.Dispose();

    internal readonly struct Turn(Crowd crowd) : IDisposable
    {
        /// <summary>So many bytes are sent in it.</summary>
        public void Count(long bytes, bool areEvents = false)
        {
            if (bytes > 0) crowd._spent?.Take(MicrosecondsOfWrite + (bytes * (areEvents ? MicrosecondsOfEventByte : MicrosecondsOfByte)));
        }

        public void Dispose() => crowd._turn.Release();
    }

    private sealed class Reader : IDisposable
    {
        private Crowd? _crowd;

        public Reader(Crowd crowd)
        {
            _crowd = crowd;
            Interlocked.Increment(ref crowd._readers);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _crowd, null) is { } crowd) Interlocked.Decrement(ref crowd._readers);
        }
    }
}
