using Platform.Core.Events;
using Platform.Core.Expressions;
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
    public void What_is_told_to_have_begun_too_late_began_when_its_time_says_but_not_before_the_step_before_it_ended()
    {
        var trace = Trace(
            new StepStarted(["a"]) { Step = 1 },
            new TaskStarted(1) { Step = 1, Node = "a" },
            new TaskFinished(1_000, null, []) { Step = 1, Node = "a" },
            new StepCommitted([], ["each"]) { Step = 1 }, // at the fourth second
            new StepStarted(["each"]) { Step = 2 },
            new TaskStarted(1) { Step = 2, Node = "each", Index = 0 },
            new TaskFinished(2_500, null, []) { Step = 2, Node = "each", Index = 0 },
            new TaskStarted(1) { Step = 2, Node = "each", Index = 1 },
            new ToolStarted("web.fetch", "x", default) { Step = 2, Node = "each", Index = 1 },
            new ToolFinished("web.fetch", "x", null, null, 9_000) { Step = 2, Node = "each", Index = 1 },
            new TaskFinished(9_000, null, []) { Step = 2, Node = "each", Index = 1 });

        var (first, map) = (trace.NodeAt(1, "a")!, trace.NodeAt(2, "each")!);
        double At(DateTimeOffset when) => (when - Noon).TotalSeconds;

        Assert.Equal((2, 2, 4, 4), (At(first.StartedAt), At(first.Tasks[-1].StartedAt), At(map.StartedAt), At(trace.Steps[1].StartedAt)));
        Assert.Equal((4.5, 4, 4), (At(map.Tasks[0].StartedAt), At(map.Tasks[1].StartedAt), At(map.Tasks[1].Calls[0].StartedAt)));
        Assert.Equal(7, map.Took!.Value.TotalSeconds); // no item took longer than its map, as far as there was room
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
    public void A_map_that_collects_its_errors_succeeds_and_says_how_many_there_were()
    {
        var trace = Trace(
            new StepStarted(["each"]) { Step = 1, Items = new Dictionary<string, int> { ["each"] = 2 } },
            new TaskFinished(5, null, []) { Step = 1, Node = "each", Index = 0 },
            new TaskFailed(5, 1, Fault, Handled: true) { Step = 1, Node = "each", Index = 1 },
            new StepCommitted([], []) { Step = 1 });

        var look = NodeLook.Of(trace)["each"];

        Assert.Equal(("succeeded", "1 failed of 2", true), (look.Status, look.Note, look.IsPartly));
    }

    [Fact]
    public void The_node_of_a_loop_tells_its_visits_and_the_time_of_all_of_them()
    {
        var trace = Trace(
            new TaskStarted(1) { Step = 1, Node = "work" },
            new TaskFinished(1_500, null, []) { Step = 1, Node = "work" },
            new TaskStarted(1) { Step = 2, Node = "work" },
            new TaskFinished(2_500, null, []) { Step = 2, Node = "work" });

        Assert.Equal("×2 · 4.0 s", NodeLook.Of(trace)["work"].Note);
    }

    [Fact]
    public void No_time_is_told_twice_in_two_ways_and_what_lies_in_a_task_begins_no_earlier_than_it()
    {
        var trace = Trace(
            new TaskStarted(1) { Step = 1, Node = "call" },
            new LlmFinished("m", "p", null, default, "Hi", null, null, 1, 1, 0, 0, false, 0, 4_000, null, 1, null) { Step = 1, Node = "call" },
            new TaskFailed(2_100, 1, Fault, false) { Step = 1, Node = "call" },
            new RunFailed(Fault) { Step = 1 },
            new RunRetried("owner"),
            new TaskStarted(1) { Step = 1, Node = "call" },
            new TaskFinished(900, null, []) { Step = 1, Node = "call" });
        var task = trace.NodeAt(1, "call")!.Tasks[-1];

        Assert.Equal((task.StartedAt, TimeSpan.FromSeconds(4)), (task.Calls[0].StartedAt, task.Calls[0].Took));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)), (task.Took, task.Stood)); // both attempts, and not what lies between them
    }

    [Fact]
    public void No_bar_is_drawn_while_a_run_stood_failed_and_its_length_is_the_time_beside_it()
    {
        var trace = Trace(
            new StepStarted(["each"]) { Step = 1, Items = new Dictionary<string, int> { ["each"] = 2 } },
            new TaskStarted(1) { Step = 1, Node = "each", Index = 0 },
            new TaskStarted(1) { Step = 1, Node = "each", Index = 1 },
            new TaskFailed(1_000, 1, Fault, false) { Step = 1, Node = "each", Index = 0 },
            new RunFailed(Fault) { Step = 1 },
            new RunRetried("owner"),
            new StepStarted(["each"]) { Step = 1 },
            new TaskStarted(1) { Step = 1, Node = "each", Index = 0 },
            new TaskStarted(1) { Step = 1, Node = "each", Index = 1 },
            new TaskFinished(1_000, null, []) { Step = 1, Node = "each", Index = 0 },
            new TaskFinished(1_000, null, []) { Step = 1, Node = "each", Index = 1 },
            new StepCommitted([], []) { Step = 1 });

        var lines = Timeline.Of(Guid.Empty, trace, new TimelineQuery(), Noon);

        Assert.Equal(["s1", "1.each", "1.each.0", "1.each.1"], lines.Rows.Select(r => r.Key));
        Assert.All(lines.Rows, r => Assert.Equal(2, lines.Pieces(r.Start, r.End!.Value).Count()));
        Assert.All(lines.Rows.Skip(1), r => Assert.Equal(lines.Lasted(r.Start, r.End!.Value), r.Took));
        Assert.Null(trace.BusySince);
    }

    [Fact]
    public void A_step_in_which_something_only_goes_on_says_so_and_a_tool_that_waited_took_as_long_as_its_bar()
    {
        var trace = Trace(
            new StepStarted(["ask"]) { Step = 1 },
            new TaskStarted(1) { Step = 1, Node = "ask" },
            new ToolStarted("human.ask", "c", default) { Step = 1, Node = "ask" },
            new TaskInterrupted("human", null) { Step = 1, Node = "ask" },
            new StepCommitted([], ["ask"]) { Step = 1 },
            new StepStarted(["ask"]) { Step = 2 },
            new ToolFinished("human.ask", "c", null, null, 0.2) { Step = 2, Node = "ask", Since = 1 });

        var rows = Timeline.Of(Guid.Empty, trace, new TimelineQuery(), Noon).Rows;

        Assert.Equal("ask goes on", rows.Single(r => r.Key == "s2").Detail);
        Assert.Equal(TimeSpan.FromSeconds(4), rows.Single(r => r.Kind == "tool").Took);
        Assert.Equal(Noon.AddSeconds(6), trace.BusySince);
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
    public void What_ran_when_its_run_was_cancelled_is_drawn_as_cancelled_and_not_as_done()
    {
        var trace = Trace(
            new StepStarted(["call", "each"]) { Step = 1, Items = new Dictionary<string, int> { ["each"] = 3 } },
            new TaskStarted(1) { Step = 1, Node = "call" },
            new ToolStarted("search", "c1", default) { Step = 1, Node = "call" },
            new TaskStarted(1) { Step = 1, Node = "each", Index = 0 },
            new TaskFinished(5, null, []) { Step = 1, Node = "each", Index = 0 },
            new RunCancelled("owner"));
        var call = trace.NodeAt(1, "call")!;
        var cut = (call.Status, call.Tasks[-1].Status, call.Tasks[-1].Calls[0].Status, NodeLook.Of(trace)["each"].Status);
        Add(trace, 7, new RunRetried("owner"));
        Add(trace, 8, new TaskStarted(1) { Step = 1, Node = "call" });

        Assert.Equal(("cancelled", "cancelled", "cancelled", "cancelled"), cut);
        Assert.Equal("running", call.Status);
    }

    [Fact]
    public void A_wait_for_a_person_is_a_span_until_the_answer_comes()
    {
        var trace = Trace(
            new StepStarted(["ask"]) { Step = 1 },
            new TaskStarted(1) { Step = 1, Node = "ask" },
            new TaskInterrupted("human", null) { Step = 1, Node = "ask" },
            new HumanRequested("Ready?", null, null) { Step = 1, Node = "ask" });
        var asked = trace.NodeAt(1, "ask")!.Tasks[-1].Calls[0];
        Add(trace, 5, new HumanAnswered("ada", CelValue.Null) { Step = 1, Node = "ask" });

        var answered = trace.NodeAt(1, "ask")!.Tasks[-1].Calls[0];

        Assert.Equal(("Ready?", "waiting", "succeeded", "by ada"), (asked.Name, asked.Status, answered.Status, answered.Note));
    }

    [Fact]
    public void Of_twenty_thousand_rows_only_a_window_is_drawn_wherever_it_lies()
    {
        var trace = Trace(new StepStarted(["each"]) { Step = 1 });
        for (var i = 0; i < 20_000; i++) Add(trace, i + 2, new TaskFinished(1, null, []) { Step = 1, Node = "each", Index = i });

        var folded = Timeline.Of(Guid.Empty, trace, new TimelineQuery(), Noon);
        var middle = Timeline.Of(Guid.Empty, trace, new TimelineQuery { Open = true, Row = 10_000 }, Noon);
        var live = Timeline.Of(Guid.Empty, trace, new TimelineQuery { Flip = ["1.each"] }, Noon);
        var found = Timeline.Of(Guid.Empty, trace, new TimelineQuery { Find = "#19999" }, Noon);

        Assert.Equal(2, folded.Total);
        Assert.Equal((20_002, new TimelineQuery().Most, "1.each.9998"), (middle.Total, middle.Rows.Count, middle.Rows[0].Key));
        Assert.Equal("1.each.19999", live.Rows[^1].Key); // what goes on is shown at its end
        Assert.Equal(["s1", "1.each", "1.each.19999"], found.Rows.Select(r => r.Key));
    }

    [Fact]
    public void The_axis_begins_with_the_run_and_shows_the_stretch_that_the_address_names()
    {
        var trace = Trace(new RunStarted(CelValue.Null), new StepStarted(["a"]) { Step = 1 }, new TaskFinished(1, null, []) { Step = 1, Node = "a" });

        var whole = Timeline.Of(Guid.Empty, trace, new TimelineQuery(), Noon);
        var zoomed = Timeline.Of(Guid.Empty, trace, new TimelineQuery { Zoom = TimeStretch.Read("500-1500.5") }, Noon);

        Assert.Equal((0, whole.Shown), (whole.Shown.From, whole.All));
        Assert.Equal((new TimeStretch(500, 1500.5), whole.All), (zoomed.Shown, zoomed.All));
        Assert.Equal("?tab=timeline&zoom=500-1500.5", zoomed.Query.Address());
        Assert.Equal(new TimeStretch(600, 1000), new TimeStretch(400, 1200).Nearer());
        Assert.Null(new TimeStretch(0, 1000).Further(new TimeStretch(0, 1500)));
        Assert.Equal(new TimeStretch(250, 1250), new TimeStretch(500, 1000).Further(new TimeStretch(0, 1501)));
        foreach (var wrong in new[] { null, "", "5", "9-3", "1-1", "a-b", "-1-5", "1-2-3", "NaN-1" }) Assert.Null(TimeStretch.Read(wrong));
        Assert.Equal(["0", "11.8 ms", "450 ms", "4.25 s", "1 m 40 s"], new[] { new TimeStretch(0, 10).Tell(0), new TimeStretch(10, 20).Tell(11.75), new TimeStretch(0, 900).Tell(450), new TimeStretch(0, 9000).Tell(4250), new TimeStretch(0, 200_000).Tell(100_000) });
    }

    [Fact]
    public void The_name_of_a_span_in_an_address_is_read_as_it_was_written()
    {
        foreach (var name in new[] { "s12", "3.draft", "3.draft-2.17", "e42" }) Assert.Equal(name, SpanKey.Read(name).ToString());
        foreach (var name in new[] { "", "x", "s", "e-1", "3.", "three.draft", "3.draft.x" }) Assert.Null(SpanKey.Read(name));
    }

    private static RunTrace Trace(params RunEvent[] events)
    {
        var trace = new RunTrace();
        for (var i = 0; i < events.Length; i++) Add(trace, i + 1, events[i]);
        return trace;
    }

    private static void Add(RunTrace trace, long sequence, RunEvent told) => trace.Add(new LoggedEvent(sequence, Noon.AddSeconds(sequence), told));
}
