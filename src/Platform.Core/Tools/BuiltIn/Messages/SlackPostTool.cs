using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;

namespace Platform.Core.Tools.BuiltIn.Messages;

/// <summary>Writes to a Slack channel, by a bot's token or by an incoming webhook.</summary>
/// <remarks>Source: docs.slack.dev, chat.postMessage and incoming webhooks.</remarks>
public sealed class SlackPostTool(ToolClients clients, TimeProvider time) : IToolKind
{
    public string Key => "slack.post";

    public string Description => "Writes a message to a Slack channel.";

    public string Example => "notify: { tool: slack, with: { channel: \"#support\", text: Twelve tickets are sorted. } }";

    public string ExampleParts => """
        tools: { slack: { use: slack.post, token: "${{ secrets.SLACK_BOT_TOKEN }}" } }
        """;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["text"],
          "properties": {
            "text": { "type": "string", "minLength": 1, "maxLength": 40000, "description": "in Slack's Markdown; what a notification shows when there are blocks" },
            "channel": { "type": "string", "minLength": 1, "maxLength": 200, "description": "#name or id; the tool's own when left out. A webhook has its own" },
            "thread": { "type": "string", "maxLength": 40, "description": "the 'ts' of the message to answer" },
            "blocks": { "type": "array", "maxItems": 50, "items": { "type": "object" }, "description": "Slack's Block Kit" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["ok"], "properties": {
              "ok": { "const": true },
              "channel": { "type": ["string", "null"], "description": "its id; a webhook does not tell" },
              "ts": { "type": ["string", "null"], "description": "names the message: give it as 'thread' to answer" } } }
            """),
        Limits = ["40,000 characters, 50 blocks."],
        Settings =
        [
            new("token", "of a bot with chat:write (xoxb-…)", IsSecret: true), new("webhook", "an incoming webhook, in the place of a token", IsSecret: true),
            new("channel", "where to, unless a call says another"), new("base_url", "only to go through a gateway"),
        ],
        Notes = "Slack knows no idempotency: a task that runs again after a crash may post twice.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        var check = ToolCatalog.CheckCommon(tool, found, "token", "webhook", "channel", "base_url")?.Text("token").Address("webhook").Text("channel").Address("base_url");
        if (tool?.Settings["webhook"] is null) check?.Required("token", tool!.NameAt);
    }

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var webhook = read.Address("webhook");
        var token = read.Text("token");
        if (webhook is null && token is null) throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' needs a token or a webhook.", "Define it: tools: { slack: { use: slack.post, token: ${{ secrets.SLACK_BOT_TOKEN }} } }.");
        var service = webhook is null
            ? clients.Service(settings, "Slack", "https://slack.com/api", time)
            : new ServiceClient(clients.For([$"{webhook.IdnHost}:{webhook.Port}"], ToolCatalog.TimeoutOf(settings)), "Slack", webhook, time);
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => webhook is null
            ? PostAsync(service, token!, call, read.Text("channel"), cancellationToken)
            : HookAsync(service, call, cancellationToken));
    }

    private static async ValueTask<JsonElement> PostAsync(ServiceClient slack, string token, ToolCall call, string? usualChannel, CancellationToken cancellationToken)
    {
        var body = Body(call);
        body["channel"] = call.Text("channel") ?? usualChannel ?? throw new PlatformException(ErrorCode.Validation, "No channel is given.", "Give 'channel', or set one in the tool.");
        if (call.Text("thread") is { } thread) body["thread_ts"] = thread;
        var answer = await slack.PostAsync("chat.postMessage", Headers(call, token), body, cancellationToken);
        // Slack says what went wrong with a status of 200.
        if (Member(answer, "ok") is not { ValueKind: JsonValueKind.True }) throw Refused(Text(answer, "error") ?? "nothing that can be understood");
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["ok"] = true, ["channel"] = Text(answer, "channel"), ["ts"] = Text(answer, "ts") });
    }

    private static async ValueTask<JsonElement> HookAsync(ServiceClient slack, ToolCall call, CancellationToken cancellationToken)
    {
        if (call.Text("channel") is not null || call.Text("thread") is not null)
            throw new PlatformException(ErrorCode.Validation, "A webhook posts to its own channel and answers no thread.", "Leave 'channel' and 'thread' out, or use a bot's token.");
        await slack.PostAsync("", Headers(call, null), Body(call), cancellationToken);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["ok"] = true, ["channel"] = null, ["ts"] = null });
    }

    private static Dictionary<string, string> Headers(ToolCall call, string? token)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Idempotency-Key"] = call.Context.IdempotencyKey };
        if (token is not null) headers["Authorization"] = $"Bearer {token}";
        return headers;
    }

    private static Dictionary<string, object> Body(ToolCall call)
    {
        var body = new Dictionary<string, object> { ["text"] = call.RequiredText("text") };
        if (call.Argument("blocks") is { } blocks) body["blocks"] = blocks;
        return body;
    }

    private static PlatformException Refused(string error) => new(error is "ratelimited" or "rate_limited" ? ErrorCode.RateLimited : ErrorCode.ToolFailed, $"Slack refuses the message: {HttpFailure.Quote(error)}.", error switch
    {
        "channel_not_found" or "not_in_channel" => "Invite the bot to the channel, or name another.",
        "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" => "Check the token.",
        "missing_scope" => "Give the bot the scope chat:write.",
        _ => "See Slack's list of errors of chat.postMessage.",
    });

    private static JsonElement? Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
