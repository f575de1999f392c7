using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Models.BadDays;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

public sealed class HealthOfModels
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static string Workflow(string name, string address, string more = "") => $$$"""
        platform: v1
        name: {{{name}}}
        models:
          main: { use: openai/m, base_url: "{{{address}}}/v1", api_key: k, retries: 0{{{more}}} }
          unused: { use: scripted/x, default: hello }
        agents: { helper: { model: main, instructions: Be kind. } }
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        start: a
        nodes:
          a: { agent: helper, prompt: Say it., save: { said: "${{ output }}" } }
        """;

    [Fact]
    public async Task A_check_asks_once_however_many_workflows_use_the_model_and_keeps_what_it_found()
    {
        await using var server = new RudeServer(RudeServer.Good("ok"));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Workflow("one", server.Address));
        await platform.SaveAsync(Workflow("two", server.Address));
        var health = platform.Get<ModelHealth>();
        var before = await health.ListAsync(RunningPlatform.Me, Cancelled);

        var checks = await health.CheckAsync(RunningPlatform.Me, "openai/m", workflow: null, Cancelled);
        var after = await health.ListAsync(RunningPlatform.Me, Cancelled);

        Assert.All(before, m => Assert.Null(m.Check));
        Assert.Equal((2, 1), (checks.Count, server.Requests));
        Assert.All(checks, c => Assert.True(c.Check!.Ok));
        Assert.Null(checks[0].Check!.Cost); // nobody knows the price of this model
        Assert.Equal(["one", "two"], after.Where(m => m.Check is not null).Select(m => m.Workflow));
        Assert.Equal(server.Address, after[0].Address);
    }

    [Fact]
    public async Task A_workflow_whose_models_are_all_down_does_not_start_and_says_why()
    {
        await using var server = new RudeServer(RudeServer.Whole(401, "application/json", "{}"));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Workflow("lost", server.Address));
        var asked = server.Requests;
        await platform.Get<ModelHealth>().CheckAsync(RunningPlatform.Me, "main", "lost", Cancelled);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.StartRunAsync("lost"));

        Assert.Equal((ErrorCode.Unavailable, "authentication", asked + 1), (refused.Code, refused.Kind, server.Requests));
        Assert.Contains("refuses the key of model 'main'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(platform.Get<ModelHealth>().Unhealthy(RunningPlatform.Me), u => u.Of == "openai/m");
    }

    [Fact]
    public async Task Nor_does_it_as_a_child_or_when_its_time_has_come()
    {
        await using var server = new RudeServer(RudeServer.Whole(401, "application/json", "{}"));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Workflow("lost", server.Address));
        await platform.SaveAsync("platform: v1\nname: parent\nstart: child\nnodes: { child: { workflow: lost } }\n");
        await platform.Get<ModelHealth>().CheckAsync(RunningPlatform.Me, "main", "lost", Cancelled);

        var parent = await platform.EndOfAsync((await platform.StartRunAsync("parent")).Id);
        var later = await platform.Runs.StartAsync(RunningPlatform.Me, new StartRun { Workflow = "lost", At = DateTimeOffset.UtcNow.AddMilliseconds(200) }, Cancelled);
        var timed = await platform.EndOfAsync(later.Value!.Id);

        Assert.Contains("No model of workflow 'lost' answers now", parent.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(("unavailable", 1), (timed.Error?.Code, server.Requests)); // the check alone
        Assert.Contains("refuses the key of model 'main'", timed.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_vectors_is_checked_by_a_vector_and_a_look_asks_for_the_list_alone()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"data":[{"index":0,"id":"e","embedding":[1]}],"usage":{"prompt_tokens":1}}""");
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync($$"""
            platform: v1
            name: near
            models: { far: { use: openai/e, base_url: "{{server.Address}}/v1", api_key: k } }
            tools: { embed: { use: text.embed, model: far } }
            start: place
            nodes: { place: { tool: embed, with: { text: a } } }
            """);
        var health = platform.Get<ModelHealth>();

        await health.LookAsync(RunningPlatform.Me, Cancelled);
        var looked = Assert.Single(await health.ListAsync(RunningPlatform.Me, Cancelled)).Check;
        var check = Assert.Single(await health.CheckAsync(RunningPlatform.Me, name: null, workflow: null, Cancelled)).Check;
        await health.LookAsync(RunningPlatform.Me, Cancelled);

        Assert.Equal(["/v1/models", "/v1/embeddings", "/v1/models"], server.Asked.Select(a => a.Path));
        Assert.True(looked is { Ok: true, OnlyLooked: true });
        Assert.True(check is { Ok: true, OnlyLooked: false }, check?.Error);
        Assert.False(Assert.Single(await health.ListAsync(RunningPlatform.Me, Cancelled)).Check!.OnlyLooked); // a call says more than a look
    }

    [Fact]
    public async Task A_fallback_that_may_answer_lets_the_run_start()
    {
        await using var server = new RudeServer(RudeServer.Whole(500, "application/json", "{}"));
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Workflow("saved", server.Address, ", fallback: unused"));
        await platform.Get<ModelHealth>().CheckAsync(RunningPlatform.Me, "main", "saved", Cancelled);

        var run = await platform.EndOfAsync((await platform.StartRunAsync("saved")).Id);

        Assert.Equal(RunStatus.Succeeded, run.Status);
    }

    [Fact]
    public async Task A_breaker_that_is_open_keeps_runs_from_starting_until_a_check_finds_the_model_well()
    {
        var well = false;
        await using var server = new RudeServer((stream, _, cancellationToken) => RudeServer.SayAsync(
            stream, Volatile.Read(ref well) ? RudeServer.Good("ok") : RudeServer.Whole(500, "application/json", "{}"), cancellationToken));
        await using var platform = await RunningPlatform.StartAsync(change: services =>
            services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new ModelTrafficOptions { BreakerFailures = 1 })));
        await platform.SaveAsync(Workflow("broken", server.Address));
        Assert.Equal(RunStatus.Failed, (await platform.EndOfAsync((await platform.StartRunAsync("broken")).Id)).Status);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => platform.StartRunAsync("broken"));
        Volatile.Write(ref well, true);
        await platform.Get<ModelHealth>().CheckAsync(RunningPlatform.Me, "main", "broken", Cancelled);
        var run = await platform.EndOfAsync((await platform.StartRunAsync("broken")).Id);

        Assert.Contains("No model of workflow 'broken' answers now", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Succeeded, run.Status);
    }

    [Fact]
    public async Task Checks_on_a_schedule_find_what_is_down()
    {
        await using var server = new RudeServer(RudeServer.Whole(503, "application/json", "{}"));
        await using var platform = await RunningPlatform.StartAsync(change: services =>
            services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new ModelTrafficOptions { CheckEvery = TimeSpan.FromMilliseconds(100) })));
        await platform.SaveAsync(Workflow("watched", server.Address));

        while (platform.Get<ModelHealth>().Unhealthy(RunningPlatform.Me).Count == 0) await Task.Delay(20, Cancelled);

        Assert.Contains(platform.Get<ModelHealth>().Unhealthy(RunningPlatform.Me), u => u.Why.Contains("overloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Which_providers_can_be_used_is_said_without_a_key()
    {
        await using var platform = await RunningPlatform.StartAsync(change: services => services.AddSingleton<ISecretStore>(new OneKey()));

        var lines = await platform.Get<ProviderReadiness>().LinesAsync(OrganizationId.Local, Cancelled);

        Assert.Equal(["ready", "your own", "no key"], lines.Select(l => l.Word));
        Assert.Contains("anthropic", lines[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ollama", lines[0].Text, StringComparison.Ordinal);
        Assert.Contains("ollama", lines[1].Text, StringComparison.Ordinal);
        Assert.Contains("openai (OPENAI_API_KEY)", lines[2].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("anthropic", lines[2].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.Text.Contains("sk-secret", StringComparison.Ordinal));
    }

    private sealed class OneKey : ISecretStore
    {
        public ValueTask<string?> FindAsync(OrganizationId organization, string name, CancellationToken cancellationToken) =>
            ValueTask.FromResult(name == "ANTHROPIC_API_KEY" ? "sk-secret" : null);
    }
}
