using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Tools.Mail;

internal enum MailTls
{
    StartTls,
    FromTheStart,
    None,
}

/// <param name="User">Null when the server asks for nobody.</param>
internal sealed record MailServer(string Host, int Port, MailTls Tls, string? User, string? Password);

/// <summary>Hands one mail to a mail server, over a connection that the guard made.</summary>
/// <remarks>
/// Sources: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 4954 (AUTH). Two rules that others got wrong: what came before the switch to TLS is thrown
/// away (CVE-2011-0411), and no password goes out before TLS unless the file says <c>tls: none</c>.
/// </remarks>
internal sealed class SmtpSession : IAsyncDisposable
{
    private const int MostLines = 200;
    private const int LongestLine = 4096;

    private readonly MailServer _server;
    private Stream _stream;
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _have;
    private int _used;
    private HashSet<string> _offers = [];

    private SmtpSession(MailServer server, Stream stream) => (_server, _stream) = (server, stream);

    /// <returns>The recipients that the server refused, with its words; the others have the mail.</returns>
    /// <exception cref="PlatformException">ToolFailed: the server refuses; unavailable: not now; forbidden: it may not be reached.</exception>
    public static async Task<IReadOnlyList<(string Address, string Why)>> SendAsync(EgressGuard guard, MailServer server, Letter mail, DateTimeOffset now, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var rules = EgressRules.Only([server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]:{server.Port}" : $"{server.Host}:{server.Port}"]) with { Timeout = timeout };
        try
        {
            await using var session = new SmtpSession(server, await guard.ConnectAsync(rules, server.Host, server.Port, cancellationToken));
            return await session.SendAsync(mail, now, cancellationToken);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new PlatformException(ErrorCode.Unavailable, $"The mail server {server.Host}:{server.Port} cannot be reached, or broke off.", "Check host and port, and try again.", e);
        }
        catch (AuthenticationException e)
        {
            throw new PlatformException(ErrorCode.ToolFailed, $"The certificate of {server.Host} is not trusted.", "Name the server as its certificate does, or install its issuer on this machine.", e);
        }
    }

    public async ValueTask DisposeAsync() => await _stream.DisposeAsync();

    private async Task<IReadOnlyList<(string Address, string Why)>> SendAsync(Letter mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_server.Tls == MailTls.FromTheStart) await SecureAsync(cancellationToken);
        await ExpectAsync("its greeting", 2, cancellationToken);
        await HelloAsync(mail.From.Domain, cancellationToken);
        if (_server.Tls == MailTls.StartTls)
        {
            if (!_offers.Contains("STARTTLS")) throw Failed(ErrorCode.ToolFailed, "offers no STARTTLS", "Set tls: implicit with port 465 if it speaks TLS from the start, or tls: none on a network that you trust.");
            await AskAsync("STARTTLS", 2, cancellationToken);
            await SecureAsync(cancellationToken);
            await HelloAsync(mail.From.Domain, cancellationToken);
        }

        if (_server.User is { } user) await SignInAsync(user, _server.Password ?? "", cancellationToken);
        await AskAsync($"MAIL FROM:<{mail.From.Address}>", 2, cancellationToken);
        var refused = new List<(string, string)>();
        var recipients = mail.Recipients.ToList();
        foreach (var to in recipients)
        {
            var (code, said) = await AskAnyAsync($"RCPT TO:<{to.Address}>", cancellationToken);
            if (code / 100 != 2) refused.Add((to.Address, said));
            if (refused.Count == recipients.Count) throw Refused(code, $"takes a mail for none of the recipients: {said}");
        }

        await AskAsync("DATA", 3, cancellationToken);
        // Bodies are base64, and yet: a line that began with a dot would end the mail.
        var text = MailText.Write(mail, now).Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text + ".\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        await ExpectAsync("the mail", 2, cancellationToken);
        // From here on it is sent; whether the server hears the farewell changes nothing.
        await _stream.WriteAsync("QUIT\r\n"u8.ToArray(), cancellationToken);
        return refused;
    }

    private async Task HelloAsync(string name, CancellationToken cancellationToken)
    {
        var (code, said) = await AskAnyAsync($"EHLO {name}", cancellationToken);
        if (code / 100 != 2) (_, said) = await AskAsync($"HELO {name}", 2, cancellationToken);
        _offers = [.. said.Split('\n').Skip(1).Select(l => l.Trim().ToUpperInvariant())];
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        (_have, _used) = (0, 0); // whatever was said before is not the server's word
        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _server.Host }, cancellationToken);
    }

    private async Task SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var ways = _offers.FirstOrDefault(o => o.StartsWith("AUTH", StringComparison.Ordinal))?.Split([' ', '=']) ?? [];
        if (ways.Contains("PLAIN"))
        {
            await AskAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 2, cancellationToken);
            return;
        }

        if (!ways.Contains("LOGIN")) throw Failed(ErrorCode.ToolFailed, "offers no way to sign in that is known here (PLAIN, LOGIN)", "Leave user and password out if it needs none.");
        await AskAsync("AUTH LOGIN", 3, cancellationToken);
        await AskAsync(Base64(user), 3, cancellationToken);
        await AskAsync(Base64(password), 2, cancellationToken);
    }

    private async Task<(int Code, string Said)> AskAsync(string command, int hundreds, CancellationToken cancellationToken)
    {
        var answer = await AskAnyAsync(command, cancellationToken);
        var what = command.Split(' ', ':')[0];
        return answer.Code / 100 == hundreds ? answer : throw Refused(answer.Code, $"refuses {(what is "MAIL" or "RCPT" or "DATA" or "STARTTLS" or "HELO" ? what : "to sign in")}: {answer.Said}");
    }

    private async Task<(int Code, string Said)> AskAnyAsync(string command, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task ExpectAsync(string what, int hundreds, CancellationToken cancellationToken)
    {
        var (code, said) = await ReadAsync(cancellationToken);
        if (code / 100 != hundreds) throw Refused(code, $"refuses {what}: {said}");
    }

    // `250-one`, `250-two`, `250 three`: the sign behind the code tells whether more comes.
    private async Task<(int Code, string Said)> ReadAsync(CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        for (var lines = 0; lines < MostLines; lines++)
        {
            var line = await LineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) break;
            if (said.Length > 0) said.Append('\n');
            said.Append(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-') return (code, said.ToString());
        }

        throw Failed(ErrorCode.ToolFailed, "does not speak SMTP", "Check host, port and tls: port 465 needs tls: implicit.");
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (_used == _have)
            {
                (_have, _used) = (await _stream.ReadAsync(_buffer, cancellationToken), 0);
                if (_have == 0) throw new IOException("The server closed the connection.");
            }

            var next = (char)_buffer[_used++];
            if (next == '\n') return line.ToString().TrimEnd('\r');
            line.Append(next is >= ' ' and < '\u007f' or '\r' ? next : '?');
        }

        throw Failed(ErrorCode.ToolFailed, "answers with a line that has no end", "Check host and port.");
    }

    private PlatformException Refused(int code, string what)
    {
        var said = what.Length > 400 ? $"{what[..400]}…" : what;
        // 4xx: not now. Signing in (535) and policy (550 to 554) do not mend themselves.
        return Failed(code / 100 == 4 ? ErrorCode.Unavailable : ErrorCode.ToolFailed, said.Replace('\n', ' '), code is 530 or 534 or 535 ? "Check user and password." : "Check the sender, the recipients and what the server's operator allows.");
    }

    private PlatformException Failed(ErrorCode code, string what, string resolution) => new(code, $"The mail server {_server.Host} {what}.", resolution);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
