using System.Text.Json;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Reads a schema that is written in a tool's source.</summary>
internal static class ToolSchema
{
    public static JsonElement Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
