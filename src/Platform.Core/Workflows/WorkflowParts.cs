using Platform.Core.Config;

namespace Platform.Core.Workflows;

/// <summary>What the current version of a workflow is made of, as far as other pages ask.</summary>
/// <param name="Steps">Each node that calls something: its name, <c>agent</c> or <c>tool</c>, and what it calls.</param>
/// <param name="Secrets">Names of the secrets that its text reads.</param>
public sealed record WorkflowParts(
    string Workflow, int Version, IReadOnlyList<PartConfig> Models, IReadOnlyList<PartConfig> Tools, IReadOnlyList<PartConfig> Agents,
    IReadOnlyList<(string Node, string Kind, string Target)> Steps, IReadOnlyList<string> Secrets, BudgetsConfig? Budgets)
{
    private IReadOnlySet<string>? _called;

    /// <summary>What its nodes and agents call, by the names in the file: parts and kinds of tools.</summary>
    public IReadOnlySet<string> Called => _called ??= Steps.Where(s => s.Kind == "tool").Select(s => s.Target).Concat(Agents.SelectMany(a => TextsOf(a.Settings["tools"]))).ToHashSet(StringComparer.Ordinal);

    /// <summary>A name, or a list of them.</summary>
    public static IEnumerable<string> TextsOf(ConfigValue? value) => value switch
    {
        ConfigScalar one => [one.Text],
        ConfigList list => list.Items.OfType<ConfigScalar>().Select(s => s.Text),
        _ => [],
    };
}

/// <param name="items">By name.</param>
/// <param name="known">How many workflows have been read.</param>
/// <param name="all">How many there are; more than <paramref name="known"/> for a moment after the start of a large installation.</param>
public sealed class PartsView(IReadOnlyList<WorkflowParts> items, int known, int all)
{
    private readonly Lazy<ILookup<string, string>> _callers = new(() => items.SelectMany(w => w.Called.Concat(w.Tools.Select(t => t.Use)).Distinct(StringComparer.Ordinal).Select(name => (name, w.Workflow)))
        .ToLookup(c => c.name, c => c.Workflow, StringComparer.Ordinal));

    private readonly Lazy<ILookup<string, (string Workflow, PartConfig Part)>> _tools = new(() => items.SelectMany(w => w.Tools.Select(t => (w.Workflow, t))).ToLookup(t => t.t.Use, StringComparer.Ordinal));

    private readonly Lazy<Dictionary<string, WorkflowParts>> _byName = new(() => items.ToDictionary(w => w.Workflow, StringComparer.Ordinal));

    public IReadOnlyList<WorkflowParts> Items { get; } = items;

    public int Known { get; } = known;

    public int All { get; } = all;

    /// <summary>Workflows that use a kind of tool, by its own name or as a part.</summary>
    public ILookup<string, string> Callers => _callers.Value;

    /// <summary>Parts under <c>tools</c> by their kind.</summary>
    public ILookup<string, (string Workflow, PartConfig Part)> Tools => _tools.Value;

    public WorkflowParts? Find(string workflow) => _byName.Value.GetValueOrDefault(workflow);
}
