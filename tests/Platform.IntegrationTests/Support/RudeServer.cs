using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.IntegrationTests.Support;

/// <summary>What a rude server does with one request: it writes bytes as they are, and the connection is cut when it returns.</summary>
internal delegate Task Rudeness(NetworkStream stream, int request, CancellationToken cancellationToken);

/// <summary>A server that keeps to no rule, over real TCP: it writes what it is told to and cuts the wire.</summary>
internal sealed class RudeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _answers = []; // touched by the loop alone until it has ended
    private readonly Rudeness _answer;
    private readonly Task _loop;
    private int _requests;

    public RudeServer(Rudeness answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = ListenAsync();
    }

    public RudeServer(string answer)
        : this((stream, _, cancellationToken) => SayAsync(stream, answer, cancellationToken))
    {
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Requests => Volatile.Read(ref _requests);

    public static async Task SayAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>A whole answer with its length.</summary>
    public static string Whole(int status, string type, string body, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}";

    /// <summary>The beginning of a stream that ends with its connection.</summary>
    public static string Begin(string type = "text/event-stream") => $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n";

    /// <summary>One piece of an answer as OpenAI streams it.</summary>
    public static string Piece(string text, string end = "null") =>
        $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"{{text}}"},"finish_reason":{{end}}}]}""" + "\n\n";

    public static string Good(string text) => Begin() + Piece(text) + Piece("", "\"stop\"") + "data: [DONE]\n\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        await Task.WhenAll(_answers);
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) _answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            await ReadRequestAsync(stream);
            await _answer(stream, Interlocked.Increment(ref _requests), _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The caller has had enough.
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var read = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. read.TakeLast(4)]).Equals("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0) throw new IOException("No request came.");
            read.Add(one[0]);
        }

        var head = Encoding.ASCII.GetString([.. read]);
        var length = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var left = length is null ? 0 : int.Parse(length.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture);
        if (length is null && head.Contains("chunked", StringComparison.OrdinalIgnoreCase)) await ReadChunksAsync(stream);
        var buffer = new byte[8192];
        while (left > 0) left -= await stream.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), _stop.Token) is > 0 and var count ? count : throw new IOException("Cut.");
    }

    // The last chunk is empty.
    private async Task ReadChunksAsync(NetworkStream stream)
    {
        var seen = new StringBuilder();
        var buffer = new byte[8192];
        while (!seen.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0) throw new IOException("Cut.");
            seen.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }
}
