using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Config;

public sealed partial class TheDocs
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs");

    [Fact]
    public void Every_code_of_a_finding_is_listed_and_no_other()
    {
        var listed = Row().Matches(File.ReadAllText(Path.Combine(Folder, "findings.md"))).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(Codes.OfSource(), listed);
    }

    [Fact]
    public void Every_workflow_in_the_docs_compiles_without_a_warning()
    {
        foreach (var page in Directory.GetFiles(Folder, "*.md", SearchOption.AllDirectories))
        {
            foreach (Match block in Block().Matches(File.ReadAllText(page)))
            {
                if (!block.Groups[1].Value.StartsWith("platform: v1", StringComparison.Ordinal)) continue;
                var told = Compiling.Compile(block.Groups[1].Value).Findings.Where(f => f.Severity != Severity.Note);
                Assert.True(!told.Any(), $"{Path.GetFileName(page)}: {string.Join('\n', told)}\n{block.Groups[1].Value}");
            }
        }
    }

    [Fact]
    public void Every_sample_compiles_without_a_warning()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.yaml", SearchOption.AllDirectories))
        {
            var told = Compiling.Compile(File.ReadAllText(file), file, new FileIncludes(Path.GetDirectoryName(file)!)).Findings.Where(f => f.Severity != Severity.Note);
            Assert.True(!told.Any(), string.Join('\n', told));
        }
    }

    [GeneratedRegex(@"^\| (WF\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
