using System.Text;
using Platform.Core.Foundation;
using YamlDotNet.Core;

namespace Platform.Core.Config.Yaml;

/// <summary>
/// Turns the tree into <see cref="ConfigValue"/>s: scalars typed, aliases and merge keys expanded, each key once. What the expansion makes is
/// bounded, so a small file cannot grow into a big one.
/// </summary>
internal sealed class YamlExpansion(SourceText source, Findings found)
{
    private const int MaxValues = 100_000;
    private const int MaxKeyInPath = 64;
    private const string TagPrefix = "tag:yaml.org,2002:";

    private int _values;
    private int _pathBudget = 8_000_000; // characters; past it values share their parent's path
    private bool _isTooMuch;

    public ConfigValue Expand(YamlNode root) => Value(root, "", 1);

    private ConfigValue Value(YamlNode node, string path, int depth)
    {
        if (Count(node) is false) return Nothing(node, path);
        if (node is YamlAlias alias) return alias.Target is null ? Nothing(node, path) : Value(alias.Target, path, depth);
        if (node is YamlScalar scalar) return Scalar(scalar, path);
        if (depth > YamlTree.MaxDepth)
        {
            found.Add(ConfigFindings.TooDeep(Place(node.Start)));
            return Nothing(node, path);
        }

        CheckTag(node, node is YamlMapping ? "map" : "seq", path);
        return node switch
        {
            YamlSequence list => new ConfigList([.. list.Items.Select((item, i) => Value(item, Join(path, $"{i}"), depth + 1))], source.Span(list.Start, list.End), path),
            YamlMapping map => new ConfigMap(Entries(map, path, depth), source.Span(map.Start, map.End), path),
            _ => Nothing(node, path),
        };
    }

    private List<ConfigEntry> Entries(YamlMapping map, string path, int depth)
    {
        var seen = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        var merged = new List<(YamlScalar Key, YamlNode Value)>();
        var own = new List<ConfigEntry>();
        foreach (var (keyNode, valueNode) in map.Entries)
        {
            if (Key(keyNode, path) is not { } key) continue;
            var at = source.Span(key.Start, key.End);
            var below = Join(path, key.Value);
            if (IsMerge(key)) merged.AddRange(Merged(valueNode, below, 0));
            else if (seen.TryAdd(key.Value, at)) own.Add(new ConfigEntry(key.Value, at, Value(valueNode, below, depth + 1)));
            else found.Add(ConfigFindings.DuplicateKey(key.Value, seen[key.Value], at, below));
            if (_isTooMuch) break;
        }

        // What stands in the map itself wins over what is merged in, and an earlier merge over a later one.
        foreach (var (key, value) in merged)
            if (seen.TryAdd(key.Value, default)) own.Add(new ConfigEntry(key.Value, source.Span(key.Start, key.End), Value(value, Join(path, key.Value), depth + 1)));

        return own;
    }

    private YamlScalar? Key(YamlNode node, string path)
    {
        var target = node is YamlAlias alias ? alias.Target : node;
        if (target is YamlScalar scalar)
        {
            if (IsUnicode(scalar.Value)) return scalar;
            found.Add(ConfigFindings.NotUnicode(source.Span(scalar.Start, scalar.End), path));
        }
        else if (target is not null)
        {
            found.Add(ConfigFindings.BadKey(Place(node.Start), path));
        }

        return null;
    }

    private static bool IsMerge(YamlScalar key) => key is { Value: "<<", Style: ScalarStyle.Plain, Tag: "" or TagPrefix + "merge" };

    private IEnumerable<(YamlScalar Key, YamlNode Value)> Merged(YamlNode node, string path, int depth)
    {
        var target = node is YamlAlias alias ? alias.Target : node;
        if (target is null || Count(node) is false) yield break;
        var maps = target is YamlSequence list ? list.Items : [target];
        foreach (var item in maps)
        {
            if ((item is YamlAlias inner ? inner.Target : item) is not YamlMapping map || depth > YamlTree.MaxDepth)
            {
                found.Add(ConfigFindings.BadMergeKey(Place(item.Start), path));
                continue;
            }

            foreach (var (keyNode, value) in map.Entries)
            {
                if (Count(value) is false) yield break;
                if (Key(keyNode, path) is not { } key) continue;
                if (!IsMerge(key)) yield return (key, value);
            }

            // Merges of what is merged come after its own entries, for those win.
            foreach (var (keyNode, value) in map.Entries)
            {
                if (keyNode is not YamlScalar key || !IsMerge(key)) continue;
                foreach (var deeper in Merged(value, path, depth + 1)) yield return deeper;
            }
        }
    }

