using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>What every provider of models must do, asked over real HTTP.</summary>
public abstract class ModelProviderSuite(Aimock server)
{
    private static readonly JsonElement Cities = JsonDocument.Parse("""{"type":"object","required":["city"],"properties":{"city":{"type":"string"}}}""").RootElement.Clone();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The model's settings as JSON, for a server at this address.</summary>
    protected abstract string Settings(string address);

    [Fact]
    public async Task A_plain_question_gets_a_plain_answer_with_its_usage()
    {
        server.Needed();
        using var client = await GivenModels.ClientAsync(Model(), Cancelled);

        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Say hello")], cancellationToken: Cancelled);

        Assert.Equal("Hello from the other side of the wire, friend.", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(12, response.Usage?.InputTokenCount);
        Assert.Equal(7, response.Usage?.OutputTokenCount);
    }

    [Fact]
    public async Task An_answer_comes_in_pieces_that_make_the_whole()
    {
        server.Needed();
        var heard = new Heard();

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("Say hello", Model()) with { Listener = heard }, Cancelled);

        Assert.True(heard.Pieces.Count > 2, $"{heard.Pieces.Count} pieces");
        Assert.Equal("Hello from the other side of the wire, friend.", string.Concat(heard.Pieces));
        Assert.Equal(reply.Response.Text, string.Concat(heard.Pieces));
        Assert.Equal((12, 7, false), (reply.Usage.Input, reply.Usage.Output, reply.Usage.Estimated));
        Assert.NotNull(reply.FirstToken);
    }

    [Fact]
    public async Task Several_tools_can_be_called_at_once_and_their_results_go_back()
    {
        server.Needed();
        var tools = new List<AITool> { AIFunctionFactory.CreateDeclaration("get_weather", "Tells the weather.", Cities) };
        var call = GivenModels.Call("What is the weather in two cities?", Model()) with { Tools = tools };
        call = call with { Messages = [new ChatMessage(ChatRole.System, "You know the weather."), new ChatMessage(ChatRole.User, "the weather in two cities")] };

        var asked = await GivenModels.Router().CallAsync(call, Cancelled);
        var calls = asked.Response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
        var results = new ChatMessage(ChatRole.Tool, [.. calls.Select(c => new FunctionResultContent(c.CallId, "fine"))]);
        var answered = await GivenModels.Router().CallAsync(call with { Messages = [.. call.Messages, .. asked.Response.Messages, results] }, Cancelled);

        Assert.Equal(["Paris", "Oslo"], calls.Select(c => Texts.Of(c.Arguments!["city"])));
        Assert.Equal(ChatFinishReason.ToolCalls, asked.Response.FinishReason);
        Assert.Equal("Paris is sunny and Oslo is cold.", answered.Response.Text);
    }

    [Fact]
    public async Task Arguments_that_are_no_JSON_stay_a_call_that_says_so()
    {
        server.Needed();
        var tools = new List<AITool> { AIFunctionFactory.CreateDeclaration("get_weather", "Tells the weather.", Cities) };

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("broken arguments", Model()) with { Tools = tools }, Cancelled);

        var call = Assert.Single(reply.Response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.True(call.Exception is not null || call.Arguments is null || call.Arguments.Count == 0);
    }

    [Fact]
    public async Task An_answer_can_be_asked_for_in_a_schema()
    {
        server.Needed();
        var schema = JsonDocument.Parse("""{"type":"object","properties":{"category":{"type":"string"},"confidence":{"type":"number"}},"required":["category","confidence"],"additionalProperties":false}""").RootElement;

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("Sort this ticket", Model()) with { Format = ChatResponseFormat.ForJsonSchema(schema, "verdict") }, Cancelled);

