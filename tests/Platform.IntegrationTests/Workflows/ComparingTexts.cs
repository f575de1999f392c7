using Platform.Core.Workflows;
using Xunit;

namespace Platform.IntegrationTests.Workflows;

public sealed class ComparingTexts
{
    [Fact]
    public void What_is_kept_and_removed_is_the_text_before_and_what_is_kept_and_added_the_text_after()
    {
        var random = new Random(11);
        for (var n = 0; n < 400; n++)
        {
            var (before, after) = (Text(), Text());

            var lines = TextDiff.Lines(before, after);

            Assert.Equal(before, string.Join('\n', lines.Where(l => l.Change != LineChange.Added).Select(l => l.Text)));
            Assert.Equal(after, string.Join('\n', lines.Where(l => l.Change != LineChange.Removed).Select(l => l.Text)));
            Assert.Equal(Enumerable.Range(1, lines.Count(l => l.Before is not null)), lines.Select(l => l.Before).OfType<int>());
            Assert.Equal(Enumerable.Range(1, lines.Count(l => l.After is not null)), lines.Select(l => l.After).OfType<int>());
        }

        string Text() => string.Join('\n', Enumerable.Range(0, random.Next(1, 30)).Select(_ => "abcd"[random.Next(4)]));
    }

    [Fact]
    public void A_change_is_as_small_as_it_can_be_and_is_told_with_the_lines_around_it()
    {
        var before = string.Join('\n', Enumerable.Range(1, 100).Select(i => $"line {i}"));
        var after = before.Replace("line 50\n", "line fifty\nand more\n", StringComparison.Ordinal).Replace("line 90\n", "", StringComparison.Ordinal);

        var hunks = TextDiff.Hunks(before, after);

        Assert.Equal(2, hunks.Count);
        Assert.Equal((47, 7, 47, 8), (hunks[0].BeforeStart, hunks[0].BeforeCount, hunks[0].AfterStart, hunks[0].AfterCount));
        Assert.Equal((87, 7, 88, 6), (hunks[1].BeforeStart, hunks[1].BeforeCount, hunks[1].AfterStart, hunks[1].AfterCount));
        Assert.StartsWith("--- a\n+++ b\n@@ -47,7 +47,8 @@\n line 47\n", TextDiff.Unified(before, after, "a", "b"), StringComparison.Ordinal);
        Assert.Empty(TextDiff.Hunks(before, before + "\n"));
    }

    [Fact]
    public void Texts_that_have_nothing_in_common_are_compared_in_bounded_time()
    {
        var before = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"a{i}"));
        var after = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"b{i}"));

        Assert.Equal(40_000, TextDiff.Lines(before, after).Count);
    }
}