    private ConfigScalar Scalar(YamlScalar scalar, string path)
    {
        var at = source.Span(scalar.Start, scalar.End);
        if (!IsUnicode(scalar.Value))
        {
            found.Add(ConfigFindings.NotUnicode(at, path));
            return new ConfigScalar("", ScalarKind.Null, at, path);
        }

        var isAsWritten = scalar.Style == ScalarStyle.Plain && scalar.End - scalar.Start == scalar.Value.Length;
        var positions = isAsWritten && at.Line == at.EndLine ? null : new ScalarPositions(source, scalar.Value, scalar.Style, scalar.Start, scalar.End);
        return new ConfigScalar(scalar.Value, KindOf(scalar, at, path), at, path, positions);
    }

    private ScalarKind KindOf(YamlScalar scalar, SourceSpan at, string path)
    {
        var plain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any ? CoreSchema.KindOf(scalar.Value) : ScalarKind.Text;
        if (scalar.Tag.Length == 0) return plain;
        var resolved = CoreSchema.KindOf(scalar.Value);
        (ScalarKind Kind, bool Fits)? tagged = scalar.Tag switch
        {
            "!" or TagPrefix + "str" => (ScalarKind.Text, true),
            TagPrefix + "int" => (ScalarKind.Int, resolved == ScalarKind.Int),
            TagPrefix + "float" => (ScalarKind.Double, resolved is ScalarKind.Int or ScalarKind.Double),
            TagPrefix + "bool" => (ScalarKind.Bool, resolved == ScalarKind.Bool),
            TagPrefix + "null" => (ScalarKind.Null, resolved == ScalarKind.Null),
            _ => null,
        };
        if (tagged is null) found.Add(ConfigFindings.RefusedTag(scalar.Tag.Replace(TagPrefix, "!!", StringComparison.Ordinal), TagPlace(scalar), path));
        else if (!tagged.Value.Fits) found.Add(ConfigFindings.WrongType($"A value tagged {scalar.Tag.Replace(TagPrefix, "!!", StringComparison.Ordinal)}", "of that type", $"'{scalar.Value}'", at, path));
        return tagged is { Fits: true } ? tagged.Value.Kind : plain;
    }

    private void CheckTag(YamlNode node, string allowed, string path)
    {
        if (node.Tag.Length > 0 && node.Tag != "!" && node.Tag != TagPrefix + allowed)
            found.Add(ConfigFindings.RefusedTag(node.Tag.Replace(TagPrefix, "!!", StringComparison.Ordinal), TagPlace(node), path));
    }

    // The tag stands before the node, with perhaps an anchor between.
    private SourceSpan TagPlace(YamlNode node)
    {
        var mark = node.Start > 0 ? source.Text.LastIndexOf('!', node.Start - 1) : -1;
        if (mark < 0) return Place(node.Start);
        var (start, end) = (mark, mark);
        while (start > 0 && source.Text[start - 1] == '!') start--;
        while (end < node.Start && !char.IsWhiteSpace(source.Text[end])) end++;
        return source.Span(start, end);
    }

    private bool Count(YamlNode node)
    {
        if (++_values <= MaxValues) return true;
        if (!_isTooMuch) found.Add(ConfigFindings.TooMuch(Place(node.Start)));
        _isTooMuch = true;
        return false;
    }

    private ConfigScalar Nothing(YamlNode node, string path) => new("", ScalarKind.Null, Place(node.Start), path);

    private SourceSpan Place(int start) => source.Span(start, Math.Min(start + 1, source.Text.Length));

    private string Join(string path, string key)
    {
        if (_pathBudget <= 0) return path;
        var part = key.Length > MaxKeyInPath ? key[..MaxKeyInPath] : key;
        if (part.AsSpan().IndexOfAny('~', '/') >= 0) part = part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        _pathBudget -= path.Length + part.Length + 1;
        return $"{path}/{part}";
    }

    private static bool IsUnicode(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (rune == Rune.ReplacementChar && text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && HasLoneSurrogate(text)) return false;

        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }

        return false;
    }
}
