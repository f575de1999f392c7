using Platform.Web.Rendering;
using Xunit;

namespace Platform.IntegrationTests.Web.RunPages;

public sealed class LinesOfDifference
{
    [Fact]
    public void What_is_kept_and_added_makes_the_new_text_and_what_is_kept_and_cut_the_old_one()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var old = Enumerable.Range(0, random.Next(1, 12)).Select(_ => $"{(char)('a' + random.Next(4))}").ToList();
            var now = old.ToList();
            for (var edit = random.Next(1, 5); edit > 0; edit--)
            {
                if (now.Count > 1 && random.Next(2) == 0) now.RemoveAt(random.Next(now.Count));
                else now.Insert(random.Next(now.Count + 1), $"{(char)('a' + random.Next(4))}");
            }

            var lines = VersionDiff.Of(string.Join('\n', old), string.Join('\n', now), around: 100);

            if (old.SequenceEqual(now)) Assert.Empty(lines);
            else
            {
                Assert.Equal(now, lines.Where(l => l.Mark is ' ' or '+').Select(l => l.Text));
                Assert.Equal(old, lines.Where(l => l.Mark is ' ' or '-').Select(l => l.Text));
            }
        }
    }

    [Fact]
    public void Of_a_long_text_only_what_stands_around_a_difference_is_told()
    {
        var old = Enumerable.Range(1, 1000).Select(i => $"line {i}").ToArray();
        var now = old.ToArray();
        now[499] = "another";

        var lines = VersionDiff.Of(string.Join('\n', old), string.Join('\n', now), around: 1);

        Assert.Equal("… -+ …", string.Concat(lines.Select(l => l.Mark)));
        Assert.Equal(("line 500", "another", 500), (lines[2].Text, lines[3].Text, lines[2].Old));
    }
}
