using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;

namespace Platform.Web.Forms;

/// <summary>
/// A form made from a JSON Schema: text, number, choice and so on for what they can hold, JSON for the rest. Pure: the schema, what is known
/// and what was wrong go in, the fields come out.
/// </summary>
internal static partial class SchemaForm
{
    private const int MostFields = 100;
    private const int LongestLine = 200;
    private const int ShortDefault = 80;
    private const int MostRefs = 8;

    /// <summary>The form of an object schema: a field for each property; of any other schema: one field named <see cref="Whole"/>.</summary>
    /// <param name="values">Fill the fields at first; null when nothing is known.</param>
    public static IReadOnlyList<FormField> Of(JsonElement schema, JsonElement? values)
    {
        schema = Resolve(schema, schema);
        if (!TryProperties(schema, out var properties)) return [FieldOf(Whole, schema, schema, values, required: true) with { Label = "Answer" }];
        var required = Required(schema);
        return [.. properties.EnumerateObject().Take(MostFields).Select(p => FieldOf(p.Name, p.Value, schema, Member(values, p.Name), required.Contains(p.Name)))];
    }

    /// <summary>The name of the only field when the schema is of no object.</summary>
    public const string Whole = "value";

    /// <summary>Puts each finding at its field; what belongs to none is returned.</summary>
    public static (IReadOnlyList<FormField> Fields, IReadOnlyList<string> Others) WithFindings(IReadOnlyList<FormField> fields, IEnumerable<Finding> findings)
    {
        var marked = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        var rest = new List<string>();
        foreach (var finding in findings.Where(f => f.Severity == Severity.Error))
        {
            var parts = finding.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var name = parts.FirstOrDefault(marked.ContainsKey) ?? fields.Select(f => f.Name).FirstOrDefault(n => finding.Message.Contains($"'{n}'", StringComparison.Ordinal));
            name ??= fields.FirstOrDefault(f => f.Within is not null && (parts.Contains(f.Leaf, StringComparer.Ordinal) || finding.Message.Contains($"'{f.Leaf}'", StringComparison.Ordinal)))?.Name;
            if (name is null && fields is [{ Name: Whole }]) name = Whole;
            if (name is null) rest.Add(finding.Message);
            else marked[name] = marked[name] with { Error = marked[name].Error is { } before ? $"{before} {finding.Message}" : finding.Message };
        }

        return ([.. fields.Select(f => marked[f.Name])], rest);
    }

    private static FormField FieldOf(string name, JsonElement property, JsonElement root, JsonElement? value, bool required)
    {
        var schema = Resolve(property, root);
        var fallback = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("default", out var given) ? given : (JsonElement?)null;
        fallback ??= property.ValueKind == JsonValueKind.Object && property.TryGetProperty("default", out given) ? given : null;
        var filled = value ?? fallback;
        var kind = KindOf(schema);
        if (kind == FieldKind.Text && (HasLines(filled) || HasLines(fallback) || MayHoldLines(name, schema, fallback))) kind = FieldKind.LongText;
        if (kind == FieldKind.Lines && filled is { } list && !AreLines(list)) kind = FieldKind.Json;
        return new FormField(name, kind)
        {
            Label = Text(schema, "title") ?? Words().Replace(name, " "),
            Description = Text(property, "description") ?? Text(schema, "description"),
            Required = required && fallback is null,
            Options = kind == FieldKind.Choice ? [.. schema.GetProperty("enum").EnumerateArray().Take(200).Select(o => o.ValueKind == JsonValueKind.String ? o.GetString()! : o.GetRawText())] : [],
            OptionsAreJson = kind == FieldKind.Choice
                ? [.. schema.GetProperty("enum").EnumerateArray().Take(200).Where(o => o.ValueKind != JsonValueKind.String).Select(o => o.GetRawText())]
                : [],
            Minimum = Bound(schema, "minimum"),
            Maximum = Bound(schema, "maximum"),
            Value = filled is { } known ? Written(known, kind) : "",
            Hint = HintOf(schema, kind),
            IsTall = kind == FieldKind.LongText && IsLong(schema),
        };
    }

