using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Providers;

/// <summary>One line of <see cref="Presets"/> as a provider.</summary>
internal sealed class PresetProvider(Preset preset, ModelHttp net, ModelKeys keys) : OpenAiLike
{
    private readonly Uri _own = new(preset.Address);

    public override string Key => preset.Key;

    public override string Example => $"main: {{ use: {preset.Key}/{preset.Model}, max_tokens: 800 }}";

    public override IReadOnlyList<string> KeyNames => preset.KeyName is { } name ? [name] : [];

    public static IEnumerable<IModelProvider> All(ModelHttp net, ModelKeys keys) => Presets.All.Select(preset => new PresetProvider(preset, net, keys));

    public override void Check(PartConfig model, Findings found) => ChatSettings.Check(model, found, Key, preset.Dialect.HasTopK);

    public override ModelPrice? PriceOf(string model) => preset.KeyName is null ? ModelPrice.Free : ModelPrices.Of(Key, model);

    internal override async ValueTask<OpenAiServer> ServerAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var address = ServerAddress.Of(settings.Read().Address("base_url"), _own);
        var key = preset.KeyName is null ? settings.Read().Text("api_key") : await keys.FindAsync(settings, preset.Name, KeyNames, cancellationToken);
        return OpenAiServer.Of(net.Client(settings, preset.Name, address), settings, preset.Name, address, key);
    }

    private protected override ChatSettings Chat(ModelSettings settings) => ChatSettings.Of(settings, Key, preset.Name, preset.Dialect);
}
