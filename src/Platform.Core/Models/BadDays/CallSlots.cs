namespace Platform.Core.Models.BadDays;

/// <summary>Lets so many calls out at once; the others wait in their order, and not too many of them.</summary>
internal sealed class CallSlots(int atOnce, int mostWaiting, string of) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnce, atOnce);
    private int _waiting;

    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        if (_free.Wait(0, CancellationToken.None)) return;
        if (Interlocked.Increment(ref _waiting) > mostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw ModelErrors.Of(ModelErrorKind.RateLimited, $"{mostWaiting} calls wait for {of} already, which takes {atOnce} at once.", "Raise 'parallel', or start fewer runs.");
        }

        try
        {
            await _free.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}
