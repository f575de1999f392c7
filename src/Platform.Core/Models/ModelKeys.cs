using Platform.Core.Security;

namespace Platform.Core.Models;

/// <summary>Finds the key of a provider: what the file sets, else the organisation's secret of the usual name.</summary>
public sealed class ModelKeys(ISecretStore secrets)
{
    /// <param name="names">The secrets that may hold it, the usual one first.</param>
    internal async ValueTask<string> FindAsync(ModelSettings settings, string provider, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var own = settings.Read().Text("api_key");
        if (!string.IsNullOrWhiteSpace(own)) return own.Trim();
        foreach (var name in names)
            if (await secrets.FindAsync(settings.Organization, name, cancellationToken) is { } key && !string.IsNullOrWhiteSpace(key)) return key.Trim();
        throw ModelErrors.MissingKey(settings.Name, provider, names[0]);
    }
}
