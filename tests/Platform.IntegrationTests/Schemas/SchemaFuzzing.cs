using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Platform.Core.Schemas;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Schemas;

public sealed class SchemaFuzzing
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 100_000 };

    private static readonly Lazy<(string Schema, string Data)[]> Cases = new(() => [..
        File.ReadLines(Path.Combine(Repository.Shared, "conformance", "json-schema-2020-12.jsonl")).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            return (document.RootElement.GetProperty("schema").GetRawText(), document.RootElement.GetProperty("data").GetRawText());
        })]);

    [Fact]
    public void No_change_of_a_schema_or_a_value_makes_it_throw()
    {
        var random = new Random(20_12);

        for (var i = 0; i < 6000; i++)
        {
            var (schema, data) = Cases.Value[random.Next(Cases.Value.Length)];
            var other = Cases.Value[random.Next(Cases.Value.Length)];
            Try(Mutated(schema, other.Schema, random), random.Next(3) == 0 ? Mutated(data, other.Data, random) : data);
        }
    }

    [Fact]
    public void Any_bytes_that_parse_as_JSON_are_a_schema_and_a_value()
    {
        var config = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000);

        Prop.ForAll<byte[], byte[]>((a, b) => Try($"{{\"pattern\": \"{Raw(a)}\", \"enum\": [\"{Raw(b)}\"], \"{Raw(a)}\": 1}}", $"{{\"{Raw(b)}\": \"{Raw(a)}\"}}")).Check(config);
        Prop.ForAll<string, string>((a, b) => Try(JsonSerializer.Serialize(new { pattern = a, format = "regex", @const = b }), JsonSerializer.Serialize(b))).Check(config);
    }

    [Theory]
    [InlineData("""{"type": "string", "pattern": "^x$", "enum": ["\ud800"]}""", "\"\\ud800\"")]
    [InlineData("""{"properties": {"\udc00": false}}""", """{"\udc00": "\ud83d\udc32"}""")]
    [InlineData("""{"multipleOf": 1e-1000000000, "minimum": -1e999999999999999999999}""", "1e1000000000")]
    [InlineData("""{"minLength": 1e400, "maxItems": 1e999999999999}""", "[1]")]
    public void Texts_and_numbers_past_what_dotnet_holds_are_values_too(string schema, string value) => Try(schema, value);

    [Theory]
    [InlineData("[", "]", """{"items": {"$ref": "#"}}""")]
    [InlineData("""{"a":""", "}", """{"properties": {"a": {"$ref": "#"}}}""")]
    [InlineData("[", "]", """{"uniqueItems": true, "unevaluatedItems": {"$ref": "#"}}""")]
    public void A_value_nested_too_deep_is_a_violation(string open, string close, string schema)
    {
        var value = string.Concat(Enumerable.Repeat(open, 5000)) + "1" + string.Concat(Enumerable.Repeat(close, 5000));

        var violations = Try(schema, value);

        Assert.Contains(violations!, v => v.Keyword == "limit");
    }

    [Fact]
    public void A_schema_nested_too_deep_is_a_problem()
    {
        var schema = string.Concat(Enumerable.Repeat("""{"not":""", 5000)) + "true" + new string('}', 5000);
        using var document = JsonDocument.Parse(schema, Deep);

        var compiled = JsonSchema.Compile(document.RootElement, new SchemaOptions());

        Assert.Contains("512 deep", Assert.Single(compiled.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$ref": "#"}""")]
    [InlineData("""{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{"$ref": "#"}]}}}""")]
    public void A_reference_that_goes_round_in_place_is_a_problem(string schema)
    {
        var compiled = JsonSchema.Compile(JsonSerializer.Deserialize<JsonElement>(schema), new SchemaOptions());

        Assert.Contains("leads back", Assert.Single(compiled.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dynamic_reference_that_goes_round_in_place_is_a_violation()
    {
        var violations = Try("""{"$dynamicAnchor": "a", "$dynamicRef": "#a"}""", "1");

        Assert.Equal("limit", Assert.Single(violations!).Keyword);
    }

    [Fact]
    public void Doubling_references_end_in_time()
    {
        var defs = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""
            "d{{i}}": {"allOf": [{"$ref": "#/$defs/d{{i + 1}}"}, {"$ref": "#/$defs/d{{i + 1}}"}]}
            """));
        var watch = Stopwatch.StartNew();

        var violations = Try($$$"""{"$ref": "#/$defs/d0", "$defs": { {{{defs}}}, "d60": {"not": {"type": "string"}} } }""", "1");

        Assert.Equal("limit", Assert.Single(violations!).Keyword);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(?=(a+)+$)b")]
    [InlineData("((a{1,1000}){1,1000}){1,1000}$")]
    [InlineData("(a|aa)*\\1b")]
    public void A_hostile_pattern_ends_in_time(string pattern)
    {
        var watch = Stopwatch.StartNew();

        Try(JsonSerializer.Serialize(new { items = new { pattern } }), JsonSerializer.Serialize(Enumerable.Repeat(new string('a', 5000) + "!", 20)));

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
    }

    [Fact]
    public void Any_text_is_a_pattern_or_a_problem_and_soon_known()
    {
        string[] pieces = ["(", ")", "(?:", "(?=", "(?<a>", "\\k<a>", "[", "]", "[^", "{", "}", "{2,5}", "{99999}", "*", "+", "?", "|", "^", "$", "\\", ".", "-", "\\d", "\\W", "\\p{L}", "\\u{1F432}", "\\x4", "\\c", "\\1", "a", "🐲", "\ud800"];
        var random = new Random(262);
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 5000; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            Try(JsonSerializer.Serialize(new { pattern }), "\"aaaa🐲b\"");
        }

        foreach (var piece in (ReadOnlySpan<string>)["(", "[", "(?:a|", "(a*", "(?=", "a{1,9}"])
        {
            var closed = piece[0] == '(' ? new string(')', 3990 / piece.Length) : "";
            Try(JsonSerializer.Serialize(new { pattern = string.Concat(Enumerable.Repeat(piece, 3990 / piece.Length)) }), "\"aaaa\"");
            Try(JsonSerializer.Serialize(new { pattern = string.Concat(Enumerable.Repeat(piece, 1990 / piece.Length)) + closed[..(closed.Length / 2)] }), "\"aaaa\"");
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    private static string Raw(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    // Parsed from bytes, unchecked, as a body from outside is.
    private static IReadOnlyList<SchemaViolation>? Try(string schema, string value)
    {
        if (Parse(schema) is not { } schemaDocument || Parse(value) is not { } valueDocument) return null;
        using (schemaDocument)
        using (valueDocument)
        {
            var compiled = JsonSchema.Compile(schemaDocument.RootElement, new SchemaOptions { Root = valueDocument.RootElement });
            Assert.Equal(compiled.Schema is null, compiled.Problems.Count > 0);
            if (compiled.Schema is null) return null;
            var violations = compiled.Schema.Validate(valueDocument.RootElement);
            Assert.InRange(violations.Count, 0, 21);
            Assert.NotEqual(JsonValueKind.Undefined, SchemaDefaults.Apply(compiled.Schema, valueDocument.RootElement).ValueKind);
            return violations;
        }
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(Encoding.Latin1.GetBytes(text), Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Swaps one value of the tree for a part of another tree, or for something odd.
    private static string Mutated(string text, string other, Random random)
    {
        var (tree, donor) = (JsonNode.Parse(text), JsonNode.Parse(other));
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var places = All(tree).Where(p => p.Parent is not null).ToList();
            if (places.Count == 0) return other;
            var place = places[random.Next(places.Count)];
            var donors = All(donor).ToList();
            JsonNode? put = random.Next(8) switch
            {
                0 => null,
                1 => JsonValue.Create(random.NextDouble() * 1e30),
                2 => JsonValue.Create(-1),
                3 => new JsonArray(),
                4 => JsonNode.Parse("""{"$ref": "#"}"""),
                5 => JsonValue.Create("#/$defs"),
                _ => donors.Count == 0 ? null : donors[random.Next(donors.Count)].DeepClone(),
            };
            if (place.Parent is JsonArray array) array[array.IndexOf(place)] = put;
            else if (place.Parent is JsonObject owner) owner[place.GetPropertyName()] = put;
        }

        return tree?.ToJsonString() ?? "null";
    }

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => All(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(All).Prepend(a),
        null => [],
        _ => [node],
    };
}
