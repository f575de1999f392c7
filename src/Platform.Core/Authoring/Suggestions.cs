using Platform.Core.Authoring.Outlines;

namespace Platform.Core.Authoring;

/// <summary>What may stand at one place of a file, besides expressions: from the schema, from the names in the file, and from the catalogs. Pure.</summary>
internal sealed class Suggestions(OutlineValue file, Place place, FileWords words, AuthoringCatalog catalog)
{
    private static readonly CompletionItem End = new("end", "node", "ends the branch");

    private static readonly string[] Around = ["description", "map", "when", "needs", "retry", "timeout", "on_error", "save", "next", "breakpoint"];

    /// <summary>Keys of the map at the place.</summary>
    /// <param name="present">Those that it has already.</param>
    public IEnumerable<CompletionItem> Keys(IReadOnlyCollection<string> present)
    {
        if (place.Is("state/*")) return Schema().Concat(SchemaWords.Keys).DistinctBy(k => k.Label); // a channel is a schema with three words of its own
        if (place.IsSchema) return SchemaWords.Keys;
        if (place.Is("nodes/*")) return NodeKeys(present);
        if (place.Is("nodes/*/save", "nodes/*/set")) return AsKeys(words.Channels);
        if (place.Is("nodes/*/with")) return Arguments(words.Part("nodes", place[1]));
        if (place.Is("agents/*/approve")) return [.. Schema(), .. AsKeys(Listed("agents", "tools"))];
        if (place.Is("agents/*/output/required", "inputs", "state", "types", "models", "tools", "agents", "outputs")) return [];
        if (place.Is("nodes")) return Samples();
        if (place.Is("tools/*")) return [.. Schema(), .. words.ToolOf(words.Part("tools", place[1])?["use"]?.Text)?.Settings ?? []];
        return Schema();
    }

    /// <summary>Values at the place.</summary>
    public IEnumerable<CompletionItem> Values()
    {
        if (SchemaValues() is { } ofSchema) return ofSchema;
        if (place.Is("start", "nodes/*/needs")) return words.Nodes;
        if (place.Is("nodes/*/next", "nodes/*/next/to", "nodes/*/next/[]/to", "nodes/*/on_error/to", "nodes/*/human/on_timeout")) return [.. words.Nodes, End];
        if (place.Is("nodes/*/agent")) return words.Agents;
        if (place.Is("nodes/*/tool", "agents/*/tools")) return [.. words.Tools, .. catalog.Tools.Where(t => t.About.Kind == "tool").Select(t => t.About)];
        if (place.Is("nodes/*/workflow", "tools/*/workflow")) return catalog.Workflows.Select(w => w.About);
        if (place.Is("agents/*/model", "agents/*/memory/model", "models/*/fallback", "tools/*/model")) return words.Models.Where(m => !place.IsUnder("models") || m.Label != place[1]);
        if (place.Is("models/*/use")) return catalog.Models;
        if (place.Is("tools/*/use")) return catalog.Tools.Select(t => t.About);
        if (place.Is("state/*/merge")) return catalog.Reducers.Select(r => new CompletionItem(r, "value", "way to merge"));
        if (place.Is("nodes/*/code/language")) return [new("python", "value"), new("javascript", "value")];
        if (place.Is("nodes/*/retry/on")) return new[] { "timeout", "rate_limited", "unavailable" }.Select(c => new CompletionItem(c, "value", "error"));
        if (place.Is("nodes/*/with/*")) return ArgumentValues(words.Part("nodes", place[1]));
        return new SchemaGuide(catalog.Schema).ValuesAt(place.Keys);
    }

    /// <summary>Whether an expression stands here without <c>${{ }}</c> around it.</summary>
    public bool IsCondition => place.Is("nodes/*/when", "nodes/*/next/when", "nodes/*/next/[]/when", "nodes/*/wait/match", "triggers/[]/match");

    private IEnumerable<CompletionItem> Schema() => new SchemaGuide(catalog.Schema).KeysAt(place.Keys);

    // A node has one action: once it is there, only what belongs to it is offered.
    private IEnumerable<CompletionItem> NodeKeys(IReadOnlyCollection<string> present)
    {
        var action = catalog.NodeKinds.FirstOrDefault(k => present.Contains(k.Key));
        var beside = catalog.NodeKinds.SelectMany(k => k.Beside).ToHashSet(StringComparer.Ordinal);
        foreach (var key in Schema())
        {
            var kind = catalog.NodeKinds.FirstOrDefault(k => k.Key == key.Label);
            if (kind is not null && (action is null || action == kind)) yield return key with { Detail = "action", Documentation = $"{kind.Description}\n\n{kind.Example}".Trim() };
            else if (kind is null && (Around.Contains(key.Label, StringComparer.Ordinal) || !beside.Contains(key.Label) || action?.Beside.Contains(key.Label, StringComparer.Ordinal) == true)) yield return key;
        }
    }

    private IEnumerable<CompletionItem> Samples() => catalog.NodeKinds.Select(k => new CompletionItem($"{k.Key} node", "sample", "a new node", $"{k.Description}\n\n{k.Example}".Trim()) { Insert = $"{k.Example}\n" });

    private IEnumerable<CompletionItem> Arguments(OutlineValue? node)
    {
        var schema = words.ToolOf(node?["tool"]?.Text)?.Arguments;
        if (node?["workflow"]?.Text is { } name) schema = catalog.Workflows.FirstOrDefault(w => w.About.Label == name).Inputs;
        return schema is { } known ? SchemaGuide.PropertiesOf(known) : [];
    }

    private IEnumerable<CompletionItem> ArgumentValues(OutlineValue? node) =>
        words.ToolOf(node?["tool"]?.Text)?.Arguments is { } known ? new SchemaGuide(known).ValuesAt([place[3]]) : [];

    private IEnumerable<CompletionItem>? SchemaValues()
    {
        if (place.Last is not { } last || !(place.IsUnder("inputs/*") || place.IsUnder("types/*") || place.IsUnder("state/*") || place.IsUnder("agents/*/output") || place.IsUnder("nodes/*/human/form"))) return null;
        return last.Key switch
        {
            "type" => SchemaWords.Types,
            "format" => SchemaWords.Formats,
            "$ref" => words.Types.Select(t => t with { Label = $"#/types/{t.Label}", Insert = $"\"#/types/{t.Label}\"" }),
            "additionalProperties" or "uniqueItems" => [new("true", "value"), new("false", "value")],
            "keep" or "merge" => null,
            _ => [],
        };
    }

    // Of the names that a part lists, what is known of each.
    private IEnumerable<CompletionItem> Listed(string section, string key)
    {
        var names = file[section]?[place[1] ?? ""]?[key]?.Texts.ToHashSet(StringComparer.Ordinal) ?? [];
        return words.Tools.Concat(catalog.Tools.Select(t => t.About)).Where(t => names.Contains(t.Label)).DistinctBy(t => t.Label);
    }

    private static IEnumerable<CompletionItem> AsKeys(IEnumerable<CompletionItem> names) => names.Select(n => n with { Insert = $"{n.Label}: " });
}
