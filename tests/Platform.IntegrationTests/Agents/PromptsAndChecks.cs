using Microsoft.Extensions.AI;
using Platform.Core.Agents;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Platform.IntegrationTests.Tools;
using Xunit;

namespace Platform.IntegrationTests.Agents;

public sealed class PromptsAndChecks
{
    private readonly GivenTools _tools = new();

    [Fact]
    public async Task A_prompt_is_a_text_or_a_list_of_messages()
    {
        var text = await ReadAsync("\"Hello\"");
        var messages = await ReadAsync("""[{"role":"user","content":"Hi"},{"role":"assistant","content":"Yes?"},{"role":"user","content":{"n":1}}]""");
        var data = await ReadAsync("""[{"id":1}]""");

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
    [InlineData("""[{"role":"system","content":[{"image":"https://example.com/a.png"}]}]""")]
    [InlineData("""[{"role":"user","content":{"image":"http://example.com/a.png"}}]""")]
    [InlineData("""{"image":"notes.txt"}""")]
    [InlineData("""{"file":"something"}""")]
    public async Task A_prompt_that_is_none_is_refused(string json) =>
        Assert.Equal(ErrorCode.Validation, (await Assert.ThrowsAsync<PlatformException>(() => ReadAsync(json))).Code);

    [Fact]
    public async Task A_message_shows_images_and_files_beside_its_text()
    {
        _tools.Put("cat.png", "not really");
        _tools.Put("a.pdf", "%PDF-1.4");
        _tools.Put("notes.md", "# Ä note");

        var message = Assert.Single(await ReadAsync("""[{"role":"user","content":["Look:",{"image":"cat.png"},{"image":"https://example.com/dog.jpg"},{"file":"a.pdf"},{"file":"notes.md"},{"text":"Well?"}]}]"""));

        Assert.Equal(["TextContent", "DataContent", "UriContent", "DataContent", "TextContent", "TextContent"], message.Contents.Select(c => c.GetType().Name));
        Assert.Equal(["image/png", "application/pdf"], message.Contents.OfType<DataContent>().Select(d => d.MediaType));
        Assert.Contains("# Ä note", ((TextContent)message.Contents[4]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_expression_gives_opens_no_file()
    {
        _tools.Put("secret.txt", "do not tell");
        var given = GivenTools.Json("""[{"role":"user","content":[{"file":"secret.txt"}]}]""");

        var whole = await AgentPrompt.ReadAsync(given, Written("\"${{ inputs.it }}\""), _tools.Context, TestContext.Current.CancellationToken);
        var inside = await AgentPrompt.ReadAsync(given, Written("""[{"role":"user","content":"${{ inputs.it }}"}]"""), _tools.Context, TestContext.Current.CancellationToken);

        Assert.Equal("""[{"file":"secret.txt"}]""", Assert.Single(whole).Text);
        Assert.Equal("""[{"file":"secret.txt"}]""", Assert.Single(inside).Text);
    }

    [Theory]
    [InlineData("""{"file":"../outside.pdf"}""", ErrorCode.Forbidden)]
    [InlineData("""{"image":"missing.png"}""", ErrorCode.NotFound)]
    public async Task Only_files_of_the_folder_are_shown(string json, ErrorCode code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<PlatformException>(() => ReadAsync(json))).Code);

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_sent()
    {
        await File.WriteAllBytesAsync(Path.Combine(_tools.Files.Root, "huge.pdf"), new byte[(20 * 1024 * 1024) + 1], TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.LimitExceeded, (await Assert.ThrowsAsync<PlatformException>(() => ReadAsync("""{"file":"huge.pdf"}"""))).Code);
    }

    [Theory]
    [InlineData("""{"model":"main"}""", "", null)]
    [InlineData("""{"instructions":"x"}""", "WF052", null)]
    [InlineData("""{"model":"mian"}""", "WF053", "main")]
    [InlineData("""{"model":"main","tools":["cmr"]}""", "WF054", "crm")]
    [InlineData("""{"model":"main","tools":["crm","files.read_file"]}""", "", null)]
    [InlineData("""{"model":"main","tools":["crm.read"]}""", "WF054", "crm")]
    [InlineData("""{"model":"main","tools":["crm","crm"]}""", "WF055", null)]
    [InlineData("""{"model":"main","max_turn":3}""", "WF050", "max_turns")]
    [InlineData("""{"model":"main","max_turns":0}""", "WF051", null)]
    public void A_mistake_in_an_agent_has_its_code(string json, string code, string? suggestion)
    {
        var found = GivenConfig.Check(f => AgentCheck.Check(GivenConfig.Part("helper", json), ["main", "local"], ["crm", "files"], ["files"], f));

        Assert.Equal(code, string.Join(' ', found.Select(f => f.Code)));
        Assert.Equal(suggestion, found.Select(f => f.Suggestion).FirstOrDefault());
    }

    private Task<IReadOnlyList<ChatMessage>> ReadAsync(string json) =>
        AgentPrompt.ReadAsync(GivenTools.Json(json), Written(json), _tools.Context, TestContext.Current.CancellationToken);

    private static ConfigValue Written(string json) => GivenConfig.Part("node", $$"""{"prompt":{{json}}}""").Settings["prompt"]!;
}
