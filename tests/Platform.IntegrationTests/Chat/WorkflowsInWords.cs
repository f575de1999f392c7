using Platform.Core.Chat.Composer;
using Platform.Core.Chat.Composer.Reciting;
using Platform.Core.Graph;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>What a workflow file does, read out of the file for people who do not read YAML.</summary>
public sealed class WorkflowsInWords
{
    private const string Given = """
        platform: v1
        name: read-out
        inputs:
          papers: { type: array, default: [] }
          topic: { type: string }
        state:
          page: { type: string, default: "" }
          page_2: { type: string, default: "" }
          summary: { type: string, default: "" }
          answer: { type: string, default: "" }
          rows: { type: array, default: [] }
          scores: { type: array, merge: append, default: [] }
          rounds: { type: integer, merge: add, default: 0 }
          score: { type: number, default: 0 }
          decision: { type: object, default: {} }
          verdict: { type: object, default: {} }
          mood: { type: string, default: "" }
        models: { main: { use: scripted/echo, default: ok }, real: { use: ollama/llama3 } }
        agents:
          plain: { model: main, instructions: Summarise the text. }
          real: { model: real, instructions: Summarise the text. }
          sorter: { model: main, instructions: "Sort the text under one category: a, b.", output: { type: object, properties: { category: { type: string, enum: [a, b] } } } }
          judge: { model: main, instructions: "Decide whether this is so: it is urgent", output: { type: object, properties: { yes: { type: boolean } } } }
        start: first
        nodes:

        """;

    [Theory]
    [InlineData("first: { tool: web.fetch, with: { url: 'https://a.example/x' }, retry: { attempts: 3 }, timeout: 10s }", "'first': fetches https://a.example/x; tried 3 times at most; given 10s at most")]
    [InlineData("first: { tool: csv.read, with: { path: in.csv }, save: { rows: '${{ output }}' } }", "'first': reads the table in.csv")]
    [InlineData("first: { agent: real, prompt: '${{ inputs.topic }}', save: { summary: '${{ output }}' } }", "'first': an agent (ollama/llama3) reads the input 'topic': \"Summarise the text.\"")]
    [InlineData("first: { agent: plain, prompt: Do it. }", "'first': a built-in rule, given nothing to read: \"Summarise the text.\"")]
    [InlineData("first: { agent: sorter, prompt: '${{ inputs.topic }}' }", "'first': a built-in rule reads the input 'topic' and sorts it into a and b")]
    [InlineData("first: { map: { over: '${{ inputs.papers }}', as: paper, parallel: 5, on_item_error: collect }, agent: plain, prompt: '${{ paper }}', save: { scores: '${{ [output] }}' } }", "'first': for each paper of the input 'papers', 5 at a time: a built-in rule reads the paper: \"Summarise the text.\"; one that fails does not stop the others")]
    [InlineData("first: { tool: http.request, with: { method: DELETE, url: 'https://a.example/${{ inputs.topic }}' }, on_error: continue }", "'first': calls DELETE https://a.example/[the input 'topic']; if it fails, the run goes on")]
    [InlineData("first: { wait: { event: order.paid, timeout: 3d }, on_error: { to: late } }\n  late: { tool: slack.post, with: { channel: '#a', text: late } }", "'first': waits for the event order.paid, for 3d at most; if it does not come: 'late'; then that way ends")]
    [InlineData("first: { set: { rounds: 1 }, next: [{ when: '${{ state.score >= 8.0 || state.rounds >= 3 }}', to: end }, { to: second }] }\n  second: { set: { score: 9 }, next: first }", "'first': counts the rounds; if the score is at least 8 or the number of rounds is at least 3: the run ends; otherwise: 'second'", "'second': keeps 9 as the score; then back to 'first'")]
    [InlineData("first: { human: { title: 'OK?', description: '${{ state.summary }}', assign: role:legal, timeout: 2d, on_timeout: late, form: { type: object, properties: { approved: { type: boolean } } } }, save: { decision: '${{ output }}' }, next: [{ when: '${{ state.decision.approved }}', to: second }, { to: end }] }\n  second: { tool: file.write, with: { path: out.md, content: '${{ state.decision.comment }}' } }\n  late: { tool: slack.post, with: { channel: '#a', text: late } }", "'first': asks legal to approve, showing the summary (which no step gives), for 2d at most; without an answer in time: 'late'; if it is approved: 'second'; otherwise: the run ends", "'second': writes the comment given at 'first' to out.md; then that way ends")]
    [InlineData("first: { human: { title: 'What to do?', form: { type: object, properties: { action: { type: string, enum: [stop, go] }, note: { type: string } } } } }", "'first': asks somebody for action (stop, go) and note: \"What to do?\"")]
    [InlineData("first: { agent: judge, prompt: '${{ inputs.topic }}', save: { verdict: '${{ output }}' }, next: [{ when: '${{ !state.verdict.yes }}', to: end }, { to: second }] }\n  second: { tool: slack.post, with: { channel: '#a', text: 'Urgent: ${{ inputs.topic }}' } }", "'first': a built-in rule reads the input 'topic' and answers yes or no to \"it is urgent\"; if the answer is no: the run ends; otherwise: 'second'", "'second': posts \"Urgent: [the input 'topic']\" to #a on Slack")]
    [InlineData("first: { tool: csv.read, with: { path: a.csv }, save: { rows: '${{ output }}' }, next: second }\n  second: { tool: csv.write, with: { path: b.csv, rows: '${{ state.rows.filter(r, double(r.score) >= 70.0) }}' } }", "'second': writes the rows of which the score is at least 70 to the table b.csv")]
    [InlineData("first: { tool: csv.read, with: { path: a.csv }, save: { rows: '${{ output }}' }, next: [{ when: '${{ state.rows.size() == 0 }}', to: end }, { when: '${{ state.rows.size() > 9 }}', to: second }, { to: second }] }\n  second: { tool: email.send, with: { to: a@b.co, cc: c@b.co, subject: Rows, text: \"${{ state.rows.map(e, string(e.name)).join(', ') }}\" } }", "'first': reads the table a.csv; if the rows are empty: the run ends; if the number of rows is above 9: 'second'; otherwise: 'second'", "'second': mails the name of each of the rows to a@b.co, cc c@b.co")]
    [InlineData("first: { tool: web.fetch, with: { url: 'https://a.example' }, save: { page: '${{ output.text }}' }, next: second }\n  second: { tool: web.fetch, with: { url: 'https://b.example' }, save: { page_2: '${{ output.text }}' }, next: third }\n  third: { agent: plain, prompt: \"Page:\\n${{ state.page }}\\n\\nPage 2:\\n${{ state.page_2 }}\" }", "'third': a built-in rule reads the page of 'first' and the page of 'second': \"Summarise the text.\"")]
    [InlineData("first: { set: { score: '${{ state.score + 1.0 }}' }, next: [{ when: \"${{ (state.score > 1.0 || state.mood == 'x') && state.score < 9.0 }}\", to: end }, { to: end }] }", "'first': keeps the score plus 1 as the score; if (the score is above 1 or the mood (which no step gives) is \"x\") and the score is below 9: the run ends; otherwise: the run ends")]
    [InlineData("first: { set: { score: '${{ state.score > 5.0 ? state.score : 10.0 }}' } }", "'first': keeps the score or 10 as the score")]
    [InlineData("first: { set: { mood: good }, next: [left, right] }\n  left: { set: { score: 1 } }\n  right: { set: { answer: x } }\n  last: { needs: [left, right], set: { summary: x } }", "'first': keeps \"good\" as the mood; then 'left' and 'right' at the same time", "'left': keeps 1 as the score", "'last': (after 'left' and 'right') keeps \"x\" as the summary")]
    [InlineData("first: { set: { mood: good }, next: [{ when: \"${{ state.mood in ['good', 'fine'] }}\", to: end }, { when: \"${{ state.mood.contains('o') && !state.mood.contains('x') }}\", to: end }, { to: end }] }", "'first': keeps \"good\" as the mood; if the mood is \"good\" or \"fine\": the run ends; if the mood contains \"o\" and the mood does not contain \"x\": the run ends; otherwise: the run ends")]
    public void A_step_is_told_by_what_it_does_with_what_and_what_follows(string nodes, params string[] lines)
    {
        var compiled = Compiling.Compiler.Compile($"{Given}  {nodes}\n", "read-out.yaml", null);
        Assert.True(compiled.Value is not null, string.Join('\n', compiled.Findings.Select(f => f.Message)));

        var told = Recital.Of(compiled.Value).Lines.Select(l => l.ToString()).ToList();

        foreach (var line in lines) Assert.Contains(line, told);
        Assert.Contains("whoever starts it enters 'papers' ([] when left out) and 'topic'", told);
    }

