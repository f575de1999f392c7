using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Http;

namespace Platform.Core.Tools.BuiltIn.Messages;

/// <summary>Sends a message by a Telegram bot.</summary>
/// <remarks>Source: core.telegram.org/bots/api, sendMessage.</remarks>
public sealed class TelegramSendTool(ToolClients clients, TimeProvider time) : IToolKind
{
    public string Key => "telegram.send";

    public string Description => "Sends a message to a Telegram chat.";

    public string Example => "ping: { tool: telegram, with: { chat: \"@my_channel\", text: Done. } }";

    public string ExampleParts => """
        tools: { telegram: { use: telegram.send, token: "${{ secrets.TELEGRAM_TOKEN }}" } }
        """;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["text"],
          "properties": {
            "text": { "type": "string", "minLength": 1, "maxLength": 4096 },
            "chat": { "type": ["string", "integer"], "description": "the chat's number or @name; the tool's own when left out" },
            "format": { "enum": ["plain", "html", "markdown"], "description": "plain when left out" },
            "silent": { "type": "boolean", "description": "true: without a sound" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["message", "chat"], "properties": {
              "message": { "type": "integer", "description": "the message's number in its chat" },
              "chat": { "type": "integer" } } }
            """),
        Limits = ["4,096 characters, which is Telegram's own limit."],
        Settings = [new("token", "of the bot, from BotFather", IsSecret: true), new("chat", "where to, unless a call says another"), new("base_url", "only for a Bot API server of your own")],
        Notes = "Telegram knows no idempotency: a task that runs again after a crash may send twice.",
    };

    public void Check(PartConfig? tool, Findings found) =>
        ToolCatalog.CheckCommon(tool, found, "token", "chat", "base_url")?.Text("token").Address("base_url").Required("token", tool!.NameAt);

    public AIFunction Create(ToolSettings settings)
    {
        var read = settings.Read();
        var token = read.Text("token") ?? throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' needs a token.", "Define it: tools: { telegram: { use: telegram.send, token: ${{ secrets.TELEGRAM_TOKEN }} } }.");
        // It becomes a part of the path.
        if (!token.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '-')) throw read.Wrong("token", "a token as BotFather gives it");
        var service = clients.Service(settings, "Telegram", "https://api.telegram.org", time);
        return new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => SendAsync(service, token, call, read.Text("chat"), cancellationToken));
    }

    private static async ValueTask<JsonElement> SendAsync(ServiceClient telegram, string token, ToolCall call, string? usualChat, CancellationToken cancellationToken)
    {
        var chat = call.Argument("chat") is { } given ? given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText() : usualChat;
        var body = new Dictionary<string, object>
        {
            ["chat_id"] = chat ?? throw new PlatformException(ErrorCode.Validation, "No chat is given.", "Give 'chat', or set one in the tool."),
            ["text"] = call.RequiredText("text"),
            ["disable_notification"] = call.Flag("silent", usual: false),
        };
        if (call.Text("format") is "html" or "markdown") body["parse_mode"] = call.Text("format") == "html" ? "HTML" : "MarkdownV2";
        // `./` so that the colon in the token makes no scheme of it.
        var answer = await telegram.PostAsync($"./bot{token}/sendMessage", new Dictionary<string, string>(StringComparer.Ordinal), body, cancellationToken);
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("result", out var sent) || sent.ValueKind != JsonValueKind.Object
            || !sent.TryGetProperty("message_id", out var id) || !sent.TryGetProperty("chat", out var to) || to.ValueKind != JsonValueKind.Object || !to.TryGetProperty("id", out var chatId))
            throw new PlatformException(ErrorCode.ToolFailed, "Telegram answered with something that is no message.", "Check base_url.");
        return JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["message"] = id, ["chat"] = chatId });
    }
}
