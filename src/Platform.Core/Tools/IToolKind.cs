using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Security;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Tools;

/// <summary>A kind of tool. One public sealed class for each in <c>BuiltIn/</c>; the catalog finds it and the container builds it.</summary>
public interface IToolKind
{
    /// <summary><c>http.request</c>.</summary>
    string Key { get; }

    /// <summary>What it does, in words that a model chooses by.</summary>
    string Description { get; }

    /// <summary>YAML of a whole node that uses it.</summary>
    string Example { get; }

    /// <summary>Sections of the file that the example needs; null when it needs none.</summary>
    string? ExampleParts => null;

    /// <summary>JSON Schema of the arguments, for models and for the check of a node's <c>with</c>.</summary>
    JsonElement ArgumentsSchema { get; }

    /// <summary>What comes back, what it is bounded by and what can be set: for people who choose a tool and for those who check its results.</summary>
    ToolManual Manual => ToolManual.None;

    /// <summary>Bytes of JSON that one call may give back.</summary>
    long LargestResult => 1024 * 1024;

    /// <summary>What the model must offer that the tool's setting <c>model</c> names: one of the interfaces of providers; null when the tool uses no model.</summary>
    Type? ModelOf => null;

    /// <summary>Whether it cannot do without that model.</summary>
    bool NeedsModel => true;

    /// <summary>Looks at the settings as they stand in the file.</summary>
    /// <param name="tool">Null when a node or agent uses the kind by its own name, without settings.</param>
    void Check(PartConfig? tool, Findings found);

    AIFunction Create(ToolSettings settings);

    /// <summary>What a call of the tool needs instead of a function: a person, another workflow. Null for tools that are functions.</summary>
    Func<JsonElement, ToolNeed>? NeedOf(ToolSettings settings) => null;

    /// <summary>JSON Schema that its results keep to; null when nothing is promised.</summary>
    JsonElement? ResultSchema => null;

    /// <summary>Whether the tool is another workflow, whose inputs are its arguments: its setting <c>workflow</c> names it.</summary>
    bool IsWorkflow => false;
}

/// <summary>
/// A kind whose one part under <c>tools:</c> stands for many tools, which only it can tell: a server of tools. The file names all of them by the part's
/// name, one as <c>part.tool</c>. Found by the catalog as other kinds are.
/// </summary>
public interface IToolServerKind
{
    /// <summary><c>mcp</c>.</summary>
    string Key { get; }

    /// <summary>Looks at the settings as they stand in the file; connects to nothing.</summary>
    void Check(PartConfig tool, Findings found);

    /// <summary>The tools as they are now. As long as a tool is the same, so is its object: whoever asks again can tell whether anything changed.</summary>
    /// <param name="only">Names without the part's; null for all.</param>
    /// <exception cref="PlatformException">Not found, with the nearest name; or what reaching the server fails with.</exception>
    Task<IReadOnlyList<BoundTool>> ToolsAsync(ToolSettings settings, IReadOnlyCollection<string>? only, CancellationToken cancellationToken);
}

/// <summary>One named tool of a workflow, ready to be made: every <c>${{ }}</c> in its settings is evaluated.</summary>
/// <param name="Name">Its name in the file, or the kind's own.</param>
/// <param name="Settings">The whole map under its name; an empty object without settings.</param>
public sealed record ToolSettings(string Name, string Use, JsonElement Settings, OrganizationId Organization, WorkFolder Files)
{
    /// <summary>The run that it is made for, when there is one: what is held open for a tool is held for that run alone.</summary>
    public RunId? Run { get; init; }

    /// <summary>The model that its setting <c>model</c> names; null when the kind uses none, or the tool none of the file.</summary>
    public ModelSettings? Model { get; init; }

    /// <summary>Of the workflow that its setting <c>workflow</c> names; null when the kind uses none, or there is no such workflow.</summary>
    public WorkflowSignature? Workflow { get; init; }

    /// <exception cref="PlatformException">Validation: no model is named.</exception>
    public ModelSettings RequiredModel() => Model
        ?? throw new PlatformException(ErrorCode.Validation, $"Tool '{Name}' needs a model.", $"Define it: tools: {{ my_tool: {{ use: {Use}, model: NAME }} }}, where NAME stands under models.");

    public SettingsReader Read() => new(Settings, $"Tool '{Name}'");
}
