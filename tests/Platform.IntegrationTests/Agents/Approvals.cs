using System.Text.Json;
using Platform.Core;
using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
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
        await Waiting.UntilAsync(() => given.Deeds.Of("several").Count == 2);
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

    [Fact]
    public async Task Agents_in_loops_maps_branches_and_child_workflows_wait_at_once_and_each_goes_on_with_its_own_answer()
    {
        await Platform.SaveAsync(Clerk("deep-child", "deep"));
        await Platform.SaveAsync("""
            platform: v1
            name: deep
            state: { said: { type: array, merge: append, default: [] }, rounds: { type: integer, merge: add, default: 0 } }
            outputs: { said: "${{ state.said }}", rounds: "${{ state.rounds }}" }
            models:
              main:
                use: scripted/clerk
                rules:
                  - { on: user, match: "pay (\\w+)", call: [ { tool: pay, with: { who: deep, amount: 1 } }, { tool: ask, with: { question: "Who is $1?" } } ] }
                  - { on: tool, match: "(.*)\n(.*)", reply: "$1 $2" }
            tools:
              pay: { use: host.pay, approve: "${{ arguments.amount > 0 && run.id != '' }}" }
              ask: { use: human.ask }
              child: { use: workflow, workflow: deep-child }
            agents: { clerk: { model: main, tools: [pay, ask] } }
            start: [each, other, kid]
            nodes:
              each: { map: { over: "${{ ['a', 'b'] }}", as: who }, agent: clerk, prompt: "pay ${{ who }}", save: { said: "${{ [who + ': ' + output] }}" } }
              other: { agent: clerk, prompt: "pay c", save: { said: "${{ ['c: ' + output] }}", rounds: 1 }, next: [ { when: "${{ state.rounds < 2 }}", to: other } ] }
              kid: { tool: child, with: {}, save: { said: "${{ [output.said] }}" } }
            """);
        var run = (await Platform.StartRunAsync("deep")).Id;
        await Platform.OpenAsync(run, 6);

        await Waiting.UntilAsync(async () =>
        {
            var open = (await Platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery(), RunningPlatform.Token)).Items.Where(t => t.Workflow is "deep" or "deep-child").ToList();
            foreach (var task in open.OrderBy(t => t.Id.Value.GetHashCode()))
                await Platform.AnswerAsync(task, task.Approval is null ? JsonSerializer.Serialize(new { answer = task.Title }) : """{"decision":"approve"}""");
            return (await Platform.Runs.FindAsync(RunningPlatform.Me, run, RunningPlatform.Token))!.Status.IsEnded();
        });

        var ended = await Platform.EndOfAsync(run);
        Assert.True(ended.Status == RunStatus.Succeeded, $"{ended.Error}");
        var said = ended.Outputs!.Value.GetProperty("said").EnumerateArray().Select(s => s.GetString()!).ToList();
        Assert.Equal(
            ["1: done: pay 10 2: done: look bill 3: done: pay 900", "a: done: pay 1 {\"answer\":\"Who is a?\"}", "b: done: pay 1 {\"answer\":\"Who is b?\"}",
                "c: done: pay 1 {\"answer\":\"Who is c?\"}", "c: done: pay 1 {\"answer\":\"Who is c?\"}"],
            said.Order(StringComparer.Ordinal));
        Assert.Equal(7, given.Deeds.Of("deep").Count);
        Assert.Equal(8, ended.Usage.ModelCalls);
        Assert.True((await Platform.Travel.ReplayAsync(RunningPlatform.Me, run, null, RunningPlatform.Token)).Deterministic);
    }

    [Fact]
    public async Task A_person_who_cannot_be_spared_is_asked_when_the_condition_fails_and_told_why()
    {
        await Platform.SaveAsync(Clerk("unsure", "unsure", approve: "\"${{ arguments.amount > 100 ? 'yes' : arguments.missing.deep }}\""));
        var run = (await Platform.StartRunAsync("unsure")).Id;

        var open = await Platform.OpenAsync(run, 2);

        Assert.Contains("its condition could not be evaluated (", open.Single(t => t.TaskId.EndsWith("call-1", StringComparison.Ordinal)).Description, StringComparison.Ordinal);
        Assert.Contains("its condition gave string where true or false belongs", open.Single(t => t.TaskId.EndsWith("call-3", StringComparison.Ordinal)).Description, StringComparison.Ordinal);
        await Platform.Runs.CancelAsync(RunningPlatform.Me, run, RunningPlatform.Token);
    }

    [Theory]
    [InlineData("""{"decision":"perhaps"}""", "/decision")]
    [InlineData("""{"decision":"approve","arguments":{"who":"form","amount":"much"}}""", "/arguments/amount")]
    [InlineData("""{"arguments":{"who":"form","amount":1}}""", "")]
    public async Task What_does_not_fit_the_form_or_the_tool_is_no_answer(string answer, string path)
    {
        await Platform.SaveAsync(Clerk("form", "form"));
        var run = (await Platform.StartRunAsync("form")).Id;
        var open = await Platform.OpenAsync(run, 2);

        var refused = await Platform.HumanTasks.CompleteAsync(RunningPlatform.Me, open[0].Id, JsonDocument.Parse(answer).RootElement, RunningPlatform.Token);

        Assert.Equal(path, Assert.Single(refused.Findings).Path);
        await Platform.Runs.CancelAsync(RunningPlatform.Me, run, RunningPlatform.Token);
    }

    [Fact]
    public async Task A_tool_node_waits_for_leave_calls_what_was_shown_and_goes_on_elsewhere_when_it_is_refused_or_nobody_decides()
    {
        await Platform.SaveAsync("""
            platform: v1
            name: nodes
            state: { n: { type: integer, default: 5 }, said: { type: object, merge: deep, default: {} } }
            outputs: { said: "${{ state.said }}" }
            tools: { pay: { use: host.pay, approve: "${{ arguments.amount >= 5 }}" }, soon: { use: host.pay, approve: { when: always, timeout: 200ms } } }
            start: [first, second, third, change]
            nodes:
              change: { set: { n: 7 } }
              first: { tool: pay, with: { who: nodes, amount: "${{ state.n }}" }, save: { said: "${{ {'first': output} }}" } }
              second: { tool: pay, with: { who: nodes, amount: 6 }, on_error: { to: caught } }
              third: { tool: soon, with: { who: nodes, amount: 8 }, on_error: { to: late } }
              caught: { set: { said: "${{ {'second': error.code + ' ' + error.message} }}" } }
              late: { set: { said: "${{ {'third': error.code} }}" } }
            """);
        var run = (await Platform.StartRunAsync("nodes")).Id;

        await Waiting.UntilAsync(async () => (await Platform.EventsAsync(run)).Any(e => e.Event is TaskFinished { Node: "late" }));
        var open = await Platform.OpenAsync(run, 2);
        await Platform.AnswerAsync(open.Single(t => t.Node == "first"), """{"decision":"approve"}""");
        await Platform.AnswerAsync(open.Single(t => t.Node == "second"), """{"decision":"refuse","reason":"No"}""");
        var said = (await Platform.EndOfAsync(run)).Outputs!.Value.GetProperty("said");

        Assert.Equal("done: pay 5", said.GetProperty("first").GetString());
        Assert.Equal("forbidden owner refused this call: No.", said.GetProperty("second").GetString());
        Assert.Equal("timeout", said.GetProperty("third").GetString());
        Assert.Equal(["pay 5"], given.Deeds.Of("nodes"));
        Assert.Equal(["approved", "refused", "timed_out"], (await Platform.ToldAsync<ToolStarted>(run)).Select(s => s.Approval!.Decision).Order(StringComparer.Ordinal));
        Assert.True((await Platform.Travel.ReplayAsync(RunningPlatform.Me, run, null, RunningPlatform.Token)).Deterministic);
    }

    [Fact]
    public async Task An_agents_word_on_a_tool_goes_before_the_tools_own_and_secrets_are_not_shown()
    {
        Platform.Get<Platform.Core.Security.Redactor>().Learn("hunter", "hunter2-secret");
        await Platform.SaveAsync("""
            platform: v1
            name: words
            outputs: { said: "${{ state.said }}" }
            state: { said: { type: string, default: "" } }
            models: { main: { use: scripted/clerk, rules: [ { on: user, call: [ { tool: pay, with: { who: words, amount: 2 } }, { tool: host_look, with: { who: words, what: hunter2-secret } } ] }, { on: tool, reply: done } ] } }
            tools: { pay: { use: host.pay, approve: always } }
            agents: { clerk: { model: main, tools: [pay, host.look], approve: { pay: never, host.look: { when: always, assign: "role:boss" } } } }
            start: work
            nodes: { work: { agent: clerk, prompt: Go, save: { said: "${{ output }}" } } }
            """);
        var run = (await Platform.StartRunAsync("words")).Id;

        var task = Assert.Single(await Platform.OpenAsync(run, 1));
        Assert.Equal(("role:boss", "host.look"), (task.Assignee, task.Approval!.Value.GetProperty("tool").GetString()));
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(task), StringComparison.Ordinal);
        await Platform.AnswerAsync(task, JsonSerializer.Serialize(new { decision = "approve", arguments = new { who = "words", what = task.Values!.Value.GetProperty("arguments").GetProperty("what").GetString() } }));
        await Platform.EndOfAsync(run);

        Assert.Equal(["pay 2", "look hunter2-secret"], given.Deeds.Of("words"));
        Assert.DoesNotContain("hunter2", string.Join('\n', (await Platform.EventsAsync(run)).Select(e => JsonSerializer.Serialize(e.Event, e.Event.GetType()))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_agent_did_and_what_waits_survives_a_restart()
    {
        var deeds = new Deeds();
        var first = await RunningPlatform.StartAsync(change: deeds.Register);
        await first.SaveAsync(Clerk("restart", "restart"));
        var run = (await first.StartRunAsync("restart")).Id;
        await first.OpenAsync(run, 2);
        await first.Get<PlatformStart>().StopAsync(CancellationToken.None);

        await using (var second = await RunningPlatform.StartAsync(first.Folder, change: deeds.Register))
        {
            foreach (var task in await second.OpenAsync(run, 2)) await second.AnswerAsync(task, """{"decision":"approve"}""");
            var ended = await second.EndOfAsync(run);

            Assert.Equal("1: done: pay 10 2: done: look bill 3: done: pay 900", ended.Outputs!.Value.GetProperty("said").GetString());
            Assert.Equal(2, ended.Usage.ModelCalls);
            Assert.Equal(["look bill", "pay 10", "pay 900"], deeds.Of("restart").Order(StringComparer.Ordinal));
        }

        await first.DisposeAsync();
    }
}
