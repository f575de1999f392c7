using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Xunit;

namespace Platform.IntegrationTests.Models;

public sealed class ScriptedModels
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("my name is Ada", "Hello Ada, that is $2.50")]
    [InlineData("What is 2+2?", "four")]
    [InlineData("anything else", "I do not know")]
    public async Task The_first_rule_that_matches_answers(string question, string answer)
    {
        var model = GivenModels.Settings("""
            {"use":"scripted/echo","rules":[{"match":"my name is (\\w+)","reply":"Hello $1, that is $2.50"},{"match":"2+2?","reply":"four"}],"default":"I do not know"}
            """);

        Assert.Equal(answer, await AskAsync(model, new ChatMessage(ChatRole.User, question)));
    }

    [Fact]
    public async Task A_reply_can_be_JSON_with_groups_inside()
    {
        var model = GivenModels.Settings("""{"use":"scripted/json","rules":[{"match":"order (\\d+)","reply":{"order":"$1","state":["open"]}}]}""");

        Assert.Equal("""{"order":"17","state":["open"]}""", await AskAsync(model, new ChatMessage(ChatRole.User, "where is order 17")));
    }

    [Fact]
    public async Task A_rule_counts_how_often_it_answered_in_the_conversation_itself()
    {
        var model = GivenModels.Settings("""{"use":"scripted/twice","rules":[{"match":"go","times":2,"reply":"once more"},{"match":"go","reply":"enough"}]}""");
        ChatMessage go = new(ChatRole.User, "go"), more = new(ChatRole.Assistant, "once more");

        Assert.Equal("once more", await AskAsync(model, go));
        Assert.Equal("once more", await AskAsync(model, go, more, go));
        Assert.Equal("enough", await AskAsync(model, go, more, go, more, go));
        Assert.Equal("once more", await AskAsync(model, go));
    }

    [Fact]
    public async Task A_rule_can_call_tools_and_another_reads_what_came_back()
    {
        var model = GivenModels.Settings("""
            {"use":"scripted/tools","rules":[
              {"on":"user","match":"weather in (\\w+)","call":[{"tool":"get_weather","with":{"city":"$1"}},{"tool":"time.now"}]},
              {"on":"tool","match":"sunny","reply":"Take a hat."}]}
            """);
        using var client = await GivenModels.ClientAsync(model, Cancelled);
        var question = new ChatMessage(ChatRole.User, "weather in Oslo");

        var asked = await client.GetResponseAsync([question], cancellationToken: Cancelled);
        var calls = asked.Messages[0].Contents.OfType<FunctionCallContent>().ToList();
        var result = new ChatMessage(ChatRole.Tool, [.. calls.Select(c => new FunctionResultContent(c.CallId, "sunny"))]);
        var answered = await client.GetResponseAsync([question, asked.Messages[0], result], cancellationToken: Cancelled);

        Assert.Equal(["get_weather", "time.now"], calls.Select(c => c.Name));
        Assert.Equal("Oslo", Texts.Of(calls[0].Arguments!["city"]));
        Assert.Equal("Take a hat.", answered.Text);
    }

    [Fact]
    public async Task Without_a_rule_and_a_default_the_error_names_the_text_and_the_rules()
    {
        var model = GivenModels.Settings("""{"use":"scripted/strict","rules":[{"match":"yes","reply":"no"}]}""");

        var error = await Assert.ThrowsAsync<PlatformException>(() => AskAsync(model, new ChatMessage(ChatRole.User, "perhaps")));

        Assert.Equal(ErrorCode.ModelFailed, error.Code);
        Assert.Contains("'perhaps'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'yes'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_word_by_word_and_costs_nothing_unless_a_price_is_set()
    {
        var heard = new Heard();
        var free = GivenModels.Settings("""{"use":"scripted/a","default":"one two three"}""");
        var dear = GivenModels.Settings("""{"use":"scripted/b","default":"one two three","price":{"input":1000000,"output":0}}""");

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("12345678", free) with { Listener = heard }, Cancelled);
        var paid = await GivenModels.Router().CallAsync(GivenModels.Call("12345678", dear), Cancelled);

        Assert.Equal(["one ", "two ", "three"], heard.Pieces);
        Assert.Equal(0, reply.Cost);
        Assert.Equal((2L, true), (reply.Usage.Input, reply.Usage.Estimated));
        Assert.Equal(2m, paid.Cost);
    }

    [Fact]
    public async Task A_rule_can_fail_so_that_a_fallback_can_be_tried_out()
    {
        var main = GivenModels.Settings("""{"use":"scripted/main","fallback":["spare"],"rules":[{"error":"model_failed"}]}""");
        var spare = GivenModels.Settings("""{"use":"scripted/spare","default":"spare here"}""", "spare");

        var reply = await GivenModels.Router().CallAsync(GivenModels.Call("hi", main, spare), Cancelled);

        Assert.Equal("spare here", reply.Response.Text);
        Assert.Equal(2, reply.Attempt);
    }

    private static async Task<string> AskAsync(ModelSettings model, params ChatMessage[] messages)
    {
        using var client = await GivenModels.ClientAsync(model, Cancelled);
        return (await client.GetResponseAsync(messages, cancellationToken: Cancelled)).Text;
    }
}
