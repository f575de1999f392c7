using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Architecture;

/// <summary>A file that grows past its cap hides a second subject.</summary>
public sealed class SizeTests
{
    private const int FileCap = 400;
    private const int FoundationCap = 12;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var long_ = from project in new[] { "src", "tests", "bench" }
                    from file in Repository.Files(project)
                    let lines = File.ReadLines(file.Path).Count()
                    where lines > FileCap
                    select $"{file.Relative}: {lines}";

        Assert.Empty(long_);
    }

    [Fact]
    public void The_ground_holds_at_most_twelve_files()
    {
        var files = Repository.CoreFiles().Where(f => f.Folder == "Foundation").Select(f => f.Relative).ToList();

        Assert.True(files.Count <= FoundationCap, string.Join(", ", files));
    }

    [Fact]
    public void Web_starts_in_under_40_lines_and_the_terminal_in_under_30()
    {
        var web = File.ReadLines(Path.Combine(Repository.Root, "src/Platform.Web/Program.cs")).Count();
        var cli = File.ReadLines(Path.Combine(Repository.Root, "src/Platform.Cli/Program.cs")).Count();

        Assert.True(web < 40, $"Program.cs of Platform.Web has {web} lines");
        Assert.True(cli < 30, $"Program.cs of Platform.Cli has {cli} lines");
    }
}
