using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Platform.IntegrationTests.Tools;
using Xunit;

namespace Platform.IntegrationTests.Agents;

public sealed class PromptsAndChecks
{
    [Fact]
    public void A_prompt_is_a_text_or_a_list_of_messages()
    {
        var text = AgentPrompt.Read(GivenTools.Json("\"Hello\""));
        var messages = AgentPrompt.Read(GivenTools.Json("""[{"role":"user","content":"Hi"},{"role":"assistant","content":"Yes?"},{"role":"user","content":{"n":1}}]"""));
        var data = AgentPrompt.Read(GivenTools.Json("""[{"id":1}]"""));

        Assert.Equal("Hello", Assert.Single(text).Text);
        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.User], messages.Select(m => m.Role));
        Assert.Equal("""{"n":1}""", messages[2].Text);
        Assert.Equal("""[{"id":1}]""", Assert.Single(data).Text);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""[{"role":"robot","content":"x"}]""")]
    public void A_prompt_that_is_none_is_refused(string json) =>
        Assert.Equal(ErrorCode.Validation, Assert.Throws<PlatformException>(() => AgentPrompt.Read(GivenTools.Json(json))).Code);

    [Theory]
    [InlineData("""{"model":"main"}""", "", null)]
    [InlineData("""{"instructions":"x"}""", "WF052", null)]
    [InlineData("""{"model":"mian"}""", "WF053", "main")]
    [InlineData("""{"model":"main","tools":["cmr"]}""", "WF054", "crm")]
    [InlineData("""{"model":"main","tools":["crm","files.read_file"]}""", "", null)]
    [InlineData("""{"model":"main","tools":["crm","crm"]}""", "WF055", null)]
    [InlineData("""{"model":"main","max_turn":3}""", "WF050", "max_turns")]
    [InlineData("""{"model":"main","max_turns":0}""", "WF051", null)]
    public void A_mistake_in_an_agent_has_its_code(string json, string code, string? suggestion)
    {
        var found = GivenConfig.Check(f => AgentCheck.Check(GivenConfig.Part("helper", json), ["main", "local"], ["crm", "files"], f));

        Assert.Equal(code, string.Join(' ', found.Select(f => f.Code)));
        Assert.Equal(suggestion, found.Select(f => f.Suggestion).FirstOrDefault());
    }
}
