using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.Providers;
using Platform.Core.Tools;
using Platform.IntegrationTests.Support;
using Platform.IntegrationTests.Tools;
using Xunit;

namespace Platform.IntegrationTests.Models;

public sealed partial class Examples
{
    public static TheoryData<string> ModelKinds() => [.. GivenModels.Catalog().Kinds];

    public static TheoryData<string> ToolKinds() => [.. GivenTools.Catalog().Kinds];

    [Theory]
    [MemberData(nameof(ModelKinds))]
    public void The_example_of_a_kind_of_model_is_without_findings(string kind)
    {
        var config = Read($"models:\n  {GivenModels.Catalog().Find(kind)!.Example}\nnodes:\n  a: {{ set: {{}} }}\n", start: "a");
        var found = new Findings();

        GivenModels.Catalog().Check(config.Models, found);

        Assert.Empty(found.Sorted());
        Assert.Single(config.Models);
    }

    [Fact]
    public void Every_model_in_the_docs_is_without_findings()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "models.md"));
        var lines = Line().Matches(text).Select(m => m.Groups[1].Value).ToList();

        foreach (var line in lines)
        {
            var found = new Findings();
            GivenModels.Catalog().Check(Read($"models:\n  {line}\nnodes:\n  a: {{ set: {{}} }}\n", start: "a").Models, found);
            Assert.True(found.Sorted().Count == 0, $"{line}\n{string.Join('\n', found.Sorted())}");
        }

        Assert.True(lines.Count > 15, $"{lines.Count} lines");
        Assert.All(GivenModels.Catalog().Kinds.Where(k => !k.StartsWith("builtin/", StringComparison.Ordinal) && k is not ("scripted" or "host")), kind => Assert.Contains(lines, l => l.Contains($"use: {kind}/", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(ToolKinds))]
    public void The_example_of_a_kind_of_tool_keeps_to_its_own_schema(string key)
    {
        var kind = GivenTools.Catalog().Find(key)!;
        var config = Read($"nodes:\n  {kind.Example}\n{kind.ExampleParts}\n", start: kind.Example.Split(':')[0]);
        var found = new Findings();
        var node = Assert.Single(config.Nodes);

        ToolArgumentsCheck.Check(key, kind.ArgumentsSchema, node.Settings["with"] as ConfigMap, node.NameAt, found);

        Assert.Empty(found.Sorted());
        Assert.Equal(key, config.Tools.FirstOrDefault(t => t.Name == node.Settings.Text("tool"))?.Use ?? node.Settings.Text("tool"));
    }

    [Fact]
    public void The_kinds_that_the_catalog_finds_are_those_that_are_tested()
    {
        var providers = Catalog.Of<IModelProvider>(typeof(IModelProvider).Assembly).Count + Presets.All.Count;
        var tools = Catalog.Of<IToolKind>(typeof(IToolKind).Assembly).Count;

        Assert.Equal((GivenModels.Catalog().Kinds.Count, GivenTools.Catalog().Kinds.Count), (providers, tools));
    }

    [GeneratedRegex(@"`?(main: \{ use: .*\})`?( \|)?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    private static WorkflowConfig Read(string yaml, string start)
    {
        var config = new ConfigReader(NodeWords.Language).Read($"platform: v1\nname: example\nstart: {start}\n{yaml}", "example.yaml", includes: null);
        Assert.True(config.Ok, string.Join('\n', config.Findings));
        return config.Value;
    }
}
