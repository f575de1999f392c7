using Xunit;

namespace Platform.IntegrationTests.Cli;

public sealed class WaitingForAnEvent : IDisposable
{
    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    private void GivenAWorkflowThatWaits() => _cli.Write("paid.yaml", """
        platform: v1
        name: paid
        inputs: { order: { type: string } }
        state: { amount: { type: number, default: 0 } }
        outputs: { amount: "${{ state.amount }}" }
        start: wait
        nodes:
          wait:
            wait: { event: order.paid, match: "${{ event.id == inputs.order }}" }
            save: { amount: "${{ output.amount }}" }
        """);

    [Fact]
    public async Task An_event_wakes_the_run_that_it_fits()
    {
        GivenAWorkflowThatWaits();
        var run = await _cli.RunAsync(Stop, "run", "paid.yaml", "-i", "order=a1");

        var sent = await _cli.RunAsync(Stop, "events", "send", "order.paid", "--body", """{"id": "a1", "amount": 12.5}""");
        await _cli.RunAsync(Stop, "runs", "resume", "last"); // follows it, or says that the engine has ended it already
        var done = (await _cli.RunAsync(Stop, "runs", "show", "last", "--json")).Json();

        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains("waits for the event order.paid", run.Error, StringComparison.Ordinal);
        Assert.Contains("woke 1 run", sent.Error, StringComparison.Ordinal);
        Assert.Equal("succeeded", done.GetProperty("status").GetString());
        Assert.Equal(12.5, done.GetProperty("outputs").GetProperty("amount").GetDouble());
    }

    [Fact]
    public async Task An_event_that_nobody_waits_for_is_kept_and_one_key_counts_once()
    {
        GivenAWorkflowThatWaits();

        var kept = await _cli.RunAsync(Stop, "events", "send", "order.paid", "--key", "k1", "--body", """{"id": "b2", "amount": 3}""");
        var again = await _cli.RunAsync(Stop, "events", "send", "order.paid", "--key", "k1", "--body", """{"id": "b2", "amount": 3}""", "--json");
        var run = await _cli.RunAsync(Stop, "run", "paid.yaml", "-i", "order=b2");

        Assert.Contains("is kept", kept.Error, StringComparison.Ordinal);
        Assert.True(again.Json().GetProperty("kept").GetBoolean(), again.ToString());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3, run.Json().GetProperty("amount").GetInt32());
    }

    [Fact]
    public async Task What_is_no_JSON_is_told_in_two_lines()
    {
        var wrong = await _cli.RunAsync(Stop, "events", "send", "order.paid", "--body", "{id}");

        Assert.Equal(2, wrong.ExitCode);
        Usage.AssertTwoLines(wrong);
        Assert.Contains("--body", wrong.Error, StringComparison.Ordinal);
    }
}
