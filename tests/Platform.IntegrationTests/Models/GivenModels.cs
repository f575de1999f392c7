using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.Core.Models.Providers;
using Platform.Core.Models.Recordings;
using Platform.Core.Security;

namespace Platform.IntegrationTests.Models;

/// <summary>Models that are ready to be asked, built as the product builds them.</summary>
internal static class GivenModels
{
    public static readonly EgressGuard Guard = new(Options.Create(new EgressOptions { Allow = ["127.0.0.1"] }));

    public static ModelCatalog Catalog(ISecretStore? secrets = null)
    {
        var net = new ModelHttp(Guard, TimeProvider.System);
        var keys = new ModelKeys(secrets ?? new NoSecrets());
        return new ModelCatalog(
        [
            new OpenAiProvider(net, keys), new AzureProvider(net, keys), new OllamaProvider(net), new AnthropicProvider(net, keys), new GoogleProvider(net, keys), .. PresetProvider.All(net, keys),
            new ScriptedProvider(TimeProvider.System), new ClassifierProvider(), new ExtractiveProvider(), new EmbedderProvider(),
            new HostProvider(new ServiceCollection().BuildServiceProvider()),
        ]);
    }

    /// <param name="time">What the breakers go by; null for the real clock.</param>
    public static ModelRouter Router(ModelCatalog? catalog = null, ModelTrafficOptions? traffic = null, TimeProvider? time = null)
    {
        var kinds = catalog ?? Catalog();
        return new ModelRouter(kinds, new ModelClients(kinds), new ModelTraffic(kinds, Options.Create(traffic ?? new ModelTrafficOptions()), time ?? TimeProvider.System), new KeptReplies(kinds, new Redactor(), TimeProvider.System, Options.Create(traffic ?? new ModelTrafficOptions())), TimeProvider.System);
    }

    public static ModelServices Services()
    {
        var kinds = Catalog();
        return new ModelServices(kinds, new ModelTraffic(kinds, Options.Create(new ModelTrafficOptions()), TimeProvider.System), TimeProvider.System);
    }

    public static ModelSettings Settings(string json, string name = "main", string? folder = null)
    {
        using var document = JsonDocument.Parse(json);
        var settings = document.RootElement.Clone();
        return new ModelSettings(name, settings.GetProperty("use").GetString()!, settings, OrganizationId.Local, new WorkFolder(folder ?? Path.Combine(Path.GetTempPath(), "platform-models")));
    }

    public static ModelCall Call(string text, params ModelSettings[] models) => new()
    {
        Model = models[0].Name,
        Models = models.ToDictionary(m => m.Name, StringComparer.Ordinal),
        Messages = [new ChatMessage(ChatRole.User, text)],
    };

    public static async Task<IChatClient> ClientAsync(ModelSettings settings, CancellationToken cancellationToken) =>
        await Catalog().Find(settings.Use)!.CreateAsync(settings, cancellationToken);

    private sealed class NoSecrets : ISecretStore
    {
        public ValueTask<string?> FindAsync(OrganizationId organization, string name, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
    }
}
