using System.Text.Json;
using Platform.Core.Schemas.Reading;

namespace Platform.Core.Schemas.Keywords;

/// <summary>unevaluatedItems, unevaluatedProperties: what no other keyword, here or in schemas of the same value, has looked at.</summary>
internal static class UnevaluatedKeywords
{
    public static void Read(NodeReading reading)
    {
        if (reading.Child("unevaluatedItems") is { } items) reading.Keywords.Add(new UnevaluatedItemsKeyword(reading.Node, items));
        if (reading.Child("unevaluatedProperties") is { } properties) reading.Keywords.Add(new UnevaluatedPropertiesKeyword(reading.Node, properties));
    }
}

internal sealed class UnevaluatedItemsKeyword(SchemaNode owner, SchemaNode rest) : Keyword(owner)
{
    public override bool NeedsEvaluated => true;

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Array) return true;
        var (ok, index) = (true, -1);
        foreach (var item in value.EnumerateArray())
        {
            index++;
            if (seen?.HasItem(index) ?? false) continue;
            if (rest.Always is false) return run.Reports && run.Fail(Owner, "unevaluatedItems", $"has item {index}, which no schema allows");
            ok &= run.CheckItem(rest, index, item);
            if (run.GaveUp || (!ok && !run.Reports)) return false;
        }

        seen?.AddAllItems();
        return ok;
    }
}

internal sealed class UnevaluatedPropertiesKeyword(SchemaNode owner, SchemaNode rest) : Keyword(owner)
{
    public override bool NeedsEvaluated => true;

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Object) return true;
        var ok = true;
        foreach (var property in value.EnumerateObject())
        {
            if (seen?.HasName(property.Name) ?? false) continue;
            ok &= rest.Always is false
                ? run.Reports && run.Fail(Owner, "unevaluatedProperties", "is not an allowed property; no schema knows it", property.Name)
                : run.CheckProperty(rest, property.Name, property.Value);
            if (run.GaveUp || (!ok && !run.Reports)) return false;
        }

        seen?.AddAllNames();
        return ok;
    }
}
