using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Agents;

/// <summary>An agent that stops in the middle of a turn, until people have said what it may do, and goes on where it was.</summary>
public sealed class Approvals(AgentPlatform given) : IClassFixture<AgentPlatform>
{
    /// <param name="who">Tells what this test's tools did from what others' did.</param>
    private static string Clerk(string name, string who, string rest = "", string approve = "always") => $$$"""
        platform: v1
        name: {{{name}}}
        inputs: { who: { type: string, default: {{{who}}} } }
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        models:
          main:
            use: scripted/clerk
            rules:
              - { on: user, call: [ { tool: pay, with: { who: {{{who}}}, amount: 10 } }, { tool: host_look, with: { who: {{{who}}}, what: bill } }, { tool: pay, with: { who: {{{who}}}, amount: 900 } } ], reply: One moment. }
              - { on: tool, match: "^(.*)\\n(.*)\\n(.*)$", reply: "1: $1 2: $2 3: $3" }
        tools:
          pay: { use: host.pay, approve: {{{approve}}} }
        agents:
          clerk: { model: main, tools: [pay, host.look] }
        start: work
        nodes:
          work: { agent: clerk, prompt: "Go", save: { said: "${{ output }}" } }
        {{{rest}}}
        """;

    private RunningPlatform Platform => given.Platform;

    [Fact]
    public async Task Several_calls_of_one_turn_are_decided_in_any_order_and_nothing_is_done_or_asked_twice()
    {
        await Platform.SaveAsync(Clerk("several", "several"));
        var run = (await Platform.StartRunAsync("several")).Id;

        var open = await Platform.OpenAsync(run, 2);
        Assert.Equal(["look bill"], given.Deeds.Of("several"));
        var (first, last) = (open.Single(t => t.TaskId.EndsWith("/call-1", StringComparison.Ordinal)), open.Single(t => t.TaskId.EndsWith("/call-3", StringComparison.Ordinal)));
        Assert.Equal("""{"arguments":{"who":"several","amount":900}}""", JsonSerializer.Serialize(last.Values));
        Assert.Equal("Allow 'pay' for agent 'clerk'?", last.Title);
        await Platform.AnswerAsync(last, """{"decision":"approve","arguments":{"who":"several","amount":90}}""");
        await Answering.UntilAsync(() => given.Deeds.Of("several").Count == 2);
        var left = await Platform.OpenAsync(run, 1);
        Assert.Equal(first.Id, Assert.Single(left).Id);
        await Platform.AnswerAsync(first, """{"decision":"refuse","reason":"Paid already"}""");
        var ended = await Platform.EndOfAsync(run);

        Assert.Equal(
            "1: Error (forbidden): owner refused this call: Paid already. It was not made. Do not call it again with the same arguments. 2: done: look bill 3: done: pay 90",
            ended.Outputs!.Value.GetProperty("said").GetString());
        Assert.Equal(["look bill", "pay 90"], given.Deeds.Of("several"));
        Assert.Equal(2, ended.Usage.ModelCalls);
        var started = await Platform.ToldAsync<ToolStarted>(run);
        Assert.Equal(["edited", "refused"], started.Select(s => s.Approval?.Decision).OfType<string>());
        var edited = started.Single(s => s.Approval?.Decision == "edited");
        Assert.Equal((90, 900), (edited.Arguments.GetProperty("amount").GetInt32(), edited.Approval!.Proposed!.Value.GetProperty("amount").GetInt32()));
        Assert.Equal(("owner", "every call of it must be allowed"), (edited.Approval.By, edited.Approval.Why));
        Assert.Equal(3, (await Platform.ToldAsync<ToolFinished>(run)).Count);
        var report = await Platform.Travel.ReplayAsync(RunningPlatform.Me, run, null, RunningPlatform.Token);
        Assert.True(report.Deterministic, $"{report.Divergence}");
    }
}
