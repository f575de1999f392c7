using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>Workflows that the built-in composer makes from plain English, without a model.</summary>
public sealed partial class ComposedWorkflows
{
    internal static readonly WorkflowComposer Composer = new(new ComposerParts(
        Compiling.Compiler,
        ["web.fetch", "web.search", "slack.post"],
        [.. Compiling.Compiler.Words.Actions],
        ["anthropic", "builtin/classifier", "builtin/embedder", "builtin/extractive", "google", "groq", "mistral", "ollama", "openai", "scripted"],
        ["research-loop", "shop-summary"]));

    public static TheoryData<int> Rows() => [.. Enumerable.Range(0, ComposerTable.Conversations.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_was_asked_for_is_in_the_graph(int row)
    {
        string? draft = null;
        foreach (var turn in ComposerTable.Conversations[row])
        {
            var (words, claims) = turn.Split(" => ") is [var w, var c] ? (w, c) : (turn, "nothing");

            var reply = Composer.Compose(new ComposerRequest(words, draft));

            Assert.NotEmpty(reply.Text);
            if (claims == "nothing")
            {
                Assert.Null(reply.Draft);
                continue;
            }

            Assert.True(reply.Draft is not null, $"{words}: {reply.Text}");
            draft = reply.Draft;
            Assert.True(GraphClaims.Broken(Compiled(draft), claims) is [], $"{words}: {string.Join(' ', GraphClaims.Broken(Compiled(draft), claims))}\n{draft}");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_an_agent_is_told_is_a_whole_sentence(int row)
    {
        string? draft = null;
        foreach (var words in ComposerTable.Conversations[row].Select(t => t.Split(" => ")[0]))
        {
            if (Composer.Compose(new ComposerRequest(words, draft)).Draft is not { } next) continue;
            draft = next;
            foreach (var agent in Compiled(draft).Config.Agents)
            {
                var told = agent.Settings.Text("instructions") ?? "";
                Assert.False(Mangled().IsMatch(told), $"{words}: {told}");
            }
        }
    }

    // An article or a preposition at the end, two determiners in a row, a pronoun behind the noun it stands for, a word twice.
    [GeneratedRegex(@"\b(?:the|an?|of|to|in|on|with|from|for|and|or|by|at|as|into|whether|if)\.$|\b(?:the|an?) (?:the|an?|it|them|this|that)\b|\bthe (?:two |three )?\w+ (?:the text|the page|them)\b|(?:called|named) (?:the text|the page|it|them)\b|\b(\w+) \1\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mangled();

    public static TheoryData<string> Offered() => [.. StartingPoints.Requests];

    [Theory]
    [MemberData(nameof(Offered))]
    public void What_is_offered_to_begin_with_is_built_whole(string request)
    {
        var reply = Composer.Compose(new ComposerRequest(request, null));

        Assert.NotNull(reply.Draft);
        Assert.Empty(reply.NotUnderstood);
        Assert.DoesNotContain("I did not use", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I want to automate my invoices", "Take an invoice text")]
    [InlineData("make an agent", "Take a question")]
    [InlineData("something with emails", "Take an email, classify it")]
    [InlineData("Print the three newest headlines of https://a.com/news", "I found no step")] // more was said than a subject
    [InlineData("print label.pdf twice on the printer in the back office", "No step of mine can do that")]
    [InlineData("what is a workflow?", "A workflow is a file")]
    [InlineData("how much does it cost?", "Built-in rules cost nothing")]
    [InlineData("do we need an API key?", "No key is needed to begin")]
    public void Who_names_no_step_is_helped_to_begin(string words, string answer)
    {
        var reply = Composer.Compose(new ComposerRequest(words, null));

        Assert.Null(reply.Draft);
        Assert.Contains(answer, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get the weather from https://wttr.in/Bern and cache it for an hour; post it to #weather", "cache it for an hour")]
    [InlineData("Fetch https://a.com and tell #ops how many widgets there are", "how many widgets there are")]
    public void A_clause_that_left_no_trace_is_quoted(string request, string lost)
    {
        var reply = Composer.Compose(new ComposerRequest(request, null));

        Assert.Contains("I did not use", reply.Text, StringComparison.Ordinal);
        Assert.Contains(lost, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Read the memo in memo.md and post it to #staff. If the memo is longer than 300 words, summarise it first", "Nothing uses what 'summarise' gives")]
    [InlineData("Post to #a and then email it to a@b.com", "I did not find what 'post' should say")]
    [InlineData("Read photo.png and describe it", "reads photo.png as plain text")]
    [InlineData("Please ask the head cook whether the menu in menu.md is fine; if she says no, ask her again", "it does not do it")]
    [InlineData("Fetch https://a.com and mail it to a@b.com if it changed since the last run", "I am not sure of \"it changed since the last run\"")]
    [InlineData("Ask claude and gpt-4o for a slogan, then I choose the better one and it is saved in slogan.txt", "I did not use: gpt-4o")]
    [InlineData("Let an agent merge their notes into one opinion and post it to #law", "given nothing to read")]
    [InlineData("Classify the mail I paste as order, complaint or question. Email orders to o@a.com and complaints to c@a.com. A question is different.", "nothing is done with 'question'")]
    [InlineData("Every morning at 8 translate the page I enter into German and save it as page.md", "A schedule gives no inputs")]
    [InlineData("Fetch https://a.com and mail the quiz to a@b.com", "No step makes a quiz")]
    [InlineData("Classify the note I enter; if it is angry tell #care, otherwise save it to note.md and mail a@b.com if they ask for money", "always answers no")]
    [InlineData("Poet writes a haiku, critic scores it; below 7 the poet tries again", "'critic' always gives the score 0")]
    [InlineData("Count the words of the text I enter and save it to result.txt", "'count' counts nothing")]
    [InlineData("Check https://a.com/x every 10 minutes until it says available, then mail me@x.org", "When it is still not so after 100 rounds")]
    public void What_can_hardly_be_meant_is_said(string request, string doubt) =>
        Assert.Contains(doubt, Composer.Compose(new ComposerRequest(request, null)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("Every evening at 8 read sales.csv, have an agent write a short recap and post it to #shop")]
    [InlineData("Summarise call.mp3 and if the caller asked for something, post it to #support, else just store the summary under calls.md")]
    [InlineData("Search the web for new laws about drones, keep only those from this year, make a list with at most 7 items and put it in #drones")]
    [InlineData("Fetch https://a.com. If it fails, tell #ops; otherwise classify it as good or bad, and if it is bad ask Ann to review it")]
    public void Nothing_is_doubted_where_all_was_built(string request)
    {
        var said = Composer.Compose(new ComposerRequest(request, null)).Text;

        Assert.DoesNotContain("I did not", said, StringComparison.Ordinal);
        Assert.DoesNotContain("I am not sure", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing uses", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_wrote_stays_as_it_was_written_where_nothing_changes()
    {
        const string Written = """
            # Ours since 2024; ask Ana before you change it.
            platform: v1
            name: greet     # the short one
            inputs:
              who: { type: string, default: "world" }   # whom to greet
            state:
              said: { type: string, default: '' }
            outputs: { said: "${{ state.said }}" }
            start: hello

            nodes:
              # Says it once.
              hello:
                set: { said: "Hello, ${{ inputs.who }}!" }
            """;

        var reply = Composer.Compose(new ComposerRequest("add a step that posts it to slack #hello at the end. Max 5 steps", Written));

        var lines = reply.Draft!.Split('\n');
        foreach (var kept in Written.Split('\n').Where(l => l.Length > 0)) Assert.Contains(kept.TrimEnd(), lines.Select(l => l.TrimEnd()));
        Assert.Empty(GraphClaims.Broken(Compiled(reply.Draft), "order:set,slack.post limit:steps=5 edge:hello>post"));
    }

    [Theory]
    [InlineData("Fasse den Text zusammen und schicke ihn per Mail an die Chefin", true)]
    [InlineData("Résume le texte et envoie le résumé par mail avec une copie pour moi", true)]
    [InlineData("Summarise the text and mail it to die-mutter@wald.de", false)]
    [InlineData("Translate \"Ich bin nicht da und komme mit der Bahn\" into English and save it to a.md", false)]
    public void A_text_in_another_language_is_told_to_be_one(string words, bool isForeign) =>
        Assert.Equal(isForeign, Composer.Compose(new ComposerRequest(words, null)).Text.Contains("I understand English only", StringComparison.Ordinal));

    [Fact]
    public void What_is_doubtful_stays_so_until_it_is_mended()
    {
        var first = Composer.Compose(new ComposerRequest("Translate the text I enter to German and save it to de.md", null));
        var renamed = Composer.Compose(new ComposerRequest("rename translate to german", first.Draft) { Doubts = first.Doubts });
        var mended = Composer.Compose(new ComposerRequest("use gpt-4o-mini", renamed.Draft) { Doubts = renamed.Doubts });

        Assert.Contains("'translate' gives the text back", Assert.Single(first.Doubts), StringComparison.Ordinal);
        Assert.Contains("'german' gives the text back", Assert.Single(renamed.Doubts), StringComparison.Ordinal);
        Assert.DoesNotContain("gives the text back", renamed.Text, StringComparison.Ordinal); // said once
        Assert.Empty(mended.Doubts);
    }

    [Fact]
    public void A_saving_step_that_gets_another_name_has_its_file_still()
    {
        var draft = Composer.Compose(new ComposerRequest("Make a quiz of the text I enter and save it to quiz.md", null)).Draft;

        var renamed = Composer.Compose(new ComposerRequest("rename save to keep", draft));

        Assert.NotNull(renamed.Draft);
        Assert.DoesNotContain("No file was named", renamed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_examples_of_the_manual_are_composed_whole()
    {
        var examples = File.ReadLines(Path.Combine(Repository.Root, "docs", "composer.md")).Where(l => l.StartsWith("> ", StringComparison.Ordinal)).Select(l => l[2..]).ToList();

        var broken = examples.Where(e => Composer.Compose(new ComposerRequest(e, null)) is not { Draft: not null, NotUnderstood: [] });

        Assert.NotEmpty(examples);
        Assert.Empty(broken);
    }

    [Fact]
    public void A_change_that_would_break_the_draft_is_refused_with_the_reason()
    {
        var draft = Composer.Compose(new ComposerRequest("summarise the text and save it to out.md", null)).Draft;

        var reply = Composer.Compose(new ComposerRequest("connect save to summarise", draft));

        Assert.Null(reply.Draft);
        Assert.Contains("left the draft as it was", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_without_a_tool_changes_nothing_and_is_told_once()
    {
        var draft = Composer.Compose(new ComposerRequest("Have an agent write a proposal about a topic", null)).Draft;

        var uploaded = Composer.Compose(new ComposerRequest("When Ann approves it, upload it to our SharePoint", draft));
        var renamed = Composer.Compose(new ComposerRequest("rename write to draft", draft));

        Assert.Contains("There is no tool for SharePoint", uploaded.Text, StringComparison.Ordinal);
        Assert.Null(uploaded.Draft);
        Assert.NotNull(renamed.Draft);
        Assert.DoesNotContain("SharePoint", renamed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_row_of_requests_throws_or_makes_a_draft_that_is_wrong()
    {
        var random = new Random(7);
        var requests = ComposerTable.Conversations.SelectMany(c => c).Select(t => t.Split(" => ")[0]).ToList();
        var words = requests.SelectMany(r => r.Split(' ')).Distinct().ToList();
        string? draft = null;
        for (var i = 0; i < 100; i++)
        {
            var text = (i % 4) switch
            {
                0 => requests[random.Next(requests.Count)],
                1 => string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Count)])),
                2 => new string([.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => (char)random.Next(1, 0xFFFF))]),
                _ => requests[random.Next(requests.Count)] + ". " + requests[random.Next(requests.Count)],
            };

            var reply = Composer.Compose(new ComposerRequest(text, random.Next(12) == 0 ? null : draft));

            Assert.DoesNotContain(WorkflowComposer.Lost, reply.Text, StringComparison.Ordinal);
            if (reply.Draft is null) continue;
            draft = reply.Draft;
            Assert.True(Compiling.Compile(draft).Ok, $"{text}\n{draft}");
        }
    }

    [Fact]
    public void Long_texts_are_read_in_bounded_time_and_the_same_words_give_the_same_draft()
    {
        string[] texts = [new('a', 100_000), string.Concat(Enumerable.Repeat("fetch it and then ", 6000)), string.Concat(Enumerable.Repeat("if a, if b or c and ", 5000)), new('(', 100_000), string.Concat(Enumerable.Repeat("a, ", 30_000))];
        foreach (var text in texts)
        {
            var watch = Stopwatch.StartNew();

            var reply = Composer.Compose(new ComposerRequest(text, null));

            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(90));
            if (reply.Draft is not null) Assert.True(Compiling.Compile(reply.Draft).Ok);
        }

        var request = new ComposerRequest(ComposerTable.Conversations[1][0].Split(" => ")[0], null);
        Assert.Equal(Composer.Compose(request).Draft, Composer.Compose(request).Draft);
    }

    [Fact]
    public async Task Composed_workflows_run_offline_and_do_what_was_asked()
    {
        await using var platform = await RunningPlatform.StartAsync();

        var summary = await OutputsAsync(platform, "Call it one. Summarise the text and hash the summary", new { text = "Tea is a drink. It is made of leaves. Many people drink it every day." });
        Assert.Contains("Tea", summary.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal(64, summary.GetProperty("hash").GetString()!.Length);

        var sorted = await OutputsAsync(platform, "Call it two. Classify the message as refund, bug or other. If it is a refund, write a polite reply. If it is a bug, hash the message", new { message = "I want my money back" });
        Assert.Equal("refund", sorted.GetProperty("category").GetString());
        Assert.StartsWith("Thank you", sorted.GetProperty("reply").GetString(), StringComparison.Ordinal);

        foreach (var language in new[] { "python", "javascript" })
        {
            var counted = await OutputsAsync(platform, $"Call it count-{language}. Count the words of the text with {language}", new { text = "One two three four" });
            Assert.Equal(4, counted.GetProperty("result").GetInt32());
        }

        var loop = await OutputsAsync(platform, "Call it three. Write a note about tea, then improve it until the score is above 20, at most 3 times", new { });
        Assert.Equal(0, loop.GetProperty("score").GetDouble()); // without a model nobody has read it, and the rounds come to their end

        var each = await OutputsAsync(platform, "Call it four. For each message in messages: classify it as bug or other, then draft a reply, 2 at a time", new { messages = new[] { "The app has a crash", "Hello" } });
        Assert.Equal(["bug", "other"], each.GetProperty("replies").EnumerateArray().Select(r => r.GetProperty("category").GetString()));

        var parallel = await OutputsAsync(platform, "Call it five. In parallel translate the text to German and French, then hash both", new { text = "Good day" });
        Assert.Equal("Good day", parallel.GetProperty("french").GetString());

        var numbers = await OutputsAsync(platform, "Call it six. Calculate 2 * 21, then split the text into lines", new { text = "a\nb" });
        Assert.Equal(42, numbers.GetProperty("total").GetDouble());

        var draft = Composer.Compose(new ComposerRequest("Call it seven. Ask a manager to approve the text, then summarise it", null)).Draft!;
        await platform.SaveAsync(draft);
        var run = await platform.StartRunAsync("seven", new { text = "Cats sleep a lot. Dogs run." });
        await platform.UntilAsync<Core.Events.TaskInterrupted>(run.Id);
        var task = Assert.Single((await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery(), RunningPlatform.Token)).Items);
        await platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, JsonSerializer.SerializeToElement(new { approved = true }), RunningPlatform.Token);
        var ended = await platform.EndOfAsync(run.Id);
        Assert.Contains("Cats", ended.Outputs!.Value.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("javascript")]
    public async Task Sums_that_are_composed_are_right(string language)
    {
        await using var platform = await RunningPlatform.StartAsync();
        var orders = new[] { new { Customer = "Ann", Amount = "10.5" }, new { Customer = "Bob", Amount = "4" }, new { Customer = "Ann", Amount = "1.5" } };
        var count = 0;
        async Task<JsonElement> ReckonAsync(string what) => await OutputsAsync(platform, $"Call it sums-{language}-{++count}. I give it a list of orders. {what} with {language}", new { orders });

        Assert.Equal("""{"Ann":12,"Bob":4}""", Plain((await ReckonAsync("Sum the amount per customer")).GetProperty("totals")));
        Assert.Equal("""{"Ann":6,"Bob":4}""", Plain((await ReckonAsync("Compute the average amount per customer")).GetProperty("averages")));
        Assert.Equal("""{"Ann":2,"Bob":1}""", Plain((await ReckonAsync("Count the orders per customer")).EnumerateObject().Single().Value));
        Assert.Equal("""{"Ann":1.5,"Bob":4}""", Plain((await ReckonAsync("Find the lowest amount per customer")).EnumerateObject().Single().Value));
        Assert.Equal(10.5, (await ReckonAsync("Find the highest amount")).GetProperty("result").GetDouble());
        Assert.Equal(16, (await ReckonAsync("Sum up the amounts")).GetProperty("result").GetDouble());
        var numbers = await OutputsAsync(platform, $"Call it numbers-{language}. I give it a list of prices. Average the prices with {language}", new { prices = new[] { 1, 2, 6 } });
        Assert.Equal(3, numbers.GetProperty("result").GetDouble());

        // Python has 12.0 where JavaScript has 12.
        static string Plain(JsonElement sums) => sums.GetRawText().Replace(".0", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
    }

    private static async Task<JsonElement> OutputsAsync(RunningPlatform platform, string words, object inputs)
    {
        var draft = Composer.Compose(new ComposerRequest(words, null)).Draft;
        Assert.NotNull(draft);
        var saved = await platform.SaveAsync(draft);
        var run = await platform.StartRunAsync(Compiled(draft).Name, inputs);
        var ended = await platform.EndOfAsync(run.Id);
        Assert.True(ended.Status == RunStatus.Succeeded, $"{ended.Error}\n{draft}");
        _ = saved;
        return ended.Outputs!.Value;
    }

    private static CompiledGraph Compiled(string draft)
    {
        var compiled = Compiling.Compile(draft);
        Assert.True(compiled.Ok, $"{string.Join('\n', compiled.Findings)}\n{draft}");
        return compiled.Value;
    }
}
