using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Tools;

/// <summary>What can be wrong with a tool in a workflow file: WF080 to WF099.</summary>
internal static class ToolFindings
{
    /// <summary>WF080 unknown setting, WF081 value that does not fit, WF082 missing setting.</summary>
    public static readonly SettingCodes Settings = new("WF080", "WF081", "WF082");

    public static Finding UnknownKind(PartConfig tool, IReadOnlyCollection<string> kinds) =>
        new("WF083", Severity.Error, tool.Use.Length == 0
                ? $"Tool '{tool.Name}' needs 'use'; the kinds are {Names.Quoted(kinds)}."
                : $"Tool '{tool.Name}' uses '{tool.Use}', which is no kind of tool; the kinds are {Names.Quoted(kinds)}.",
            tool.UseAt, Names.Nearest(tool.Use, kinds), tool.Settings.Path);

    public static Finding HeadersForAnyone(PartConfig tool) =>
        new("WF084", Severity.Warning, $"The headers of tool '{tool.Name}' go to every address that it is asked for; set allow: [host] or base_url.", tool.Settings["headers"]?.At ?? tool.NameAt, Path: tool.Settings.Path);

    public static Finding KeysForTheDocument(PartConfig tool) =>
        new("WF084", Severity.Warning, $"The keys of tool '{tool.Name}' would go wherever its document says; set base_url or allow: [host].", (tool.Settings["auth"] ?? tool.Settings["headers"])?.At ?? tool.NameAt, Path: tool.Settings.Path);

    public static Finding BadArgument(string tool, string what, ConfigValue at) =>
        new("WF085", Severity.Error, $"Tool '{tool}': {what}.", at.At, Path: at.Path);

    public static Finding UnknownArgument(string tool, ConfigEntry argument, IReadOnlyCollection<string> known) =>
        new("WF086", Severity.Error, $"Tool '{tool}' has no argument '{argument.Key}'; it has {Names.Quoted(known)}.", argument.KeyAt, Names.Nearest(argument.Key, known), argument.Value.Path);

    public static Finding UnknownModel(PartConfig tool, ConfigValue? at, string? said, IReadOnlyCollection<string> models) =>
        new("WF088", Severity.Error, said is null
                ? $"Tool '{tool.Name}' needs 'model', the name of one under models."
                : $"Tool '{tool.Name}' uses the model '{said}', which nothing defines; models are {Names.Quoted(models)}.",
            at?.At ?? tool.NameAt, said is null ? null : Names.Nearest(said, models), at?.Path ?? tool.Settings.Path);

    public static Finding UnfitModel(PartConfig tool, ConfigValue at, PartConfig model, IReadOnlyCollection<string> fitting) =>
        new("WF089", Severity.Error, $"Tool '{tool.Name}' cannot use the model '{model.Name}' ({model.Use}); those that fit are of {Names.Quoted(fitting)}.", at.At, Path: at.Path);

    public static Finding BadForm(PartConfig tool, ConfigValue at, string problem) =>
        new("WF090", Severity.Error, $"Tool '{tool.Name}': its form is no valid JSON Schema: {problem}", at.At, Path: at.Path);

    public static Finding MissingArgument(string tool, string argument, SourceSpan at) =>
        new("WF087", Severity.Error, $"Tool '{tool}' needs the argument '{argument}'.", at);
}
