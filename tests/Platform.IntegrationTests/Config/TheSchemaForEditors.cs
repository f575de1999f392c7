using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Config;

public sealed class TheSchemaForEditors
{
    private static readonly JsonSchema Schema = JsonSchema.Compile(JsonDocument.Parse(WorkflowSchema.Json(Compiling.Compiler.Words)).RootElement, new SchemaOptions()).Schema!;

    [Fact]
    public void It_accepts_the_example_of_the_language() => Assert.Empty(Violations(TheExampleOfTheLanguage.Text()));

    [Fact]
    public void It_accepts_whatever_the_compiler_accepts()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Platform.IntegrationTests", "Config", "Findings"), "*.yaml"))
        {
            var text = File.ReadAllText(file);
            if (Compiling.Compile(text).Ok) Assert.True(Violations(text).Count == 0, $"{file}: {string.Join("; ", Violations(text))}");
        }
    }

    [Fact]
    public void It_refuses_an_unknown_key_of_a_node() =>
        Assert.NotEmpty(Violations("platform: v1\nname: a\nstart: a\nnodes: { a: { whne: true } }\n"));

    [Fact]
    public void It_names_every_node_kind()
    {
        var node = JsonDocument.Parse(WorkflowSchema.Json(Compiling.Compiler.Words)).RootElement.GetProperty("$defs").GetProperty("node").GetProperty("properties");

        Assert.All(Compiling.Compiler.Words.Kinds.Keys, kind => Assert.True(node.TryGetProperty(kind, out _), kind));
    }

    private static IReadOnlyList<SchemaViolation> Violations(string text)
    {
        var found = new Findings();
        var root = Core.Config.Yaml.YamlReader.Read(text, "w.yaml", found);
        return Schema.Validate(root!.ToJson());
    }
}
