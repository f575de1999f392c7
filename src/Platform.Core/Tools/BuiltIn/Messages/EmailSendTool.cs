using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Tools.Mail;

namespace Platform.Core.Tools.BuiltIn.Messages;

/// <summary>Sends a mail through a mail server.</summary>
public sealed class EmailSendTool(EgressGuard guard, TimeProvider time) : IToolKind
{
    private const int MostRecipients = 50;
    private const long MostAttached = 20 * 1024 * 1024;

    private static readonly string[] Tls = ["starttls", "implicit", "none"];

    public string Key => "email.send";

    public string Description => "Sends a mail, as text or HTML, with files of the workflow's folder attached.";

    public string Example => "tell: { tool: mail, with: { to: ann@example.com, subject: Done, text: All is sorted. } }";

    public string ExampleParts => """
        tools: { mail: { use: email.send, host: smtp.example.com, user: bot, password: "${{ secrets.SMTP_PASSWORD }}", from: "Bot <bot@example.com>" } }
        """;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["to", "subject"],
          "properties": {
            "to": { "type": ["string", "array"], "items": { "type": "string" }, "minItems": 1, "maxItems": 50, "description": "one address or several: ann@example.com, Ann Lee <ann@example.com>" },
            "cc": { "type": ["string", "array"], "items": { "type": "string" }, "maxItems": 50 },
            "bcc": { "type": ["string", "array"], "items": { "type": "string" }, "maxItems": 50 },
            "reply_to": { "type": "string", "maxLength": 500 },
            "subject": { "type": "string", "minLength": 1, "maxLength": 500 },
            "text": { "type": "string", "maxLength": 1000000 },
            "html": { "type": "string", "maxLength": 1000000, "description": "with 'text' beside it for those who read no HTML" },
            "attachments": { "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 500 }, "maxItems": 20, "description": "files, relative to the workflow's folder" }
          },
          "anyOf": [ { "required": ["text"] }, { "required": ["html"] } ],
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["id", "accepted", "refused"], "properties": {
              "id": { "type": "string", "description": "the mail's Message-ID, the same when the task runs again" },
              "accepted": { "type": "array", "items": { "type": "string" } },
              "refused": { "type": "array", "items": { "type": "object", "properties": { "address": { "type": "string" }, "why": { "type": "string" } } }, "description": "recipients that the server did not take" } } }
            """),
        Limits = ["50 recipients, 20 files of 20 MB together.", "The mail server's host and port pass the guard of the net like any address."],
        Settings =
        [
            new("host", "of the mail server"), new("port", "587 when left out; 465 with tls: implicit"), new("tls", "starttls (when left out), implicit (TLS from the start) or none"),
            new("user", "to sign in"), new("password", "to sign in", IsSecret: true), new("from", "whom the mail is from; a call cannot change it"),
            new("recipients", "who may be written to: ann@example.com, *@example.com; everybody without it"),
        ],
        Notes = "Mail knows no idempotency: a task that runs again after a crash may send twice, with the same Message-ID, by which most mailboxes show one.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        var check = ToolCatalog.CheckCommon(tool, found, "host", "port", "tls", "user", "password", "from", "recipients")
            ?.Text("host").Whole("port", 1, 65535).Choice("tls", Tls).Text("user").Text("password").Text("from").Texts("recipients");
        check?.Required("host", tool!.NameAt).Required("from", tool.NameAt);
    }

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var host = read.Text("host") ?? throw Missing(settings, "host");
        var from = MailAddressText.Parse(read.Text("from") ?? throw Missing(settings, "from"));
        var tls = Array.IndexOf(Tls, read.Text("tls") ?? "starttls") switch { 0 => MailTls.StartTls, 1 => MailTls.FromTheStart, 2 => MailTls.None, _ => throw read.Wrong("tls", $"one of {Names.Quoted(Tls)}") };
        var server = new MailServer(host, read.Whole("port", 1, 65535) ?? (tls == MailTls.FromTheStart ? 465 : 587), tls, read.Text("user"), read.Text("password"));
        var recipients = read.Texts("recipients");
        var timeout = ToolCatalog.TimeoutOf(settings);
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, async (call, cancellationToken) =>
        {
            var mail = await MailOfAsync(call, from, recipients, cancellationToken);
            var refused = await SmtpSession.SendAsync(guard, server, mail, time.GetUtcNow(), timeout, cancellationToken);
            return JsonSerializer.SerializeToElement(new Dictionary<string, object>
            {
                ["id"] = $"<{mail.Id}>",
                ["accepted"] = mail.Recipients.Select(r => r.Address).Except(refused.Select(r => r.Address), StringComparer.OrdinalIgnoreCase),
                ["refused"] = refused.Select(r => new Dictionary<string, string> { ["address"] = r.Address, ["why"] = r.Why }),
            });
        });
    }

    private static async Task<Letter> MailOfAsync(ToolCall call, MailAddressText from, IReadOnlyList<string> allowed, CancellationToken cancellationToken)
    {
        var mail = new Letter(from, Addresses(call, "to"), Addresses(call, "cc"), Addresses(call, "bcc"), call.RequiredText("subject"), call.Context.IdempotencyKey)
        {
            ReplyTo = call.Text("reply_to") is { } reply ? MailAddressText.Parse(reply) : null,
            Text = call.Text("text"),
            Html = call.Text("html"),
        };
        if (mail.Subject.Any(char.IsControl)) throw new PlatformException(ErrorCode.Validation, "The subject holds a line break.", "Write it on one line.");
        var recipients = mail.Recipients.ToList();
        if (recipients.Count > MostRecipients) throw new PlatformException(ErrorCode.LimitExceeded, $"A mail goes to at most {MostRecipients} addresses.", "Send several.");
        if (allowed.Count > 0 && recipients.Find(r => !r.IsAmong(allowed)) is { } stranger)
            throw new PlatformException(ErrorCode.Forbidden, $"'{stranger.Address}' is not among the recipients that the tool allows.", $"Write to one of {Names.Quoted(allowed)}.");
        return mail with { Attachments = await AttachedAsync(call, cancellationToken) };
    }

    private static List<MailAddressText> Addresses(ToolCall call, string name) => call.Argument(name) switch
    {
        { ValueKind: JsonValueKind.String } one => [.. one.GetString()!.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(MailAddressText.Parse)],
        { } many => [.. many.EnumerateArray().Select(a => MailAddressText.Parse(a.GetString()!))],
        null => [],
    };

    private static async Task<List<MailAttachment>> AttachedAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var attached = new List<MailAttachment>();
        foreach (var path in call.Argument("attachments")?.EnumerateArray().Select(a => a.GetString()!) ?? [])
        {
            var left = MostAttached - attached.Sum(a => a.Content.LongLength);
            attached.Add(new MailAttachment(Path.GetFileName(path), MediaType(path), await ToolFiles.ReadAsync(call.Context.Files, path, left, cancellationToken)));
        }

        return attached;
    }

    private static string MediaType(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".txt" or ".md" or ".log" => "text/plain; charset=utf-8",
        ".csv" => "text/csv; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".json" => "application/json",
        ".pdf" => "application/pdf",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        _ => "application/octet-stream",
    };

    private static PlatformException Missing(ToolSettings settings, string key) =>
        new(ErrorCode.Validation, $"Tool '{settings.Name}' needs the setting '{key}'.", "Define it: tools: { mail: { use: email.send, host: …, from: … } }.");
}
