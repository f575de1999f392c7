using System.Globalization;
using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;

namespace Platform.Core.Config.Reading;

/// <summary>Takes typed values out of a tree; what has another type becomes a finding at its place.</summary>
internal sealed class Shape(Findings found)
{
    public Findings Found { get; } = found;

    public void Allow(ConfigMap map, string owner, IReadOnlyCollection<string> keys)
    {
        foreach (var entry in map.Entries)
            if (!keys.Contains(entry.Key, StringComparer.Ordinal)) Found.Add(ConfigFindings.UnknownKey(entry.Key, owner, keys, entry.KeyAt, entry.Value.Path));
    }

    /// <summary>The map; null when nothing was written, with a finding when something else was.</summary>
    public ConfigMap? Map(ConfigValue? value, string what)
    {
        if (value is ConfigMap map) return map;
        if (value is not null) Wrong(value, what, "a map");
        return null;
    }

    public IReadOnlyList<ConfigEntry> Entries(ConfigMap root, string key)
    {
        if (root[key] is ConfigScalar { Kind: ScalarKind.Null }) return [];
        return Map(root[key], $"'{key}'")?.Entries ?? [];
    }

    /// <summary>Text that is no expression's whole and no number; null with a finding when it is something else.</summary>
    public ConfigScalar? Text(ConfigValue? value, string what)
    {
        switch (value)
        {
            case null:
                return null;
            case ConfigScalar { Kind: ScalarKind.Text } scalar:
                return scalar;
            case ConfigScalar { Kind: ScalarKind.Bool or ScalarKind.Int or ScalarKind.Double } bare:
                Found.Add(ConfigFindings.NeedsQuotes(what, bare.Text, bare.Kind == ScalarKind.Bool ? "a boolean" : "a number", bare.At, bare.Path));
                return null;
            default:
                Wrong(value, what, "text");
                return null;
        }
    }

    /// <summary>One text or a list of texts.</summary>
    public IReadOnlyList<ConfigScalar> Texts(ConfigValue? value, string what)
    {
        if (value is not ConfigList list) return Text(value, what) is { } one ? [one] : [];
        return [.. list.Items.Select(i => Text(i, $"An entry of {what}")).OfType<ConfigScalar>()];
    }

    public TimeSpan? Duration(ConfigValue? value, string what)
    {
        if (value is null) return null;
        if (value is ConfigScalar scalar && Quantities.TryDuration(scalar.Text, out var duration) && duration > TimeSpan.Zero) return duration;
        Quantity(value, what, "a duration such as 500ms, 30s, 5m, 2h or 1d");
        return null;
    }

    public long? Count(ConfigValue? value, string what, long min, long max)
    {
        if (value is null) return null;
        if (value is ConfigScalar { Kind: ScalarKind.Int or ScalarKind.Text } scalar && Quantities.TryCount(scalar.Text, out var count) && count >= min && count <= max) return count;
        Quantity(value, what, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}{(max > 100_000 ? ", such as 20 or 200k" : "")}"));
        return null;
    }

    public decimal? Money(ConfigValue? value, string what)
    {
        if (value is null) return null;
        if (value is ConfigScalar scalar && Quantities.TryMoney(scalar.Text, out var dollars)) return dollars;
        Quantity(value, what, "money in US dollars such as $0.50");
        return null;
    }

    public bool? Flag(ConfigValue? value, string what)
    {
        switch (value)
        {
            case null:
                return null;
            case ConfigScalar { Kind: ScalarKind.Bool } flag:
                return flag.Text[0] is 't' or 'T';
            case ConfigScalar { Kind: ScalarKind.Text } old when CoreSchema.IsOldBoolean(old.Text):
                Found.Add(ConfigFindings.OldBoolean(old.Text, old.At, old.Path));
                return null;
            default:
                Wrong(value, what, "true or false");
                return null;
        }
    }

    /// <summary>One of a few words; null with a finding when it is none of them.</summary>
    public string? Word(ConfigValue? value, string what, params string[] allowed)
    {
        if (value is null) return null;
        if (value is ConfigScalar scalar && allowed.Contains(scalar.Text, StringComparer.Ordinal)) return scalar.Text;
        if (value is ConfigScalar { Kind: not ScalarKind.Null } word) Found.Add(ConfigFindings.UnknownWord(what, word.Text, allowed, word.At, word.Path));
        else Wrong(value, what, Names.Quoted(allowed));
        return null;
    }

    public void Wrong(ConfigValue value, string what, string wanted) =>
        Found.Add(ConfigFindings.WrongType(what, wanted, Said(value), FirstLine(value.At), value.Path));

    public static string Said(ConfigValue value) => value switch
    {
        ConfigMap => "a map",
        ConfigList => "a list",
        ConfigScalar { Kind: ScalarKind.Null } => "empty",
        ConfigScalar { Kind: ScalarKind.Bool } => "a boolean",
        ConfigScalar { Kind: ScalarKind.Int or ScalarKind.Double } => "a number",
        _ => "text",
    };

    private void Quantity(ConfigValue value, string what, string wanted)
    {
        if (value is ConfigScalar scalar) Found.Add(ConfigFindings.BadQuantity(what, wanted, scalar.Text, scalar.At, scalar.Path));
        else Wrong(value, what, wanted);
    }

    // A block list or map spans lines; its first word is what to look at.
    private static SourceSpan FirstLine(SourceSpan at) => at.EndLine == at.Line ? at : at with { EndLine = at.Line, EndColumn = at.Column + 1 };
}
