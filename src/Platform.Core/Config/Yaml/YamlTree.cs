using Platform.Core.Foundation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Platform.Core.Config.Yaml;

/// <summary>Reads the parser's events into a tree. Depth is counted before the tree grows, so no document can exhaust the stack.</summary>
internal sealed class YamlTree(SourceText source, Findings found)
{
    public const int MaxDepth = 64;

    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private readonly Parser _parser = new(new StringReader(source.Text));

    /// <summary>The document's root; null when there is none or a finding says why.</summary>
    public YamlNode? Read()
    {
        try
        {
            return ReadDocument();
        }
        catch (YamlException syntax)
        {
            found.Add(YamlTraps.Explain(source, syntax));
        }
        // The scanner is not ours, and a validator must not throw on any bytes: what it trips over is a syntax error at the place it had reached.
        catch (Exception tripped) when (tripped is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            found.Add(YamlTraps.Unclosed(source, Offset(_parser.Current?.End)));
        }

        return null;
    }

    private YamlNode? ReadDocument()
    {
        YamlNode? root = null;
        while (_parser.MoveNext())
        {
            switch (_parser.Current)
            {
                case DocumentStart start when root is not null:
                    found.Add(ConfigFindings.SeveralDocuments(source.Span(Offset(start.Start), Offset(start.Start) + 3)));
                    return null;
                case StreamStart or StreamEnd or DocumentStart or DocumentEnd:
                    break;
                default:
                    root = ReadNode(1);
                    if (root is null) return null;
                    break;
            }
        }

        return root;
    }

    // Null only after a finding that ends the reading.
    private YamlNode? ReadNode(int depth)
    {
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                return ReadAlias(alias);
            case Scalar scalar:
                var begin = AfterProperties(scalar);
                return Remember(scalar, new YamlScalar(scalar.Value, scalar.Style, begin, Math.Max(begin, Offset(scalar.End)), Tag(scalar)));
            case NodeEvent collection when depth > MaxDepth:
                found.Add(ConfigFindings.TooDeep(source.Span(Offset(collection.Start), Offset(collection.Start) + 1)));
                return null;
            case SequenceStart list:
                return ReadList(list, depth);
            case MappingStart map:
                return ReadMap(map, depth);
            default:
                return null;
        }
    }

    private YamlSequence? ReadList(SequenceStart list, int depth)
    {
        Open(list);
        var items = new List<YamlNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is not { } item) return null;
            items.Add(item);
        }

        return (YamlSequence)Remember(list, new YamlSequence(items, AfterProperties(list), Offset(_parser.Current?.End), Tag(list)));
    }

    private YamlMapping? ReadMap(MappingStart map, int depth)
    {
        Open(map);
        var entries = new List<KeyValuePair<YamlNode, YamlNode>>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (ReadNode(depth + 1) is not { } key) return null;
            if (!_parser.MoveNext() || ReadNode(depth + 1) is not { } value) return null;
            entries.Add(new(key, value));
        }

        return (YamlMapping)Remember(map, new YamlMapping(entries, AfterProperties(map), Offset(_parser.Current?.End), Tag(map)));
    }

    private YamlAlias ReadAlias(AnchorAlias alias)
    {
        var at = (Start: Offset(alias.Start), End: Offset(alias.End));
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            found.Add(ConfigFindings.UnknownAnchor(alias.Value.Value, _anchors.Keys, source.Span(at.Start, at.End)));
        else if (target is null)
            found.Add(ConfigFindings.CyclicAlias(alias.Value.Value, source.Span(at.Start, at.End)));
        return new YamlAlias(target, at.Start, at.End);
    }

    // An alias that meets its own anchor while that is still being read would make a cycle.
    private void Open(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) _anchors[node.Anchor.Value] = null;
    }

    private YamlNode Remember(NodeEvent node, YamlNode read)
    {
        if (!node.Anchor.IsEmpty) _anchors[node.Anchor.Value] = read;
        return read;
    }

    private static string Tag(NodeEvent node) => node.Tag.IsEmpty ? "" : node.Tag.Value;

    private int AfterProperties(NodeEvent node)
    {
        var at = Offset(node.Start);
        if (node.Anchor.IsEmpty && node.Tag.IsEmpty) return at;
        var text = source.Text;
        while (at < text.Length && text[at] is '&' or '!')
        {
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (',' or ']' or '}')) at++;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        }

        return Math.Min(at, text.Length);
    }

    private int Offset(Mark? mark) => (int)Math.Clamp(mark?.Index ?? 0, 0, source.Text.Length);
}
