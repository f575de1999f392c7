namespace Platform.Core.Models;

/// <summary>Finds the key of a provider: what the file sets, else the environment of the server.</summary>
internal static class ModelKeys
{
    public static string Find(ModelSettings settings, string provider, string variable)
    {
        var own = settings.Read().Text("api_key");
        if (!string.IsNullOrWhiteSpace(own)) return own;
        var key = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(key) ? throw ModelErrors.MissingKey(settings.Name, provider, variable) : key;
    }
}
