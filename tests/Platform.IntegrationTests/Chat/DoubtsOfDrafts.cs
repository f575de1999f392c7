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

    private const string Write = "first: { agent: writer, prompt: Go., save: { text: '${{ output }}' } }";

    [Theory]
    [InlineData("Write a post. Long posts go out, the others are thrown away.", "\"the others\", but nothing in the draft chooses")]
    [InlineData("Write a post. Existing customers get it, new ones get a draft.", "\"new ones get\", but nothing in the draft chooses")]
    [InlineData("Write a post and a draft at the same time.", "\"at the same time\", but nothing in the draft runs side by side")]
    [InlineData("Write a post until the critic is happy.", "\"until\", but nothing in the draft is done again")]
    [InlineData("Write a post for each of the pages.", "\"for each\", but no step is done for each member")]
    [InlineData("Write a post and put it on telegram.", "\"on telegram\", but no step posts there")]
    [InlineData("Write a post and share it via Slack.", "\"via Slack\", but no step posts there")]
    [InlineData("Write a post about what is new on GitHub.", "\"on GitHub\", but no step speaks to GitHub")]
    [InlineData("Write a post. If it is a bug, label it on GitHub.", "\"label it on GitHub\", but the GitHub tool only opens issues")]
    [InlineData("Write a post; the editor has to approve.", "\"has to approve\", but no person is asked")]
    [InlineData("Write a post like in the last run.", "\"last run\", but nothing is kept")]
    [InlineData("Write a post and wait 2 hours.", "\"wait 2\", but no step waits")]
    [InlineData("Write a post with a timeout of a minute.", "\"timeout\", but no time is set")]
    [InlineData("Write a post with gpt-4o and fall back to claude.", "\"fall back\", but nothing stands in")]
    [InlineData("Write a post every 10 minutes.", "\"every 10 minutes\", but nothing starts it by the clock")]
    public void Words_that_promise_a_part_which_is_not_there_are_told(string request, string told) =>
        Assert.Contains(new Promises(Root(Write)).Broken(new Literals().Mask(request), []), b => b.Contains(told, StringComparison.Ordinal));

    [Theory]
    [InlineData("Write a post. Nothing goes out until it is read.", false)]
    [InlineData("Write a post about \"wait 2 hours, otherwise leave\".", false)]
    [InlineData("Never put it on telegram.", false)]
    [InlineData("Mail it instead of putting it on Slack.", true)]
    [InlineData("Remove the step that posts to slack.", true)]
    public void What_is_denied_quoted_or_taken_away_promises_nothing(string request, bool isTurn) =>
        Assert.Empty(new Promises(Root(Write)).Broken(new Literals().Mask(request), [], isTurn));

    [Fact]
    public void Kept_promises_are_not_told() =>
        Assert.Empty(new Promises(Root(
            "first: { agent: critic, prompt: Go., save: { score: '${{ output.score }}' }, next: [{ when: '${{ state.score > 5.0 }}', to: [post, mail] }, { to: first }] }",
            "post: { tool: slack.post, with: { channel: '#a', text: ok } }",
            "mail: { tool: slack.post, with: { channel: '#b', text: ok } }")).Broken("Keep trying until the score is above 5, otherwise again; then post it to slack in parallel.", []));

    [Theory]
    [InlineData("Write 2 days.", "which is no whole order")]
    [InlineData("Reject the post.", "it writes about that, it does not do it")]
    [InlineData("Count as rejected.", "it writes about that, it does not do it")]
    public void Agents_that_are_told_no_work_of_theirs_are_doubted(string order, string told)
    {
        var root = Root(Write);
        root["agents"]!["writer"]!["instructions"] = order;

        Assert.Contains(Doubted(root, "Write a post."), d => d.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_fields_of_a_webhook_must_be_called_is_told_unless_it_was_said()
    {
        var root = Root(Write);
        root["inputs"] = new JsonObject { ["issue"] = new JsonObject { ["type"] = "string" } };
        root["nodes"]!["first"]!["prompt"] = "${{ inputs.issue }}";
        root["triggers"] = new JsonArray(new JsonObject { ["webhook"] = "new-issue", ["inputs"] = new JsonObject { ["issue"] = "${{ event.body.issue }}" } });

        Assert.Contains(Doubted(root, "When the webhook new-issue comes, write a post."), d => d.Contains("the webhook 'new-issue' should hold 'issue'", StringComparison.Ordinal));
        Assert.DoesNotContain(Doubted(root, "When the webhook new-issue comes, write a post about body.issue."), d => d.Contains("should hold", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_in_letters_that_stands_nowhere_is_left_out_and_an_evening_hour_is_found_by_the_clock()
    {
        var root = Root(Write);

        Assert.Contains("top ten", Accounting.LeftOut("Write about the top ten posts.", new Literals(), root, []));
        Assert.DoesNotContain("top ten", Accounting.LeftOut("Write about the top ten posts.", new Literals(), root, ["count 10"]));
        Assert.Contains("7", Accounting.LeftOut("Write a post every day at 7", new Literals(), root, ["0 19 * * *"]));
        Assert.DoesNotContain("7", Accounting.LeftOut("Write a post every evening at 7", new Literals(), root, ["0 19 * * *"]));
    }

    private static IReadOnlyList<string> Doubted(JsonObject root, string request)
    {
        var literals = new Literals();
        return new Doubts(root, literals.Mask(request), literals).All();
    }

    private static IReadOnlyList<string> Told(string request, params string[] nodes) => Doubted(Root(nodes), request);

    private static JsonObject Root(params string[] nodes)
    {
        var inputs = nodes.Any(n => n.Contains("inputs.amount", StringComparison.Ordinal)) ? "inputs: { amount: { type: number } }\n" : "";
        var yaml = $"{Given}{inputs}start: {nodes[0].Split(':')[0]}\nnodes:\n{string.Join('\n', nodes.Select(n => $"  {n}"))}\n";
        var compiled = Compiling.Compiler.Compile(yaml, "doubtful.yaml", null);
        Assert.True(compiled.Value is not null, string.Join('\n', compiled.Findings.Select(f => f.Message)));
        return (JsonObject)JsonNode.Parse(compiled.Value.Config.Root.ToJson().GetRawText())!;
    }
}
