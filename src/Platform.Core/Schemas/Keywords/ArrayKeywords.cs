using System.Text.Json;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>minItems, maxItems, uniqueItems, prefixItems, items, contains, minContains, maxContains.</summary>
internal static class ArrayKeywords
{
    public static void Read(NodeReading reading)
    {
        var (least, most) = (reading.Count("minItems"), reading.Count("maxItems"));
        if (least is not null || most is not null) reading.Keywords.Add(new ItemCountKeyword(reading.Node, least ?? 0, most ?? long.MaxValue));
        if (reading.TryGet("uniqueItems", out var unique))
        {
            if (unique.ValueKind == JsonValueKind.True) reading.Keywords.Add(new UniqueItemsKeyword(reading.Node));
            else if (unique.ValueKind != JsonValueKind.False) reading.Problem("uniqueItems", $"'uniqueItems' is true or false, but this is {JsonText.Whole(unique)}.");
        }

        var prefix = reading.Children("prefixItems");
        if (reading.TryGet("items", out var items) && items.ValueKind == JsonValueKind.Array)
        {
            reading.Problem("items", "'items' is one schema for all items; a list of schemas, one per place, is 'prefixItems'.");
        }
        else if (prefix is not null || reading.TryGet("items", out _))
        {
            reading.Keywords.Add(new ItemsKeyword(reading.Node, prefix ?? [], reading.Child("items")));
        }

        var (leastMatching, mostMatching) = (reading.Count("minContains"), reading.Count("maxContains"));
        if (reading.Child("contains") is not { } contains) return;
        reading.Keywords.Add(new ContainsKeyword(reading.Node, contains, leastMatching ?? 1, mostMatching ?? long.MaxValue));
    }
}

internal sealed class ItemCountKeyword(SchemaNode owner, long least, long most) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Array) return true;
        var count = value.GetArrayLength();
        if (count < least) return run.Reports && run.Fail(Owner, "minItems", $"must have at least {Count.Of(least, "item")}, but has {count}");
        return count <= most || (run.Reports && run.Fail(Owner, "maxItems", $"must have at most {Count.Of(most, "item")}, but has {count}"));
    }
}

internal sealed class UniqueItemsKeyword(SchemaNode owner) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < 2) return true;
        if (!run.Spend(Owner, JsonText.Size(value))) return false;
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (JsonText.Canonical(item) is not { } text) return run.GiveUp(Owner, $"is nested more than {Evaluation.MaxInstanceDepth} deep");
            if (!known.TryAdd(text, index))
            {
                return run.Reports && run.Fail(Owner, "uniqueItems", $"must have each item once, but items {known[text]} and {index} are both {JsonText.Whole(item)}");
            }

            index++;
        }

        return true;
    }
}

/// <summary>prefixItems for the first items, items for those that follow.</summary>
internal sealed class ItemsKeyword(SchemaNode owner, SchemaNode[] prefix, SchemaNode? rest) : Keyword(owner)
{
    public SchemaNode[] Prefix { get; } = prefix;

    public SchemaNode? Rest { get; } = rest;

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Array) return true;
        var (ok, index) = (true, 0);
        foreach (var item in value.EnumerateArray())
        {
            var node = index < Prefix.Length ? Prefix[index] : Rest;
            if (node is null) break;
            if (index >= Prefix.Length && node.Always is false)
            {
                return run.Reports && run.Fail(Owner, "items", $"must have at most {Count.Of(Prefix.Length, "item")}, but has {value.GetArrayLength()}");
            }

            if (!run.CheckItem(node, index, item))
            {
                ok = false;
                if (!run.Reports || run.GaveUp) return false;
            }

            index++;
        }

        seen?.AddPrefix(index);
        if (Rest is not null) seen?.AddAllItems();
        return ok;
    }
}

internal sealed class ContainsKeyword(SchemaNode owner, SchemaNode contained, long least, long most) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Array) return true;
        var (count, index) = (0, 0);
        foreach (var item in value.EnumerateArray())
        {
            if (run.CheckItemQuietly(contained, index, item))
            {
                count++;
                seen?.AddItem(index);
            }

            if (run.GaveUp) return false;
            index++;
        }

        if (count < least)
        {
            var keyword = least == 1 ? "contains" : "minContains";
            return run.Reports && run.Fail(Owner, keyword, $"must have at least {Count.Of(least, "item")} like {JsonText.Whole(contained.Source)}, but has {count}");
        }

        return count <= most
            || (run.Reports && run.Fail(Owner, "maxContains", $"must have at most {Count.Of(most, "item")} like {JsonText.Whole(contained.Source)}, but has {count}"));
    }
}
