namespace Platform.Core.Config;

/// <summary>A key under an action, as editors tell it.</summary>
public sealed record SettingWord(string Name, string Description);

/// <summary>What Config must know of node kinds to read a node, as data, for it knows nothing of graphs.</summary>
/// <param name="Kinds">For each key that names an action, the keys that stand beside it in the node: <c>agent</c> with <c>prompt</c>.</param>
public sealed record NodeWords(IReadOnlyDictionary<string, IReadOnlyList<string>> Kinds)
{
    /// <summary>The action whose source may lie in a file beside the workflow's: <c>code: { file: clean.py }</c>.</summary>
    public const string Code = "code";

    /// <summary>Keys that stand around any action.</summary>
    public static readonly IReadOnlyList<string> Around = ["map", "when", "needs", "retry", "timeout", "on_error", "save", "next", "breakpoint", "description"];

    /// <summary>The actions as the language describes them, for whoever reads a file without node kinds at hand.</summary>
    public static readonly NodeWords Language = new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["agent"] = ["prompt"],
        [Code] = [],
        ["human"] = [],
        ["set"] = [],
        ["tool"] = ["with"],
        ["wait"] = [],
        ["workflow"] = ["with"],
    });

    /// <summary>For each action, a sentence and the keys of its map, where they are known.</summary>
    public IReadOnlyDictionary<string, (string Description, IReadOnlyList<SettingWord> Settings)> Manual { get; init; } =
        new Dictionary<string, (string, IReadOnlyList<SettingWord>)>(StringComparer.Ordinal);

    public IReadOnlyList<string> Actions => [.. Kinds.Keys.Order(StringComparer.Ordinal)];

    internal bool IsAction(string key) => Kinds.ContainsKey(key);

    internal IReadOnlyList<string> Companions(string action) => Kinds.TryGetValue(action, out var beside) ? beside : [];
}
