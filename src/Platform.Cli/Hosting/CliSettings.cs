using System.Text.Json;
using Platform.Cli.Output;

namespace Platform.Cli.Hosting;

/// <param name="Key"><c>Platform:Runs:Parallel</c>.</param>
/// <param name="Source">The file or variable that it came from.</param>
internal sealed record Setting(string Key, string Value, string Source);

/// <summary>Settings as the web app reads them: <c>platform.json</c> in the data folder, then the environment. Later ones win.</summary>
internal static class CliSettings
{
    private const string Prefix = "PLATFORM__";
    private static readonly string[] SecretWords = ["key", "secret", "password", "token", "storage:database"]; // the last holds a password

    public static IReadOnlyList<Setting> Read(string dataFolder)
    {
        var all = new Dictionary<string, Setting>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in FromFile(Path.Combine(dataFolder, "platform.json")).Concat(FromEnvironment())) all[setting.Key] = setting;
        return [.. all.Values.OrderBy(s => s.Key, StringComparer.Ordinal)];
    }

    /// <summary>The value as it may be shown.</summary>
    public static string Masked(Setting setting) =>
        SecretWords.Any(w => setting.Key.Contains(w, StringComparison.OrdinalIgnoreCase)) ? Mask(setting.Value) : setting.Value;

    /// <summary>Enough of a secret to know which one it is.</summary>
    public static string Mask(string secret) => secret.Length <= 12 ? "****" : $"{secret[..4]}…{secret[^2..]}";

    private static IEnumerable<Setting> FromEnvironment() =>
        from System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        select new Setting($"Platform:{name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal)}", (string?)variable.Value ?? "", name);

    private static List<Setting> FromFile(string file)
    {
        var found = new List<Setting>();
        if (!File.Exists(file)) return found;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            Flatten("", document.RootElement, file, found);
        }
        catch (JsonException wrong)
        {
            throw new CliException($"{file} is no JSON: {wrong.Message}", "Mend the file, or move it away.");
        }

        return found;
    }

    private static void Flatten(string key, JsonElement value, string file, List<Setting> into)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Flatten(key.Length == 0 ? member.Name : $"{key}:{member.Name}", member.Value, file, into);
                break;
            case JsonValueKind.Array:
                foreach (var (i, item) in value.EnumerateArray().Index()) Flatten($"{key}:{i}", item, file, into);
                break;
            case JsonValueKind.Null:
                break;
            default:
                into.Add(new Setting(key, value.ToString(), file));
                break;
        }
    }
}
