using Platform.Core.Security;

namespace Platform.Core.Models;

/// <summary>Finds the key of a provider: what the file sets, else the organisation's secret of the usual name.</summary>
public sealed class ModelKeys(ISecretStore secrets)
{
    internal async ValueTask<string> FindAsync(ModelSettings settings, string provider, string name, CancellationToken cancellationToken)
    {
        var own = settings.Read().Text("api_key");
        if (!string.IsNullOrWhiteSpace(own)) return own;
        var key = await secrets.FindAsync(settings.Organization, name, cancellationToken);
        return string.IsNullOrWhiteSpace(key) ? throw ModelErrors.MissingKey(settings.Name, provider, name) : key;
    }
}
