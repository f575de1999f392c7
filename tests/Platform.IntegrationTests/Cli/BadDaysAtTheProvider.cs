using Platform.Cli.Following;
using Platform.Core.Events;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>What a person at a terminal sees of a provider's bad day.</summary>
public sealed class BadDaysAtTheProvider
{
    private const string Said = "Every word of this is said once.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_of_a_stream_that_was_cut_is_shown_once_and_the_retry_is_told()
    {
        await using var server = new RudeServer(async (stream, request, cancellationToken) =>
        {
            if (request > 1)
            {
                await RudeServer.SayAsync(stream, RudeServer.Good(Said), cancellationToken);
                return;
            }

            await RudeServer.SayAsync(stream, RudeServer.Begin() + RudeServer.Piece(Said[..14]), cancellationToken);
            await Task.Delay(200, cancellationToken);
        });
        using var cli = new CliProcess();
        cli.Write("w.yaml", Workflow(server.Address, ""));

        var result = await cli.RunAsync(Cancelled, "run", "w.yaml", "--watch");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("asks openai/m again in", result.Error, StringComparison.Ordinal);
        Assert.Contains("(connection)", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, Count(result.Error, "Every word"));
        Assert.Contains("said once.", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, Count(result.Output, Said));
    }

    [Fact]
    public async Task A_fallback_says_why()
    {
        await using var server = new RudeServer(RudeServer.Whole(401, "application/json", "{}"));
        using var cli = new CliProcess();
        cli.Write("w.yaml", Workflow(server.Address, ", fallback: spare"));

        var result = await cli.RunAsync(Cancelled, "run", "w.yaml");
        var events = await cli.RunAsync(Cancelled, "runs", "events", "last");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("authentication, trying again would bring the same; so 'spare' is asked", result.Error, StringComparison.Ordinal);
        Assert.Contains("so 'spare' is asked", events.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_finds_nobody_fails_with_a_code_and_what_to_do()
    {
        await using var server = new RudeServer(RudeServer.Whole(200, "text/html", "<html>Sign in</html>"));
        using var cli = new CliProcess();
        cli.Write("w.yaml", Workflow(server.Address, ", retries: 0"));

        var result = await cli.RunAsync(Cancelled, "run", "w.yaml");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("page of the web", result.Error, StringComparison.Ordinal);
        Assert.Contains("base_url", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_of_a_file_are_checked_and_the_exit_code_says_how_they_do()
    {
        await using var good = new RudeServer(RudeServer.Good("ok"));
        await using var bad = new RudeServer(RudeServer.Whole(404, "application/json", """{"error":{"message":"The model 'm' does not exist"}}"""));
        using var cli = new CliProcess();
        cli.Write("good.yaml", Workflow(good.Address, ""));
        cli.Write("bad.yaml", Workflow(bad.Address, ""));

        var well = await cli.RunAsync(Cancelled, "models", "check", "--workflow", "good.yaml");
        var ill = await cli.RunAsync(Cancelled, "models", "check", "main", "--workflow", "bad.yaml");
        var unknown = await cli.RunAsync(Cancelled, "models", "check", "nobody", "--workflow", "good.yaml");

        Assert.Equal((0, 1), (well.ExitCode, good.Requests));
        Assert.Contains("ok  openai/m", well.Output, StringComparison.Ordinal);
        Assert.Equal(1, ill.ExitCode);
        Assert.Contains("The model 'm' does not exist", ill.Output, StringComparison.Ordinal);
        Assert.Contains("fix:", ill.Output, StringComparison.Ordinal);
        Assert.Contains("nobody", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("One two", "One two three", "One two", " three")]
    [InlineData("One two", "One two", "One two", "")]
    [InlineData("One two", "Another", "One two", "|Another")]
    [InlineData("One two three", "One", "One two three", "|One")]
    [InlineData("", "One", "", "One")]
    public void An_answer_that_begins_anew_is_continued_or_said_to_differ(string first, string second, string shown, string more)
    {
        var texts = new StreamedAnswers();

        var before = Write(texts, first);
        texts.Restart(new LlmRetrying("main", 1, 0, new EventFault("unavailable", "x"), null) { Node = "a" });
        var after = Write(texts, second) + Marked(texts.End(new LlmFinished("m", "p", null, default, "", null, null, 0, 0, 0, 0, false, 0, 0, null, 2, null) { Node = "a" }));

        Assert.Equal((shown, more), (before, after));
    }

    private static string Write(StreamedAnswers texts, string text) => string.Concat(text.Select(c => Marked(texts.Add(new LlmDelta($"{c}") { Node = "a" }))));

    private static string Marked((string Text, bool Anew) part) => part.Anew ? $"|{part.Text}" : part.Text;

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Workflow(string address, string more) => $$$"""
        platform: v1
        name: rude
        models:
          main: { use: openai/m, base_url: "{{{address}}}/v1", api_key: k{{{more}}} }
          spare: { use: scripted/spare, default: I am here. }
        agents:
          helper: { model: main, instructions: Be kind. }
        state:
          said: { type: string, default: "" }
        outputs: { said: "${{ state.said }}" }
        start: a
        nodes:
          a: { agent: helper, prompt: Say it., save: { said: "${{ output }}" } }
        """;
}
