using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools;

/// <summary>A function that the program around the platform registered: <c>host.NAME</c>. A Semantic Kernel <c>KernelFunction</c> is one.</summary>
internal sealed class HostToolKind(AIFunction function) : IToolKind
{
    public string Key => $"host.{function.Name}";

    public string Description => function.Description;

    public string Example => $"call: {{ tool: {Key} }}";

    public JsonElement ArgumentsSchema => function.JsonSchema;

    public JsonElement? ResultSchema => function.ReturnJsonSchema;

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => function;
}
