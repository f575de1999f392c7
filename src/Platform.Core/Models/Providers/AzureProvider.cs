using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.OpenAi;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.Providers;

/// <summary>
/// Azure OpenAI. <c>base_url</c> is the resource's address; with <c>api_version</c> each deployment has its own path, without one the resource is spoken
/// to at <c>/openai/v1</c> and the deployment is the model's name.
/// </summary>
/// <remarks>Source: Microsoft Learn, "Azure OpenAI REST API reference" and "Azure OpenAI v1 API".</remarks>
public sealed class AzureProvider(ModelHttp net, ModelKeys keys) : OpenAiLike
{
    private const string Name = "Azure OpenAI";
    private const string KnowsNewLimit = "2024-09-01";

    public override string Key => "azure";

    public override string Example => "main: { use: azure/my-deployment, base_url: \"https://my-resource.openai.azure.com\", api_version: \"2024-10-21\" }";

    public override IReadOnlyList<string> KeyNames => ["AZURE_OPENAI_API_KEY"];

    public override void Check(PartConfig model, Findings found)
    {
        ChatSettings.Check(model, found, Key, hasTopK: false, ["api_version", .. ChatApi.Keys]);
        ChatApi.Check(model, found);
        new SettingsCheck(model.Settings, $"Model '{model.Name}'", ModelFindings.Settings, found).Required("base_url", model.NameAt);
    }

    public override async ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var chat = Chat(settings);
        return ChatApi.Create(await ServerAsync(settings, cancellationToken), chat, settings);
    }

    /// <summary>Deployments bear names of their own, and what stands behind one is known to the resource alone.</summary>
    public override ModelPrice? PriceOf(string model) => ModelPrices.Of("openai", model);

    internal override async ValueTask<OpenAiServer> ServerAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var read = settings.Read();
        var resource = read.Address("base_url") ?? throw read.Wrong("base_url", "the address of the resource");
        var key = await keys.FindAsync(settings, Name, KeyNames, cancellationToken);
        var http = net.Client(settings, Name, resource);
        http.DefaultRequestHeaders.Add("api-key", key);
        return new OpenAiServer(new JsonWire(http, settings.Name, Name), Doors(resource, read.Text("api_version"), settings.ModelBehind(Key)));
    }

    private protected override ChatSettings Chat(ModelSettings settings)
    {
        var version = settings.Read().Text("api_version");
        var old = version is not null && string.CompareOrdinal(version, KnowsNewLimit) < 0;
        return ChatSettings.Of(settings, Key, Name, old ? ChatDialect.OpenAi with { Limit = "max_tokens" } : ChatDialect.OpenAi);
    }

    /// <summary>The address of each door. Pure.</summary>
    internal static Func<string, Uri> Doors(Uri resource, string? version, string deployment)
    {
        var path = resource.AbsolutePath.TrimEnd('/');
        var isV1 = path.EndsWith("/openai/v1", StringComparison.Ordinal);
        var root = new UriBuilder(resource) { Path = isV1 || path.EndsWith("/openai", StringComparison.Ordinal) ? path : $"{path}/openai" }.Uri;
        if (isV1 || version is null or "v1" or "preview")
            return door => WithVersion((isV1 ? root : root.Below("v1")).Below(door), version is "preview" ? version : null);
        // Only what a deployment does stands under its name.
        return door => WithVersion(root.Below(door is "models" or "responses" ? door : $"deployments/{Uri.EscapeDataString(deployment)}/{door}"), version);
    }

    private static Uri WithVersion(Uri address, string? version) => version is null ? address : new UriBuilder(address) { Query = $"api-version={Uri.EscapeDataString(version)}" }.Uri;
}
