using Platform.Core.Config.Reading;
using Platform.Core.Config.Yaml;
using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>Reads the text of a workflow file into records that know their line. Never throws, whatever the bytes are.</summary>
/// <param name="words">Which keys name an action, and what stands beside them.</param>
public sealed class ConfigReader(NodeWords words)
{
    /// <param name="file">The name that findings bear.</param>
    /// <param name="includes">Where <c>include:</c> looks; null when the text came without a folder.</param>
    public Result<WorkflowConfig> Read(string text, string file, IIncludeSource? includes)
    {
        var found = new Findings();
        return Result<WorkflowConfig>.From(ReadAll(text, file, includes, found), found);
    }

    /// <inheritdoc cref="Read(string, string, IIncludeSource?)"/>
    public Result<WorkflowConfig> Read(ReadOnlySpan<byte> bytes, string file, IIncludeSource? includes)
    {
        var found = new Findings();
        return Result<WorkflowConfig>.From(ReadAll(bytes, file, includes, found), found);
    }

    /// <summary>As much as can be read, whatever was found: so that a compiler finds its part in the same pass. Null when there is no map to read.</summary>
    internal WorkflowConfig? ReadAll(string text, string file, IIncludeSource? includes, Findings found) =>
        YamlReader.Read(text, file, found) is { } root ? new DocumentReader(found, words, includes).Read(root, file) : null;

    /// <inheritdoc cref="ReadAll(string, string, IIncludeSource?, Findings)"/>
    internal WorkflowConfig? ReadAll(ReadOnlySpan<byte> bytes, string file, IIncludeSource? includes, Findings found) =>
        YamlReader.Decode(bytes, file, found) is { } text ? ReadAll(text, file, includes, found) : null;
}
