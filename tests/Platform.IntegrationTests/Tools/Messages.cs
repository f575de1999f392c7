using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Tools;

public sealed class Messages
{
    private readonly GivenTools _tools = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_as_it_was_meant()
    {
        await using var server = new MailServer();
        server.Answers["RCPT TO:<gone@"] = "550 nobody of that name";
        _tools.Put("out/Übersicht.csv", "a,b\r\n1,2\r\n");

        var sent = await _tools.CallAsync("email.send", """
            {"to":["Ann Lee <ann@example.com>","gone@example.com"],"bcc":"boss@example.com","reply_to":"help@example.com","subject":"Zwölf Fälle sind sortiert, und das ist ein recht langer Betreff geworden ✔","text":"Gruß\n.\nEnde","html":"<p>Gruß</p>","attachments":["out/Übersicht.csv"]}
            """, Cancelled, Settings(server, ""","user":"bot","password":"hush" """));

        Assert.Equal("""["ann@example.com","boss@example.com"]""", sent.GetProperty("accepted").GetRawText());
        Assert.Equal("""[{"address":"gone@example.com","why":"nobody of that name"}]""", sent.GetProperty("refused").GetRawText());
        Assert.Contains($"AUTH PLAIN {Convert.ToBase64String("\0bot\0hush"u8)}", server.Heard);
        Assert.Contains("RCPT TO:<boss@example.com>", server.Heard);
        var mail = server.Mail;
        Assert.DoesNotContain("boss", mail, StringComparison.Ordinal);
        Assert.Contains("From: =?utf-8?B?QsO2dA==?= <bot@example.com>\nTo: Ann Lee <ann@example.com>,\n gone@example.com\n", mail, StringComparison.Ordinal);
        Assert.Contains($"Message-ID: {sent.GetProperty("id").GetString()}\n", mail, StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''%C3%9Cbersicht.csv", mail, StringComparison.Ordinal);
        foreach (var part in (string[])["Gruß\r\n.\r\nEnde", "<p>Gruß</p>", "a,b\r\n1,2\r\n"]) Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(part)), mail, StringComparison.Ordinal);
        Assert.All(mail.Split('\n'), line => Assert.True(line.Length <= 78 || !line.Contains(' ', StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData("""{"to":"ann@example.com\r\nBcc: all@example.com","subject":"s","text":"t"}""", ErrorCode.Validation)]
    [InlineData("""{"to":"ann@example.com>\u0000","subject":"s","text":"t"}""", ErrorCode.Validation)]
    [InlineData("""{"to":"Ann\nX: y <ann@example.com>","subject":"s","text":"t"}""", ErrorCode.Validation)]
    [InlineData("""{"to":"ann@example.com","subject":"s\r\nBcc: all@example.com","text":"t"}""", ErrorCode.Validation)]
    [InlineData("""{"to":"ann@example.com","reply_to":"a@b\r\n.\r\nMAIL FROM:<x@y>","subject":"s","text":"t"}""", ErrorCode.Validation)]
    [InlineData("""{"to":"nobody","subject":"s","text":"t"}""", ErrorCode.Validation)]
    [InlineData("""{"to":"<a@b> SIZE=1@example.com","subject":"s","text":"t"}""", ErrorCode.Validation)]
    [InlineData("""{"to":"eve@evil.example","subject":"s","text":"t"}""", ErrorCode.Forbidden)]
    [InlineData("""{"to":"ann@example.com","cc":"eve@evil.example","subject":"s","text":"t"}""", ErrorCode.Forbidden)]
    [InlineData("""{"to":"ann@example.com","subject":"s","text":"t","attachments":["../../etc/passwd"]}""", ErrorCode.Forbidden)]
    public async Task Nothing_of_a_mail_becomes_a_header_or_a_command(string arguments, ErrorCode code)
    {
        await using var server = new MailServer();

        var error = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("email.send", arguments, Cancelled, Settings(server, ""","recipients":["*@example.com"]""")));

        Assert.Equal(code, error.Code);
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task A_mail_server_is_reached_by_the_rules_and_trusted_by_its_certificate()
    {
        const string mail = """{"to":"ann@example.com","subject":"s","text":"t"}""";
        await using var plain = new MailServer();
        await using var secure = new MailServer { Offers = "STARTTLS" };
        await using var busy = new MailServer();
        busy.Answers["MAIL"] = "451 later";
        await using var rude = new MailServer();
        rude.Answers["EHLO"] = "what?";

        Assert.Contains("no STARTTLS", (await FailsAsync(Settings(plain, "", "starttls"))).Message, StringComparison.Ordinal);
        Assert.Contains("not trusted", (await FailsAsync(Settings(secure, ""","user":"bot","password":"hush" """, "starttls"))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secure.Heard, l => l.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Equal(ErrorCode.Unavailable, (await FailsAsync(Settings(busy, ""))).Code);
        Assert.Equal(ErrorCode.ToolFailed, (await FailsAsync(Settings(rude, ""))).Code);
        foreach (var host in (string[])["localhost", "169.254.169.254", "10.0.0.1", "::1", "0x7f.1", "2130706433", "127.0.0.1/x"])
            Assert.Equal((host, ErrorCode.Forbidden), (host, (await FailsAsync($$"""{"host":"{{host}}","port":{{plain.Port}},"tls":"none","from":"bot@example.com"}""")).Code));

        Task<PlatformException> FailsAsync(string settings) => Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("email.send", mail, Cancelled, settings));
    }

    [Fact]
    public async Task Slack_is_told_and_its_refusals_are_read()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Json("""{"ok":true,"channel":"C1","ts":"1.2"}""").Json("""{"ok":false,"error":"not_in_channel"}""").By(r => r.WriteAsync("ok"));
        var bot = $$"""{"token":"xoxb-hush","channel":"#all","base_url":"{{server.Address}}/api"}""";

        var posted = await _tools.CallAsync("slack.post", """{"text":"hello","thread":"1.1","blocks":[{"type":"divider"}]}""", Cancelled, bot);
        var asked = server.Last;
        var refused = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("slack.post", """{"text":"hello","channel":"C2"}""", Cancelled, bot));
        var hooked = await _tools.CallAsync("slack.post", """{"text":"hello"}""", Cancelled, $$"""{"webhook":"{{server.Address}}/services/T/B/secret"}""");

        Assert.Equal("""{"ok":true,"channel":"C1","ts":"1.2"}""", posted.GetRawText());
        Assert.Equal(("/api/chat.postMessage", "Bearer xoxb-hush", "run/1/node", "#all", "1.1"), (asked.Path, asked.Headers["authorization"], asked.Headers["idempotency-key"], asked.At("channel"), asked.At("thread_ts")));
        Assert.Contains("not_in_channel", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("/services/T/B/secret", true), (server.Last.Path, hooked.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task Telegram_is_told()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Json("""{"ok":true,"result":{"message_id":7,"chat":{"id":42}}}""").By(r =>
        {
            r.StatusCode = 429;
            r.Headers.RetryAfter = "3";
            return r.WriteAsync("""{"ok":false,"description":"Too Many Requests"}""");
        });
        var bot = $$"""{"token":"1:hush_hush","base_url":"{{server.Address}}"}""";

        var sent = await _tools.CallAsync("telegram.send", """{"chat":42,"text":"hi","format":"html","silent":true}""", Cancelled, bot);
        var asked = server.Last;
        var limited = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("telegram.send", """{"chat":"@me","text":"hi"}""", Cancelled, bot));

        Assert.Equal("""{"message":7,"chat":42}""", sent.GetRawText());
        Assert.Equal(("/bot1:hush_hush/sendMessage", """{"chat_id":"42","text":"hi","disable_notification":true,"parse_mode":"HTML"}"""), (asked.Path, asked.Text));
        Assert.Equal((ErrorCode.RateLimited, 3), (limited.Code, limited.RetryAfter?.TotalSeconds));
        Assert.DoesNotContain("hush", limited.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_is_opened_once_however_often_the_task_runs()
    {
        var issues = new List<Dictionary<string, object>>();
        await using var server = await ProtocolServer.StartAsync();
        server.By(async r =>
        {
            if (r.HttpContext.Request.Method == "GET") await r.WriteAsJsonAsync(issues);
        }).By(async r =>
        {
            // Asked once more in the middle of it, GitHub has it already.
            await r.WriteAsJsonAsync(new { number = 12, html_url = "https://github.com/acme/shop/issues/12", body = "" });
        });
        var settings = $$"""{"token":"hush","repo":"acme/shop","base_url":"{{server.Address}}"}""";
        const string issue = """{"title":"It fails","body":"Since today.","labels":["bug"]}""";

        var opened = await _tools.CallAsync("github.issue", issue, Cancelled, settings);
        var posted = server.Last;
        issues.Add(new Dictionary<string, object> { ["number"] = 12, ["html_url"] = "https://github.com/acme/shop/issues/12", ["body"] = posted.At("body") });
        server.By(r => r.WriteAsJsonAsync(issues));
        var again = await _tools.CallAsync("github.issue", issue, Cancelled, settings);

        Assert.Equal((12, true, false), (opened.GetProperty("number").GetInt32(), opened.GetProperty("created").GetBoolean(), again.GetProperty("created").GetBoolean()));
        Assert.Equal(("POST", "/repos/acme/shop/issues", "It fails", "bug", "Bearer hush"), (posted.Method, posted.Path, posted.At("title"), posted.At("labels.0"), posted.Headers["authorization"]));
        Assert.Equal(3, server.Asked.Count);
        var strange = await Assert.ThrowsAsync<PlatformException>(() => _tools.CallAsync("github.issue", """{"title":"x","repo":"../../admin"}""", Cancelled, settings));
        Assert.Equal(ErrorCode.Validation, strange.Code);
    }

    private static string Settings(MailServer server, string more, string tls = "none") =>
        $$"""{"host":"127.0.0.1","port":{{server.Port}},"tls":"{{tls}}","from":"Böt <bot@example.com>"{{more}}}""";
}
