using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>One workflow as a tool: its inputs are the arguments, its outputs the result. Each call is a run of its own.</summary>
public sealed class WorkflowTool : IToolKind
{
    public string Key => "workflow";

    public string Description => "Runs a workflow and waits for its outputs.";

    public string Example => """ask: { tool: researcher, with: { question: "What is new?" } }""";

    public string ExampleParts => "tools: { researcher: { use: workflow, workflow: research, description: Looks things up. } }";

    // The workflow's own inputs take its place when the tool is made.
    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""{ "type": "object" }""");

    public bool IsWorkflow => true;

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            {"type": "object", "description": "the workflow's outputs"}
            """),
        Limits = ["At most 16 runs deep, unless Platform:Runs:MaxDepth says otherwise."],
        Settings =
        [
            new("workflow", "the workflow's name"),
            new("description", "what a model chooses it by; the workflow's own when left out"),
        ],
        Notes = "Its arguments are the workflow's inputs. Each call is a run of its own; see docs/approvals.md.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        if (tool is not null) ToolCatalog.CheckWaiting(tool, found, "workflow", "description")?.Required("workflow", tool.NameAt).Text("workflow").Text("description");
    }

    public AIFunction Create(ToolSettings settings) => WaitingFunction.Of(
        settings, settings.Read().Text("description") ?? settings.Workflow?.Description ?? $"{Description[..^1]}: {NameOf(settings)}.", settings.Workflow?.Inputs ?? ArgumentsSchema);

    public Func<JsonElement, ToolNeed> NeedOf(ToolSettings settings)
    {
        var name = NameOf(settings);
        return arguments => new ChildNeed(name, arguments);
    }

    private static string NameOf(ToolSettings settings) => settings.Read().Text("workflow")
        ?? throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' names no workflow.", "Define it: tools: { my_tool: { use: workflow, workflow: NAME } }.");
}
