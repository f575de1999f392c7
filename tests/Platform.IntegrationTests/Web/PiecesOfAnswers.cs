using Platform.Core.Events;
using Platform.Web.Pages.Runs;
using Xunit;

namespace Platform.IntegrationTests.Web;

public sealed class PiecesOfAnswers
{
    private readonly LiveAnswers _live = new();

    [Fact]
    public void The_first_piece_opens_a_box_and_the_next_ones_fill_it()
    {
        _live.Add(new LlmDelta("It <is> ") { Node = "write" });
        var first = _live.Take();
        _live.Add(new LlmDelta("four & ") { Node = "write" });
        _live.Add(new LlmDelta("five") { Node = "write" });
        var second = _live.Take();

        Assert.Contains("write is writing", first, StringComparison.Ordinal);
        Assert.Contains("It &lt;is&gt; </pre>", first, StringComparison.Ordinal);
        Assert.Contains(">four &amp; five</span>", second, StringComparison.Ordinal);
        Assert.DoesNotContain("<section", second, StringComparison.Ordinal);
        Assert.Empty(_live.Take());
    }

    [Fact]
    public void A_box_goes_when_its_answer_is_whole_or_void()
    {
        _live.Add(new LlmDelta("a") { Node = "write", Index = 1 });
        _live.Add(new LlmDelta("b") { Node = "write", Index = 2 });
        _live.Take();

        _live.Hear(new LlmRetrying("main", 1, 5, new EventFault("timeout", "late"), null) { Node = "write", Index = 2 });
        var one = _live.Take();
        _live.Hear(new RunCancelled("ada"));
        var rest = _live.Take();

        Assert.Equal(1, Count(one));
        Assert.Equal(1, Count(rest));
    }

    [Fact]
    public void A_thousand_answers_at_once_do_not_flood_the_page()
    {
        for (var i = 0; i < 1000; i++) _live.Add(new LlmDelta("x") { Node = "write", Index = i });
        var opened = _live.Take();
        for (var i = 0; i < 100; i++) _live.Add(new LlmDelta(new string('y', 1000)) { Node = "write", Index = 0 });

        Assert.Equal(4, opened.Split("<section").Length - 1);
        Assert.True(_live.Take().Length < 21_000);
    }

    private static int Count(string html) => html.Split("hx-swap-oob=\"delete\"").Length - 1;
}
