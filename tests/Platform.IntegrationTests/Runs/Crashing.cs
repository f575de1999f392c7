using System.Diagnostics;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>A process that advances a run is killed in mid-step; another one goes on.</summary>
public sealed class Crashing
{
    private const string FolderVariable = "PLATFORM_TEST_VICTIM_FOLDER";

    // 'first' and 'second' have ended when 'slow' is killed: the one by its step, the other only by its journal entry.
    private const string Slow = """
        platform: v1
        name: slow
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: first
        nodes:
          first: { scripted: first, save: { log: "${{ [output] }}" }, next: [second, slow] }
          second: { scripted: second, save: { log: "${{ [output] }}" } }
          slow: { scripted: slow, save: { log: "${{ [output] }}" } }
        """;

    // Longer than the test: who waits for the end of a lease does not go on at once.
    private static readonly RunOptions LongLease = new() { Lease = TimeSpan.FromMinutes(10) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_process_loses_nothing_and_its_run_goes_on_at_once_in_another_without_repeating_what_ended()
    {
        var folder = Directory.CreateTempSubdirectory("platform-crash-").FullName;
        var kind = new ScriptedKind((name, _, _) => ScriptedKind.Done($"{name} again"));
        await using var watcher = await RunningPlatform.StartAsync(folder, kind, workers: false);
        using var victim = StartVictim(folder);
        var run = await TheRunAsync(watcher);
        await UntilTaskAsync(watcher, run, "second");

        victim.Kill(entireProcessTree: true); // SIGKILL
        await victim.WaitForExitAsync(Token);
        await using var survivor = await RunningPlatform.StartAsync(folder, kind, LongLease);
        var ended = await survivor.EndOfAsync(run).WaitAsync(TimeSpan.FromMinutes(2), Token);

        Assert.Equal(RunStatus.Succeeded, ended.Status);
        Assert.Equal(["first", "second", "slow again"], ended.Outputs!.Value.GetProperty("log").EnumerateArray().Select(o => o.GetString()!));
        var events = await survivor.EventsAsync(run);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.Contains(events, e => e.Event is RunRecovered { Epoch: 2 });
    }

    /// <summary>Not a test: what the process that is killed does.</summary>
    [Fact(Explicit = true)]
    public async Task Victim()
    {
        var kind = new ScriptedKind(async (name, _, cancelled) =>
        {
            if (name == "slow") await Task.Delay(Timeout.Infinite, cancelled);
            return await ScriptedKind.Done(name);
        });
        await using var platform = await RunningPlatform.StartAsync(Environment.GetEnvironmentVariable(FolderVariable)!, kind, LongLease);
        await platform.SaveAsync(Slow);
        var run = await platform.StartRunAsync("slow");
        await platform.EndOfAsync(run.Id);
    }

    private static Process StartVictim(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(Crashing).Assembly.Location);
        foreach (var argument in new[] { "-explicit", "only", "-method", $"{typeof(Crashing).FullName}.{nameof(Victim)}" }) start.ArgumentList.Add(argument);
        start.Environment[FolderVariable] = folder;
        TestDatabase.Pass(start.Environment, folder);
        return Process.Start(start)!;
    }

    private static async Task<RunId> TheRunAsync(RunningPlatform platform)
    {
        while (true)
        {
            var runs = await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery(), Token);
            if (runs.Items.Count > 0) return runs.Items[0].Id;
            await Task.Delay(50, Token); // another process starts: there is nothing to listen to yet
        }
    }

    // Across processes: what the other one commits is seen here.
    private static async Task UntilTaskAsync(RunningPlatform platform, RunId run, string node)
    {
        await foreach (var logged in platform.Runs.WatchAsync(RunningPlatform.Me, run, 0, Token))
            if (logged.Event is TaskFinished && logged.Event.Node == node) return;
    }
}