    private static FieldKind KindOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return FieldKind.Json;
        if (schema.TryGetProperty("enum", out var options) && options.ValueKind == JsonValueKind.Array && options.GetArrayLength() > 0) return FieldKind.Choice;
        return Text(schema, "type") switch
        {
            "string" when Text(schema, "format") == "file" => FieldKind.File,
            "string" when Text(schema, "format") is "date" => FieldKind.Date,
            "string" when IsLong(schema) => FieldKind.LongText,
            "string" => FieldKind.Text,
            "integer" => FieldKind.Integer,
            "number" => FieldKind.Number,
            "boolean" => FieldKind.Boolean,
            "array" when schema.TryGetProperty("items", out var item) && Text(item, "type") == "string" && !item.TryGetProperty("enum", out _) => FieldKind.Lines,
            _ => FieldKind.Json,
        };
    }

    private static bool IsLong(JsonElement schema) =>
        MostLetters(schema) > LongestLine || Text(schema, "format") is "markdown" or "multiline" or "text" || Text(schema, "contentMediaType") is not null;

    // A line is for what says that it is one: by its greatest length, its form, what it is when nothing is given, or its name. A line's control loses line ends without a word.
    private static bool MayHoldLines(string name, JsonElement schema, JsonElement? fallback) =>
        MostLetters(schema) is null && !schema.TryGetProperty("pattern", out _) && !schema.TryGetProperty("const", out _) && !Lines().IsMatch(Text(schema, "format") ?? "")
        && !(fallback is { ValueKind: JsonValueKind.String } given && given.GetString() is { Length: > 0 and <= ShortDefault }) && !ShortNames().IsMatch(name);

    // Texts that stand on one line each, so that they are the same when they are read again.
    private static bool AreLines(JsonElement value) => value.ValueKind is JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String && i.GetString() is { Length: > 0 } line && line.Trim() == line && !line.Contains('\n')));

    private static bool HasLines(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text && text.GetString()!.AsSpan().IndexOfAny('\n', '\r') >= 0;

    /// <summary>Null when nothing bounds it.</summary>
    private static long? MostLetters(JsonElement schema) => schema.TryGetProperty("maxLength", out var most) && most.TryGetInt64(out var length) ? length : null;

    private static string? HintOf(JsonElement schema, FieldKind kind)
    {
        if (kind == FieldKind.Lines) return "One in each line.";
        if (kind != FieldKind.Json || schema.ValueKind != JsonValueKind.Object) return null;
        return Text(schema, "type") switch
        {
            "array" => "A JSON list: [ … ]",
            "object" => "A JSON object: { … }",
            _ => "JSON: \"text\", 12, true, [ … ] or { … }",
        };
    }

    internal static string Written(JsonElement value, FieldKind kind) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String when kind != FieldKind.Json => value.GetString()!,
        JsonValueKind.Array when kind == FieldKind.Lines => string.Join('\n', value.EnumerateArray().Select(i => i.GetString())),
        _ when kind == FieldKind.Json => Rendering.Display.Json(value),
        _ => value.GetRawText(),
    };

    // A reference into the schema's own document only; a circle ends after a few steps.
    private static JsonElement Resolve(JsonElement schema, JsonElement root)
    {
        for (var i = 0; i < MostRefs; i++)
        {
            if (Text(schema, "$ref") is not { } target || !target.StartsWith("#/", StringComparison.Ordinal)) return schema;
            var at = root;
            foreach (var part in target[2..].Split('/'))
            {
                var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return schema;
            }

            schema = at;
        }

        return schema;
    }

    private static bool TryProperties(JsonElement schema, out JsonElement properties)
    {
        properties = default;
        return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out properties) && properties.ValueKind == JsonValueKind.Object;
    }

    private static HashSet<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)]
            : [];

    private static JsonElement? Member(JsonElement? values, string name) =>
        values is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement schema, string key) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Bound(JsonElement schema, string key) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;

    [GeneratedRegex("[_-]+")]
    private static partial Regex Words();

    [GeneratedRegex("^(?:(?:idn-)?(?:email|hostname)|(?:date-)?time|duration|ipv[46]|ur[il](?:-.+)?|iri(?:-.+)?|uuid|regex|password|color|(?:relative-)?json-pointer)$")]
    private static partial Regex Lines();

    [GeneratedRegex("(?:^|[_-])(?:name|title|id|key|email|url|path)$|[a-z](?:Name|Title|Id|Key|Email|Url|Path)$")]
    private static partial Regex ShortNames();
}

internal enum FieldKind
{
    Text,
    LongText,
    Integer,
    Number,
    Boolean,
    Choice,
    Date,
    File,

    /// <summary>A list of texts, one in each line.</summary>
    Lines,
    Json,
}

/// <param name="Name">The property's name; the control's is <c>in.NAME</c>.</param>
internal sealed record FormField(string Name, FieldKind Kind)
{
    public string Label { get; init; } = "";

    public string? Description { get; init; }

    public bool Required { get; init; }

    /// <summary>It is said to hold long text, so that its control is tall before anything stands in it.</summary>
    public bool IsTall { get; init; }

    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Those of the options that are no text.</summary>
    public IReadOnlyList<string> OptionsAreJson { get; init; } = [];

    public string? Minimum { get; init; }

    public string? Maximum { get; init; }

    /// <summary>As typed, or as the default is written.</summary>
    public string Value { get; init; } = "";

    /// <summary>How to write it; null when the control says it.</summary>
    public string? Hint { get; init; }

    /// <summary>What was wrong with what was typed; null when nothing.</summary>
    public string? Error { get; init; }

    /// <summary>The member of the answer in which it lies; null for the answer itself.</summary>
    public string? Within { get; init; }

    /// <summary>Its name there.</summary>
    public string Leaf => Within is { } outer ? Name[(outer.Length + 1)..] : Name;

    /// <summary>A sentence over it, about it and those below; null for none.</summary>
    public string? Heading { get; init; }

    public string Control => $"in.{Name}";

    public string Id => $"in-{Name}";
}
