using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>What can be wrong with a model in a workflow file: WF060 to WF079.</summary>
internal static class ModelFindings
{
    /// <summary>WF060 unknown setting, WF061 value that does not fit, WF062 missing setting.</summary>
    public static readonly SettingCodes Settings = new("WF060", "WF061", "WF062");

    public static Finding UnknownKind(PartConfig model, IReadOnlyCollection<string> kinds) =>
        new("WF063", Severity.Error, model.Use.Length == 0
                ? $"Model '{model.Name}' needs 'use'; the kinds are {Names.Quoted(kinds)}."
                : $"Model '{model.Name}' uses '{model.Use}', which is no kind of model; the kinds are {Names.Quoted(kinds)}.",
            model.UseAt, NearestKind(model.Use, kinds), model.Settings.Path);

    public static Finding NoModelName(PartConfig model, string kind) =>
        new("WF064", Severity.Error, $"Model '{model.Name}' names no model; write {kind}/NAME.", model.UseAt, Path: model.Settings.Path);

    public static Finding BadRule(ConfigValue at, int number, string what) =>
        new("WF065", Severity.Error, $"Rule {number}: {what}", at.At, Path: at.Path);

    public static Finding NothingToSay(PartConfig model) =>
        new("WF066", Severity.Error, $"Model '{model.Name}' has neither 'rules' nor 'default', so it can say nothing.", model.NameAt, Path: model.Settings.Path);

    public static Finding FallsBackToItself(PartConfig model, ConfigValue at) =>
        new("WF067", Severity.Error, $"Model '{model.Name}' falls back to itself.", at.At, Path: at.Path);

    public static Finding UnknownFallback(PartConfig model, ConfigScalar at, IReadOnlyCollection<string> models) =>
        new("WF068", Severity.Error, $"Model '{model.Name}' falls back to '{at.Text}', which nothing defines; models are {Names.Quoted(models)}.", at.At,
            Names.Nearest(at.Text, models), at.Path);

    public static Finding RecordsAndReplays(PartConfig model, ConfigValue at) =>
        new("WF075", Severity.Error, $"Model '{model.Name}' has both 'record' and 'replay'; what is played is not recorded again.", at.At, Path: at.Path);

    // 'opnai/gpt-4o' is near 'openai' once its model is left away.
    private static string? NearestKind(string use, IReadOnlyCollection<string> kinds)
    {
        var slash = use.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Names.Nearest(use, kinds);
        return Names.Nearest(use, kinds) ?? (Names.Nearest(use[..slash], kinds) is { } near ? $"{near}{use[slash..]}" : null);
    }
}
