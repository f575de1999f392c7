using System.Text.Json;
using Platform.Core.Schemas.Reading;

namespace Platform.Core.Schemas.Keywords;

/// <summary>$ref, $dynamicRef.</summary>
internal static class ReferenceKeywords
{
    public static void Read(NodeReading reading)
    {
        if (reading.Follow("$ref") is { } target) reading.Keywords.Add(new RefKeyword(reading.Node, target));
        if (reading.Follow("$dynamicRef") is not { } first) return;
        var anchor = Anchor(reading.Text("$dynamicRef") ?? "", first);
        if (anchor is not null) reading.NoteDynamic();
        reading.Keywords.Add(anchor is null ? new RefKeyword(reading.Node, first) : new DynamicRefKeyword(reading.Node, first, anchor));
    }

    // Dynamic only when the place it means at first bears that very dynamic anchor; else it is a plain $ref.
    private static string? Anchor(string reference, SchemaNode first)
    {
        var fragment = Uri.UnescapeDataString(UriReference.Parse(reference).Fragment ?? "");
        return first.Source.ValueKind == JsonValueKind.Object && first.Source.TryGetProperty("$dynamicAnchor", out var anchor)
            && anchor.ValueKind == JsonValueKind.String && anchor.GetString() == fragment ? fragment : null;
    }
}

internal sealed class RefKeyword(SchemaNode owner, SchemaNode target) : Keyword(owner)
{
    public SchemaNode Target { get; } = target;

    public override IEnumerable<SchemaNode> InPlace => [Target];

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen) => run.Check(Target, value, seen);
}

internal sealed class DynamicRefKeyword(SchemaNode owner, SchemaNode first, string anchor) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (!run.Spend(Owner, 1 + (run.Scope.Count / 8))) return false;
        for (var i = 0; i < run.Scope.Count; i++)
        {
            if (run.Scope[i].DynamicNodes.TryGetValue(anchor, out var node)) return run.Check(node, value, seen);
        }

        return run.Check(first, value, seen);
    }
}
