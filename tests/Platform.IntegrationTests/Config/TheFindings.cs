using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Config;

/// <summary>
/// Each file of <c>Findings/</c> is wrong on purpose. What it must be told stands in comments: <c># WF021@9</c> for a finding in column 9 of that
/// line, <c># expect WF002 3:4</c> where the line has no room for a comment.
/// </summary>
public sealed partial class TheFindings
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Platform.IntegrationTests", "Config", "Findings");

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_wrong_file_is_told_exactly_what_its_comments_say(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, $"{name}.yaml"));

        var findings = Compiling.Compile(text, "w.yaml").Findings;

        TestContext.Current.TestOutputHelper?.WriteLine(FindingReport.Of(findings, "w.yaml", text).ToText());
        Assert.Equal(Expected(text), [.. findings.Select(f => (f.At.Line, f.At.Column, f.Code)).Order()]);
    }

    [Fact]
    public void Every_code_of_files_and_graphs_has_a_file_that_is_told_it()
    {
        var told = Directory.GetFiles(Folder, "*.yaml").SelectMany(f => Expected(File.ReadAllText(f))).Select(e => e.Code).ToHashSet();

        // An include needs files beside it and bytes need no text: both have tests of their own.
        Assert.Empty(Codes.OfSource().Where(c => string.CompareOrdinal(c, "WF050") < 0).Except(told).Except(["WF015"]));
    }

    private static List<(int Line, int Column, string Code)> Expected(string text)
    {
        var expected = new List<(int, int, string)>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (Match at in Beside().Matches(lines[i])) expected.Add((i + 1, Number(at.Groups[2]), at.Groups[1].Value));
            foreach (Match at in Apart().Matches(lines[i])) expected.Add((Number(at.Groups[2]), Number(at.Groups[3]), at.Groups[1].Value));
        }

        expected.Sort();
        return expected;
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(WF\d{3})@(\d+)")]
    private static partial Regex Beside();

    [GeneratedRegex(@"# expect (WF\d{3}) (\d+):(\d+)")]
    private static partial Regex Apart();
}
