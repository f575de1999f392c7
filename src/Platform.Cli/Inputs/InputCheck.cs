using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Cli.Inputs;

/// <summary>Inputs against the schema of a graph, for a plan that starts nothing.</summary>
internal static class InputCheck
{
    public static IReadOnlyList<Finding> Findings(CompiledGraph graph, JsonObject inputs)
    {
        using var document = JsonDocument.Parse(inputs.ToJsonString());
        return
        [
            .. graph.Inputs.Validate(document.RootElement)
                .Select(v => new Finding("input", Severity.Error, $"{(v.InstancePointer.Length == 0 ? "The inputs" : $"Input '{v.InstancePointer.TrimStart('/')}'")} {v.Message}", SourceSpan.StartOf("inputs"))),
        ];
    }
}
