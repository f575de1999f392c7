using Platform.Core.Chat;
using Platform.Core.Chat.Authors;
using Platform.Core.Workflows;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>The parts of the chat that are pure.</summary>
public sealed class PartsOfChat
{
    [Theory]
    [InlineData(null, "a\nb\n", "+a +b")]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", " a -b +x  c")]
    [InlineData("a\nb\nc\nd\n", "b\nc\ne\nd\n", "-a  b  c +e  d")]
    [InlineData("a\na\nb\n", "a\nb\nb\n", " a -a +b  b")]
    [InlineData("a\n", "a\n", " a")]
    [InlineData("a\nb\n", "", "-a -b")]
    public void Lines_are_compared_by_the_shortest_way(string? before, string after, string expected)
    {
        var lines = LineDiff.Of(before, after);

        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines.Select(l => l.Change switch { LineChange.Added => $"+{l.Text}", LineChange.Removed => $"-{l.Text}", _ => l.Text })));
    }

    [Fact]
    public void A_comparison_gives_both_texts_back()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var (a, b) = (Text(random), Text(random));

            var lines = LineDiff.Of(a, b);

            Assert.Equal(a, string.Concat(lines.Where(l => l.Change != LineChange.Added).Select(l => $"{l.Text}\n")));
            Assert.Equal(b, string.Concat(lines.Where(l => l.Change != LineChange.Removed).Select(l => $"{l.Text}\n")));
            Assert.Equal(LineDiff.Count(a, b), (lines.Count(l => l.Change == LineChange.Added), lines.Count(l => l.Change == LineChange.Removed)));
        }

        static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}\n"));
    }

    [Theory]
    [InlineData("Done.\n```yaml\nplatform: v1\n```\nMore.", "Done.\nMore.", "platform: v1\n", true)]
    [InlineData("Done.\n~~~yml\nname: x\n~~~", "Done.", "name: x\n", true)]
    [InlineData("Write `x`.\n```bash\nls\n```", "Write `x`.\n```bash\nls\n```", null, true)]
    [InlineData("Two:\n```yaml\nname: a\n```\n```yaml\nname: b\n```", "Two:", "name: b\n", true)]
    [InlineData("So:\n```yaml\nplatform: v1\nname: x", "So:", "platform: v1\nname: x\n", false)]
    [InlineData("So:\nplatform: v1\nname: x", "So:", "platform: v1\nname: x\n", true)]
    [InlineData("", "", null, true)]
    public void What_a_model_wrote_is_taken_apart(string text, string prose, string? file, bool isWhole)
    {
        var read = ModelText.Read(text);

        Assert.Equal((prose, file, isWhole), (read.Prose.ReplaceLineEndings("\n"), read.File, read.IsWhole));
    }

    [Fact]
    public async Task The_reference_for_models_knows_every_kind_and_its_example_compiles()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var text = platform.Get<LanguageReference>().Text;

        Assert.Empty(platform.Get<WorkflowService>().Validate(LanguageReference.Example, "example.yaml").Findings);
        foreach (var word in new[] { "\nagent (beside it: prompt)", "\nhuman", "\nwait", "http.request —", "web.fetch —", "### trigger", "### limits", "on_error", "builtin/extractive" }) Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 5_000, 40_000);
    }
}
