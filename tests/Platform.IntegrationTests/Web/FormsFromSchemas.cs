using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Platform.Core.Foundation;
using Platform.Web.Forms;
using Xunit;

namespace Platform.IntegrationTests.Web;

public sealed class FormsFromSchemas
{
    private static readonly JsonElement Schema = Json("""
        { "type": "object", "required": ["name", "size", "tags", "who"],
          "types": { "Who": { "type": "object", "title": "Person" } },
          "properties": {
            "name": { "type": "string", "description": "Whom" },
            "size": { "type": "integer", "minimum": 1, "maximum": 5, "default": 2 },
            "ratio": { "type": "number" },
            "ready": { "type": "boolean" },
            "color": { "enum": ["red", 3] },
            "tags": { "type": "array" },
            "data": { "type": "string", "format": "file" },
            "who": { "$ref": "#/types/Who" } } }
        """);

    [Fact]
    public void Each_type_has_the_control_that_fits_it()
    {
        var fields = SchemaForm.Of(Schema, null);

        Assert.Equal(
            [FieldKind.Text, FieldKind.Integer, FieldKind.Number, FieldKind.Boolean, FieldKind.Choice, FieldKind.Json, FieldKind.File, FieldKind.Json],
            fields.Select(f => f.Kind));
        Assert.Equal("Person", fields[^1].Label);
    }

    [Theory]
    [InlineData("text", """{ "type": "string" }""", true)]
    [InlineData("text", """{ "type": "string", "default": "one\ntwo", "maxLength": 40 }""", true)]
    [InlineData("text", """{ "type": "string", "maxLength": 5000 }""", true)]
    [InlineData("text", """{ "type": "string", "default": "" }""", true)]
    [InlineData("text", """{ "type": "string", "format": "markdown" }""", true)]
    [InlineData("text", """{ "type": "string", "maxLength": 40 }""", false)]
    [InlineData("text", """{ "type": "string", "format": "email" }""", false)]
    [InlineData("text", """{ "type": "string", "pattern": "^[a-z]+$" }""", false)]
    [InlineData("who", """{ "type": "string", "default": "World" }""", false)]
    [InlineData("file_name", """{ "type": "string" }""", false)]
    [InlineData("userId", """{ "type": "string" }""", false)]
    public void What_may_hold_lines_has_a_control_that_keeps_them(string name, string schema, bool isLong)
    {
        var field = Assert.Single(SchemaForm.Of(Json($$"""{ "type": "object", "properties": { "{{name}}": {{schema}} } }"""), null));

        Assert.Equal(isLong ? FieldKind.LongText : FieldKind.Text, field.Kind);
    }

    [Fact]
    public void A_line_that_was_filled_with_lines_keeps_them()
    {
        var schema = Json("""{ "type": "object", "properties": { "name": { "type": "string" } } }""");

        Assert.Equal(FieldKind.LongText, SchemaForm.Of(schema, Json("""{ "name": "a\nb" }""")).Single().Kind);
    }

    [Fact]
    public void What_has_a_default_is_filled_and_not_needed()
    {
        var size = SchemaForm.Of(Schema, null).Single(f => f.Name == "size");

        Assert.Equal("2", size.Value);
        Assert.False(size.Required);
        Assert.Equal(("1", "5"), (size.Minimum, size.Maximum));
    }

    [Fact]
    public async Task What_was_typed_becomes_values_of_their_type()
    {
        var answer = await ReadAsync(("in.name", "Ada"), ("in.size", "4"), ("in.ratio", "0.50"), ("in.ready", "true"), ("in.color", "3"), ("in.tags", "[1]"), ("in.who", "{}"));

        Assert.False(answer.HasErrors);
        Assert.Equal("""{"name":"Ada","size":4,"ratio":0.50,"ready":true,"color":3,"tags":[1],"who":{}}""", answer.Value.GetRawText());
    }

    [Theory]
    [InlineData("in.size", "4.5", "whole number")]
    [InlineData("in.ratio", "NaN", "not a number")]
    [InlineData("in.tags", "[1", "not JSON")]
    [InlineData("in.name", " ", "needed")]
    public async Task What_cannot_be_read_is_said_at_its_field_and_kept(string control, string typed, string says)
    {
        var answer = await ReadAsync(("in.name", "Ada"), ("in.tags", "[]"), ("in.who", "{}"), (control, typed));

        var field = answer.Fields.Single(f => f.Control == control);
        Assert.Contains(says, field.Error, StringComparison.Ordinal);
        Assert.Equal(typed, field.Value);
    }

