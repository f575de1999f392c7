using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.Tools;
using Platform.IntegrationTests.Models;
using Platform.IntegrationTests.Support;
using Platform.IntegrationTests.Tools;
using Xunit;

namespace Platform.IntegrationTests.Agents;

/// <summary>An agent whose model stopped for another reason than that it was done, over real HTTP.</summary>
public sealed class WhyAnswersEnd
{
    private readonly GivenTools _tools = new();
    private readonly ConcurrentQueue<RunEvent> _told = new();

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"{\"category\":\"bil"},"finish_reason":"length"}]}""", true, "cut off in the middle of its JSON", "max_tokens")]
    [InlineData("""{"choices":[{"message":{"content":"","reasoning_content":"I think and think"},"finish_reason":"length"}]}""", false, "before it wrote anything", "max_tokens")]
    [InlineData("""{"choices":[{"message":{"content":"Well"},"finish_reason":"content_filter"}]}""", false, "filter", "prompt")]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"I will not do that."},"finish_reason":"stop"}]}""", true, "I will not do that.", "prompt")]
    public async Task It_is_an_error_that_says_so_and_is_not_asked_again(string answer, bool structured, string said, string resolution)
    {
        await using var server = (await ProtocolServer.StartAsync()).Json(answer);

        var error = await Assert.ThrowsAsync<PlatformException>(() => RunAsync(server, structured));

        Assert.Equal(ErrorCode.ModelFailed, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(resolution, error.Resolution, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_call_whose_arguments_are_no_JSON_goes_back_to_the_model_as_a_sentence()
    {
        await using var server = (await ProtocolServer.StartAsync())
            .Json("""{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"time_now","arguments":"{oh no"}}]},"finish_reason":"tool_calls"}]}""")
            .Json("""{"choices":[{"message":{"content":"Sorry."},"finish_reason":"stop"}]}""");

        var result = await RunAsync(server, structured: false, _tools.Tool("time.now"));

        Assert.Equal("Sorry.", result.Output.GetString());
        Assert.Equal("The arguments are no JSON object.", Assert.Single(_told.OfType<ToolFinished>()).Error?.Message);
    }

    [Fact]
    public async Task A_text_that_was_cut_is_a_text_and_its_end_is_told()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json("""{"choices":[{"message":{"content":"And then"},"finish_reason":"length"}]}""");

        Assert.Equal("And then", (await RunAsync(server, structured: false)).Output.GetString());
        Assert.Equal("length", Assert.Single(_told.OfType<LlmFinished>()).StopReason);
    }

    [Fact]
    public async Task What_was_thought_is_told_and_kept_and_no_part_of_the_answer()
    {
        await using var server = (await ProtocolServer.StartAsync()).Json(
            """{"choices":[{"message":{"content":"Four.","reasoning_content":"Two and two."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":5}}}""");

        var result = await RunAsync(server, structured: false);

        Assert.Equal("Four.", result.Output.GetString());
        var finished = Assert.Single(_told.OfType<LlmFinished>());
        Assert.Equal(("Four.", "Two and two.", 4L, 5L), (finished.Reply, finished.Reasoning, finished.CachedTokens, finished.ReasoningTokens));
        Assert.Equal(["Two and two."], _told.OfType<LlmDelta>().Where(d => d.IsThought).Select(d => d.Text));
        Assert.Equal(["Four."], _told.OfType<LlmDelta>().Where(d => !d.IsThought).Select(d => d.Text));
    }

    private async Task<AgentResult> RunAsync(ProtocolServer server, bool structured, params BoundTool[] tools)
    {
        var schema = JsonDocument.Parse("""{"type":"object","required":["category"]}""").RootElement;
        var model = GivenModels.Settings($$"""{"use":"vllm/m","base_url":"{{server.Address}}/v1"}""");
        var runner = new AgentRunner(GivenModels.Router(), new ToolRunner(_tools.Redactor, TimeProvider.System), TimeProvider.System);
        return (AgentResult)await runner.RunAsync(new AgentCall
        {
            Agent = "helper",
            Model = model.Name,
            Models = GivenModels.Call("x", model).Models,
            Prompt = [new ChatMessage(ChatRole.User, "Sort it")],
            Output = structured ? new AgentOutput(JsonSchema.Compile(schema, new SchemaOptions()).Schema!, schema) : null,
            Tools = tools,
            Tool = _tools.Context,
            Tell = _told.Enqueue,
        }, TestContext.Current.CancellationToken);
    }
}
