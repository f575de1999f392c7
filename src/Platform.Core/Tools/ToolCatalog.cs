using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Schemas;

namespace Platform.Core.Tools;

/// <summary>All kinds of tools, and the checks of the <c>tools:</c> part of a file.</summary>
public sealed class ToolCatalog(IEnumerable<IToolKind> kinds, IEnumerable<IToolServerKind>? servers = null)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan ModelsMargin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, JsonSchema?> _arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IToolKind> _kinds = kinds.ToDictionary(k => k.Key, StringComparer.Ordinal);

    private readonly Dictionary<string, IToolServerKind> _servers = (servers ?? []).ToDictionary(k => k.Key, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Kinds => [.. _kinds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Kinds whose one part stands for many tools.</summary>
    public IReadOnlyCollection<string> ServerKinds => [.. _servers.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyList<IToolKind> All => [.. _kinds.Values.OrderBy(k => k.Key, StringComparer.Ordinal)];

    /// <summary>Null when no kind has that name.</summary>
    public IToolKind? Find(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Null when no kind of that name is a server of tools.</summary>
    public IToolServerKind? FindServer(string kind) => _servers.GetValueOrDefault(kind);

    /// <summary>The kind that was probably meant; null when none is near.</summary>
    public string? Nearest(string kind) => Names.Nearest(kind, Kinds);

    public void Check(IReadOnlyList<PartConfig> tools, Findings found)
    {
        foreach (var tool in tools)
        {
            if (Find(tool.Use) is { } kind) kind.Check(tool, found);
            else if (FindServer(tool.Use) is { } server) server.Check(tool, found);
            else if (!SettingsCheck.IsExpression(tool.Settings["use"])) found.Add(ToolFindings.UnknownKind(tool, [.. Kinds, .. _servers.Keys]));
        }
    }

    /// <summary>Makes the tool ready to be called.</summary>
    /// <exception cref="PlatformException">Validation: no such kind, or a setting that does not fit.</exception>
    public BoundTool Bind(ToolSettings settings)
    {
        var kind = Find(settings.Use)
            ?? throw new PlatformException(ErrorCode.Validation, $"Tool '{settings.Name}' uses '{settings.Use}', which is no kind of tool.", $"Use one of {Names.Quoted(Kinds)}.");
        var function = kind.Create(settings);
        var need = kind.NeedOf(settings);
        return new BoundTool(settings.Name, function, need is null ? TimeoutOf(settings) : BoundTool.UsualTimeout, kind.LargestResult)
        {
            Compiled = ArgumentsOf(kind, function),
            Need = need,
            Promised = kind.ResultSchema,
        };
    }

    // Most kinds have one schema for all their tools: it is compiled once and not with each call.
    private JsonSchema? ArgumentsOf(IToolKind kind, AIFunction function)
    {
        if (!function.JsonSchema.Equals(kind.ArgumentsSchema)) return null;
        return _arguments.GetOrAdd(kind.Key, static (_, schema) => JsonSchema.Compile(schema, new SchemaOptions()).Schema, kind.ArgumentsSchema);
    }

    internal static TimeSpan TimeoutOf(ToolSettings settings) => settings.Read().Duration("timeout", LongestTimeout) ?? (settings.Model is { } model ? Beyond(model) : BoundTool.UsualTimeout);

    // The model's own time ends first, so that its call is told of with all that is known.
    private static TimeSpan Beyond(ModelSettings model)
    {
        var timeout = ModelTimes.Of(model) + ModelsMargin;
        return timeout > BoundTool.UsualTimeout ? timeout : BoundTool.UsualTimeout;
    }

    /// <summary>Checks what all kinds share, and that no key is unknown. For the kinds' own <see cref="IToolKind.Check"/>.</summary>
    internal static SettingsCheck? CheckCommon(PartConfig? tool, Findings found, params IReadOnlyCollection<string> ownKeys) =>
        tool is null ? null : CheckPolicy(tool, found, ["timeout", .. ownKeys]).Duration("timeout", LongestTimeout);

    /// <summary>As <see cref="CheckCommon"/>, for tools whose calls wait for something: their <c>timeout</c> is as long as a person may take.</summary>
    internal static SettingsCheck? CheckWaiting(PartConfig? tool, Findings found, params IReadOnlyCollection<string> ownKeys) =>
        tool is null ? null : CheckPolicy(tool, found, ownKeys).Duration("timeout", PolicySettings.LongestWait);

    private static SettingsCheck CheckPolicy(PartConfig tool, Findings found, IReadOnlyCollection<string> ownKeys)
    {
        var check = new SettingsCheck(tool.Settings, $"Tool '{tool.Name}'", ToolFindings.Settings, found).Keys(["use", PolicySettings.Approve, PolicySettings.Limits, .. ownKeys]);
        PolicySettings.CheckApprove(check, PolicySettings.Approve, tool.Settings[PolicySettings.Approve]);
        PolicySettings.CheckLimits(check, "calls", "per_minute");
        return check;
    }
}
