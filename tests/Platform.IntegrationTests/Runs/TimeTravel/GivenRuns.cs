using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Runs.TimeTravel;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs.TimeTravel;

/// <summary>Runs to travel in, and short ways to do it.</summary>
internal static class GivenRuns
{
    /// <summary>Counts to <c>n</c> with a tool in the loop, then asks a person.</summary>
    public const string Loop = """
        platform: v1
        name: looper
        inputs: { n: { type: integer, default: 3 } }
        state:
          count: { type: integer, default: 0 }
          log: { type: array, merge: append, default: [] }
          note: { type: string, default: "" }
        outputs: { count: "${{ state.count }}", log: "${{ state.log }}", note: "${{ state.note }}" }
        start: tick
        nodes:
          tick:
            set: { count: "${{ state.count + 1 }}" }
            next: look
          look:
            scripted: look
            save: { log: "${{ [string(state.count) + output] }}" }
            next:
              - { when: "${{ state.count < inputs.n }}", to: tick }
              - { to: ask }
          ask:
            human: { title: "Good, ${{ string(state.count) }}?", form: { type: object, required: [ok], properties: { ok: { type: boolean } } } }
            save: { note: "${{ output.ok ? 'good' : 'bad' }}" }
        """;

    /// <summary>Asks a person about each item, and looks once.</summary>
    public const string Asking = """
        platform: v1
        name: asking
        inputs: { items: { type: array, default: [a, b, c] } }
        state: { answers: { type: array, merge: append, default: [] }, looks: { type: array, merge: append, default: [] } }
        outputs: { answers: "${{ state.answers }}", looks: "${{ state.looks }}" }
        start: [each, look]
        nodes:
          each:
            map: { over: "${{ inputs.items }}", as: item }
            human: { title: "And ${{ item }}?", form: { type: object, required: [say], properties: { say: { type: string } } } }
            save: { answers: "${{ [item + output.say] }}" }
          look: { scripted: look, save: { looks: "${{ [output] }}" } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    public static ScriptedKind Looking() => new((_, _, _) => ScriptedKind.Done("!"));

    public static async Task<RunView> WaitingAsync(this RunningPlatform platform, string workflow, object? inputs = null)
    {
        var run = await platform.StartRunAsync(workflow, inputs);
        await platform.UntilAsync<Core.Events.RunWaiting>(run.Id);
        return await platform.StandingAsync(run.Id);
    }

    /// <summary>Answers the first human task of a run, in the order of its items.</summary>
    public static async Task AnswerAsync(this RunningPlatform platform, RunId run, string answer)
    {
        var task = (await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery { Run = run }, Token)).Items.OrderBy(t => t.TaskId, StringComparer.Ordinal).First();
        Assert.True((await platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, Json(answer), Token)).Ok);
    }

    public static async Task<RunView> ForkAsync(this RunningPlatform platform, RunId run, ForkRun fork)
    {
        var forked = await platform.Travel.ForkAsync(RunningPlatform.Me, run, fork, Token);
        Assert.True(forked.Ok, string.Join('\n', forked.Findings));
        return forked.Value;
    }

    public static async Task<ReplayReport> ReplayAsync(this RunningPlatform platform, RunId run, int? version = null) =>
        await platform.Travel.ReplayAsync(RunningPlatform.Me, run, version, Token);

    /// <summary>Until the run waits again, or has ended.</summary>
    public static async Task<RunView> StandingAsync(this RunningPlatform platform, RunId run)
    {
        var after = 0L;
        while (true)
        {
            var view = (await platform.Runs.FindAsync(RunningPlatform.Me, run, Token))!;
            if (view.Status == RunStatus.Waiting || view.Status.IsEnded()) return view;
            await foreach (var logged in platform.Runs.WatchAsync(RunningPlatform.Me, run, after, Token))
            {
                after = logged.Sequence > 0 ? logged.Sequence : after;
                if (logged.Event is Core.Events.RunWaiting) break;
            }
        }
    }
}
