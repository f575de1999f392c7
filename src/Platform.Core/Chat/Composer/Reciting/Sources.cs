using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;

namespace Platform.Core.Chat.Composer.Reciting;

/// <summary>Reads trees of which nothing is known: where something else stands than a map, there is nothing.</summary>
internal static class Trees
{
    public static JsonNode? At(this JsonNode? tree, params string[] keys) => Draft.At(tree, keys);

    public static string? TextAt(this JsonNode? tree, params string[] keys) => Draft.Text(Draft.At(tree, keys));
}

/// <summary>Which steps give each part of the state, and how it is called: "the page", "the answer of 'research'".</summary>
internal sealed class Sources
{
    // Names that say nothing of what they hold: who gave it does.
    private static readonly string[] General = ["answer", "result", "response", "output", "text", "content", "value", "values", "matches", "results", "message", "decision", "verdict", "work", "fields", "reply", "answers", "responses"];

    private readonly JsonObject _root;
    private readonly Dictionary<string, List<string>> _writers = new(StringComparer.Ordinal);

    public Sources(JsonObject root)
    {
        _root = root;
        foreach (var (name, node) in root["nodes"] as JsonObject ?? [])
            foreach (var channel in Written(node).Distinct(StringComparer.Ordinal))
                if (_writers.TryGetValue(channel, out var writers)) writers.Add(name);
                else _writers[channel] = [name];
    }

    public IReadOnlyList<string> Writers(string channel) => _writers.GetValueOrDefault(channel) ?? [];

    /// <summary>The steps that give it, in quotes.</summary>
    public IReadOnlyList<string> Named(string channel) => [.. Writers(channel).Select(w => $"'{w}'")];

    public string Of(string channel)
    {
        var bare = Unnumbered(channel);
        var said = $"the {(IsCount(channel) ? "number of " : "")}{Spoken.Worded(bare)}";
        return Writers(channel) switch
        {
            [] => $"the {Spoken.Worded(channel)} (which no step gives)",
            _ when !IsGeneral(channel) => said,
            var writers => $"{said} of {Either(writers)}",
        };
    }

    /// <summary>A part of it: "the budget given at 'ask'", "the amount of 'extract'", "the country of the page".</summary>
    public string Of(string channel, string field) => Writers(channel) switch
    {
        [] => $"the {Spoken.Worded(field)} of {Of(channel)}",
        var writers when writers.All(w => _root.At("nodes", w, "human") is not null) => $"the {Spoken.Worded(field)} given at {Either(writers)}",
        var writers when IsGeneral(channel) => $"the {Spoken.Worded(field)} of {Either(writers)}",
        _ => $"the {Spoken.Worded(field)} of {Of(channel)}",
    };

    /// <summary>Whether <c>state.rows</c> or <c>inputs.papers</c> is declared as a list.</summary>
    public bool IsList(string? path) => path?.Split('.') is [var section, var name] && _root.TextAt(section, name, "type") == "array";

    // Two of a name, such as page and page_2, are told apart by who gives them.
    private bool IsGeneral(string channel) => Unnumbered(channel) is var bare && (General.Contains(bare) || _writers.Keys.Any(k => k != channel && Unnumbered(k) == bare));

    private bool IsCount(string channel) => _root.TextAt("state", channel, "merge") == "add";

    internal static string Unnumbered(string channel) => channel.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_') is { Length: > 0 } bare ? bare : channel;

    private static string Either(IReadOnlyList<string> writers) => string.Join(" or ", writers.Select(w => $"'{w}'"));

    private static IEnumerable<string> Written(JsonNode? node) =>
        (node.At("save") as JsonObject ?? []).Concat(node.At("set") as JsonObject ?? []).Select(e => e.Key);
}
