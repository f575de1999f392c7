using System.Collections.Concurrent;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>Who goes first, and how many at once: concurrency groups, priorities, one start for one key.</summary>
public sealed class Lines
{
    private const string Bounded = """
        platform: v1
        name: bounded
        inputs: { customer: { type: string } }
        concurrency: { limit: 3, group: "${{ inputs.customer }}" }
        start: work
        nodes: { work: { scripted: work } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_never_run_more_of_a_group_than_its_limit_and_all_get_their_turn()
    {
        var full = new TaskCompletionSource();
        var busy = new ConcurrentDictionary<string, int>();
        var most = new ConcurrentDictionary<string, int>();
        var kind = new ScriptedKind(async (_, task, cancelled) =>
        {
            var customer = task.Scope.TryGet("inputs", out var inputs) && inputs is Core.Expressions.CelMap map && map.TryGet("customer", out var name) ? name.ToText() : "";
            var now = busy.AddOrUpdate(customer, 1, (_, n) => n + 1);
            most.AddOrUpdate(customer, now, (_, n) => Math.Max(n, now));
            if (now == 3 && customer == "zeta") full.TrySetResult();
            if (customer == "zeta") await full.Task.WaitAsync(cancelled); // all places are used, or nothing goes on
            await Task.Delay(20, cancelled);
            busy.AddOrUpdate(customer, 0, (_, n) => n - 1);
            return await ScriptedKind.Done();
        });
        var folder = Directory.CreateTempSubdirectory("platform-lines-").FullName;
        var quick = new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) };
        await using var first = await RunningPlatform.StartAsync(folder, kind, quick);
        await using var second = await RunningPlatform.StartAsync(folder, kind, quick);
        await first.SaveAsync(Bounded);

        var runs = new List<RunId>();
        for (var i = 0; i < 40; i++) runs.Add((await (i % 2 == 0 ? first : second).StartRunAsync("bounded", new { customer = i % 4 == 0 ? "acme" : "zeta" })).Id);
        foreach (var run in runs) Assert.Equal(RunStatus.Succeeded, (await first.EndOfAsync(run)).Status);

        Assert.Equal(3, most["zeta"]);
        Assert.InRange(most["acme"], 1, 3);
    }

    [Fact]
    public async Task A_child_in_the_line_of_the_run_above_it_shares_its_place()
    {
        await using var platform = await RunningPlatform.StartAsync(options: new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) });
        const string Down = """
            platform: v1
            name: down
            concurrency: 1
            inputs: { levels: { type: integer } }
            outputs: { levels: "${{ inputs.levels }}" }
            start: look
            nodes:
              look: { next: [ { when: "${{ inputs.levels > 0 }}", to: below }, { to: end } ] }
              below: { workflow: down, with: { levels: "${{ inputs.levels - 1 }}" } }
            """;
        await platform.SaveAsync(Down);

        var run = await platform.StartRunAsync("down", new { levels = 3 });

        Assert.Equal(RunStatus.Succeeded, (await platform.EndOfAsync(run.Id)).Status);
    }

    [Fact]
    public async Task A_waiting_run_keeps_its_place_and_those_in_line_start_by_priority_then_age()
    {
        await using var platform = await RunningPlatform.StartAsync(options: new RunOptions { Sweep = TimeSpan.FromMilliseconds(100) });
        await platform.SaveAsync(WaitShapes.Ask.Replace("start: before", "concurrency: 1\nstart: before", StringComparison.Ordinal));
        var holder = (await platform.StartRunAsync("ask")).Id;
        await platform.UntilAsync<RunWaiting>(holder);
        var old = await StartAsync(platform, 0);
        var young = await StartAsync(platform, 0);
        var urgent = await StartAsync(platform, 5);

        var why = (await platform.Runs.FindAsync(RunningPlatform.Me, young, Token))!.Why;
        var order = new List<RunId>();
        foreach (var expected in (RunId[])[holder, urgent, old, young])
        {
            await platform.UntilAsync<RunWaiting>(expected);
            await WaitShapes.AnswerAsync(platform, expected, "go");
            await platform.EndOfAsync(expected);
            order.Add(expected);
        }

        Assert.Equal("1 of 1 places for 'ask' are taken, and 2 runs are ahead of it in the line.", why);
        var started = new List<(RunId Run, DateTimeOffset? At)>();
        foreach (var run in order) started.Add((run, (await platform.Runs.FindAsync(RunningPlatform.Me, run, Token))!.StartedAt));
        Assert.Equal(order, started.OrderBy(s => s.At).Select(s => s.Run));
    }

    [Fact]
    public async Task What_is_urgent_goes_first_and_of_equals_the_oldest()
    {
        var go = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var order = new ConcurrentQueue<RunId>();
        var kind = new ScriptedKind(async (_, task, cancelled) =>
        {
            order.Enqueue(task.Id.Run);
            began.TrySetResult();
            await go.Task.WaitAsync(cancelled);
            return await ScriptedKind.Done();
        });
        await using var platform = await RunningPlatform.StartAsync(kind: kind, options: new RunOptions { Parallel = 1 });
        await platform.SaveAsync("platform: v1\nname: plain\nstart: work\nnodes: { work: { scripted: work } }\n");
        var first = (await platform.StartRunAsync("plain")).Id;
        await began.Task.WaitAsync(Token);
        var runs = new List<(RunId Run, int Priority)> { (first, 100) };
        foreach (var priority in (int[])[0, -5, 7, 0, 7, 3])
            runs.Add(((await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "plain", Priority = priority }, Token)).Value!.Id, priority));
        var last = (await platform.Runs.FindAsync(RunningPlatform.Me, runs[2].Run, Token))!.Why;

        go.SetResult();
        foreach (var (run, _) in runs) await platform.EndOfAsync(run);

        Assert.Equal("No worker is free: 5 runs are ahead of it.", last);
        Assert.Equal(runs.OrderByDescending(r => r.Priority).ThenBy(r => r.Run.Value).Select(r => r.Run), order);
    }

    [Fact]
    public async Task Fifty_starts_at_once_with_one_key_make_one_run_also_from_two_processes_and_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("platform-key-").FullName;
        RunId run;
        await using (var first = await RunningPlatform.StartAsync(folder))
        await using (var second = await RunningPlatform.StartAsync(folder))
        {
            await first.SaveAsync(LifeOfARun.Hello);
            var starts = Enumerable.Range(0, 50).Select(i => Task.Run(() => StartKeyedAsync(i % 2 == 0 ? first : second)));
            run = Assert.Single((await Task.WhenAll(starts)).Distinct());
        }

        await using var again = await RunningPlatform.StartAsync(folder);
        Assert.Equal(run, await StartKeyedAsync(again));
        Assert.Single((await again.Runs.ListAsync(RunningPlatform.Me, new RunQuery(), Token)).Items);
    }

    private static async Task<RunId> StartKeyedAsync(RunningPlatform platform)
    {
        var inputs = JsonSerializer.SerializeToElement(new { name = "Ada" });
        return (await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "hello", Inputs = inputs, IdempotencyKey = "once" }, Token)).Value!.Id;
    }

    private static async Task<RunId> StartAsync(RunningPlatform platform, int priority) =>
        (await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "ask", Priority = priority }, Token)).Value!.Id;
}
