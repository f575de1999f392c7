using System.Text.Json;

namespace Platform.Web.Forms;

/// <summary>The arguments of a call that a person is asked about, as a field for each. Pure.</summary>
internal static class CallForm
{
    private const string Arguments = "arguments";

    /// <summary>
    /// Puts fields in the place of the one that takes them all as JSON. Where they would not say exactly what the call says, the JSON stays: whoever only
    /// approves has changed nothing.
    /// </summary>
    public static IReadOnlyList<FormField> Spread(IReadOnlyList<FormField> fields, JsonElement form, JsonElement values)
    {
        if (!TryMember(form, "properties", out var all) || !TryMember(all, Arguments, out var schema) || !TryMember(schema, "properties", out var each) || each.GetPropertyCount() == 0) return fields;
        if (!TryMember(values, Arguments, out var shown) || shown.ValueKind != JsonValueKind.Object) return fields;
        var parts = SchemaForm.Of(JsonSerializer.SerializeToElement(ToolForms.Choices(schema)), shown).Select(f => f with
        {
            Name = $"{Arguments}.{f.Name}",
            Within = Arguments,
            Kind = f.Kind is FieldKind.File or FieldKind.Date ? FieldKind.Text : f.Kind, // as they were given, whatever they are
            Value = shown.TryGetProperty(f.Name, out _) ? f.Value : "",                  // what it would be by itself is no part of the call
        }).Select(f => AsText(f, shown)).ToList();
        if (parts.Exists(f => f.Kind == FieldKind.Choice && f.Value.Length > 0 && !f.Options.Contains(f.Value))) return fields;
        if (!JsonElement.DeepEquals(JsonSerializer.SerializeToElement(FormReader.ValueOf(parts)[Arguments]), shown)) return fields;
        parts[0] = parts[0] with { Heading = TryMember(schema, "description", out var about) ? about.GetString() : null };
        return [.. fields.SelectMany(f => f.Name == Arguments ? parts : [f])];
    }

    // What may be anything, and is a text, is written as one.
    private static FormField AsText(FormField field, JsonElement shown) => field.Kind == FieldKind.Json && shown.TryGetProperty(field.Leaf, out var value) && value.ValueKind == JsonValueKind.String
        ? field with { Kind = FieldKind.LongText, Value = value.GetString()!, Hint = null }
        : field;

    private static bool TryMember(JsonElement of, string name, out JsonElement member)
    {
        member = default;
        return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out member);
    }
}
