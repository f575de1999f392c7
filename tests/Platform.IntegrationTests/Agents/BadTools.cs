using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Agents;

/// <summary>Tools that break, models that call them wrongly, and calls that are bounded: the agent gets a sentence that it can act on.</summary>
public sealed class BadTools(BadTools.Host given) : IClassFixture<BadTools.Host>
{
    public sealed class Host : IAsyncLifetime
    {
        private int _active;

        internal RunningPlatform Platform { get; private set; } = null!; // set before any test runs

        internal int MostAtOnce { get; private set; }

        public async ValueTask InitializeAsync() => Platform = await RunningPlatform.StartAsync(change: s =>
        {
            s.AddSingleton<AIFunction>(AIFunctionFactory.Create(string () => throw new InvalidOperationException("boom"), "throws"));
            s.AddSingleton<AIFunction>(AIFunctionFactory.Create(() => new TaskCompletionSource<string>().Task, "hangs"));
            s.AddSingleton<AIFunction>(AIFunctionFactory.Create(() => new string('x', 100_000_000), "huge"));
            s.AddSingleton<AIFunction>(AIFunctionFactory.Create(() => new byte[] { 0, 255, 254, 13 }, "binary"));
            s.AddSingleton<AIFunction>(AIFunctionFactory.Create(() => "{ not json \u0000 \ud800", "garbled"));
            s.AddSingleton<AIFunction>(new Liar("bad_schema", """{"type":"nonsense"}""", null));
            s.AddSingleton<AIFunction>(new Liar("no_schema", "[]", null));
            s.AddSingleton<AIFunction>(new Liar("liar", """{"type":"object"}""", """{"type":"object","required":["total"]}"""));
            s.AddSingleton<AIFunction>(AIFunctionFactory.Create(CountAsync, "count"));
        });

        public ValueTask DisposeAsync() => Platform.DisposeAsync();

        private async Task<string> CountAsync()
        {
            lock (this) MostAtOnce = Math.Max(MostAtOnce, ++_active);
            await Task.Delay(5);
            lock (this) _active--;
            return "counted";
        }
    }

    private RunningPlatform Platform => given.Platform;

