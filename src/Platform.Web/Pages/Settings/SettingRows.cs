using System.Globalization;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Platform.Core;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Settings;

/// <param name="Key"><c>Platform:Runs:Parallel</c>.</param>
/// <param name="Value">As it may be shown, written as it is set.</param>
/// <param name="Source"><c>default</c>, a file, <c>PLATFORM__Runs__Parallel</c> or <c>a flag</c>.</param>
/// <param name="Meaning">Empty for what no part of the platform reads.</param>
internal sealed record SettingRow(string Key, string Value, string Source, string Meaning)
{
    public bool IsDefault => Source == "default";

    /// <summary>A duration or a size as people say it, <c>10.0 s</c>; null where the value says it itself.</summary>
    public string? InWords => Value.Contains(':') && TimeSpan.TryParse(Value, CultureInfo.InvariantCulture, out var time) ? Display.Duration(time)
        : Key.EndsWith("Bytes", StringComparison.Ordinal) && long.TryParse(Value, CultureInfo.InvariantCulture, out var bytes) ? Display.Bytes(bytes) : null;
}

/// <summary>Each setting with its value and where it came from; the last of flags, environment, platform.json and appsettings.json wins.</summary>
internal static class SettingRows
{
    private const string Root = "Platform";

    private static readonly PlatformSetting[] OfWeb =
    [
        new("Platform:DataFolder", ".platform", "The folder that holds the database, files and backups."),
        new("Platform:Web:Host", "127.0.0.1", "The address to listen at: 127.0.0.1 is this machine alone, 0.0.0.0 every network."),
        new("Platform:Web:Port", "5080", "The port to listen at; 0 takes a free one."),
        new("Platform:Web:ImportSamples", "true", "Whether samples are saved as workflows when there is none yet."),
        new("Platform:Web:Verbose", "false", "Whether the console shows where something unforeseen failed."),
        new("Platform:Web:WaitForDatabase", "true", "Whether the start waits for a database that is away, or ends."),
    ];

    public static IReadOnlyList<SettingRow> Of(IConfigurationRoot configuration)
    {
        var rows = new Dictionary<string, SettingRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value, meaning) in OfWeb.Concat(PlatformSettings.All)) rows[key] = new SettingRow(key, PlatformSettings.Shown(key, value), "default", meaning);
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable().Where(s => s.Value is not null))
        {
            var known = rows.GetValueOrDefault(key);
            var name = known?.Key ?? key; // the environment writes in capitals
            rows[name] = new SettingRow(name, PlatformSettings.Shown(name, value!), SourceOf(configuration, key, name), known?.Meaning ?? "");
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
