using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.IntegrationTests.Support;
using Platform.IntegrationTests.Tools;
using Xunit;

namespace Platform.IntegrationTests.Docs;

/// <summary>docs/tools.md tells of every kind of tool what it takes, gives and is bounded by, in the kind's own words.</summary>
public sealed partial class ToolReference
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tools.md"));

    public static TheoryData<string> Kinds() => [.. GivenTools.Catalog().Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_tool_is_told_whole(string name)
    {
        var kind = GivenTools.Catalog().Find(name)!;
        var section = Regex.Match(Text, $@"^## `{Regex.Escape(name)}`\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

        Assert.NotNull(kind.Manual.Result);
        Assert.Contains(kind.Description, section, StringComparison.Ordinal);
        Assert.Contains(kind.Example, section, StringComparison.Ordinal);
        Assert.All(Names(kind.ArgumentsSchema), argument => Assert.Contains($"| `{argument}`", section, StringComparison.Ordinal));
        Assert.All(Names(kind.Manual.Result.Value), member => Assert.Contains($"| `{member}`", section, StringComparison.Ordinal));
        Assert.All(kind.Manual.Settings, setting => Assert.Contains($"| `{setting.Name}` | {setting.Description}", section, StringComparison.Ordinal));
        Assert.All(kind.Manual.Limits, limit => Assert.Contains(limit, section, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_workflows_compile()
    {
        foreach (Match block in Yaml().Matches(Text))
        {
            var compiled = Compiling.Compile(block.Groups[1].Value);
            Assert.True(compiled.Ok, string.Join('\n', compiled.Findings));
        }

        Assert.Equal(2, Yaml().Count(Text));
    }

    private static IEnumerable<string> Names(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => p.Name) : [];

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
