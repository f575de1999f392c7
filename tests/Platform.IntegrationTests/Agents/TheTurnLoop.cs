using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Schemas;
using Platform.Core.Tools;
using Platform.IntegrationTests.Models;
using Platform.IntegrationTests.Tools;
using Xunit;

namespace Platform.IntegrationTests.Agents;

public sealed class TheTurnLoop
{
    private const string Verdict = """{"type":"object","required":["category"],"properties":{"category":{"enum":["billing","bug"]},"confidence":{"type":"number"}}}""";

    private readonly GivenTools _tools = new();
    private readonly ConcurrentQueue<RunEvent> _told = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_answered_with_text_and_told_as_it_is_written()
    {
        var result = await RunAsync(Call("""{"use":"scripted/a","default":"Good day to you"}""", "Hello"));

        Assert.Equal("Good day to you", result.Output.GetString());
        Assert.Equal((1, 0m), (result.Turns, result.Cost));
        Assert.Equal("Good day to you", string.Concat(_told.OfType<LlmDelta>().Select(d => d.Text)));
        var finished = Assert.Single(_told.OfType<LlmFinished>());
        Assert.Equal(("scripted/a", "scripted", "helper", "Good day to you", "stop"), (finished.Model, finished.Provider, finished.Agent, finished.Reply, finished.StopReason));
        Assert.Equal("""[{"role":"system","content":"Be kind."},{"role":"user","content":"Hello"}]""", finished.Messages.GetRawText());
        Assert.True(finished.UsageEstimated);
    }

    [Fact]
    public async Task Tools_run_at_once_and_their_results_go_back_in_the_order_of_the_calls()
    {
        var bothRun = new Barrier(2);
        var slow = Tool("slow.one", async () => { await Task.Yield(); Meet(bothRun); await Task.Yield(); return "first"; });
        var fast = Tool("fast", async () => { await Task.Yield(); Meet(bothRun); return "second"; });
        var call = Call("""
            {"use":"scripted/a","rules":[{"on":"user","reply":"Let me look.","call":[{"tool":"slow_one"},{"tool":"fast"}]},{"on":"tool","match":"^(.*)\n(.*)$","reply":"$1, $2"}]}
            """, "go") with
        { Tools = [slow, fast] };

        var result = await RunAsync(call);

        Assert.Equal("first, second", result.Output.GetString());
        Assert.Equal(["slow.one", "fast"], _told.OfType<ToolStarted>().Select(t => t.Tool).OrderDescending(StringComparer.Ordinal));
        Assert.All(_told.OfType<ToolFinished>(), t => Assert.Null(t.Error));
        Assert.Equal(2, _told.OfType<LlmFinished>().Count());
        Assert.Equal(2, _told.OfType<LlmFinished>().First().ToolCalls!.Value.GetArrayLength());
    }

    [Theory]
    [InlineData("file_read", """{"path":"missing.txt"}""", "not_found")]
    [InlineData("file_read", """{"pfad":"a"}""", "validation")]
    [InlineData("file_raed", "{}", "not_found")]
    public async Task What_goes_wrong_in_a_tool_is_told_to_the_model(string tool, string with, string code)
    {
        var call = Call($$"""{"use":"scripted/a","rules":[{"on":"user","call":{"tool":"{{tool}}","with":{{with}} } },{"on":"tool","match":"Error \\((\\w+)\\)","reply":"I read $1"}]}""", "go") with
        { Tools = [_tools.Tool("file.read")] };

        var result = await RunAsync(call);

        Assert.Equal($"I read {code}", result.Output.GetString());
        Assert.Equal(code, Assert.Single(_told.OfType<ToolFinished>()).Error?.Code);
    }

    [Fact]
    public async Task An_answer_against_its_schema_goes_back_with_what_is_wrong_and_is_mended()
    {
        var call = Call("""
            {"use":"scripted/a","rules":[
              {"match":"must be one of","reply":"Sorry. ```json\n{\"category\": \"bug\",}\n``` Now it fits."},
              {"match":"no JSON","reply":{"category":"weather"}},
              {"match":"sort","reply":"It is about a bug, I think."}]}
            """, "sort this") with
        { Output = Output(Verdict) };

        var result = await RunAsync(call);

        Assert.Equal("""{"category":"bug"}""", JsonSerializer.Serialize(result.Output));
        Assert.Equal(3, result.Turns);
    }

    [Theory]
    [InlineData("\"rubbish\"")]
    [InlineData("\"\"")]
    [InlineData("{\"category\":\"weather\"}")]
    public async Task A_model_that_never_mends_its_answer_fails_clearly(string reply)
    {
        var call = Call($$"""{"use":"scripted/a","default":{{reply}} }""", "sort this") with { Output = Output(Verdict) };

        var error = await Assert.ThrowsAsync<PlatformException>(() => RunAsync(call));

        Assert.Equal(ErrorCode.ModelFailed, error.Code);
        Assert.Contains("'helper'", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, _told.OfType<LlmFinished>().Count());
    }

