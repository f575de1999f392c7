using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Authoring;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Platform.Web.Rendering;
using Xunit;

namespace Platform.IntegrationTests.Authoring;

/// <summary>What an editor offers at a place. The bar marks the cursor.</summary>
[Collection(WebCollection.Name)]
public sealed class Completing(WebHost host)
{
    private const string File = """
        platform: v1
        name: demo
        env: [HOME_TOWN]
        types:
          Ticket: { type: object, required: [id], properties: { id: { type: string }, author: { $ref: "#/types/Person" } } }
          Person:
            type: object
            properties:
              email: { type: string, format: email }
              age: { type: integer }
        inputs:
          topic: { type: string, description: What it is about. }
          tickets: { type: array, items: { $ref: "#/types/Ticket" } }
        state:
          notes: { type: array, merge: append }
          best: { type: object, properties: { score: { type: number } } }
        models:
          main: { use: openai/gpt-4.1-mini }
          spare: { use: ollama/llama3.2 }
        tools:
          crm: { use: http.request, allow: [crm.example.com] }
        agents:
          writer:
            model: main
            instructions: Write well.
            tools: [crm]
            output: { type: object, properties: { text: { type: string }, good: { type: boolean } } }
        start: first
        nodes:
          first:
            agent: writer
            prompt: "Write on ${{ inputs.topic }}"
            save: { notes: "${{ [output.text] }}" }
            next: second
          second: { tool: math.eval, with: { formula: 1 + 1 } }

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WorkflowAuthor Author => host.Server.Services.GetRequiredService<WorkflowAuthor>();

    /// <summary>Behind the file above, under <c>nodes:</c>, unless the text begins a file of its own.</summary>
    public static TheoryData<string, string, string> Places => new()
    {
        // keys, from the schema
        { "|", "platform name inputs state nodes limits", "agent" },
        { "platform: v1\nna|", "name", "platform" },
        { "platform: v1\nname: x\nlimits:\n  |", "steps time cost tokens", "name" },
        { "platform: v1\nlimits: { st|", "steps", "platform" },
        { "platform: v1\nlimits: { steps: 3, | }", "time cost", "steps" },
        { "+  third:\n    |", "agent tool human wait set when retry save next", "platform prompt" },
        { "+  third:\n    agent: writer\n    |", "prompt save next", "tool agent with" },
        { "+  third:\n    tool: crm\n    wi|\n    next: first", "with", "prompt next" },
        { "+  third: { agent: writer, | }", "prompt next", "tool" },
        { "+  third:\n    human:\n      |", "title form assign timeout", "agent" },
        { "+  third:\n    human: { title: x, fo|", "form", "title" },
        { "+  third:\n    wait: { |", "for until event", "title" },
        { "+  third:\n    agent: writer\n    retry:\n      |", "attempts backoff", "agent" },
        { "+  third:\n    agent: writer\n    next:\n      - w|", "when", "agent" },
        { "inputs:\n  a:\n    |", "type default enum description", "agent" },
        { "inputs:\n  a:\n    type: object\n    properties:\n      b: { |", "type", "agent" },
        { "triggers:\n  - |", "webhook cron", "agent" },
        // names in the file
        { "+  third:\n    agent: |", "writer", "main first" },
        { "+  third:\n    agent: wri|", "writer", "" },
        { "+  third: { agent: w|", "writer", "" },
        { "+  third:\n    tool: cr|", "crm", "writer" },
        { "+  third:\n    tool: |", "crm http.request math.eval", "writer" },
        { "+  third:\n    next: |", "first second end", "writer" },
        { "+  third:\n    next: se|", "second", "end" },
        { "+  third:\n    next: [first, |]", "second end", "writer" },
        { "+  third:\n    next:\n      - |", "first when to", "writer" },
        { "+  third:\n    next:\n      - { when: true, to: |", "second end", "writer" },
        { "+  third:\n    next:\n    - when: true\n      to: |", "second end", "when" },
        { "+  third:\n    needs: [|", "first second", "end" },
        { "+  third:\n    on_error: { to: |", "first second", "" },
        { "+  third:\n    on_error: |", "fail continue", "" },
        { "+  third:\n    agent: writer\n    save: { |", "notes best", "topic" },
        { "+  third:\n    set:\n      b|", "best", "topic" },
        { "+  third:\n    tool: http.request\n    with:\n      |", "url method", "agent" },
        { "+  third:\n    tool: crm\n    with: { u|", "url", "" },
        { "+  third:\n    code: { language: |", "python javascript", "" },
        { "platform: v1\nmodels:\n  a: { use: x/y }\nagents:\n  b:\n    model: |", "a", "b" },
        { "platform: v1\ntools:\n  a: { use: |", "http.request mcp", "agent" },
        { "platform: v1\nmodels:\n  a: { use: anth|", "anthropic", "mcp" },
        { "platform: v1\nmodels:\n  a:\n    use: openai/gpt-4.1|", "openai/gpt-4.1-mini", "mcp" },
        { "platform: v1\nmodels:\n  a: { use: x, te|", "temperature", "use" },
        { "platform: v1\ntools:\n  a: { use: x }\nagents:\n  b: { model: m, tools: [|", "a http.request", "m" },
        { "platform: v1\nstate:\n  a: { type: array, merge: |", "append replace union", "a" },
        { "platform: v1\ninputs:\n  a: { type: |", "string object array", "a" },
        { "platform: v1\ntypes:\n  T: { type: string }\ninputs:\n  a: { $ref: |", "#/types/T", "a" },
        { "platform: v1\nstart: |\nnodes:\n  one: { set: {} }", "one", "set" },
        // expressions
        { "+  third:\n    agent: writer\n    prompt: ${{ |", "inputs state run error size", "output secrets agent" },
        { "+  third:\n    agent: writer\n    prompt: \"About ${{ inputs.|", "topic tickets trim", "notes" },
        { "+  third:\n    agent: writer\n    prompt: \"About ${{ inputs.to|pic }} and\"", "topic", "tickets" },
        { "+  third:\n    agent: writer\n    prompt: |-\n      Hello\n      ${{ state.|", "notes best", "topic" },
        { "+  third:\n    agent: writer\n    prompt: ${{ state.best.|", "score", "notes" },
        { "+  third:\n    agent: writer\n    prompt: ${{ run.|", "id step thread", "topic" },
        { "+  third:\n    agent: writer\n    prompt: ${{ env.|", "HOME_TOWN", "topic" },
        { "+  third:\n    agent: writer\n    save: { notes: \"${{ output.|", "text good", "topic" },
        { "+  third:\n    map: { over: \"${{ inputs.tickets }}\", as: ticket }\n    agent: writer\n    prompt: ${{ ticket.|", "id author", "topic" },
        { "+  third:\n    map: { over: \"${{ inputs.tickets }}\", as: ticket }\n    agent: writer\n    prompt: ${{ ticket.author.|", "email age", "id" },
        { "+  third:\n    when: ${{ inputs.tickets.exists(t, t.|", "id author", "topic" },
        { "+  third:\n    when: state.|", "notes best", "topic" },
        { "+  third:\n    agent: writer\n    prompt: ${{ inputs.topic }} |", "", "topic writer" },
        { "+  third:\n    agent: writer\n    prompt: ${{ 'inputs.|", "", "topic" },
        { "platform: v1\nmodels:\n  m: { use: openai/x, api_key: \"${{ secrets.OPENAI_KEY }}\", base_url: \"${{ |", "secrets inputs", "state" },
        // broken on the way here
        { "inputs: { a: { type: string\nnodes:\n  one:\n    next: |", "one end", "type" },
        { "nodes:\n  one:\n    agent: \"unclosed\n    next: |", "one end", "" },
        { "nodes:\n  one:\n    {{{[[\n  two:\n    next: |", "two end", "" },
        { "nodes:\n  one: [\n  two:\n    next: |", "two end", "" },
        { "# only a comment |", "", "platform" },
        { "nodes:\n  one:\n    agent: x # |", "", "platform x" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task An_editor_is_offered_what_may_stand_at_the_cursor(string written, string offered, string notOffered)
    {
        var marked = written.StartsWith('+') ? File + written[1..] : written;
        var at = marked.LastIndexOf('|');
        var text = marked.Remove(at, 1);

        var list = await Author.CompleteAsync(Caller.LocalOwner, text, at, Token);

        var labels = list.Items.Select(i => i.Label).ToList();
        Assert.True(list.From <= at && list.To >= at, $"{list.From}..{list.To} is not at {at}");
        foreach (var label in offered.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Assert.Contains(label, labels);
        foreach (var label in notOffered.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Assert.DoesNotContain(label, labels);
    }

    [Theory]
    [InlineData("agent: wri|ter", "writer", "model main")]
    [InlineData("next: se|cond", "second", "tool math.eval")]
    [InlineData("with: { form|ula", "formula", "")]
    [InlineData("inputs.to|pic", "topic", "string")]
    [InlineData("use: openai/gpt-4.1-mi|ni", "openai/gpt-4.1-mini", "1M tokens")]
    [InlineData("use: http.req|uest", "http.request", "built-in tool")]
    [InlineData("ag|ent: writer", "agent", "action")]
    public async Task A_word_is_explained(string marked, string word, string told)
    {
        var bar = marked.IndexOf('|');
        var at = File.IndexOf(marked.Remove(bar, 1), StringComparison.Ordinal) + bar;

        var hover = await Author.HoverAsync(Caller.LocalOwner, File, at, Token);

        Assert.NotNull(hover);
        Assert.Equal(word, File[hover.From..hover.To]);
        Assert.Contains(told, $"{hover.About.Detail} {hover.About.Documentation}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state:\n  notes: { type: array, mer|ge: append }", "replace", "append", "merge: append")]
    [InlineData("agents:\n  a: { model: m, max_tu|rns: 4 }", "10", "", "max_turns: 6")]
    [InlineData("nodes:\n  one: { wait: { for: 1s }, ret|ry: 3 }", "no second attempt", "", "backoff: 1s..30s")]
    [InlineData("nodes:\n  one: { wait: { for: 1s }, on_err|or: continue }", "fail", "continue", "to: note")]
    [InlineData("nodes:\n  one: { wait: { for: 1s }, ne|xt: two }\n  two: { wait: { for: 1s } }", "end", "two", "to: improve")]
    [InlineData("nodes:\n  one: { breakp|oint: after }", "none", "before", "breakpoint: before")]
    [InlineData("nodes:\n  o|ne: { tool: hash, when: true }", "", "", "")]
    [InlineData("nodes:\n  one: { tool: time.n|ow }", "", "", "")]
    [InlineData("limits: { st|eps: 4 }", "100", "", "steps: 50")]
    [InlineData("expo|se: mcp", "not exposed", "", "expose: mcp")]
    public async Task A_word_is_explained_with_its_default_what_is_allowed_an_example_and_a_page_that_exists(string marked, string usual, string allowed, string example)
    {
        var at = marked.IndexOf('|', StringComparison.Ordinal);

        var hover = await Author.HoverAsync(Caller.LocalOwner, marked.Remove(at, 1), at, Token);

        Assert.NotNull(hover);
        Assert.Equal(usual, hover.Default);
        if (allowed.Length > 0) Assert.Contains(allowed, hover.Allowed);
        Assert.Contains(example, hover.Example, StringComparison.Ordinal);
        var (page, anchor) = (hover.Guide["/docs/".Length..].Split('#')[0], hover.Guide.Split('#') is [_, var part] ? part : null);
        var guide = host.Server.Services.GetRequiredService<Guides>().Find(page);
        Assert.NotNull(guide);
        if (anchor is not null) Assert.Contains($"id=\"{anchor}\"", guide.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_that_notes_of_keys_lead_to_exists()
    {
        var guides = host.Server.Services.GetRequiredService<Guides>();
        foreach (var address in KeyNotes.AllPages)
        {
            var parts = address.Split('#');
            Assert.True(guides.Find(parts[0]) is { } guide && (parts.Length == 1 || guide.Html.Contains($"id=\"{parts[1]}\"", StringComparison.Ordinal)), address);
        }
    }

    [Fact, NeedsQuiet]
    public async Task No_text_and_no_position_is_too_broken_and_two_thousand_lines_take_little_time()
    {
        var random = new Random(7);
        const string Odd = "{}[]\"'|>-:#,&*!$ \n\t${{ }} nodes:\n  a:\n    next: ";
        var texts = Enumerable.Range(0, 300).Select(n => n % 2 == 0
            ? string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => Odd[random.Next(Odd.Length)]))
            : File.Remove(random.Next(File.Length / 2), random.Next(File.Length / 2)).Insert(random.Next(200), Odd[random.Next(Odd.Length)].ToString()));
        foreach (var text in texts)
        {
            for (var i = 0; i < 4; i++)
            {
                var at = random.Next(-3, text.Length + 3);
                await Author.CompleteAsync(Caller.LocalOwner, text, at, Token);
                await Author.HoverAsync(Caller.LocalOwner, text, at, Token);
            }
        }

        var nodes = string.Concat(Enumerable.Range(0, 400).Select(n => $"  node{n}:\n    agent: writer\n    prompt: \"${{{{ inputs.topic }}}}\"\n    save: {{ notes: \"${{{{ [output] }}}}\" }}\n    next: node{n + 1}\n"));
        var big = $"{File}{nodes}  last:\n    next: ";
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++) Assert.Contains((await Author.CompleteAsync(Caller.LocalOwner, big, big.Length, Token)).Items, item => item.Label == "node7");

        Assert.True(clock.ElapsedMilliseconds < 1_500, $"ten took {clock.ElapsedMilliseconds} ms"); // alone some 5 ms each; the machine is shared
    }
}