    /// <summary>Every place to which something goes, and every place from which it comes, is told: nothing happens that was not read out.</summary>
    [Theory]
    [MemberData(nameof(ComposedWorkflows.Rows), MemberType = typeof(ComposedWorkflows))]
    public void No_address_of_a_draft_is_kept_quiet(int row)
    {
        string? draft = null;
        foreach (var words in ComposerTable.Conversations[row].Select(t => t.Split(" => ")[0]))
        {
            var reply = ComposedWorkflows.Composer.Compose(new ComposerRequest(words, draft));
            if (reply.Draft is null) continue;
            var graph = Compiling.Compiler.Compile(reply.Draft, "draft.yaml", null).Value!;
            var told = Recital.Of(graph);
            foreach (var node in graph.Nodes)
                foreach (var place in Places(node).Where(p => !p.Contains("${{", StringComparison.Ordinal) && p.Length < 60))
                    Assert.Contains(place, told.Step(node.Name).Does, StringComparison.Ordinal);
            if (draft is null) Assert.All(graph.Nodes, n => Assert.Contains(told.Step(n.Name).ToString(), reply.Text, StringComparison.Ordinal));
            draft = reply.Draft;
        }
    }

    public static TheoryData<string> Samples() => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Root, f))];

    /// <summary>Files that people write say things that the composer never does.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_can_be_read_out(string file)
    {
        if (Compiling.Compiler.Compile(File.ReadAllText(Path.Combine(Repository.Root, file)), file, null).Value is not { } graph) return; // a part that others include

        var told = Recital.Of(graph);

        Assert.All(graph.Nodes, n => Assert.InRange(told.Step(n.Name).Does.Length, 5, 1000));
        Assert.DoesNotContain(told.Lines, l => l.Does.Contains("${{", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Places(GraphNode node) =>
        node.Config.Settings["with"] is Core.Config.ConfigMap with ? new[] { "url", "path", "to", "channel", "chat" }.Select(with.Text).OfType<string>() : [];
}