    [Fact]
    public async Task Turns_are_bounded()
    {
        var call = Call("""{"use":"scripted/a","rules":[{"call":{"tool":"time_now"}}]}""", "go") with { Tools = [_tools.Tool("time.now")], MaxTurns = 4 };

        var error = await Assert.ThrowsAsync<PlatformException>(() => RunAsync(call));

        Assert.Equal(ErrorCode.LimitExceeded, error.Code);
        Assert.Equal(4, _told.OfType<LlmFinished>().Count());
    }

    [Fact]
    public async Task The_budget_is_asked_before_each_call_and_told_after_it()
    {
        var budget = new Budget(calls: 2);
        var call = Call("""{"use":"scripted/a","price":{"input":1,"output":1},"rules":[{"call":{"tool":"time_now"}}]}""", "go") with { Tools = [_tools.Tool("time.now")], Budget = budget };

        var error = await Assert.ThrowsAsync<PlatformException>(() => RunAsync(call));

        Assert.Equal(ErrorCode.BudgetExceeded, error.Code);
        Assert.Equal(2, budget.Spent.Count);
        Assert.All(budget.Spent, s => Assert.True(s.Tokens > 0 && s.Cost > 0));
    }

    [Fact]
    public async Task A_retry_and_a_fallback_are_told_and_a_failure_too()
    {
        var main = GivenModels.Settings("""{"use":"scripted/main","fallback":["spare"],"rules":[{"error":"validation"}]}""");
        var spare = GivenModels.Settings("""{"use":"scripted/spare","rules":[{"error":"model_failed"}]}""", "spare");
        var call = Call("""{"use":"scripted/x","default":"x"}""", "go") with { Models = new Dictionary<string, ModelSettings> { ["main"] = main, ["spare"] = spare } };

        await Assert.ThrowsAsync<PlatformException>(() => RunAsync(call));

        Assert.Equal("spare", Assert.Single(_told.OfType<LlmRetrying>()).FallbackTo);
        var finished = Assert.Single(_told.OfType<LlmFinished>());
        Assert.Equal(("scripted/spare", "model_failed", 2), (finished.Model, finished.Error?.Code, finished.Attempt));
    }

    [Fact]
    public async Task A_classifier_is_an_agent_with_a_schema_like_any_other()
    {
        var call = Call("""{"use":"builtin/classifier","examples":{"bug":["it crashes","an error appears"],"billing":["the invoice is wrong","charged twice"]}}""", "I was charged twice") with
        { Output = Output(Verdict) };

        var result = await RunAsync(call);

        Assert.Equal("billing", result.Output.GetProperty("category").GetString());
    }

    [Fact]
    public async Task A_repair_is_never_taken_for_the_text_to_classify()
    {
        var call = Call("""{"use":"builtin/classifier","examples":{"weather":["it rains","the sun shines"],"sports":["a goal was scored","the race is over"]}}""", "it rains today") with
        { Output = Output(Verdict) };

        var error = await Assert.ThrowsAsync<PlatformException>(() => RunAsync(call));

        Assert.Equal(ErrorCode.ModelFailed, error.Code);
        Assert.All(_told.OfType<LlmFinished>(), f => Assert.Contains("weather", f.Reply, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_cancels_is_heard()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var call = Call("""{"use":"scripted/a","rules":[{"delay":"10m","reply":"late"}]}""", "go") with { Budget = new Cancelling(source) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().RunAsync(call, source.Token));
    }

    private static void Meet(Barrier barrier) => Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(1)), "the tools run one after the other");

    private static BoundTool Tool(string name, Func<Task<string>> run) => new(name, AIFunctionFactory.Create(run, name.Replace('.', '_')), TimeSpan.FromMinutes(2));

    private static AgentOutput Output(string schema) => new(JsonSchema.Compile(GivenTools.Json(schema), new SchemaOptions()).Schema!, GivenTools.Json(schema));

    private AgentRunner Runner() => new(GivenModels.Router(), new ToolRunner(_tools.Redactor, TimeProvider.System), TimeProvider.System);

    private async Task<AgentResult> RunAsync(AgentCall call) => Assert.IsType<AgentResult>(await Runner().RunAsync(call, Cancelled));

    private AgentCall Call(string model, string prompt) => new()
    {
        Agent = "helper",
        Model = "main",
        Models = new Dictionary<string, ModelSettings> { ["main"] = GivenModels.Settings(model) },
        Instructions = "Be kind.",
        Prompt = [new ChatMessage(ChatRole.User, prompt)],
        Tool = _tools.Context,
        Tell = _told.Enqueue,
    };

    private sealed class Budget(int calls) : IAgentBudget
    {
        public List<(long Tokens, decimal? Cost)> Spent { get; } = [];

        public void EnsureLeft()
        {
            if (Spent.Count >= calls) throw new PlatformException(ErrorCode.BudgetExceeded, "Nothing is left.");
        }

        public void Spend(ModelUsage usage, decimal? cost, bool isAnswered) => Spent.Add((usage.Input + usage.Output, cost));
    }

    private sealed class Cancelling(CancellationTokenSource source) : IAgentBudget
    {
        public void EnsureLeft() => source.Cancel();

        public void Spend(ModelUsage usage, decimal? cost, bool isAnswered)
        {
            // Nothing comes this far.
        }
    }
}
