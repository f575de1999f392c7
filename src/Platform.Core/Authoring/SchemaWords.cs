namespace Platform.Core.Authoring;

/// <summary>The words of JSON Schema that people use most, as the specification explains them (2020-12, validation vocabulary).</summary>
internal static class SchemaWords
{
    public static readonly IReadOnlyList<CompletionItem> Keys =
    [
        Key("type", "string, number, integer, boolean, object, array or null; a list allows several."),
        Key("description", "What it means; shown at the field of the form."),
        Key("default", "What holds when nothing is given."),
        Key("enum", "The only values that are allowed: a list."),
        Key("const", "The only value that is allowed."),
        Key("properties", "The fields of an object, each with its own schema."),
        Key("required", "Names of fields that must be there: a list."),
        Key("additionalProperties", "false refuses fields that are not listed; a schema describes them."),
        Key("items", "The schema of each item of an array."),
        Key("minItems", "At least so many items."),
        Key("maxItems", "At most so many items."),
        Key("uniqueItems", "true refuses an item that comes twice."),
        Key("minLength", "At least so many characters."),
        Key("maxLength", "At most so many characters."),
        Key("pattern", "A regular expression that the text must match."),
        Key("format", "date-time, date, email, uri, uuid, file …: what kind of text it is."),
        Key("minimum", "The smallest number that is allowed."),
        Key("maximum", "The largest number that is allowed."),
        Key("exclusiveMinimum", "The number must be larger than this."),
        Key("exclusiveMaximum", "The number must be smaller than this."),
        Key("multipleOf", "The number must be a multiple of this."),
        Key("anyOf", "At least one of these schemas must fit: a list."),
        Key("oneOf", "Exactly one of these schemas must fit: a list."),
        Key("allOf", "All of these schemas must fit: a list."),
        Key("not", "This schema must not fit."),
        Key("title", "A short name for people."),
        Key("examples", "Values as they may look: a list."),
        Key("$ref", "Another schema of this file: \"#/types/NAME\"."),
    ];

    public static readonly IReadOnlyList<CompletionItem> Types =
    [
        new("string", "value", "text"),
        new("number", "value", "with or without a fraction"),
        new("integer", "value", "a whole number"),
        new("boolean", "value", "true or false"),
        new("object", "value", "fields by name"),
        new("array", "value", "a list"),
        new("null", "value", "nothing"),
    ];

    public static readonly IReadOnlyList<CompletionItem> Formats = [.. new[] { "date-time", "date", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname", "file" }.Select(f => new CompletionItem(f, "value"))];

    private static CompletionItem Key(string name, string said) => new(name, "key", "JSON Schema", said) { Insert = $"{name}: " };
}
