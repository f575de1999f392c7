using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>The stable codes under which a family of parts (models, tools, agents) reports what is wrong with its settings.</summary>
public sealed record SettingCodes(string UnknownKey, string WrongValue, string MissingKey);

/// <summary>
/// Checks the settings of one part as they stand in the file. A value that holds <c>${{ }}</c> is known only when it runs, so it passes here and is
/// read again by <see cref="SettingsReader"/>.
/// </summary>
/// <param name="of">Who has the settings, for the sentences: <c>Model 'main'</c>.</param>
public sealed class SettingsCheck(ConfigMap settings, string of, SettingCodes codes, Findings found)
{
    public ConfigMap Settings { get; } = settings;

    /// <summary>The check of a map among the settings.</summary>
    public SettingsCheck Within(ConfigMap map, string key) => new(map, $"{of}, '{key}'", codes, found);

    /// <summary>Reports every key that is not among these.</summary>
    public SettingsCheck Keys(params IReadOnlyCollection<string> known)
    {
        foreach (var entry in Settings.Entries)
        {
            if (known.Contains(entry.Key, StringComparer.Ordinal)) continue;
            found.Add(new Finding(codes.UnknownKey, Severity.Error, $"{of} has no setting '{entry.Key}'; it has {Names.Quoted(known)}.", entry.KeyAt,
                Names.Nearest(entry.Key, known), entry.Value.Path));
        }

        return this;
    }

    public SettingsCheck Required(string key, SourceSpan at)
    {
        if (Settings[key] is null) found.Add(new Finding(codes.MissingKey, Severity.Error, $"{of} needs the setting '{key}'.", at, Path: Settings.Path));
        return this;
    }

    public SettingsCheck Number(string key, double least, double most) =>
        Scalar(key, $"a number from {least} to {most}", s => s.Kind is ScalarKind.Int or ScalarKind.Double
            && double.TryParse(s.Text, out var value) && value >= least && value <= most);

    public SettingsCheck Whole(string key, long least, long most) =>
        Scalar(key, $"a whole number from {least} to {most}", s => s.Kind is ScalarKind.Int
            && long.TryParse(s.Text, out var value) && value >= least && value <= most);

    public SettingsCheck Flag(string key) => Scalar(key, "true or false", s => s.Kind is ScalarKind.Bool);

    public SettingsCheck Text(string key) => Scalar(key, "text", s => s.Kind is ScalarKind.Text && s.Text.Length > 0);

    public SettingsCheck Choice(string key, params IReadOnlyCollection<string> allowed) =>
        Scalar(key, $"one of {Names.Quoted(allowed)}", s => allowed.Contains(s.Text, StringComparer.Ordinal), s => Names.Nearest(s.Text, allowed));

    public SettingsCheck Duration(string key, TimeSpan most) =>
        Scalar(key, $"a duration like 30s, at most {most.TotalSeconds} s", s => Quantities.TryDuration(s.Text, out var value) && value > TimeSpan.Zero && value <= most);

    public SettingsCheck Address(string key) =>
        Scalar(key, "an address like https://host/path", s => Uri.TryCreate(s.Text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    /// <summary>A text or a list of texts.</summary>
    public SettingsCheck Texts(string key)
    {
        switch (Settings[key])
        {
            case null or ConfigScalar { Kind: ScalarKind.Text }: break;
            case ConfigList list:
                foreach (var item in list.Items.Where(i => i is not ConfigScalar)) Wrong(item, key, "a list of texts");
                break;
            case { } other: Wrong(other, key, "a text or a list of texts"); break;
        }

        return this;
    }

    /// <summary>A map from names to scalars.</summary>
    public SettingsCheck TextMap(string key)
    {
        switch (Settings[key])
        {
            case null: break;
            case ConfigMap map:
                foreach (var entry in map.Entries.Where(e => e.Value is not ConfigScalar)) Wrong(entry.Value, $"{key}.{entry.Key}", "text");
                break;
            case { } other when !IsExpression(other): Wrong(other, key, "a map of names and texts"); break;
        }

        return this;
    }

    public void Wrong(ConfigValue value, string key, string allowed, string? suggestion = null) =>
        found.Add(new Finding(codes.WrongValue, Severity.Error, $"{of}: '{key}' must be {allowed}, but is {Shown(value)}.", value.At, suggestion, value.Path));

    public static bool IsExpression(ConfigValue? value) => value is ConfigScalar scalar && scalar.Text.Contains("${{", StringComparison.Ordinal);

    private SettingsCheck Scalar(string key, string allowed, Func<ConfigScalar, bool> fits, Func<ConfigScalar, string?>? suggest = null)
    {
        var value = Settings[key];
        if (value is null || IsExpression(value)) return this;
        if (value is not ConfigScalar scalar) Wrong(value, key, allowed);
        else if (!fits(scalar)) Wrong(value, key, allowed, suggest?.Invoke(scalar));
        return this;
    }

    private static string Shown(ConfigValue value) => value switch
    {
        ConfigScalar { Kind: ScalarKind.Null } => "null",
        ConfigScalar { Text.Length: > 60 } scalar => $"'{scalar.Text[..60]}…'",
        ConfigScalar scalar => $"'{scalar.Text}'",
        ConfigList => "a list",
        _ => "a map",
    };
}
