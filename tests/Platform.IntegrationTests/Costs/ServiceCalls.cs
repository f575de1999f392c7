using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Costs;
using Platform.Core.Costs.Budgets;
using Platform.Core.Costs.Calls;
using Platform.Core.Events;
using Platform.Core.Models;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Costs;

/// <summary>Vectors and speech are calls of models like any other: in the log, in the costs, under the budgets.</summary>
public sealed class ServiceCalls
{
    private const string Vectors = """{"data":[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[0,1]}],"usage":{"prompt_tokens":500,"total_tokens":500}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vectors_are_in_the_log_with_their_tokens_and_cost_and_the_run_bears_them()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json(Vectors);
        await using var platform = await StartAsync();

        var run = await RunAsync(platform, Embed("vectors", server.Address, ", price: { input: 1000, output: 0 }"));
        var call = Assert.Single(platform.Get<CallLog>().List(RunningPlatform.Me, new ModelCallQuery { Run = run.Id }).Items);
        var whole = platform.Get<CallLog>().Find(RunningPlatform.Me, call.Id)!;
        var costs = platform.Get<CostBook>();
        var spent = costs.Report(RunningPlatform.Me, new CostQuery { By = CostBy.Model, From = costs.Today, To = costs.Today });

        Assert.Equal((RunStatus.Succeeded, 0.5m, true), (run.Status, run.Cost, run.CostKnown));
        Assert.Equal((CallStatus.Ok, "openai/e", "place", 500L, 0.5m, false), (call.Status, call.Model, call.Node, call.InputTokens, call.Cost!.Value, call.Estimated));
        Assert.Equal(("embed", "2 vectors of 2 numbers", "one"), (whole.Operation, whole.Reply, whole.Prompt!.Value[0].GetProperty("content").GetString()));
        Assert.Equal(("openai/e", 0.5m), (spent.Items.Single().Key, spent.Items.Single().Cost));
    }

    [Fact]
    public async Task Without_a_price_they_cost_an_unknown_amount_and_what_fails_is_told_too()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json(Vectors).Json("""{"data":[]}""");
        await using var platform = await StartAsync();

        var run = await RunAsync(platform, Embed("unpriced", server.Address));
        var failed = await RunAsync(platform, Embed("unpriced", server.Address));
        var calls = platform.Get<CallLog>().List(RunningPlatform.Me, new ModelCallQuery { Workflow = "unpriced" }).Items;

        Assert.Equal((RunStatus.Succeeded, RunStatus.Failed, false), (run.Status, failed.Status, run.CostKnown));
        Assert.Equal([(CallStatus.Failed, "unreadable", (decimal?)0), (CallStatus.Ok, null, null)], calls.Select(c => (c.Status, c.ErrorKind, c.Cost)));
    }

    [Fact]
    public async Task A_budget_refuses_them_before_they_are_made()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json(Vectors);
        await using var platform = await StartAsync();
        await platform.SaveAsync(Embed("poor", server.Address, ", price: { input: 1000000, output: 0 }", "budgets: { day: $0.50 }"));

        var run = await platform.EndOfAsync((await platform.StartRunAsync("poor")).Id);
        var budget = Assert.Single(await platform.Get<BudgetBook>().ShowAsync(RunningPlatform.Me, Token));

        Assert.Equal(("budget_exceeded", 0), (run.Error?.Code, server.Asked.Count));
        Assert.Equal((BudgetState.Refused, 0), (budget.State, budget.Percent)); // nothing is spent, so it is not used up
    }

    [Fact]
    public async Task Tools_of_an_agent_are_counted_under_it_side_by_side()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"data":[{"index":0,"embedding":[1]}],"usage":{"prompt_tokens":7}}""");
        await using var platform = await StartAsync();
        var run = await RunAsync(platform, $$$"""
            platform: v1
            name: both
            budgets: { day: $9 }
            models:
              far: { use: openai/e, base_url: "{{{server.Address}}}/v1", api_key: k, price: { input: 1000, output: 0 } }
              pen: { use: scripted/pen, rules: [ { match: vectors, times: 1, call: [ { tool: embed, with: { text: a } }, { tool: embed, with: { text: b } } ] } ], default: Done. }
            tools: { embed: { use: text.embed, model: far } }
            agents: { writer: { model: pen, tools: [embed] } }
            start: write
            nodes: { write: { agent: writer, prompt: Make vectors. } }
            """);
        var calls = platform.Get<CallLog>().List(RunningPlatform.Me, new ModelCallQuery { Run = run.Id, Model = "openai/e" }).Items;

        Assert.True(run.Status == RunStatus.Succeeded, run.Error?.Message);
        Assert.Equal([("writer", 0.007m), ("writer", 0.007m)], calls.Select(c => (c.Agent, c.Cost!.Value)));
        Assert.Equal(0.014m, run.Cost);
        Assert.Equal(0, Assert.Single(await platform.Get<BudgetBook>().ShowAsync(RunningPlatform.Me, Token)).Held);
    }

    [Theory]
    [InlineData(null, 30.0, 0, 0, 0.006, 0.003)] // by time, as it is heard
    [InlineData(null, null, 0, 0, 0.006, null)] // nobody told how long it is
    [InlineData(2000L, 30.0, 6, 10, 0.006, 0.012)] // tokens are told, and they have a price
    [InlineData(2000L, 30.0, 0, 0, 0.006, 0.003)] // tokens are told, and only time has one
    [InlineData(null, 30.0, 6, 10, null, null)] // a price of tokens says nothing of time
    [InlineData(null, 30.0, 0, 0, null, 0.0)] // free is free
    [InlineData(-1L, -5.0, 0, 0, 0.006, null)] // what cannot be is not believed
    public void Sound_costs_by_what_its_price_is_of(long? tokens, double? seconds, double input, double output, double? minute, double? cost)
    {
        var price = new ModelPrice((decimal)input, (decimal)output) { Minute = (decimal?)minute };

        var heard = ServiceCosts.Heard(tokens is null ? null : new UsageDetails { InputTokenCount = tokens }, seconds, price);

        Assert.Equal((decimal?)cost, heard.Cost);
        Assert.Null(ServiceCosts.Heard(null, seconds, null).Cost);
    }

    [Fact]
    public void Speech_costs_by_characters_where_it_is_sold_so_and_is_never_guessed()
    {
        Assert.Equal(0.00015m, ServiceCosts.Said(null, "0123456789", ModelPrices.Of("openai", "tts-1")).Cost);
        Assert.Null(ServiceCosts.Said(null, "0123456789", new ModelPrice(0.6m, 12)).Cost); // how many tokens a sound has is not heard
        Assert.Equal(0, ServiceCosts.Said(null, "0123456789", ModelPrice.Free).Cost);
        Assert.Equal(0.02m, ModelPrices.Of("openai", "text-embedding-3-small")!.Input);
    }

    [Fact]
    public async Task Personal_data_is_left_out_of_what_tools_are_told_and_tell()
    {
        await using var platform = await StartAsync();
        var run = await RunAsync(platform, """
            platform: v1
            name: private
            redact: [email]
            models: { letters: { use: builtin/embedder } }
            tools: { embed: { use: text.embed, model: letters } }
            start: place
            nodes: { place: { tool: embed, with: { text: Ask ada@example.com } } }
            """);

        var told = (await platform.EventsAsync(run.Id)).Select(e => e.Event).ToList();

        Assert.Equal("Ask [email]", told.OfType<ToolStarted>().Single().Arguments.GetProperty("text").GetString());
        Assert.Equal("Ask [email]", told.OfType<LlmFinished>().Single().Messages[0].GetProperty("content").GetString());
    }

    private static string Embed(string name, string address, string price = "", string more = "") => $$"""
        platform: v1
        name: {{name}}
        {{more}}
        models: { far: { use: openai/e, base_url: "{{address}}/v1", api_key: k{{price}} } }
        tools: { embed: { use: text.embed, model: far } }
        start: place
        nodes: { place: { tool: embed, with: { texts: [one, two] } } }
        """;

    private static Task<RunningPlatform> StartAsync() => RunningPlatform.StartAsync(change: services =>
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new EgressOptions { Allow = ["127.0.0.1"] })));

    private static async Task<RunView> RunAsync(RunningPlatform platform, string yaml)
    {
        var version = await platform.SaveAsync(yaml);
        return await platform.EndOfAsync((await platform.StartRunAsync(version.Workflow)).Id);
    }
}
