using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Memory;
using Platform.Core.Models.BadDays;
using Platform.Core.Persistence;
using Platform.Core.Runs;
using Platform.Core.Runs.Retention;
using Platform.Core.Sandbox;
using Platform.Core.Security;

namespace Platform.Core;

/// <param name="Key"><c>Platform:Runs:Parallel</c>.</param>
/// <param name="Default"><c>16</c>; durations as <c>d.hh:mm:ss</c>. Lists and maps have none.</param>
/// <param name="Meaning">In a sentence, with the unit: the <see cref="DescriptionAttribute"/> of the option.</param>
public sealed record PlatformSetting(string Key, string Default, string Meaning);

/// <summary>Every setting of the core with the value that holds when nobody sets it, for those who show settings.</summary>
public static class PlatformSettings
{
    private static readonly string[] SecretWords = ["key", "secret", "password", "token", "storage:database"]; // the last holds a password

    /// <summary>In the order of their keys.</summary>
    public static IReadOnlyList<PlatformSetting> All { get; } =
        [.. new (string Section, object Options)[]
        {
            (RunOptions.Section, new RunOptions()), (StorageOptions.Section, new StorageOptions()), (RetentionOptions.Section, new RetentionOptions()),
            (EgressOptions.Section, new EgressOptions()), (ModelTrafficOptions.Section, new ModelTrafficOptions()), (MemoryOptions.Section, new MemoryOptions()),
            (SandboxOptions.Section, new SandboxOptions()), (McpOptions.Section, new McpOptions()),
        }
        .SelectMany(o => o.Options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.SetMethod is not null)
            .Select(p => new PlatformSetting($"{o.Section}:{p.Name}", Text(p.GetValue(o.Options)), p.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "")))
        .OrderBy(s => s.Key, StringComparer.Ordinal)];

    /// <summary>The value as it may be shown.</summary>
    public static string Shown(string key, string value) => SecretWords.Any(w => key.Contains(w, StringComparison.OrdinalIgnoreCase)) ? Mask(value) : value;

    /// <summary>Enough of a secret to know which one it is.</summary>
    public static string Mask(string secret) => secret.Length switch { 0 => "", <= 12 => "****", _ => $"{secret[..4]}…{secret[^2..]}" };

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "true" : "false",
        IEnumerable => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
