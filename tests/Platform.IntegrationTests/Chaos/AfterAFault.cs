using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.State;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chaos;

/// <summary>What may come twice, and who may write, when an execution was cut short.</summary>
public sealed class AfterAFault
{
    private const string Asks = """
        platform: v1
        name: asks
        start: [ask, first]
        nodes:
          ask: { human: { title: Go on? } }
          first: { scripted: first, next: second }
          second: { scripted: second, next: third }
          third: { scripted: third }
        """;

    private static readonly JsonElement Yes = JsonSerializer.SerializeToElement(new { said = "yes" });
    private static readonly JsonElement No = JsonSerializer.SerializeToElement(new { said = "no" });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_was_stored_though_its_giver_was_told_otherwise_is_taken_up_once_and_another_is_a_conflict()
    {
        var faults = new CommitFaults();
        await using var platform = await RunningPlatform.StartAsync(kind: new ScriptedKind((_, _, _) => ScriptedKind.Done()), change: faults.Register);
        await platform.SaveAsync(Asks);
        var run = (await platform.StartRunAsync("asks")).Id;
        await platform.UntilAsync<HumanRequested>(run);
        var task = Assert.Single((await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery(), Token)).Items);

        faults.Choose = (write, _) => write == WriteOf.Answer ? Fault.After : null;
        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, Yes, Token));
        faults.Choose = (_, _) => null;
        var other = await Assert.ThrowsAsync<PlatformException>(() => platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, No, Token));

        Assert.Equal(ErrorCode.Unavailable, refused.Code);
        Assert.Equal(ErrorCode.Conflict, other.Code);
        Assert.Equal(RunStatus.Succeeded, (await platform.EndOfAsync(run)).Status);
        Assert.Single(await platform.EventsAsync(run), e => e.Event is HumanAnswered);
    }

    [Fact]
    public async Task A_stale_lease_closes_no_wait_whose_time_is_over()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync("platform: v1\nname: nap\nstart: nap\nnodes:\n  nap: { wait: { for: 1h } }\n");
        var log = platform.Get<IRunLog>();
        var run = (await platform.StartRunAsync("nap")).Id;
        var now = DateTimeOffset.UtcNow;
        var old = (await log.AcquireAsync(run, new LeaseClaim("frozen", now, TimeSpan.FromSeconds(1), _ => false)))!;
        var wait = new WaitingTask(new TaskId(run, 1, "nap"), Interrupt.Until(now.AddSeconds(1)));
        await log.CommitAsync(old, new RunCommit { At = now, LeaseUntil = now.AddSeconds(1), Interrupts = [new NewInterrupt(wait, null, null)] });
        var holder = (await log.AcquireAsync(run, new LeaseClaim("awake", now.AddSeconds(2), TimeSpan.FromHours(1), _ => false)))!;

        var stale = await log.TakeAnswersAsync(old, now.AddSeconds(3));
        var open = await platform.Get<IRunStore>().WaitsAsync(OrganizationId.Local, run, TestContext.Current.CancellationToken);
        var taken = await log.TakeAnswersAsync(holder, now.AddSeconds(3));

        Assert.Empty(stale.Given);
        Assert.True(Assert.Single(open).IsOpen);
        Assert.Equal(AnswerKind.TimedOut, Assert.Single(taken.Given).Value.Kind);
    }

    [Fact]
    public async Task An_answer_is_told_once_though_the_step_that_takes_it_up_is_done_again()
    {
        var faults = new CommitFaults();
        var armed = 0;
        var (answered, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        faults.Choose = (write, _) => write == WriteOf.Step && Interlocked.CompareExchange(ref armed, 2, 1) == 1 ? Fault.Before : null;
        var kind = new ScriptedKind(async (name, _, cancelled) =>
        {
            if (name == "second") await answered.Task.WaitAsync(cancelled); // so the next step takes the answer up
            if (name == "third") await told.Task.WaitAsync(cancelled); // what that step told of it is stored before the step itself
            return await ScriptedKind.Done();
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind, options: new RunOptions { Sweep = TimeSpan.FromMilliseconds(200) }, change: faults.Register);
        await platform.SaveAsync(Asks);
        var run = (await platform.StartRunAsync("asks")).Id;

        await platform.UntilAsync<HumanRequested>(run);
        await platform.Runs.ResumeAsync(RunningPlatform.Me, run, new ResumeRun { Value = Yes }, Token);
        answered.SetResult();
        await platform.UntilAsync<HumanAnswered>(run);
        Volatile.Write(ref armed, 1);
        told.SetResult();
        var ended = await platform.EndOfAsync(run);

        Assert.Equal(2, armed);
        Assert.Equal(RunStatus.Succeeded, ended.Status);
        var events = await platform.EventsAsync(run);
        Assert.Single(events, e => e.Event is HumanAnswered);
        Assert.Single(events, e => e.Event is RunResumed);
        Assert.Single(events, e => e.Event is RunRecovered);
    }
}
