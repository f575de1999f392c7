using System.Text;
using Platform.Core.Costs.Calls;
using Platform.Core.Foundation;
using Platform.Core.Events;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Stores;
using Platform.Core.Runs;
using Platform.Core.Runs.Retention;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>Each call of a model, written with its event.</summary>
public sealed class CallLogs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ModelCallQuery Of(RunView run) => new() { Run = run.Id };

    [Fact]
    public async Task A_call_is_in_the_log_with_where_it_was_made_what_was_said_and_what_it_cost()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var run = await RunAsync(platform, Spending.Once("one", reply: "Yes indeed."), Spending.Tokens(30));
        var log = platform.Get<CallLog>();

        var call = Assert.Single(log.List(RunningPlatform.Me, Of(run)).Items);
        var whole = log.Find(RunningPlatform.Me, call.Id)!;

        Assert.Equal((RunStatus.Succeeded, "one", "write", "writer", "scripted", "scripted/pen"), (run.Status, call.Workflow, call.Node, call.Agent, call.Provider, call.Model));
        Assert.Equal((CallStatus.Ok, 1, 0, "provider", "owner"), (call.Status, call.Attempt, call.Retries, call.Source, call.User));
        Assert.Equal((30L, 0.03m, true), (call.InputTokens, call.Cost, call.Estimated));
        Assert.Equal(("Yes indeed.", 0, 0), (whole.Reply, whole.PromptCut, whole.ReplyCut));
        Assert.Equal(Spending.Tokens(30), whole.Prompt!.Value[0].GetProperty("content").GetString());
        Assert.Equal(0.03m, run.Cost);
    }

    [Fact]
    public async Task An_attempt_that_failed_is_a_row_of_its_own_and_found_by_its_status()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var run = await RunAsync(platform, """
            platform: v1
            name: falls
            models:
              first: { use: scripted/first, rules: [ { match: ".", error: model_failed } ], fallback: second }
              second: { use: scripted/second, default: Here. }
            agents: { writer: { model: first } }
            start: write
            nodes: { write: { agent: writer, prompt: hello } }
            """);
        var log = platform.Get<CallLog>();

        var all = log.List(RunningPlatform.Me, Of(run)).Items;
        var retried = Assert.Single(log.List(RunningPlatform.Me, new ModelCallQuery { Status = CallStatus.Retried }).Items);

        Assert.Equal([(CallStatus.Ok, 2), (CallStatus.Retried, 1)], all.Select(c => (c.Status, c.Attempt)));
        Assert.Equal("invalid_request", retried.ErrorKind);
        Assert.Contains("rule 1", retried.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_found_by_text_model_workflow_and_time_page_by_page()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Spending.Once("paged"));
        await platform.SaveAsync(Spending.Once("other"));
        for (var i = 0; i < 5; i++) await EndAsync(platform, "paged", $"question {i} 100% \\ _");
        await EndAsync(platform, "other", "elsewhere");
        var log = platform.Get<CallLog>();
        Page<ModelCallView> List(ModelCallQuery query) => log.List(RunningPlatform.Me, query);

        var first = List(new ModelCallQuery { Workflow = "paged", Limit = 3 });
        var second = List(new ModelCallQuery { Workflow = "paged", Limit = 3, After = first.Next });

        Assert.Equal((3, 2, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(5, first.Items.Concat(second.Items).Select(c => c.Id).Distinct().Count());
        Assert.Single(List(new ModelCallQuery { Text = "QUESTION 3" }).Items);
        Assert.Equal(5, List(new ModelCallQuery { Text = "100% " }).Items.Count);
        Assert.Empty(List(new ModelCallQuery { Text = "1__%" }).Items);
        Assert.Equal(6, List(new ModelCallQuery { Model = "scripted/pen" }).Items.Count);
        Assert.Single(List(new ModelCallQuery { Model = "scripted/pen", Workflow = "other" }).Items);
        Assert.Empty(List(new ModelCallQuery { To = DateTimeOffset.UtcNow.AddHours(-1) }).Items);
        Assert.Equal(6, List(new ModelCallQuery { From = DateTimeOffset.UtcNow.AddHours(-1), Provider = "scripted" }).Items.Count);
        Assert.Empty(log.List(RunningPlatform.Me with { Organization = new OrganizationId(Guid.NewGuid()) }, new ModelCallQuery()).Items);
        Assert.Throws<PlatformException>(() => List(new ModelCallQuery { After = "nowhere" }));
    }

    [Fact]
    public async Task What_is_very_long_is_cut_and_says_how_much()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var run = await RunAsync(platform, Spending.Once("long", reply: new string('é', 70_000) + "\\0"), new string('x', 100_000));
        var log = platform.Get<CallLog>();

        var call = log.Find(RunningPlatform.Me, log.List(RunningPlatform.Me, Of(run)).Items[0].Id)!;

        Assert.Equal((RunStatus.Succeeded, 64 * 1024, 70_001 - (64 * 1024)), (run.Status, call.Reply.Length, call.ReplyCut));
        Assert.InRange(call.PromptCut, 90_000, 100_100);
    }

    [Fact]
    public async Task Calls_go_with_their_run_and_costs_stay()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var run = await RunAsync(platform, Spending.Once("gone"));
        var log = platform.Get<CallLog>();

        await platform.Get<RetentionService>().PruneAsync(
            RunningPlatform.Me, new PruneRuns { Rule = new RetentionRule(TimeSpan.Zero, null), Workflow = "gone" }, null, Token);

        Assert.Empty(log.List(RunningPlatform.Me, new ModelCallQuery()).Items);
        Assert.Equal(1, platform.Get<Database>().Read(s => s.Number("SELECT CAST(sum(calls) AS bigint) FROM spend WHERE workflow = $1", run.Workflow)));
    }

    [Fact]
    public async Task Old_calls_are_deleted_where_the_organisation_says_so()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await RunAsync(platform, Spending.Once("old"));
        var log = platform.Get<CallLog>();

        Assert.Equal(0, await log.SweepAsync(Token));
        await log.KeepAsync(RunningPlatform.Me, 3);
        Assert.Equal(0, await log.SweepAsync(Token));
        await platform.Get<IDatabaseWriter>().WriteAsync(s => s.Execute("UPDATE model_calls SET id = $1", IdRange.From(DateTimeOffset.UtcNow.AddDays(-4))));

        Assert.Equal(1, await log.SweepAsync(Token));
        Assert.Equal(3, log.Days(RunningPlatform.Me));
        await Assert.ThrowsAsync<PlatformException>(() => log.KeepAsync(RunningPlatform.Me, 0));
    }

    [Fact]
    public async Task Personal_data_is_left_out_of_the_log_the_history_and_the_stream_where_it_is_asked_for()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Spending.Once("personal", reply: "Wrote to ada@example.com, called +44 20 7946 0958.", more: "redact: [email, phone]"));
        var run = await platform.StartRunAsync("personal", new { text = "Ask grace@example.org at 4111 1111 1111 1111" });
        var live = new List<string>();
        await foreach (var told in platform.Runs.WatchAsync(RunningPlatform.Me, run.Id, 0, Token)) live.Add(Json(told.Event));
        var end = await platform.EndOfAsync(run.Id);
        var log = platform.Get<CallLog>();

        var call = log.Find(RunningPlatform.Me, log.List(RunningPlatform.Me, Of(end)).Items[0].Id)!;
        var history = string.Concat((await platform.EventsAsync(run.Id)).Select(e => Json(e.Event))) + string.Concat(live);

        Assert.Equal("Wrote to [email], called [phone].", call.Reply);
        Assert.Equal("Ask [email] at 4111 1111 1111 1111", call.Prompt!.Value[0].GetProperty("content").GetString());
        Assert.DoesNotContain("@example", history, StringComparison.Ordinal);
        Assert.DoesNotContain("7946", history, StringComparison.Ordinal);
        Assert.Equal("Wrote to ada@example.com, called +44 20 7946 0958.", end.Outputs!.Value.GetProperty("said").GetString());
    }

    private static string Json(RunEvent told) => Encoding.UTF8.GetString(EventJson.Write(told));

    private static async Task<RunView> RunAsync(RunningPlatform platform, string yaml, string? text = null)
    {
        var version = await platform.SaveAsync(yaml);
        return await EndAsync(platform, version.Workflow, text);
    }

    private static async Task<RunView> EndAsync(RunningPlatform platform, string workflow, string? text) =>
        await platform.EndOfAsync((await platform.StartRunAsync(workflow, text is null ? null : new { text })).Id);
}
