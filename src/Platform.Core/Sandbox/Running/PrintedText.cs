using System.Buffers;
using System.Text;

namespace Platform.Core.Sandbox.Running;

/// <summary>What a sandbox prints: the first part is kept, the rest counted, and too much ends it.</summary>
internal sealed class PrintedText(Stream stream, long most)
{
    private const int Kept = 32 * 1024;

    private readonly ArrayBufferWriter<byte> _head = new(); // also its own lock
    private readonly TaskCompletionSource _tooMuch = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;

    /// <summary>Ends when more was printed than is allowed.</summary>
    public Task TooMuch => _tooMuch.Task;

    public bool IsTooMuch => _tooMuch.Task.IsCompleted;

    public bool IsCut => Interlocked.Read(ref _bytes) > Kept;

    /// <summary>Reads until nobody can print any more.</summary>
    public async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            // Without a token: it ends with the sandbox, which whoever started it kills.
            while ((read = await stream.ReadAsync(buffer, CancellationToken.None)) > 0)
            {
                var all = Interlocked.Add(ref _bytes, read);
                lock (_head) _head.Write(buffer.AsSpan(0, Math.Clamp(Kept - _head.WrittenCount, 0, read)));
                if (all > most) _tooMuch.TrySetResult();
            }
        }
        catch (IOException)
        {
            // The other end is gone.
        }
    }

    /// <summary>Bytes that are no UTF-8 become U+FFFD; characters that terminals take for orders are left out.</summary>
    public string Text()
    {
        string text;
        lock (_head) text = Encoding.UTF8.GetString(_head.WrittenSpan);
        return text.Any(IsOrder) ? string.Concat(text.Where(c => !IsOrder(c))) : text;
    }

    private static bool IsOrder(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
