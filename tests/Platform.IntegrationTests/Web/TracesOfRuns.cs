using Platform.Core.Events;
using Platform.Web.Live;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>What pages draw is folded from events alone.</summary>
public sealed class TracesOfRuns
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly EventFault Fault = new("timeout", "too slow");

    [Fact]
    public void A_map_counts_its_items_as_they_end()
    {
        var trace = Trace(
            new StepStarted(["each"]) { Step = 1 },
            new TaskStarted(1) { Step = 1, Node = "each", Index = 0 },
            new TaskStarted(1) { Step = 1, Node = "each", Index = 1 },
            new TaskFinished(5, null, []) { Step = 1, Node = "each", Index = 0 });
        trace.NodeAt(1, "each")!.Total = 3;

        var look = NodeLook.Of(trace)["each"];

        Assert.Equal(("running", "1/3"), (look.Status, look.Note));
    }

    [Fact]
    public void A_task_that_is_retried_counts_once()
    {
        var trace = Trace(
            new TaskStarted(1) { Step = 1, Node = "call" },
            new TaskRetrying(1, 10, Fault) { Step = 1, Node = "call" },
            new TaskStarted(2) { Step = 1, Node = "call" },
            new TaskFailed(5, 2, Fault, false) { Step = 1, Node = "call" },
            new RunFailed(Fault) { Step = 1 },
            new RunRetried("owner"),
            new TaskStarted(1) { Step = 1, Node = "call" },
            new TaskFinished(5, null, []) { Step = 1, Node = "call" });

        var node = trace.NodeAt(1, "call")!;

        Assert.Equal((1, 0, "succeeded"), (node.Finished, node.Failed, node.Status));
    }

    [Fact]
    public void A_node_that_waits_stays_one_node_until_it_ends_in_a_later_step()
    {
        var trace = Trace(
            new StepStarted(["ask"]) { Step = 1 },
            new TaskStarted(1) { Step = 1, Node = "ask" },
            new TaskInterrupted("human", null) { Step = 1, Node = "ask" },
            new StepCommitted([], ["ask"]) { Step = 1 });
        var before = trace.Latest["ask"].Status;
        Add(trace, 5, new TaskFinished(5, null, []) { Step = 2, Node = "ask", Since = 1 });

        Assert.Equal(("waiting", "succeeded"), (before, trace.Latest["ask"].Status));
        Assert.Equal(1, trace.Visits["ask"]);
    }

    [Fact]
    public void An_event_that_comes_twice_counts_once()
    {
        var trace = new RunTrace();
        Add(trace, 1, new TaskStarted(1) { Step = 1, Node = "a" });
        Add(trace, 2, new TaskFinished(1, null, []) { Step = 1, Node = "a" });
        Add(trace, 2, new TaskFinished(1, null, []) { Step = 1, Node = "a" });

        Assert.Equal((2, 1), (trace.Sequence, trace.NodeAt(1, "a")!.Finished));
    }

    [Fact]
    public void A_thousand_steps_are_sent_in_parts()
    {
        var trace = new RunTrace();
        for (var i = 0; i < 1000; i++)
        {
            Add(trace, (i * 2) + 1, new StepStarted(["loop"]) { Step = i + 1 });
            Add(trace, (i * 2) + 2, new TaskFinished(1, null, []) { Step = i + 1, Node = "loop" });
        }

        var newest = Timeline.Of(Guid.Empty, trace, null, Noon);
        var older = Timeline.Of(Guid.Empty, trace, newest.OlderStep, Noon);

        Assert.Equal((961, 1000, 921), (newest.FirstStep, newest.LastStep, newest.OlderStep));
        Assert.Equal((921, 960, 961), (older.FirstStep, older.LastStep, older.NewerStep));
        Assert.Equal(Timeline.StepsShown * 2, newest.Rows.Count);
    }

    [Fact]
    public void Thousands_of_items_are_one_row_and_their_list_has_pages()
    {
        var trace = Trace(new StepStarted(["each"]) { Step = 1 });
        for (var i = 0; i < 3080; i++) Add(trace, i + 2, new TaskFinished(1, null, []) { Step = 1, Node = "each", Index = i });

        var rows = Timeline.Of(Guid.Empty, trace, null, Noon).Rows;
        var last = Timeline.Items(Guid.Empty, trace.NodeAt(1, "each")!, 62, null, Noon);

        Assert.Equal(2, rows.Count);
        Assert.Equal(3080, rows[1].Items);
        Assert.Equal((62, 62, 30), (last.Page, last.Pages, last.Rows.Count));
    }

    private static RunTrace Trace(params RunEvent[] events)
    {
        var trace = new RunTrace();
        for (var i = 0; i < events.Length; i++) Add(trace, i + 1, events[i]);
        return trace;
    }

    private static void Add(RunTrace trace, long sequence, RunEvent told) => trace.Add(new LoggedEvent(sequence, Noon.AddSeconds(sequence), told));
}
