using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Providers;

/// <summary>OpenAI by chat completions or responses, and with <c>base_url</c> every server that speaks as it does.</summary>
public sealed class OpenAiProvider(ModelHttp net, ModelKeys keys) : OpenAiLike
{
    private static readonly Uri Own = new("https://api.openai.com/v1");

    public override string Key => "openai";

    public override string Example => "main: { use: openai/gpt-4.1-mini, temperature: 0.2, max_tokens: 800, timeout: 30s }";

    public override IReadOnlyList<string> KeyNames => ["OPENAI_API_KEY"];

    public override void Check(PartConfig model, Findings found)
    {
        ChatSettings.Check(model, found, Key, hasTopK: false, ChatApi.Keys);
        ChatApi.Check(model, found);
    }

    public override async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var chat = Chat(settings);
        return ChatApi.Create(await ServerAsync(settings, cancellationToken), chat, settings);
    }

    public override ModelPrice? PriceOf(string model) => ModelPrices.Of(Key, model);

    internal override async ValueTask<OpenAiServer> ServerAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = ServerAddress.Of(settings.Read().Address("base_url"), Own);
        var key = await keys.FindAsync(settings, "OpenAI", KeyNames, cancellationToken);
        return OpenAiServer.Of(net.Client(settings, "OpenAI", address), settings, "OpenAI", address, key);
    }

    // Others know "max_tokens" and not its successor.
    private protected override ChatSettings Chat(ModelSettings settings) =>
        ChatSettings.Of(settings, Key, "OpenAI", settings.Read().Address("base_url") is { } other && other.Host != Own.Host ? ChatDialect.Usual : ChatDialect.OpenAi);
}
