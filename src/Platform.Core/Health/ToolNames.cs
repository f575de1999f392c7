using System.Runtime.CompilerServices;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>A name under which calls are counted.</summary>
/// <param name="Workflow">Empty for the calls of all workflows together.</param>
/// <param name="Less">These calls are to be taken away from the others: in this workflow the name stands for another kind of tool.</param>
public readonly record struct ToolName(string Name, string Workflow, bool Less);

/// <summary>
/// Under which names the kinds of tools are called: the kind's own in every workflow, and those that workflows give it. What ten thousand workflows name alike is
/// asked for once and not for each of them.
/// </summary>
public sealed class ToolNames
{
    private static readonly ConditionalWeakTable<PartsView, ToolNames> Made = []; // once for each reading of the workflows

    private readonly Dictionary<string, List<ToolName>> _ofKind;
    private readonly ILookup<(string Kind, string Workflow), string> _inWorkflow;

    private ToolNames(PartsView all, IEnumerable<string> kinds)
    {
        var parts = all.Items.SelectMany(w => w.Tools.Select(t => (Kind: t.Use, w.Workflow, t.Name))).ToList();
        var own = kinds.ToHashSet(StringComparer.Ordinal);
        _inWorkflow = parts.ToLookup(p => (p.Kind, p.Workflow), p => p.Name);
        _ofKind = own.ToDictionary(kind => kind, kind => new List<ToolName> { new(kind, "", false) }, StringComparer.Ordinal);
        foreach (var named in parts.Where(p => own.Contains(p.Kind) && p.Name != p.Kind).GroupBy(p => p.Name, StringComparer.Ordinal).OrderByDescending(n => n.Count()))
        {
            var most = own.Contains(named.Key) ? null : named.CountBy(p => p.Kind).MaxBy(k => k.Value).Key; // it has the calls of all, less those of the others
            foreach (var kind in named.GroupBy(p => p.Kind, StringComparer.Ordinal))
            {
                IEnumerable<ToolName> names = kind.Key == most
                    ? [new ToolName(named.Key, "", false), .. named.Where(p => p.Kind != most).Select(p => new ToolName(p.Name, p.Workflow, true))]
                    : kind.Select(p => new ToolName(p.Name, p.Workflow, false));
                _ofKind[kind.Key].AddRange(names);
            }
        }
    }

    public static ToolNames Of(PartsView all, IEnumerable<string> kinds) => Made.GetValue(all, a => new ToolNames(a, kinds));

    /// <summary>Of a kind in all workflows; the names of which most workflows use come first.</summary>
    public IReadOnlyList<ToolName> this[string kind] => _ofKind[kind];

    /// <summary>In one workflow.</summary>
    public IEnumerable<string> In(string workflow, string kind) => _inWorkflow[(kind, workflow)].Prepend(kind).Distinct(StringComparer.Ordinal);
}
