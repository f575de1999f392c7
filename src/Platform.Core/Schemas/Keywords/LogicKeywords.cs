using System.Text.Json;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>allOf, anyOf, oneOf, not, if, then, else, dependentSchemas.</summary>
internal static class LogicKeywords
{
    public static void Read(NodeReading reading)
    {
        if (reading.Children("allOf") is { } all) reading.Keywords.Add(new AllOfKeyword(reading.Node, all));
        if (reading.Children("anyOf") is { } any) reading.Keywords.Add(new AnyOfKeyword(reading.Node, any));
        if (reading.Children("oneOf") is { } one) reading.Keywords.Add(new OneOfKeyword(reading.Node, one));
        if (reading.Child("not") is { } not) reading.Keywords.Add(new NotKeyword(reading.Node, not));
        var (then, otherwise) = (reading.Child("then"), reading.Child("else"));
        if (reading.Child("if") is { } condition) reading.Keywords.Add(new IfKeyword(reading.Node, condition, then, otherwise));
        foreach (var (property, node) in reading.Named("dependentSchemas") ?? []) reading.Keywords.Add(new DependentSchemaKeyword(reading.Node, property, node));
    }
}

internal sealed class AllOfKeyword(SchemaNode owner, SchemaNode[] nodes) : Keyword(owner)
{
    public override IEnumerable<SchemaNode> InPlace => nodes;

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        var ok = true;
        foreach (var node in nodes)
        {
            ok &= run.Check(node, value, seen);
            if (run.GaveUp || (!ok && !run.Reports)) return false;
        }

        return ok;
    }
}

internal sealed class AnyOfKeyword(SchemaNode owner, SchemaNode[] nodes) : Keyword(owner)
{
    public override IEnumerable<SchemaNode> InPlace => nodes;

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        var ok = false;
        foreach (var node in nodes)
        {
            ok |= run.CheckQuietly(node, value, seen);
            if (run.GaveUp) return false;
            if (ok && seen is null) return true; // each further branch that fits only adds annotations
        }

        return ok || (run.Reports && Branches.Fail(run, Owner, "anyOf", nodes, value));
    }
}

internal sealed class OneOfKeyword(SchemaNode owner, SchemaNode[] nodes) : Keyword(owner)
{
    public override IEnumerable<SchemaNode> InPlace => nodes;

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        var first = -1;
        for (var i = 0; i < nodes.Length; i++)
        {
            var fits = run.CheckQuietly(nodes[i], value, seen);
            if (run.GaveUp) return false;
            if (!fits) continue;
            if (first >= 0) return run.Reports && run.Fail(Owner, "oneOf", $"must fit exactly one of {nodes.Length} schemas, but fits numbers {first + 1} and {i + 1}");
            first = i;
        }

        return first >= 0 || (run.Reports && Branches.Fail(run, Owner, "oneOf", nodes, value));
    }
}

internal sealed class NotKeyword(SchemaNode owner, SchemaNode node) : Keyword(owner)
{
    public override IEnumerable<SchemaNode> InPlace => [node];

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen) =>
        (!run.CheckQuietly(node, value, null) && !run.GaveUp)
        || (run.Reports && !run.GaveUp && run.Fail(Owner, "not", $"must not fit {JsonText.Whole(node.Source)}, but does: {JsonText.Shown(value)}"));
}

internal sealed class IfKeyword(SchemaNode owner, SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Keyword(owner)
{
    public override IEnumerable<SchemaNode> InPlace =>
        new[] { condition, then, otherwise }.OfType<SchemaNode>();

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        var branch = run.CheckQuietly(condition, value, seen) ? then : otherwise;
        return !run.GaveUp && (branch is null || run.Check(branch, value, seen));
    }
}

internal sealed class DependentSchemaKeyword(SchemaNode owner, string property, SchemaNode node) : Keyword(owner)
{
    public override IEnumerable<SchemaNode> InPlace => [node];

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen) =>
        value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(property, out _) || run.Check(node, value, seen);
}

/// <summary>Says why no branch fits: what the nearest one misses.</summary>
internal static class Branches
{
    public static bool Fail(Evaluation run, SchemaNode owner, string keyword, SchemaNode[] nodes, JsonElement value)
    {
        var why = run.Explain(nodes, value, out var nearest);
        if (run.GaveUp) return false;
        var which = nodes.Length == 1 ? "the schema" : $"one of {nodes.Length} schemas";
        var text = why is null
            ? $"must fit {which}, but fits none: {JsonText.Shown(value)}"
            : $"must fit {which}; nearest is number {nearest + 1}, where {(why.InstancePointer.Length == 0 ? "the value" : $"'{why.InstancePointer}'")} {why.Message}";
        return run.Fail(owner, keyword, text);
    }
}
