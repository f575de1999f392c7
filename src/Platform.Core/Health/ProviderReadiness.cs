using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.Core.Security;

namespace Platform.Core.Health;

/// <summary>Which providers can be used as the machine stands, for the first lines on a console. Nobody is asked and no key is shown.</summary>
public sealed class ProviderReadiness(ModelCatalog catalog)
{
    /// <summary>One line for those that can be used, one for each reason why others cannot.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var ready = new List<string>();
        var lines = new List<string>();
        foreach (var provider in catalog.All)
        {
            if (await WhyNotAsync(provider, organization, cancellationToken) is not { } why) ready.Add(provider.Key);
            else lines.Add($"Models of {provider.Key}: {why}");
        }

        return [$"Models that can be used: {string.Join(", ", ready)}", .. lines];
    }

    // A client is made as for a call: whoever misses a key says so, in the words that a run would fail with.
    private static async Task<string?> WhyNotAsync(IModelProvider provider, OrganizationId organization, CancellationToken cancellationToken)
    {
        if (provider.IsLocal) return null;
        var use = $"{provider.Key}/any";
        var settings = new ModelSettings("any", use, JsonSerializer.SerializeToElement(new { use }), organization, new WorkFolder(Path.GetTempPath())); // no file is read
        try
        {
            using var client = await provider.CreateAsync(settings, cancellationToken);
            return null;
        }
        catch (PlatformException e) when (e.Kind == ModelErrorKind.Authentication.Text())
        {
            var secret = e.Message.LastIndexOf("secret ", StringComparison.Ordinal) is var at and >= 0 ? e.Message[(at + 7)..].Split(' ')[0] : "";
            return secret.Length > 0 ? $"no key, set {secret}" : "no key";
        }
        catch (PlatformException)
        {
            return null; // it needs settings that stand in a workflow's file, or brings clients of its own names
        }
    }
}
