using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Sqlite;
using Platform.Core.Runs.Execution;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Persistence;

/// <summary>What is asked again and again reads by an index, so that what waits costs nothing.</summary>
public sealed class LookingForWork
{
    [Fact]
    public async Task Every_question_of_the_sweep_and_of_the_watch_is_answered_by_an_index_of_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("platform-plan-").FullName;
        await using var platform = await RunningPlatform.StartAsync(folder, workers: false);
        var now = DateTimeOffset.UtcNow;
        var log = platform.Get<IRunLog>();
        var control = platform.Get<IRunControl>();
        var claim = new LeaseClaim("me", now, TimeSpan.FromSeconds(15), _ => false);

        await log.DueAsync(claim, 100, RunningPlatform.Token);
        await log.UpcomingAsync(now, now.AddSeconds(10), 100, RunningPlatform.Token);
        await control.CancelsOfAsync("me", RunningPlatform.Token);
        await control.ForgetEventsAsync(now, RunningPlatform.Token);
        await control.EndOverdueAsync(RunId.New(), claim);

        if (platform.Get<Database>() is not SqliteDatabase) return; // how a plan is told is each database's own; the indexes are the same

        var plans = Plans(platform.Get<Database>());
        Assert.True(plans.Count >= 10, $"{plans.Count}");
        Assert.All(plans, p => Assert.False(p.Plan.Any(IsScan), $"{p.Sql}\n{string.Join('\n', p.Plan)}"));
    }

    // A partial index holds only what is looked for, so that going through it is no search of the table.
    private static bool IsScan(string step) =>
        step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("INDEX", StringComparison.Ordinal) && step is not ("SCAN line" or "SCAN CONSTANT ROW");

    // By the statements that the connection keeps.
    private static List<(string Sql, List<string> Plan)> Plans(Database database) => database.Read(s =>
        s.Prepared.Where(sql => sql.Contains("FROM", StringComparison.Ordinal) && !sql.Contains("sqlite_master", StringComparison.Ordinal)).ToList()
            .ConvertAll(sql => (sql, s.All($"EXPLAIN QUERY PLAN {sql}", r => r.GetString(3), [.. Enumerable.Repeat<object?>(1L, Parameters(sql))]))));

    private static int Parameters(string sql) => Enumerable.Range(1, 9).TakeWhile(n => sql.Contains($"${n}", StringComparison.Ordinal)).Count();
}
