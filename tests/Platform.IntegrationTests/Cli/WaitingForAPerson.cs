using Xunit;

namespace Platform.IntegrationTests.Cli;

public sealed class WaitingForAPerson : IDisposable
{
    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_run_that_waits_ends_with_3_and_prints_the_command_that_goes_on()
    {
        var run = await _cli.RunAsync(Stop, "run", CliProcess.Sample("approval"), "-i", "what=A desk", "-i", "amount=420");

        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Equal("", run.Output);
        var line = run.Error.Split('\n').Single(l => l.StartsWith("go on: ", StringComparison.Ordinal));
        Assert.Matches("^go on: platform tasks complete [0-9a-f-]{36} -f 'approved=true\\|false'$", line);
        Assert.Contains("/runs/", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_lets_the_run_go_on_to_its_end_in_the_same_command()
    {
        await _cli.RunAsync(Stop, "run", CliProcess.Sample("approval"), "-i", "what=A desk", "-i", "amount=420");
        var id = (await _cli.RunAsync(Stop, "tasks", "list", "--json")).Json()[0].GetProperty("id").GetString()!;

        var shown = await _cli.RunAsync(Stop, "tasks", "show", id);
        var wrong = await _cli.RunAsync(Stop, "tasks", "complete", id, "-f", "approved=perhaps");
        var done = await _cli.RunAsync(Stop, "tasks", "complete", id, "-f", "approved=true");
        var twice = await _cli.RunAsync(Stop, "tasks", "complete", id, "-f", "approved=true");

        Assert.Contains("A desk", shown.Output, StringComparison.Ordinal);
        Assert.True(wrong.ExitCode == 2, wrong.ToString());
        Assert.Contains("approved", wrong.Error, StringComparison.Ordinal);
        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.Equal("person", done.Json().GetProperty("decided_by").GetString());
        Assert.True(twice.ExitCode == 1, twice.ToString());
        Usage.AssertTwoLines(twice);
    }

    [Fact]
    public async Task A_call_that_needs_leave_is_shown_refused_with_a_reason_and_told_to_the_agent()
    {
        var run = await _cli.RunAsync(Stop, "run", CliProcess.Sample("approved-agent"));
        var tasks = (await _cli.RunAsync(Stop, "tasks", "list", "--json")).Json().EnumerateArray().Select(t => t.GetProperty("id").GetString()!).ToList();

        var shown = await _cli.RunAsync(Stop, "tasks", "show", tasks[0]);
        var odd = await _cli.RunAsync(Stop, "tasks", "approve", tasks[1]);
        await _cli.RunAsync(Stop, "tasks", "complete", tasks[1], "-f", "answer=keep");
        var done = await _cli.RunAsync(Stop, "tasks", "refuse", tasks[0], "--reason", "Paid already");
        var events = await _cli.RunAsync(Stop, "runs", "events", "last");

        Assert.Matches("go on: platform tasks approve [0-9a-f-]{36} \\[--arguments JSON\\], or platform tasks refuse", run.Error);
        Assert.Contains("A person decides because amount 420 is more than 50 (arguments.amount > inputs.free_below).", shown.Output, StringComparison.Ordinal);
        Assert.Contains("\"amount\": 420", shown.Output, StringComparison.Ordinal);
        Assert.True(odd.ExitCode == 2, odd.ToString());
        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.Contains("A colleague looks at your refund", done.Output, StringComparison.Ordinal);
        Assert.Contains("refund: refused by owner: Paid already", events.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_breakpoint_stops_the_run_and_resume_goes_on()
    {
        _cli.Write("stop.yaml", """
            platform: v1
            name: stop
            state: { n: { type: integer, default: 0 } }
            outputs: { n: "${{ state.n }}" }
            start: one
            nodes:
              one: { set: { n: 1 }, next: two }
              two: { set: { n: 2 }, breakpoint: before }
            """);

        var stopped = await _cli.RunAsync(Stop, "run", "stop.yaml");
        var resumed = await _cli.RunAsync(Stop, "runs", "resume", "last");

        Assert.True(stopped.ExitCode == 3, stopped.ToString());
        Assert.Contains("platform runs resume", stopped.Error, StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(2, resumed.Json().GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task A_run_that_waits_can_be_cancelled_and_its_task_leaves_the_inbox()
    {
        await _cli.RunAsync(Stop, "run", CliProcess.Sample("approval"));

        var cancelled = await _cli.RunAsync(Stop, "runs", "cancel", "last");
        var inbox = await _cli.RunAsync(Stop, "tasks", "list", "--json");
        var again = await _cli.RunAsync(Stop, "runs", "cancel", "last");

        Assert.True(cancelled.ExitCode == 0, cancelled.ToString());
        Assert.Equal(0, inbox.Json().GetArrayLength());
        Assert.Equal(1, again.ExitCode);
        Usage.AssertTwoLines(again);
    }
}
