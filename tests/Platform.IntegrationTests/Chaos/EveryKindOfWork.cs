using System.Collections.Concurrent;
using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chaos;

/// <summary>
/// One workflow in which every kind of write happens: steps, a map, a timer, a person, an event, a child, a failure that is retried; beside it a run that is
/// cancelled. Its callers ask again when they are told "unavailable". Watches that no task is ever executed twice at once.
/// </summary>
internal sealed class EveryKindOfWork
{
    private const string Whole = """
        platform: v1
        name: whole
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: first
        nodes:
          first: { scripted: first, save: { log: "${{ [output] }}" }, next: fan }
          fan: { map: { over: "${{ [0, 1, 2, 3] }}", as: n }, scripted: fan, save: { log: "${{ [output] }}" }, next: nap }
          nap: { wait: { for: 30ms }, next: ask }
          ask: { human: { title: "${{ inputs.id }}" }, save: { log: "${{ [output.said] }}" }, next: listen }
          listen: { wait: { event: chaos.go }, save: { log: "${{ [output.said] }}" }, next: below }
          below: { workflow: part, save: { log: "${{ output.log }}" }, next: broken }
          broken: { scripted: broken, save: { log: "${{ [output] }}" }, next: slow }
          slow: { scripted: slow, save: { log: "${{ [output] }}" } }
        """;

    private const string Part = """
        platform: v1
        name: part
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: one
        nodes:
          one: { scripted: one, save: { log: "${{ [output] }}" }, next: two }
          two: { scripted: two, save: { log: "${{ [output] }}" } }
        """;

    private const string Endless = "platform: v1\nname: endless\nstart: it\nnodes:\n  it: { scripted: endless }\n";

    private static readonly string[] Log = ["first", "fan", "fan", "fan", "fan", "by me", "by event", "one", "two", "broken", "slow"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, int> _at = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _twiceAtOnce = [];
    private readonly ConcurrentDictionary<string, bool> _broke = new(StringComparer.Ordinal);

    public EveryKindOfWork() => Kind = new ScriptedKind(DoAsync);

    public ScriptedKind Kind { get; }

    public async Task SaveAsync(RunningPlatform platform)
    {
        foreach (var yaml in new[] { Part, Whole, Endless }) await platform.SaveAsync(yaml);
    }

    /// <summary>Brings one run to its end and cancels another, as callers do who ask again until they are answered.</summary>
    public async Task<RunId> RunAsync(RunningPlatform platform, string label)
    {
        var endless = await StartAsync(platform, "endless", label);
        var run = await StartAsync(platform, "whole", label);
        while (true)
        {
            var view = (await platform.Runs.FindAsync(RunningPlatform.Me, run, RunningPlatform.Token))!;
            if (view.Status == RunStatus.Succeeded) break;
            if (view.Status == RunStatus.Failed) await AgainAsync(() => platform.Runs.RetryAsync(RunningPlatform.Me, run, RunningPlatform.Token), ErrorCode.Conflict);
            if (view.Status == RunStatus.Waiting) await ActAsync(platform, run);
            await Task.Delay(Pause, RunningPlatform.Token); // people look now and then
        }

        await AgainAsync(() => platform.Runs.CancelAsync(RunningPlatform.Me, endless, RunningPlatform.Token));
        Assert.Equal(RunStatus.Cancelled, (await platform.EndOfAsync(endless)).Status);
        return run;
    }

    public async Task CheckAsync(RunningPlatform platform, RunId run)
    {
        var view = (await platform.Runs.FindAsync(RunningPlatform.Me, run, RunningPlatform.Token))!;
        var events = await platform.EventsAsync(run);

        Assert.Empty(_twiceAtOnce);
        Assert.Equal(Log, view.Outputs!.Value.GetProperty("log").EnumerateArray().Select(o => o.GetString()!));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Single(events, e => e.Event is RunStarted);
        Assert.Single(events, e => e.Event is HumanRequested);
        Assert.Single(events, e => e.Event is HumanAnswered);
        Assert.Single(events, e => e.Event is ChildStarted);
        Assert.Single(events, e => e.Event is RunSucceeded);
        Assert.Equal(4, events.Count(e => e.Event is RunResumed)); // the timer, the person, the event, the child
        Assert.Equal(Enumerable.Range(1, view.Step), events.Where(e => e.Event is StepCommitted).Select(e => e.Event.Step));
        Assert.Single((await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Parent = run }, RunningPlatform.Token)).Items);
    }

    private static async Task<RunId> StartAsync(RunningPlatform platform, string workflow, string label)
    {
        var inputs = workflow == "whole" ? JsonSerializer.SerializeToElement(new { id = label }) : (JsonElement?)null;
        var start = new StartRun { Workflow = workflow, Inputs = inputs, IdempotencyKey = $"{workflow} {label}" };
        var id = default(RunId);
        await AgainAsync(async () => id = (await platform.Runs.StartAsync(RunningPlatform.Me, start, RunningPlatform.Token)).Value!.Id);
        return id;
    }

    private static async Task ActAsync(RunningPlatform platform, RunId run)
    {
        var open = await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery { Run = run }, RunningPlatform.Token);
        var answer = JsonSerializer.SerializeToElement(new { said = "by me" });
        foreach (var task in open.Items) await AgainAsync(() => platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, answer, RunningPlatform.Token), ErrorCode.Conflict);
        var told = JsonSerializer.SerializeToElement(new { said = "by event" });
        await AgainAsync(() => platform.Runs.DeliverEventAsync(RunningPlatform.Me, "chaos.go", told, null, RunningPlatform.Token));
    }

    /// <param name="done">The answer that says that an earlier call was stored though its caller was told otherwise.</param>
    private static async Task AgainAsync(Func<Task> ask, ErrorCode? done = null)
    {
        while (true)
        {
            try
            {
                await ask();
                return;
            }
            catch (PlatformException refused) when (refused.Code == ErrorCode.Unavailable)
            {
                await Task.Delay(Pause, RunningPlatform.Token); // as the answer's Retry-After asks
            }
            catch (PlatformException refused) when (refused.Code == done)
            {
                return;
            }
        }
    }

    private async Task<TaskResult> DoAsync(string name, TaskContext task, CancellationToken cancellationToken)
    {
        var id = task.Id.ToString();
        if (_at.AddOrUpdate(id, 1, (_, before) => before + 1) > 1) _twiceAtOnce.Add(id);
        try
        {
            if (name == "endless") await Task.Delay(Timeout.Infinite, cancellationToken);
            await Task.Delay(name == "slow" ? 900 : 5, cancellationToken); // work takes time
            if (name == "broken" && _broke.TryAdd(id, true)) throw new PlatformException(ErrorCode.ToolFailed, "Broken the first time.");
            return new Finished(CelValue.Of(name));
        }
        finally
        {
            _at.AddOrUpdate(id, 0, (_, before) => before - 1);
        }
    }
}
