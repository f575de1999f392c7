using System.Text.Json;
using Platform.Core.Schemas;
using Xunit;

namespace Platform.IntegrationTests.Schemas;

public sealed class SchemaMessages
{
    [Theory]
    [InlineData("""{"enum": ["billing", "bug"]}""", "\"x\"", "", "must be one of 'billing', 'bug', but is 'x'")]
    [InlineData("""{"type": "integer"}""", "1.5", "", "must be an integer, but is 1.5")]
    [InlineData("""{"properties": {"a/b": {"items": {"minimum": 3}}}}""", """{"a/b": [4, 2]}""", "/a~1b/1", "must be at least 3, but is 2")]
    [InlineData("""{"properties": {"title": true}, "additionalProperties": false}""", """{"titel": 1}""", "/titel", "is not an allowed property; allowed are 'title'. Did you mean 'title'?")]
    [InlineData("""{"required": ["a"]}""", "{}", "", "must have the property 'a'")]
    [InlineData("""{"minItems": 1}""", "[]", "", "must have at least 1 item, but has 0")]
    [InlineData("""{"format": "date"}""", "\"2026-02-30\"", "", "must be a date such as 2026-01-31, but is '2026-02-30'")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"properties": {"n": {"type": "number"}}}]}""", """{"n": "x"}""", "", "must fit one of 2 schemas; nearest is number 2, where '/n' must be a number, but is 'x'")]
    public void A_violation_says_where_what_is_allowed_and_what_was_found(string schema, string value, string pointer, string message)
    {
        var violation = Assert.Single(Compiled(schema).Validate(Json(value)));

        Assert.Equal((pointer, message), (violation.InstancePointer, violation.Message));
    }

    [Theory]
    [InlineData("""{"type": "strng"}""", "/type", "Did you mean 'string'?")]
    [InlineData("""{"properties": {"a": {"minLength": -1}}}""", "/properties/a/minLength", "'minLength' is a whole number from 0, but this is -1.")]
    [InlineData("""{"pattern": "(a"}""", "/pattern", "'(a' is not a regular expression: ")]
    [InlineData("""{"$ref": "#/$defs/Tikket", "$defs": {"Ticket": true}}""", "/$ref", "Did you mean 'Ticket'?")]
    [InlineData("""{"$ref": "https://example.com/x"}""", "/$ref", "nothing is fetched")]
    [InlineData("""{"items": [true]}""", "/items", "'prefixItems'")]
    public void A_problem_says_where_and_how_to_mend_it(string schema, string pointer, string part)
    {
        var problem = Assert.Single(JsonSchema.Compile(Json(schema), new SchemaOptions()).Problems);

        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_in_one_pass()
    {
        var problems = JsonSchema.Compile(Json("""{"type": "strng", "required": "a", "$defs": {"unused": {"pattern": "["}}, "$ref": "#/nope"}"""), new SchemaOptions()).Problems;

        Assert.Equal(["/type", "/required", "/$ref", "/$defs/unused/pattern"], problems.Select(p => p.Pointer));
    }

    [Fact]
    public void References_of_a_part_are_looked_for_in_its_whole_document()
    {
        var root = Json("""{"types": {"Ticket": {"properties": {"owner": {"$ref": "#/types/Person"}}}, "Person": {"type": "string"}}}""");

        var schema = JsonSchema.Compile(Json("""{"$ref": "#/types/Ticket"}"""), new SchemaOptions { Root = root }).Schema!;

        var violation = Assert.Single(schema.Validate(Json("""{"owner": 3}""")));
        Assert.Equal(("/owner", "#/types/Person/type"), (violation.InstancePointer, violation.SchemaPointer));
    }

    [Fact]
    public void A_mistake_in_another_part_of_the_document_is_told_with_its_place()
    {
        var root = Json("""{"types": {"Ticket": {"type": "objct"}}}""");

        var problems = JsonSchema.Compile(Json("""{"$ref": "#/types/Ticket"}"""), new SchemaOptions { Root = root }).Problems;

        Assert.Equal("#/types/Ticket/type", Assert.Single(problems).Pointer);
    }

    [Fact]
    public void No_more_violations_are_told_than_were_asked_for()
    {
        Assert.Equal(3, Compiled("""{"items": {"type": "string"}}""").Validate(Json("[1,2,3,4,5]"), maxViolations: 3).Count);
    }

    [Fact]
    public void Missing_properties_get_their_defaults_also_inside_others()
    {
        var schema = Compiled("""
            {"properties": {"a": {"default": 1}, "b": {"$ref": "#/$defs/b"}, "list": {"items": {"$ref": "#/$defs/b"}}},
             "$defs": {"b": {"default": {}, "properties": {"c": {"default": "x"}}}}}
            """);

        var filled = SchemaDefaults.Apply(schema, Json("""{"list": [{}, {"c": "y"}]}"""));

        Assert.True(JsonElement.DeepEquals(Json("""{"list": [{"c": "x"}, {"c": "y"}], "a": 1, "b": {"c": "x"}}"""), filled), filled.GetRawText());
    }

    [Fact]
    public void A_default_that_nests_in_itself_ends()
    {
        var schema = Compiled("""{"properties": {"a": {"$ref": "#", "default": {}}, "b": {"$ref": "#", "default": {}}}}""");

        Assert.Equal(JsonValueKind.Object, SchemaDefaults.Apply(schema, Json("{}")).ValueKind);
    }

    private static JsonSchema Compiled(string schema) => JsonSchema.Compile(Json(schema), new SchemaOptions()).Schema!;

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
