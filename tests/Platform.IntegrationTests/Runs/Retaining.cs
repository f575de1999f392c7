using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Stores;
using Platform.Core.Runs;
using Platform.Core.Runs.Retention;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Runs;

/// <summary>What retention deletes, what it keeps, and that nothing is left behind.</summary>
public sealed class Retaining
{
    private const string Quick = """
        platform: v1
        name: quick
        inputs: { n: { type: integer, default: 0 } }
        state: { sum: { type: integer, merge: add, default: 0, keep: thread } }
        outputs: { sum: "${{ state.sum }}" }
        start: add
        nodes:
          add: { set: { sum: "${{ inputs.n }}" }, next: again }
          again: { set: { sum: 1 } }
        """;

    private const string Asking = """
        platform: v1
        name: asking
        start: ask
        nodes:
          ask: { human: { title: Go on? } }
        """;

    private const string Parent = """
        platform: v1
        name: parent
        start: call
        nodes:
          call: { workflow: quick, with: { n: 1 } }
        """;

    private static CancellationToken Token => RunningPlatform.Token;

    [Fact]
    public async Task Only_the_newest_are_kept_and_nothing_of_the_others_is_left()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Quick);
        var runs = await RunAsync(platform, 5);

        var deleted = await PruneAsync(platform, new RetentionRule(null, 2));

        Assert.Equal([new DeletedRuns("quick", 3)], deleted);
        Assert.Equal(runs.TakeLast(2).Reverse(), await ListAsync(platform, "quick"));
        foreach (var gone in runs.Take(3)) Assert.Equal(0, RowsOf(platform, gone));
        Assert.NotEqual(0, RowsOf(platform, runs[4]));
        Assert.Null(await platform.Runs.FindAsync(RunningPlatform.Me, runs[0], Token));
    }

    [Fact]
    public async Task A_run_goes_when_it_ended_too_long_ago_and_stays_until_then()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Quick);
        var runs = await RunAsync(platform, 2);
        platform.Get<Database>().Read(s => s.Execute("UPDATE runs SET ended_at = $2 WHERE id = $1", runs[0], DateTimeOffset.UtcNow.AddDays(-8)));
        Older(platform, runs[0], TimeSpan.FromDays(8));

        Assert.Empty(await PruneAsync(platform, new RetentionRule(TimeSpan.FromDays(9), null)));
        Assert.Equal([new DeletedRuns("quick", 1)], await PruneAsync(platform, new RetentionRule(TimeSpan.FromDays(7), null)));
        Assert.Equal([runs[1]], await ListAsync(platform, "quick"));
    }

    [Fact]
    public async Task What_waits_stays_and_can_still_be_answered()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Asking);
        var waiting = await platform.StartRunAsync("asking");
        await platform.UntilAsync<Core.Events.RunWaiting>(waiting.Id);
        var cancelled = await platform.StartRunAsync("asking");
        await platform.Runs.CancelAsync(RunningPlatform.Me, cancelled.Id, Token);
        await platform.EndOfAsync(cancelled.Id); // it may have been at work
        var newest = await platform.StartRunAsync("asking");
        await platform.UntilAsync<Core.Events.RunWaiting>(newest.Id);

        var deleted = await PruneAsync(platform, new RetentionRule(null, 1));
        var resumed = await platform.Runs.ResumeAsync(RunningPlatform.Me, waiting.Id, new ResumeRun { Value = JsonSerializer.SerializeToElement(new { }) }, Token);

        Assert.True(resumed.Ok, string.Join('\n', resumed.Findings));
        Assert.Equal([new DeletedRuns("asking", 1)], deleted);
        Assert.Equal(RunStatus.Succeeded, (await platform.EndOfAsync(waiting.Id)).Status);
        Assert.Null(await platform.Runs.FindAsync(RunningPlatform.Me, cancelled.Id, Token));
    }

    [Fact]
    public async Task A_child_goes_with_its_parent_and_never_before_it()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Quick);
        await platform.SaveAsync(Parent);
        var first = await platform.EndOfAsync((await platform.StartRunAsync("parent")).Id);
        var second = await platform.EndOfAsync((await platform.StartRunAsync("parent")).Id);
        var child = (await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Parent = first.Id }, Token)).Items.Single();

        Assert.Empty(await PruneAsync(platform, new RetentionRule(TimeSpan.FromSeconds(-1), null), "quick"));
        Assert.Equal([new DeletedRuns("parent", 2)], await PruneAsync(platform, new RetentionRule(null, 1), "parent"));
        Assert.Equal(0, RowsOf(platform, child.Id));
        Assert.Equal([second.Id], await ListAsync(platform, "parent"));
        Assert.Single(await ListAsync(platform, "quick"));
    }

    [Fact]
    public async Task A_thread_keeps_its_channels_when_its_runs_are_deleted()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Quick);
        await platform.EndOfAsync((await platform.StartRunAsync("quick", new { n = 40 }, "t")).Id);
        await PruneAsync(platform, new RetentionRule(TimeSpan.FromSeconds(-1), null));

        var next = await platform.EndOfAsync((await platform.StartRunAsync("quick", new { n = 1 }, "t")).Id);

        Assert.Equal([next.Id], await ListAsync(platform, "quick"));
        Assert.Equal(43, next.Outputs!.Value.GetProperty("sum").GetInt32());
    }

    [Fact]
    public async Task A_workflow_says_itself_how_much_of_it_is_kept()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync($"{Quick}\nretention: {{ runs: 1 }}\n");
        await platform.SaveAsync(Quick.Replace("name: quick", "name: other", StringComparison.Ordinal));
        var runs = await RunAsync(platform, 3);
        var other = await platform.EndOfAsync((await platform.StartRunAsync("other")).Id);

        await platform.Get<RetentionService>().SweepAsync(Token);

        Assert.Equal([runs[2]], await ListAsync(platform, "quick"));
        Assert.Equal([other.Id], await ListAsync(platform, "other"));
    }

    [Fact]
    public async Task What_a_process_left_half_deleted_is_removed_by_the_next_and_so_are_counts_of_the_year_before_last()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Quick);
        var runs = await RunAsync(platform, 1);
        await platform.Get<IRetentionStore>().DeleteAsync(OrganizationId.Local, runs, DateTimeOffset.UtcNow);
        Assert.NotEqual(0, RowsOf(platform, runs[0]));
        var today = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86_400;
        foreach (var day in new[] { today - 401, today - 399 }) Count(platform, day);

        await platform.Get<RetentionService>().SweepAsync(Token);

        Assert.Equal(0, RowsOf(platform, runs[0]));
        Assert.Equal([today - 399], platform.Get<Database>().Read(s => s.All("SELECT day FROM call_stats", r => r.GetInt64(0))));
        Assert.Equal([today - 399], platform.Get<Database>().Read(s => s.All("SELECT day FROM failure_causes", r => r.GetInt64(0))));
    }

    private static void Count(RunningPlatform platform, long day) => platform.Get<Database>().Read(s =>
    {
        s.Execute(
            "INSERT INTO call_stats (organization_id, kind, name, workflow, day, bucket, shard, calls, failed, total_ms, input_tokens, output_tokens, cost_nanos, unpriced) VALUES ($1, 'tool', 'hash', '', $2, 1, 0, 1, 0, 1, 0, 0, 0, 0)",
            OrganizationId.Local, day);
        return s.Execute(
            "INSERT INTO failure_causes (organization_id, day, cause, shard, workflow, node, code, message, resolution, runs, tasks, first_at, last_at) VALUES ($1, $2, 'c', 0, 'quick', '', 'x', '', '', 1, 0, 0, 0)",
            OrganizationId.Local, day);
    });

    [Fact]
    public async Task One_process_at_a_time_may_do_it_and_a_silent_one_loses_it()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var store = platform.Get<IRetentionStore>();
        var now = DateTimeOffset.UtcNow;

        Assert.True(await store.ClaimAsync(OrganizationId.Local, "retention", "first", now.AddMinutes(1), now));
        Assert.False(await store.ClaimAsync(OrganizationId.Local, "retention", "second", now.AddMinutes(1), now));
        Assert.True(await store.ClaimAsync(OrganizationId.Local, "retention", "first", now.AddMinutes(2), now));
        Assert.True(await store.ClaimAsync(OrganizationId.Local, "retention", "second", now.AddMinutes(5), now.AddMinutes(2)));
    }

    [Fact]
    public void Every_table_with_rows_of_a_run_is_known_to_retention()
    {
        using var database = Database.Of(Directory.CreateTempSubdirectory("platform-db-").FullName, new StorageOptions());
        using var db = PlatformDb.Open(database, OrganizationId.Local);
        string[] known = [.. SqlRetentionStore.OfRun.Select(t => t.Table), "run_labels", "deleted_runs", "threads", "memories"]; // labels go with the row; a thread and what is remembered outlive the run

        Assert.Empty(db.Model.GetEntityTypes().Where(e => e.FindProperty("RunId") is not null).Select(e => e.GetTableName()!).Except(known));
    }

    private static async Task<List<RunId>> RunAsync(RunningPlatform platform, int count)
    {
        var runs = new List<RunId>();
        for (var i = 0; i < count; i++) runs.Add((await platform.EndOfAsync((await platform.StartRunAsync("quick")).Id)).Id);
        return runs;
    }

    private static Task<IReadOnlyList<DeletedRuns>> PruneAsync(RunningPlatform platform, RetentionRule rule, string? workflow = null) =>
        platform.Get<RetentionService>().PruneAsync(RunningPlatform.Me, new PruneRuns { Rule = rule, Workflow = workflow }, null, Token);

    private static async Task<IEnumerable<RunId>> ListAsync(RunningPlatform platform, string workflow) =>
        (await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery { Workflow = workflow }, Token)).Items.Select(r => r.Id);

    // A run cannot have ended before it was made, and its id says when that was: the test's own id is made as long ago.
    private static void Older(RunningPlatform platform, RunId run, TimeSpan age)
    {
        var id = Guid.CreateVersion7(DateTimeOffset.UtcNow - age - TimeSpan.FromMinutes(1));
        platform.Get<Database>().Read(s => s.Execute("UPDATE runs SET id = $2 WHERE id = $1", run, id));
    }

    private static long RowsOf(RunningPlatform platform, RunId run) => platform.Get<Database>().Read(s =>
        SqlRetentionStore.OfRun.Append(("deleted_runs", "")).Sum(t => s.Number($"SELECT count(*) FROM {t.Item1} WHERE run_id = $1", run))
        + s.Number("SELECT count(*) FROM runs WHERE id = $1", run));
}