    [Fact]
    public async Task Whatever_a_tool_does_the_agent_reads_a_sentence_about_each_and_the_run_goes_on()
    {
        string[] calls = ["host_throws", "host_hangs", "host_huge", "host_binary", "host_garbled", "host_bad_schema", "host_no_schema", "host_liar", "nope", "time_now"];
        await SaveAsync("broken", "[host.throws, slow, host.huge, host.binary, host.garbled, host.bad_schema, host.no_schema, host.liar, time.now]",
            $"[ {string.Join(", ", calls.Select(c => $"{{ tool: {(c == "host_hangs" ? "slow" : c)}, with: {(c == "time_now" ? "{ zone: [1] }" : "{}")} }}"))} ]");

        var run = await Platform.EndOfAsync((await Platform.StartRunAsync("broken")).Id);

        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Error}");
        var told = (await Platform.ToldAsync<ToolFinished>(run.Id)).ToDictionary(t => t.Tool, t => t.Error is { } error ? $"{error.Code}: {error.Message}" : t.Result?.GetRawText());
        Assert.Equal("tool_failed: Tool 'host.throws' failed: boom", told["host.throws"]);
        Assert.Equal("timeout: Tool 'slow' did not finish within 0.1 s.", told["slow"]);
        Assert.StartsWith("limit_exceeded: Tool 'host.huge' gave back 97", told["host.huge"], StringComparison.Ordinal);
        Assert.Equal("\"AP/\\u002BDQ==\"", told["host.binary"]);
        Assert.Contains("not json", told["host.garbled"], StringComparison.Ordinal);
        Assert.StartsWith("tool_failed: Tool 'host.bad_schema' describes its arguments with a schema that is none", told["host.bad_schema"], StringComparison.Ordinal);
        Assert.Equal("tool_failed: Tool 'host.no_schema' does not describe its arguments.", told["host.no_schema"]);
        Assert.StartsWith("tool_failed: Tool 'host.liar' gave back something else than it promises", told["host.liar"], StringComparison.Ordinal);
        Assert.Equal("not_found: No tool is named 'nope'.", told["nope"]);
        Assert.StartsWith("validation: Tool 'time.now'", told["time.now"], StringComparison.Ordinal);
        Assert.Equal(calls.Length, (await Platform.ToldAsync<ToolStarted>(run.Id)).Count);
    }

    [Fact]
    public async Task A_hundred_and_fifty_equal_calls_run_a_few_at_a_time_and_no_more_than_may()
    {
        await SaveAsync("many", "[host.count]", $"[ {string.Join(", ", Enumerable.Repeat("{ tool: host_count }", 150))} ]");

        var run = await Platform.EndOfAsync((await Platform.StartRunAsync("many")).Id);

        var ends = await Platform.ToldAsync<ToolFinished>(run.Id);
        Assert.Equal((128, 22), (ends.Count(t => t.Error is null), ends.Count(t => t.Error is { Code: "limit_exceeded", Message: "At most 128 tools can be called in one turn." })));
        Assert.InRange(given.MostAtOnce, 2, 16);
    }

    [Fact]
    public async Task Calls_are_bounded_by_the_run_by_the_minute_and_by_the_agent()
    {
        await SaveAsync("bounded", "[few, rare, host.count]", "[ { tool: few }, { tool: few }, { tool: few }, { tool: rare }, { tool: rare }, { tool: host_count }, { tool: host_count } ]", "limits: { calls: 6 }");

        var first = await Platform.EndOfAsync((await Platform.StartRunAsync("bounded")).Id);
        var second = await Platform.EndOfAsync((await Platform.StartRunAsync("bounded")).Id);

        Assert.Equal(["few ok", "few ok", "few limit_exceeded", "rare ok", "rare rate_limited", "host.count ok", "host.count limit_exceeded"], await EndsAsync(first));
        Assert.Equal(["few ok", "few ok", "few limit_exceeded", "rare rate_limited", "rare rate_limited", "host.count ok", "host.count limit_exceeded"], await EndsAsync(second));
        var late = (await Platform.ToldAsync<ToolFinished>(second.Id)).First(t => t.Error?.Code == "rate_limited").Error!;
        Assert.Matches("^Tool 'rare' may be called 1 times a minute, and that is used up\\. Call it again in [1-6][0-9]? s, or go on without it\\.$", $"{late.Message} {late.Resolution}");
    }

    [Fact]
    public async Task A_model_that_only_ever_calls_tools_is_stopped_with_a_code()
    {
        await SaveAsync("endless", "[time.now]", "[ { tool: time_now } ]", "max_turns: 100", again: true);

        var run = await Platform.EndOfAsync((await Platform.StartRunAsync("endless")).Id);

        Assert.Equal((RunStatus.Failed, "limit_exceeded"), (run.Status, run.Error!.Code));
        Assert.Equal(100, run.Usage.ModelCalls);
    }

    private async Task<IReadOnlyList<string>> EndsAsync(RunView run)
    {
        var order = (await Platform.ToldAsync<LlmFinished>(run.Id))[0].ToolCalls!.Value.EnumerateArray().Select(c => c.GetProperty("id").GetString()!).ToList();
        return [.. (await Platform.ToldAsync<ToolFinished>(run.Id)).OrderBy(t => order.IndexOf(t.CallId)).Select(t => $"{t.Tool} {t.Error?.Code ?? "ok"}").GroupBy(s => s.Split(' ')[0]).SelectMany(g => g.OrderBy(s => s.EndsWith("ok", StringComparison.Ordinal) ? 0 : 1))];
    }

    private Task SaveAsync(string name, string tools, string calls, string settings = "max_turns: 10", bool again = false) => Platform.SaveAsync($$$"""
        platform: v1
        name: {{{name}}}
        state: { said: { type: string, default: "" } }
        models: { main: { use: scripted/m, rules: [ { {{{(again ? "" : "on: user, ")}}}call: {{{calls}}} }, { on: tool, reply: done } ] } }
        tools:
          slow: { use: host.hangs, timeout: 100ms }
          few: { use: host.count, limits: { calls: 2 } }
          rare: { use: host.count, limits: { per_minute: 1 } }
        agents: { a: { model: main, tools: {{{tools}}}, {{{settings}}} } }
        start: work
        nodes: { work: { agent: a, prompt: Go, save: { said: "${{ output }}" } } }
        """);

    // A function that describes itself as it likes.
    private sealed class Liar(string name, string schema, string? promised) : AIFunction
    {
        public override string Name => name;

        public override string Description => "Lies.";

        public override JsonElement JsonSchema { get; } = JsonDocument.Parse(schema).RootElement;

        public override JsonElement? ReturnJsonSchema { get; } = promised is null ? null : JsonDocument.Parse(promised).RootElement;

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => ValueTask.FromResult<object?>("something");
    }
}
