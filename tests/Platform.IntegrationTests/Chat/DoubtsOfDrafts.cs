using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>What the composer says of a finished draft in which something can hardly be meant. The drafts are written by hand: each holds one such thing.</summary>
public sealed class DoubtsOfDrafts
{
    private const string Given = """
        platform: v1
        name: doubtful
        state:
          page: { type: string, default: "" }
          text: { type: string, default: "" }
          draft: { type: string, default: "" }
          score: { type: number, default: 0 }
          feedback: { type: string, default: "" }
          category: { type: string, enum: [bug, wish], default: bug }
          decision: { type: object, default: {} }
        models: { main: { use: scripted/echo, default: ok } }
        agents:
          writer: { model: main, instructions: Write a post. }
          editor: { model: main, instructions: Rewrite it in plain words. }
          sorter: { model: main, instructions: "Sort the text under one category: bug, wish.", output: { type: object, properties: { category: { type: string, enum: [bug, wish] } } } }
          critic: { model: main, instructions: Read the text critically and give it a score., output: { type: object, properties: { score: { type: number } } } }

        """;

    private const string Approve = "approve: { human: { title: Approve?, description: '${{ state.text }}', form: { type: object, properties: { approved: { type: boolean } } } }, save: { decision: '${{ output }}' }";

    [Theory]
    [InlineData("Write a post and a draft, ask me to approve it, then mail it.",
        "'approve' shows 'text', but 'email' sends 'draft'",
        "first: { agent: writer, prompt: Go., save: { text: '${{ output }}' }, next: second }",
        "second: { agent: writer, prompt: Go., save: { draft: '${{ output }}' }, next: approve }",
        Approve + ", next: [{ when: '${{ state.decision.approved }}', to: email }, { to: end }] }",
        "email: { tool: slack.post, with: { channel: '#a', text: '${{ state.draft }}' } }")]
    [InlineData("Write a post, post it and ask me to approve it.",
        "By the time 'approve' is asked, 'post' has been done",
        "first: { agent: writer, prompt: Go., save: { text: '${{ output }}' }, next: post }",
        "post: { tool: slack.post, with: { channel: '#a', text: '${{ state.text }}' }, next: approve }",
        Approve + " }")]
    [InlineData("Write a post, ask me to approve it and post it.",
        "Both a yes and a no at 'approve' lead the same way",
        "first: { agent: writer, prompt: Go., save: { text: '${{ output }}' }, next: approve }",
        Approve + ", next: [{ when: '${{ state.decision.approved || !state.decision.approved }}', to: post }, { to: end }] }",
        "post: { tool: slack.post, with: { channel: '#a', text: '${{ state.text }}' } }")]
    [InlineData("Write a post, ask me to approve it and post it.",
        "Whatever is answered at 'approve', the run goes on to 'post'",
        "first: { agent: writer, prompt: Go., save: { text: '${{ output }}' }, next: approve }",
        Approve + ", next: post }",
        "post: { tool: slack.post, with: { channel: '#a', text: '${{ state.text }}' } }")]
    [InlineData("Classify the mail as bug or wish. Security goes to #sec.",
        "'first' has a way for \"security\", which is none of bug, wish: that way is never taken",
        "first: { agent: sorter, prompt: Go., save: { category: '${{ output.category }}' }, next: [{ when: \"${{ state.category == 'security' }}\", to: post }, { to: end }] }",
        "post: { tool: slack.post, with: { channel: '#sec', text: x } }")]
    [InlineData("Judge the page and let #a know.",
        "'post' sends only 'score'",
        "first: { tool: web.fetch, with: { url: 'https://a.example' }, save: { page: '${{ output.text }}' }, next: second }",
        "second: { agent: critic, prompt: '${{ state.page }}', save: { score: '${{ output.score }}' }, next: post }",
        "post: { tool: slack.post, with: { channel: '#a', text: '${{ string(state.score) }}' } }")]
    [InlineData("Give the post a score, then rewrite it.",
        "is told \"Rewrite it in plain words.\", but reads only 'feedback' and not the text itself",
        "first: { agent: critic, prompt: Go., save: { feedback: '${{ string(output.score) }}' }, next: second }",
        "second: { agent: editor, prompt: '${{ state.feedback }}', save: { draft: '${{ output }}' }, next: post }",
        "post: { tool: slack.post, with: { channel: '#a', text: '${{ state.draft }}' } }")]
    [InlineData("Ask for the amount before you pay it.",
        "'amount' is asked for at 'ask', and 'amount' when the run starts",
        "ask: { human: { title: Amount?, form: { type: object, properties: { amount: { type: number } } } }, save: { decision: '${{ output }}' }, next: pay }",
        "pay: { tool: http.request, with: { method: POST, url: 'https://a.example', body: { amount: '${{ inputs.amount }}' } } }")]
    [InlineData("If the score is above 5, ask me before posting it.",
        "Only what 'approve' is asked about gets to 'post'; everything else ends there",
        "first: { agent: critic, prompt: Go., save: { score: '${{ output.score }}' }, next: [{ when: '${{ state.score > 5.0 }}', to: approve }, { to: end }] }",
        Approve + ", next: [{ when: '${{ state.decision.approved }}', to: post }, { to: end }] }",
        "post: { tool: slack.post, with: { channel: '#a', text: '${{ state.text }}' } }")]
    [InlineData("Fetch the page and post it. If the fetch fails, write it to errors.log.",
        "When 'first' fails, the run goes on from 'log' to 'post', which then has nothing to hold",
        "first: { tool: web.fetch, with: { url: 'https://a.example' }, save: { page: '${{ output.text }}' }, on_error: { to: log }, next: post }",
        "log: { tool: file.write, with: { path: errors.log, content: failed }, next: post }",
        "post: { tool: slack.post, with: { channel: '#a', text: '${{ state.page }}' } }")]
    public void What_can_hardly_be_meant_is_told(string request, string doubt, params string[] nodes) =>
        Assert.Contains(Told(request, nodes), d => d.Contains(doubt, StringComparison.Ordinal));

    [Fact]
    public void A_draft_that_is_as_it_was_meant_raises_none() =>
        Assert.Empty(Told(
            "Write a post, ask me to approve it and, if I agree, post it.",
            "first: { agent: writer, prompt: Go., save: { text: '${{ output }}' }, next: approve }",
            Approve + ", next: [{ when: '${{ state.decision.approved }}', to: post }, { to: end }] }",
            "post: { tool: slack.post, with: { channel: '#a', text: '${{ state.text }}' } }"));

    private static IReadOnlyList<string> Told(string request, params string[] nodes)
    {
        var inputs = nodes.Any(n => n.Contains("inputs.amount", StringComparison.Ordinal)) ? "inputs: { amount: { type: number } }\n" : "";
        var yaml = $"{Given}{inputs}start: {nodes[0].Split(':')[0]}\nnodes:\n{string.Join('\n', nodes.Select(n => $"  {n}"))}\n";
        var compiled = Compiling.Compiler.Compile(yaml, "doubtful.yaml", null);
        Assert.True(compiled.Value is not null, string.Join('\n', compiled.Findings.Select(f => f.Message)));
        var literals = new Literals();
        return new Doubts((JsonObject)JsonNode.Parse(compiled.Value.Config.Root.ToJson().GetRawText())!, literals.Mask(request), literals).All();
    }
}
