using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Platform.Core;

namespace Platform.Web.Pages.Settings;

/// <param name="Key"><c>Platform:Runs:Parallel</c>.</param>
/// <param name="Value">As it may be shown.</param>
/// <param name="Source"><c>default</c>, a file, <c>PLATFORM__Runs__Parallel</c> or <c>a flag</c>.</param>
internal sealed record SettingRow(string Key, string Value, string Source)
{
    public bool IsDefault => Source == "default";
}

/// <summary>Each setting with its value and where it came from; the last of flags, environment, platform.json and appsettings.json wins.</summary>
internal static class SettingRows
{
    private const string Root = "Platform";

    private static readonly (string Key, string Default)[] OfWeb =
        [("Platform:DataFolder", ".platform"), ("Platform:Web:Host", "127.0.0.1"), ("Platform:Web:Port", "5080"), ("Platform:Web:ImportSamples", "true"), ("Platform:Web:Verbose", "false"), ("Platform:Web:WaitForDatabase", "true")];

    public static IReadOnlyList<SettingRow> Of(IConfigurationRoot configuration)
    {
        var rows = new Dictionary<string, SettingRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in OfWeb.Concat(PlatformSettings.All)) rows[key] = new SettingRow(key, PlatformSettings.Shown(key, value), "default");
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable().Where(s => s.Value is not null))
        {
            var name = rows.TryGetValue(key, out var known) ? known.Key : key; // the environment writes in capitals
            rows[name] = new SettingRow(name, PlatformSettings.Shown(name, value!), SourceOf(configuration, key, name));
        }

        return [.. rows.Values.OrderBy(r => r.Key, StringComparer.OrdinalIgnoreCase)];
    }

    private static string SourceOf(IConfigurationRoot configuration, string key, string name) => configuration.Providers.Reverse().FirstOrDefault(p => p.TryGet(key, out _)) switch
    {
        JsonConfigurationProvider file => file.Source.Path is { } path ? Path.GetFileName(path) : "a file",
        EnvironmentVariablesConfigurationProvider => $"PLATFORM__{name[(Root.Length + 1)..].Replace(":", "__", StringComparison.Ordinal)}",
        null => "default",
        _ => "a flag",
    };
}
