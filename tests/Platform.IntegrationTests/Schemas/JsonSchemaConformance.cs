using System.Text.Json;
using Platform.Core.Schemas;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Schemas;

/// <summary>The public suite of JSON Schema, draft 2020-12: one case a line.</summary>
public sealed class JsonSchemaConformance(ITestOutputHelper output)
{
    private const double Share = 0.99;

    /// <summary>By <c>file / group / test</c>, with the reason. A case that stands here is not counted.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal);

    /// <summary>
    /// The suite expects its runner to know some documents by their address. These stand in for the two that its cases name: a tree and an
    /// array, both open to be made stricter by who refers to them.
    /// </summary>
    private static readonly Dictionary<string, JsonElement> Served = new(StringComparer.Ordinal)
    {
        ["http://localhost:1234/draft2020-12/tree.json"] = JsonSerializer.Deserialize<JsonElement>("""
            {"$dynamicAnchor": "node", "type": "object",
             "properties": {"data": true, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}}}
            """),
        ["http://localhost:1234/draft2020-12/extendible-dynamic-ref.json"] = JsonSerializer.Deserialize<JsonElement>("""
            {"type": "object", "required": ["elements"], "additionalProperties": false,
             "properties": {"elements": {"type": "array", "items": {"$dynamicRef": "#elements"}}},
             "$defs": {"elements": {"$dynamicAnchor": "elements"}}}
            """),
    };

    [Fact]
    public void At_least_99_percent_of_the_suite_pass()
    {
        var path = Environment.GetEnvironmentVariable("PLATFORM_JSON_SCHEMA_CASES") ?? Path.Combine(Repository.Shared, "conformance", "json-schema-2020-12.jsonl");
        var (all, passed) = (0, 0);
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 512 });
            var name = Name(document.RootElement);
            if (LeftOut.TryGetValue(name, out var reason))
            {
                output.WriteLine($"left out: {name}: {reason}");
                continue;
            }

            all++;
            if (Judge(document.RootElement) is { } wrong) output.WriteLine($"failed: {name}: {wrong}");
            else passed++;
        }

        Console.WriteLine($"{passed} of {all} pass");
        output.WriteLine($"{passed} of {all} pass");

        Assert.True(all > 0 && passed >= all * Share, $"{passed} of {all} pass");
    }

    private static string Name(JsonElement test) => $"{test.GetProperty("file")} / {test.GetProperty("group")} / {test.GetProperty("test")}";

    // The suite takes format as an annotation, which is the specification's default.
    private static string? Judge(JsonElement test)
    {
        var compiled = JsonSchema.Compile(test.GetProperty("schema"), new SchemaOptions { AssertFormats = false, Documents = Served });
        if (compiled.Schema is null) return $"did not compile: {string.Join("; ", compiled.Problems)}";
        var violations = compiled.Schema.Validate(test.GetProperty("data"));
        var expected = test.GetProperty("valid").GetBoolean();
        return violations.Count == 0 == expected ? null : $"expected {(expected ? "valid" : "invalid")}, found {string.Join("; ", violations)}";
    }
}
