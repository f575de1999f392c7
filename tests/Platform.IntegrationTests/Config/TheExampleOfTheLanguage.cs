using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Config;

public sealed class TheExampleOfTheLanguage
{
    [Fact]
    public void The_example_of_the_language_page_compiles()
    {
        var compiled = Compiling.Compile(Text());

        foreach (var finding in compiled.Findings) TestContext.Current.TestOutputHelper?.WriteLine(finding.ToString());
        Assert.DoesNotContain(compiled.Findings, f => f.Severity == Core.Foundation.Severity.Error);
        Assert.Equal(["classify", "review", "draft", "notify"], compiled.Value!.Nodes.Select(n => n.Name));
    }

    internal static string Text()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Shared, "design", "language.md"));
        var start = page.IndexOf("```yaml", StringComparison.Ordinal) + "```yaml\n".Length;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
