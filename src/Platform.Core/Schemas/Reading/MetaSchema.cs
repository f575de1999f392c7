using System.Text.Json;

namespace Platform.Core.Schemas.Reading;

/// <summary>The schema of schemas, one part per vocabulary, so that <c>$ref</c> to it works without a network.</summary>
/// <remarks>Source: what the keyword tables of JSON Schema draft 2020-12 say, core sections 8 to 11 and validation sections 6 to 9.</remarks>
internal static class MetaSchema
{
    private const string Prefix = "https://json-schema.org/draft/2020-12/";

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["schema"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"],
             "allOf": [{"$ref": "meta/core"}, {"$ref": "meta/applicator"}, {"$ref": "meta/unevaluated"}, {"$ref": "meta/validation"},
                       {"$ref": "meta/meta-data"}, {"$ref": "meta/format-annotation"}, {"$ref": "meta/content"}],
             "properties": {
               "definitions": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
               "dependencies": {"type": "object", "additionalProperties": {"anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "meta/validation#/$defs/stringArray"}]}},
               "$recursiveAnchor": {"$ref": "meta/core#/$defs/anchorString"},
               "$recursiveRef": {"$ref": "meta/core#/$defs/uriReferenceString"}}}
            """,
        ["meta/core"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"],
             "properties": {
               "$id": {"$ref": "#/$defs/uriReferenceString", "pattern": "^[^#]*#?$"},
               "$schema": {"$ref": "#/$defs/uriString"},
               "$ref": {"$ref": "#/$defs/uriReferenceString"}, "$anchor": {"$ref": "#/$defs/anchorString"},
               "$dynamicRef": {"$ref": "#/$defs/uriReferenceString"}, "$dynamicAnchor": {"$ref": "#/$defs/anchorString"},
               "$vocabulary": {"type": "object", "propertyNames": {"$ref": "#/$defs/uriString"}, "additionalProperties": {"type": "boolean"}},
               "$comment": {"type": "string"},
               "$defs": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}}},
             "$defs": {
               "anchorString": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
               "uriString": {"type": "string", "format": "uri"},
               "uriReferenceString": {"type": "string", "format": "uri-reference"}}}
            """,
        ["meta/applicator"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"],
             "properties": {
               "prefixItems": {"$ref": "#/$defs/schemaArray"}, "items": {"$dynamicRef": "#meta"}, "contains": {"$dynamicRef": "#meta"},
               "additionalProperties": {"$dynamicRef": "#meta"},
               "properties": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
               "patternProperties": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}, "propertyNames": {"format": "regex"}},
               "dependentSchemas": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
               "propertyNames": {"$dynamicRef": "#meta"},
               "if": {"$dynamicRef": "#meta"}, "then": {"$dynamicRef": "#meta"}, "else": {"$dynamicRef": "#meta"},
               "allOf": {"$ref": "#/$defs/schemaArray"}, "anyOf": {"$ref": "#/$defs/schemaArray"}, "oneOf": {"$ref": "#/$defs/schemaArray"},
               "not": {"$dynamicRef": "#meta"}},
             "$defs": {"schemaArray": {"type": "array", "minItems": 1, "items": {"$dynamicRef": "#meta"}}}}
            """,
        ["meta/unevaluated"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"],
             "properties": {"unevaluatedItems": {"$dynamicRef": "#meta"}, "unevaluatedProperties": {"$dynamicRef": "#meta"}}}
            """,
        ["meta/validation"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"],
             "properties": {
               "type": {"anyOf": [{"$ref": "#/$defs/simpleTypes"}, {"type": "array", "items": {"$ref": "#/$defs/simpleTypes"}, "minItems": 1, "uniqueItems": true}]},
               "const": true, "enum": {"type": "array", "items": true},
               "multipleOf": {"type": "number", "exclusiveMinimum": 0},
               "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "number"}, "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "number"},
               "maxLength": {"$ref": "#/$defs/count"}, "minLength": {"$ref": "#/$defs/count"}, "pattern": {"type": "string", "format": "regex"},
               "maxItems": {"$ref": "#/$defs/count"}, "minItems": {"$ref": "#/$defs/count"}, "uniqueItems": {"type": "boolean"},
               "maxContains": {"$ref": "#/$defs/count"}, "minContains": {"$ref": "#/$defs/count"},
               "maxProperties": {"$ref": "#/$defs/count"}, "minProperties": {"$ref": "#/$defs/count"}, "required": {"$ref": "#/$defs/stringArray"},
               "dependentRequired": {"type": "object", "additionalProperties": {"$ref": "#/$defs/stringArray"}}},
             "$defs": {
               "count": {"type": "integer", "minimum": 0},
               "simpleTypes": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]},
               "stringArray": {"type": "array", "items": {"type": "string"}, "uniqueItems": true}}}
            """,
        ["meta/meta-data"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"],
             "properties": {"title": {"type": "string"}, "description": {"type": "string"}, "default": true, "deprecated": {"type": "boolean"},
               "readOnly": {"type": "boolean"}, "writeOnly": {"type": "boolean"}, "examples": {"type": "array", "items": true}}}
            """,
        ["meta/format-annotation"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"], "properties": {"format": {"type": "string"}}}
            """,
        ["meta/format-assertion"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"], "properties": {"format": {"type": "string"}}}
            """,
        ["meta/content"] = """
            {"$dynamicAnchor": "meta", "type": ["object", "boolean"],
             "properties": {"contentEncoding": {"type": "string"}, "contentMediaType": {"type": "string"}, "contentSchema": {"$dynamicRef": "#meta"}}}
            """,
    };

    /// <summary>The part with this address; null when it is no part.</summary>
    public static JsonElement? Find(string uri)
    {
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal) || !Texts.TryGetValue(uri[Prefix.Length..], out var text)) return null;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