        Assert.Equal("billing", JsonDocument.Parse(reply.Response.Text).RootElement.GetProperty("category").GetString());
    }

    [Fact]
    public async Task An_answer_that_was_cut_short_says_so()
    {
        server.Needed();
        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("Write without end", Model()), Cancelled);

        Assert.Equal(ChatFinishReason.Length, reply.Response.FinishReason);
    }

    [Fact]
    public async Task A_provider_that_is_busy_is_asked_again_after_the_time_it_names()
    {
        server.Needed();
        var heard = new Heard();

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("first busy", Model()) with { Listener = heard }, Cancelled);

        Assert.Equal("Now there is time.", reply.Response.Text);
        Assert.Equal(2, reply.Attempt);
        var retry = Assert.Single(heard.Retries);
        Assert.Equal(ErrorCode.RateLimited, retry.Error.Code);
        Assert.True(retry.Delay >= TimeSpan.FromSeconds(1), $"{retry.Delay}");
    }

    [Theory]
    [InlineData("always down", ErrorCode.Unavailable, "server", 3)]
    [InlineData("cut in the middle", ErrorCode.Unavailable, "connection", 3)]
    [InlineData("garbled", ErrorCode.Unavailable, "unreadable", 3)]
    [InlineData("chaos limits", ErrorCode.RateLimited, "rate_limited", 3)]
    [InlineData("chaos drops", ErrorCode.Unavailable, "server", 3)]
    [InlineData("chaos disconnects", ErrorCode.Unavailable, "connection", 3)]
    [InlineData("too long", ErrorCode.ModelFailed, "context_too_long", 1)]
    [InlineData("wrong key", ErrorCode.Validation, "authentication", 1)]
    public async Task What_goes_wrong_has_a_code_and_only_what_may_pass_is_tried_again(string question, ErrorCode code, string kind, int attempts)
    {
        server.Needed();
        var heard = new Heard();

        var error = await Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(GivenModels.Call(question, Model()) with { Listener = heard }, Cancelled));

        Assert.Equal((code, kind), (error.Code, error.Kind));
        Assert.NotEmpty(error.Resolution);
        Assert.Equal(attempts, heard.Started);
        Assert.All(heard.Retries, r => Assert.Equal(kind, r.Error.Kind));
        Assert.DoesNotContain("sk-very-secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_asked_for_again_and_the_answer_holds_its_text_once()
    {
        server.Needed();
        var heard = new Heard();

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("cut once", Model()) with { Listener = heard }, Cancelled);

        Assert.Equal("Every word of this is said once and only once.", reply.Response.Text);
        Assert.Equal("connection", Assert.Single(heard.Retries).Error.Kind);
        Assert.True(heard.PiecesBeforeRetry > 0, "nothing was heard of the first attempt");
        Assert.Equal(reply.Response.Text, string.Concat(heard.Pieces.Skip(heard.PiecesBeforeRetry)));
    }

    [Fact]
    public async Task Who_does_not_begin_in_time_is_given_up_and_retries_are_counted()
    {
        server.Needed();
        var slow = GivenModels.Settings(Settings(server.Address).Replace("\"use\"", "\"first_token_timeout\": \"150ms\", \"retries\": 1, \"use\"", StringComparison.Ordinal));
        var heard = new Heard();

        var error = await Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(GivenModels.Call("slow as a snail", slow) with { Listener = heard }, Cancelled));

        Assert.Equal((ErrorCode.Timeout, "timeout", 2), (error.Code, error.Kind, heard.Started));
        Assert.Contains("first_token_timeout", error.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_replaced_by_the_fallback()
    {
        server.Needed();
        var slow = GivenModels.Settings(Settings(server.Address).Replace("\"use\"", "\"timeout\": \"300ms\", \"fallback\": [\"local\"], \"use\"", StringComparison.Ordinal));
        var local = GivenModels.Settings("""{"use":"scripted/local","default":"I am still here."}""", "local");
        var heard = new Heard();

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("slow as a snail", slow, local) with { Listener = heard }, Cancelled);

        Assert.Equal("I am still here.", reply.Response.Text);
        Assert.Equal("scripted", reply.Provider);
        Assert.All(heard.Retries, r => Assert.Equal(ErrorCode.Timeout, r.Error.Code));
        Assert.Equal("local", heard.Retries[^1].FallbackTo);
    }

    [Fact]
    public async Task Nobody_there_is_an_error_that_names_the_model()
    {
        var error = await Assert.ThrowsAsync<PlatformException>(() => GivenModels.Router().CallAsync(
            GivenModels.Call("Say hello", GivenModels.Settings(Settings("http://127.0.0.1:9"))), Cancelled));

        Assert.Equal(ErrorCode.Unavailable, error.Code);
        Assert.Contains("'main'", error.Message, StringComparison.Ordinal);
    }

    private ModelSettings Model() => GivenModels.Settings(Settings(server.Address));
}

/// <summary>Notes what it hears of a call.</summary>
internal sealed class Heard : IModelListener
{
    public int Started { get; private set; }

    public List<string> Pieces { get; } = [];

    public List<string> Thoughts { get; } = [];

    public List<ModelRetry> Retries { get; } = [];

    public void Starting(string model) => Started++;

    public void Wrote(string text) => Pieces.Add(text);

    public void Thought(string text) => Thoughts.Add(text);

    /// <summary>Pieces until the newest retry.</summary>
    public int PiecesBeforeRetry { get; private set; }

    public void Retrying(ModelRetry retry)
    {
        Retries.Add(retry);
        PiecesBeforeRetry = Pieces.Count;
    }
}
