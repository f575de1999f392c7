using System.Text.Json;
using Platform.Core.Graph;

namespace Platform.Web.Rendering;

/// <summary>What a workflow's text holds, in a few words: <c>3 nodes, 1 input, 2 channels, 1 output</c>. Pure.</summary>
internal static class TextContents
{
    public static string Of(CompiledGraph graph) =>
        string.Join(", ", Parts(graph).Where(p => p.Count > 0).Select(p => Display.Many(p.Count, p.Word)));

    private static IEnumerable<(int Count, string Word)> Parts(CompiledGraph graph) =>
    [
        (graph.Nodes.Count, "node"),
        (Inputs(graph.InputsSchema), "input"),
        (graph.Channels.Count, "channel"),
        (graph.Outputs.Count, "output"),
    ];

    private static int Inputs(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().Count() : 0;
}
