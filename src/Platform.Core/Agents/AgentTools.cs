using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Tools;

namespace Platform.Core.Agents;

/// <summary>The tools of one agent under names that every provider takes.</summary>
internal sealed class AgentTools
{
    private const int LongestName = 64;

    private static readonly JsonElement AnyArguments = JsonSerializer.SerializeToElement(new { type = "object" });

    private readonly Dictionary<string, BoundTool> _tools = new(StringComparer.Ordinal);

    public AgentTools(IReadOnlyList<BoundTool> tools)
    {
        Offer(tools);
    }

    public IReadOnlyList<AITool> Declared { get; private set; } = [];

    /// <summary>From here on the agent has these tools: between two questions a server may have changed its own.</summary>
    public void Offer(IReadOnlyList<BoundTool> tools)
    {
        _tools.Clear();
        foreach (var tool in tools) _tools[ShownName(tool.Name)] = tool;
        Declared = [.. _tools.Select(t => (AITool)AIFunctionFactory.CreateDeclaration(t.Key, t.Value.Function.Description, Schema(t.Value)))];
    }

    public IReadOnlyCollection<string> ShownNames => _tools.Keys;

    /// <summary>Null when there is none. A model may ask by the name in the file, which it read in the instructions.</summary>
    public BoundTool? Find(string name) => _tools.GetValueOrDefault(name) ?? _tools.Values.FirstOrDefault(t => t.Name == name);

    // A tool that does not describe its arguments must not cost the agent its other tools.
    private static JsonElement Schema(BoundTool tool) => tool.Function.JsonSchema is { ValueKind: JsonValueKind.Object } schema ? schema : AnyArguments;

    // Providers take letters, digits, _ and - only. Two names that become one get a number.
    private string ShownName(string name)
    {
        var shown = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_').Take(LongestName)]);
        if (!_tools.ContainsKey(shown)) return shown;
        for (var i = 2; ; i++)
        {
            var numbered = $"{shown[..Math.Min(shown.Length, LongestName - 4)]}_{i}";
            if (!_tools.ContainsKey(numbered)) return numbered;
        }
    }
}
