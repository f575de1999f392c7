using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Bench;

/// <summary>
/// Many who watch, as a process of its own of the lowest priority: plain sockets that read and throw away, so that what is measured beside them is the server's
/// work and not theirs.
/// </summary>
internal sealed class Readers : IAsyncDisposable
{
    public const string Option = "--readers";

    private readonly Process _process;

    private Readers(Process process) => _process = process;

    /// <summary>Of all of them, since they began to open.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>When each has heard the first word.</summary>
    /// <param name="say">What each says over a WebSocket; empty for a stream of server-sent events.</param>
    public static async Task<Readers> StartAsync(Uri address, int count, string say, CancellationToken cancellationToken)
    {
        var self = Path.ChangeExtension(typeof(Readers).Assembly.Location, "dll");
        var start = new ProcessStartInfo("nice", ["-n", "19", "dotnet", self, Option, address.ToString(), count.ToString(CultureInfo.InvariantCulture), say]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync(cancellationToken) is null) throw new InvalidOperationException("Those who should watch ended.");
        return new Readers(process);
    }

    /// <summary>They leave; how many bytes all of them read.</summary>
    public async Task<long> StopAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        var bytes = long.Parse(await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? "0", CultureInfo.InvariantCulture);
        await _process.WaitForExitAsync(cancellationToken);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The other process.</summary>
    public static async Task<int> RunAsync(Uri address, int count, string say)
    {
        var ask = Encoding.ASCII.GetBytes(say.Length == 0
            ? $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/event-stream\r\n\r\n"
            : $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        var bytes = new long[1];
        using var stop = new CancellationTokenSource();
        var open = new List<Task>();
        var speaking = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            await socket.SendAsync(ask);
            var answer = new byte[4096];
            var read = await socket.ReceiveAsync(answer);
            var status = Encoding.ASCII.GetString(answer, 9, 3);
            if (status != (say.Length == 0 ? "200" : "101")) throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, read));
            if (say.Length > 0)
            {
                await socket.SendAsync(Masked(say));
                speaking.Add(socket);
            }

            open.Add(DrainAsync(socket, bytes, stop.Token));
        }

        Console.WriteLine("open");
        open.Add(SpeakAsync(speaking, stop.Token));
        await Console.In.ReadToEndAsync();
        await stop.CancelAsync();
        await Task.WhenAll(open);
        Console.WriteLine(bytes[0]);
        return 0;
    }

    // Who says nothing over a WebSocket is pinged, and cut off for no answer.
    private static async Task SpeakAsync(List<Socket> speaking, CancellationToken cancellationToken)
    {
        try
        {
            while (speaking.Count > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
                foreach (var socket in speaking) await socket.SendAsync(Masked("""{"type":"ping"}"""), cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The round is over.
        }
    }

    private static async Task DrainAsync(Socket socket, long[] bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using (socket)
        {
            try
            {
                for (int read; (read = await socket.ReceiveAsync(buffer, cancellationToken)) > 0;) Interlocked.Add(ref bytes[0], read);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The round is over.
            }
        }
    }

    // RFC 6455, section 5.2: one text of at most 125 bytes, masked with zeros.
    private static byte[] Masked(string text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];
}