    [Fact]
    public void Findings_land_at_the_field_that_they_name()
    {
        var fields = SchemaForm.Of(Schema, null);
        Finding[] findings = [new("R1", Severity.Error, "must be at most 5", default, Path: "/inputs/size"), new("R2", Severity.Error, "something else", default)];

        var (marked, rest) = SchemaForm.WithFindings(fields, findings);

        Assert.Equal("must be at most 5", marked.Single(f => f.Name == "size").Error);
        Assert.Equal(["something else"], rest);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("""{ "$ref": "#/a", "a": { "$ref": "#/a" } }""")]
    [InlineData("""{ "type": ["string", "null"] }""")]
    [InlineData("""{ "enum": [] }""")]
    public void A_schema_of_no_object_is_one_field(string schema)
    {
        var field = Assert.Single(SchemaForm.Of(Json(schema), null));

        Assert.Equal(SchemaForm.Whole, field.Name);
    }

    [Theory]
    [InlineData("""{ "type": "boolean" }""", "Deploy to production?", "Approve, Reject")]
    [InlineData("""{ "type": "boolean" }""", "Is it spam?", "Yes, No")]
    [InlineData("""{ "type": "object", "required": ["approved"], "properties": { "approved": { "type": "boolean" }, "note": { "type": "string" } } }""", "So?", "Approve, Reject")]
    [InlineData("""{ "type": "object", "required": ["verdict"], "properties": { "verdict": { "enum": ["accept", "send_back", "deny"] }, "note": { "type": "string" } } }""", "So?", "Accept, Send back, Deny")]
    [InlineData("""{ "type": "object", "required": ["text"], "properties": { "text": { "type": "string" }, "urgent": { "type": "boolean" } } }""", "So?", "")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "boolean" }, "b": { "type": "boolean" } } }""", "So?", "")]
    public void A_form_that_comes_down_to_one_decision_has_a_button_for_each_way(string schema, string title, string buttons)
    {
        var decided = TaskForms.DecidedBy(SchemaForm.Of(Json(schema), null));

        Assert.Equal(buttons, decided is null ? "" : string.Join(", ", TaskForms.ChoicesOf(decided, title).Select(c => c.Label)));
    }

    [Theory]
    [InlineData("tea is green\r\n\r\n milk is white ", """["tea is green","milk is white"]""")]
    [InlineData("""["a", "b"]""", """["a","b"]""")]
    [InlineData("[not JSON", """["[not JSON"]""")]
    public async Task A_list_of_texts_is_typed_as_lines(string typed, string meant)
    {
        var fields = SchemaForm.Of(Json("""{ "type": "object", "properties": { "facts": { "type": "array", "items": { "type": "string" } } } }"""), null);

        var answer = await FormReader.ReadAsync(fields, new FormCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["in.facts"] = typed }), file => Task.FromResult(file.FileName));

        Assert.Equal((FieldKind.Lines, meant), (fields[0].Kind, answer.Value.GetProperty("facts").GetRawText()));
    }

    [Theory]
    [InlineData("""{ "order": "A-17", "amount": 420 }""", "arguments.order, arguments.amount, arguments.urgent")]
    [InlineData("""{ "order": "", "amount": 420 }""", "arguments")] // an empty text is not the same as none
    [InlineData("""{ "order": "A-17", "amount": 420, "more": 1 }""", "arguments")]
    [InlineData("""{ "order": "A-17", "amount": "420" }""", "arguments")]
    public void The_arguments_of_a_call_are_fields_where_fields_say_exactly_what_it_says(string arguments, string names)
    {
        var form = Json("""
            { "type": "object", "properties": { "arguments": { "type": "object", "required": ["order", "amount"], "properties": {
              "order": { "type": "string" }, "amount": { "type": "number" }, "urgent": { "type": "boolean", "default": true } } } } }
            """);
        var values = Json($$"""{ "arguments": {{arguments}} }""");

        var fields = CallForm.Spread(SchemaForm.Of(form, values), form, values);

        Assert.Equal(names, string.Join(", ", fields.Select(f => f.Name)));
        if (fields.Count > 1) Assert.Equal(arguments.Replace(" ", "", StringComparison.Ordinal), FormReader.ValueOf(fields)["arguments"]!.ToJsonString());
    }

    private static Task<FormAnswer> ReadAsync(params (string Key, string Value)[] typed)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (key, value) in typed) values[key] = value;
        return FormReader.ReadAsync(SchemaForm.Of(Schema, null), new FormCollection(values), file => Task.FromResult(file.FileName));
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
