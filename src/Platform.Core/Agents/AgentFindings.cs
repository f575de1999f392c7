using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Agents;

/// <summary>What can be wrong with an agent in a workflow file: WF050 to WF059.</summary>
internal static class AgentFindings
{
    /// <summary>WF050 unknown setting, WF051 value that does not fit, WF052 missing setting.</summary>
    public static readonly SettingCodes Settings = new("WF050", "WF051", "WF052");

    public static Finding UnknownModel(PartConfig agent, ConfigScalar at, IReadOnlyCollection<string> models) =>
        new("WF053", Severity.Error, $"Agent '{agent.Name}' uses the model '{at.Text}', which nothing defines; models are {Names.Quoted(models)}.", at.At, Names.Nearest(at.Text, models), at.Path);

    public static Finding UnknownTool(PartConfig agent, ConfigScalar at, IReadOnlyCollection<string> tools) =>
        new("WF054", Severity.Error, $"Agent '{agent.Name}' uses the tool '{at.Text}', which nothing defines; tools are {Names.Quoted(tools)}.", at.At, Names.Nearest(at.Text, tools) ?? ServerOf(at.Text, tools), at.Path);

    // `crm.read` where `crm` is one tool, and no server of several.
    private static string? ServerOf(string name, IReadOnlyCollection<string> tools) =>
        name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && tools.Contains(name[..dot], StringComparer.Ordinal) ? name[..dot] : null;

    public static Finding ApprovesOther(PartConfig agent, ConfigEntry at, IReadOnlyCollection<string> tools) =>
        new("WF057", Severity.Error, $"Agent '{agent.Name}' has no tool '{at.Key}' that could be approved; its tools are {Names.Quoted(tools)}.", at.KeyAt, Names.Nearest(at.Key, tools), at.Value.Path);

    public static Finding ToolTwice(PartConfig agent, ConfigScalar at) =>
        new("WF055", Severity.Warning, $"Agent '{agent.Name}' names the tool '{at.Text}' twice.", at.At, Path: at.Path);

    public static Finding UnfitMemoryModel(PartConfig agent, ConfigScalar at, PartConfig model, IReadOnlyCollection<string> fitting) =>
        new("WF056", Severity.Error, $"The memory of agent '{agent.Name}' cannot use the model '{model.Name}' ({model.Use}), which makes no vectors; those that fit are of {Names.Quoted(fitting)}.", at.At, Path: at.Path);
}
