using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Schemas.Reading;
using Platform.Core.Schemas.Values;

namespace Platform.Core.Schemas.Keywords;

/// <summary>minProperties, maxProperties, required, dependentRequired, propertyNames, properties, patternProperties, additionalProperties.</summary>
internal static class ObjectKeywords
{
    public static void Read(NodeReading reading)
    {
        var (least, most) = (reading.Count("minProperties"), reading.Count("maxProperties"));
        if (least is not null || most is not null) reading.Keywords.Add(new PropertyCountKeyword(reading.Node, least ?? 0, most ?? long.MaxValue));
        if (reading.Texts("required") is { Count: > 0 } required) reading.Keywords.Add(new RequiredKeyword(reading.Node, required));
        if (reading.IsObject("dependentRequired", "lists of property names") && reading.TryGet("dependentRequired", out var dependent))
        {
            foreach (var property in dependent.EnumerateObject())
            {
                if (reading.Texts("dependentRequired", property.Value) is { } needed) reading.Keywords.Add(new DependentRequiredKeyword(reading.Node, property.Name, needed));
            }
        }

        if (reading.Child("propertyNames") is { } names) reading.Keywords.Add(new PropertyNamesKeyword(reading.Node, names));
        var (known, patterns, others) = (reading.Named("properties"), reading.Named("patternProperties"), reading.Child("additionalProperties"));
        if (known is null && patterns is null && others is null) return;
        var compiled = (patterns ?? []).Select(p => (Regex: reading.Regex("patternProperties", p.Key), p.Value)).Where(p => p.Regex is not null);
        reading.Keywords.Add(new PropertiesKeyword(reading.Node, known ?? [], [.. compiled.Select(p => (p.Regex!, p.Value))], others)); // filtered above
    }
}

internal sealed class PropertyCountKeyword(SchemaNode owner, long least, long most) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Object) return true;
        var count = value.GetPropertyCount();
        if (count < least) return run.Reports && run.Fail(Owner, "minProperties", $"must have at least {Count.Of(least, "property")}, but has {count}");
        return count <= most || (run.Reports && run.Fail(Owner, "maxProperties", $"must have at most {Count.Of(most, "property")}, but has {count}"));
    }
}

internal sealed class RequiredKeyword(SchemaNode owner, IReadOnlyList<string> names) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Object) return true;
        var ok = true;
        foreach (var name in names)
        {
            if (value.TryGetProperty(name, out _)) continue;
            ok = false;
            if (!run.Reports) return false;
            run.Fail(Owner, "required", $"must have the property '{name}'");
        }

        return ok;
    }
}

internal sealed class DependentRequiredKeyword(SchemaNode owner, string property, IReadOnlyList<string> names) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(property, out _)) return true;
        var missing = names.FirstOrDefault(n => !value.TryGetProperty(n, out _));
        return missing is null || (run.Reports && run.Fail(Owner, "dependentRequired", $"must have the property '{missing}', because it has '{property}'"));
    }
}

internal sealed class PropertyNamesKeyword(SchemaNode owner, SchemaNode names) : Keyword(owner)
{
    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Object) return true;
        var ok = true;
        foreach (var property in value.EnumerateObject())
        {
            if (run.CheckQuietly(names, JsonSerializer.SerializeToElement(property.Name), null)) continue;
            if (!run.Reports || run.GaveUp) return false;
            ok = false;
            run.Fail(Owner, "propertyNames", $"is not an allowed name of a property; names must match {JsonText.Whole(names.Source)}", property.Name);
        }

        return ok;
    }
}

/// <summary>properties, patternProperties and additionalProperties in one pass over the value's properties.</summary>
internal sealed class PropertiesKeyword(
    SchemaNode owner, Dictionary<string, SchemaNode> known, (SchemaRegex Regex, SchemaNode Node)[] patterns, SchemaNode? others) : Keyword(owner)
{
    public IReadOnlyDictionary<string, SchemaNode> Known => known;

    public override bool Check(Evaluation run, JsonElement value, Evaluated? seen)
    {
        if (value.ValueKind != JsonValueKind.Object) return true;
        var ok = true;
        foreach (var property in value.EnumerateObject())
        {
            ok &= CheckProperty(run, property.Name, property.Value, seen);
            if (run.GaveUp || (!ok && !run.Reports)) return false;
        }

        return ok;
    }

    private bool CheckProperty(Evaluation run, string name, JsonElement value, Evaluated? seen)
    {
        var (ok, matched) = (true, false);
        if (known.TryGetValue(name, out var node))
        {
            matched = true;
            ok = run.CheckProperty(node, name, value);
        }

        foreach (var (regex, matching) in patterns)
        {
            if (!run.Spend(Owner, 1 + (name.Length / 16))) return false;
            if (regex.IsMatch(name) is not { } matches) return run.GiveUp(Owner, $"takes too long to match '{regex.Pattern}'; make the pattern simpler");
            if (!matches) continue;
            matched = true;
            ok &= run.CheckProperty(matching, name, value);
        }

        if (!matched && others is not null)
        {
            matched = true;
            ok = others.Always is false ? run.Reports && FailUnknown(run, name) : run.CheckProperty(others, name, value);
        }

        if (matched) seen?.AddName(name);
        return ok;
    }

    private bool FailUnknown(Evaluation run, string name)
    {
        var near = Names.Nearest(name, known.Keys);
        var allowed = known.Count == 0 ? "none is" : $"allowed are {Names.Quoted(known.Keys)}";
        return run.Fail(Owner, "additionalProperties", $"is not an allowed property; {allowed}{(near is null ? "" : $". Did you mean '{near}'?")}", name);
    }
}
