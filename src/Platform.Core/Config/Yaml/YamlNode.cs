using YamlDotNet.Core;

namespace Platform.Core.Config.Yaml;

/// <summary>A node of the YAML document before aliases and merge keys are expanded.</summary>
/// <param name="Start">Offset of the node itself, behind its anchor and tag.</param>
internal abstract record YamlNode(int Start, int End, string Tag);

internal sealed record YamlScalar(string Value, ScalarStyle Style, int Start, int End, string Tag) : YamlNode(Start, End, Tag);

internal sealed record YamlSequence(List<YamlNode> Items, int Start, int End, string Tag) : YamlNode(Start, End, Tag);

internal sealed record YamlMapping(List<KeyValuePair<YamlNode, YamlNode>> Entries, int Start, int End, string Tag) : YamlNode(Start, End, Tag);

/// <param name="Target">Null when nothing of that name was anchored before; the finding is made already.</param>
internal sealed record YamlAlias(YamlNode? Target, int Start, int End) : YamlNode(Start, End, "");
