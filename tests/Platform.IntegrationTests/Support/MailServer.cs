using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Platform.IntegrationTests.Support;

/// <summary>A mail server of a few lines over real TCP. It writes down what it hears; what it offers and refuses is set by the test.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _open = [];
    private readonly Task _loop;

    public MailServer()
    {
        _listener.Start();
        _loop = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Commands and lines of the mail.</summary>
    public List<string> Heard { get; } = [];

    public string Offers { get; init; } = "AUTH PLAIN LOGIN";

    /// <summary>Answers in the place of the usual ones, by the beginning of a command.</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    public string Mail => string.Join('\n', Heard.SkipWhile(l => l != "DATA").Skip(1).TakeWhile(l => l != "."));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        await Task.WhenAll(_open);
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) _open.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        Stream stream = client.GetStream();
        try
        {
            await SayAsync(stream, "220 ready");
            var mail = false;
            while (await LineAsync(stream) is { } line)
            {
                Heard.Add(line);
                if (mail && line != ".") continue;
                var answer = Answers.FirstOrDefault(a => line.StartsWith(a.Key, StringComparison.Ordinal)).Value ?? Usual(line);
                (mail, var quit) = (line == "DATA" && answer[0] == '3', line == "QUIT");
                await SayAsync(stream, answer);
                if (quit) return;
                if (line != "STARTTLS") continue;
                using var key = RSA.Create(2048);
                using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = made }, _stop.Token);
                stream = secure;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            Heard.Add($"({e.GetType().Name})");
        }
    }

    private string Usual(string line) => line.Split(' ')[0] switch
    {
        "EHLO" => $"250-hello\r\n250 {Offers}",
        "DATA" => "354 go on",
        "STARTTLS" => "220 go on",
        "AUTH" => "235 welcome",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private async Task SayAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _stop.Token);

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) > 0)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
