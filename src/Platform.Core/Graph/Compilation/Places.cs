using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Graph.Compilation;

/// <summary>From a JSON pointer to the place in the file.</summary>
internal static class Places
{
    /// <summary>What the pointer names inside the value; the nearest that stands around it when it is not there.</summary>
    public static ConfigValue Find(ConfigValue value, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var key = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var inner = value switch
            {
                ConfigMap map => map[key],
                ConfigList list when int.TryParse(key, out var index) && index >= 0 && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (inner is null) return value;
            value = inner;
        }

        return value;
    }

    /// <summary>The place to show for a value: a scalar whole, of a list or map only its beginning.</summary>
    public static SourceSpan Word(ConfigValue value) =>
        value is ConfigScalar || value.At.Line == value.At.EndLine ? value.At : value.At with { EndLine = value.At.Line, EndColumn = value.At.Column + 1 };

    /// <summary>How deep lists and maps nest in it; 0 for a scalar.</summary>
    public static int Depth(ConfigValue value) => value switch
    {
        ConfigList { Items.Count: > 0 } list => 1 + list.Items.Max(Depth),
        ConfigMap { Entries.Count: > 0 } map => 1 + map.Entries.Max(e => Depth(e.Value)),
        ConfigScalar => 0,
        _ => 1,
    };
}
