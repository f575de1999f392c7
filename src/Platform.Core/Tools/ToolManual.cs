using System.Text.Json;

namespace Platform.Core.Tools;

/// <summary>What the page and the docs of a tool tell besides its arguments.</summary>
public sealed record ToolManual
{
    public static readonly ToolManual None = new();

    /// <summary>JSON Schema of the result; null when it may be anything.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Short sentences: <c>A file of at most 8 MB.</c></summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>What may stand under the tool's name in the file, besides <c>use</c> and <c>timeout</c>.</summary>
    public IReadOnlyList<ToolSetting> Settings { get; init; } = [];

    /// <summary>What else a person should know; empty when nothing.</summary>
    public string Notes { get; init; } = "";
}

/// <param name="Name">As it stands in the file: <c>base_url</c>.</param>
/// <param name="IsSecret">Whether its value belongs into a secret: <c>${{ secrets.NAME }}</c>.</param>
public sealed record ToolSetting(string Name, string Description, bool IsSecret = false);
