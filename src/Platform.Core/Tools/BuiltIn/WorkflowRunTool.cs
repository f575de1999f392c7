using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Runs another workflow, named in the call, as a run of its own. The result is its outputs.</summary>
public sealed class WorkflowRunTool : IToolKind
{
    public string Key => "workflow.run";

    public string Description => "Runs a workflow by its name and waits for its outputs.";

    public string Example => """ask: { tool: workflow.run, with: { workflow: research, inputs: { question: "What is new?" } } }""";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["workflow"],
          "properties": {
            "workflow": { "type": "string", "minLength": 1, "maxLength": 63, "description": "the workflow's name" },
            "inputs": { "type": "object", "description": "what it asks for" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            {"type": "object", "description": "the workflow's outputs"}
            """),
        Limits = ["At most 16 runs deep, unless Platform:Runs:MaxDepth says otherwise."],
        Settings =
        [
            new("allow", "the workflows that may be run; all when left out"),
        ],
        Notes = "The model names the workflow: give it allow. Each call is a run of its own.",
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckWaiting(tool, found, "allow")?.Texts("allow");

    public AIFunction Create(ToolSettings settings)
    {
        var allowed = settings.Read().Texts("allow");
        return WaitingFunction.Of(settings, allowed.Count == 0 ? Description : $"{Description} The workflows are {Names.Quoted(allowed)}.", ArgumentsSchema);
    }

    public Func<JsonElement, ToolNeed> NeedOf(ToolSettings settings)
    {
        var allowed = settings.Read().Texts("allow");
        return arguments =>
        {
            var name = arguments.GetProperty("workflow").GetString()!;
            if (allowed.Count > 0 && !allowed.Contains(name, StringComparer.Ordinal))
                throw new PlatformException(ErrorCode.Forbidden, $"Tool '{settings.Name}' may not run the workflow '{name}'.", $"Run one of {Names.Quoted(allowed)}.");
            return new ChildNeed(name, arguments.TryGetProperty("inputs", out var inputs) && inputs.ValueKind == JsonValueKind.Object ? inputs : JsonSerializer.SerializeToElement(new { }));
        };
    }
}
