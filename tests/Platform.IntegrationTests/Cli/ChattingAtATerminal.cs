using System.Text.Json;
using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>A workflow built by talking, as a person at a terminal and as a program does it.</summary>
public sealed class ChattingAtATerminal : IDisposable
{
    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_is_said_becomes_a_draft_that_is_changed_saved_and_run()
    {
        var talk = await _cli.TalkAsync(["Summarise the text and save it to out.txt", "call it short-notes", "/save", "/run text=One thing. Two things."], Stop, "chat");

        Assert.True(talk.ExitCode == 0, talk.ToString());
        Assert.Equal(2, talk.Error.Split("Saved as short-notes, version 1.").Length); // told once, though /run saves too
        var runs = (await _cli.RunAsync(Stop, "runs", "list", "--json")).Output;
        Assert.Contains("\"succeeded\"", runs, StringComparison.Ordinal);
        Assert.Contains("\"chat\"", runs, StringComparison.Ordinal); // what started it
        Assert.Contains("Two things.", (await _cli.RunAsync(Stop, "runs", "show", "last", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_goes_on_in_another_process_and_a_change_is_taken_back()
    {
        await _cli.TalkAsync(["Fetch https://example.com and summarise it"], Stop, "chat");

        var later = await _cli.TalkAsync(["post the summary to #news", "/yaml", "/undo", "/yaml"], Stop, "chat", "last", "-o", "draft.yaml");

        Assert.True(later.ExitCode == 0, later.ToString());
        Assert.Contains("You: Fetch https://example.com and summarise it", later.Error, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(later.Output, "use: slack.post"));
        var kept = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "draft.yaml"), Stop);
        Assert.Contains("web.fetch", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("slack.post", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_program_every_line_is_json()
    {
        var talk = await _cli.TalkAsync(["Fetch https://example.com and summarise it", "/yaml", "/diff", "/graph", "/validate", "/save"], Stop, "chat", "--json");

        Assert.True(talk.ExitCode == 0, talk.ToString());
        var lines = talk.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToList();
        Assert.Equal(6, lines.Count);
        Assert.StartsWith("platform: v1", lines[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, lines[2].GetProperty("draft").GetInt32());
        Assert.StartsWith("flowchart", lines[3].GetProperty("mermaid").GetString(), StringComparison.Ordinal);
        Assert.True(lines[4].GetProperty("valid").GetBoolean());
        Assert.Equal("fetch-summarise", lines[5].GetProperty("workflow").GetString());
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_and_the_talk_goes_on()
    {
        var talk = await _cli.TalkAsync(["/run", "/dance", "Translate the text to German", "/validate"], Stop, "chat");

        Assert.Contains("There is no draft yet.", talk.Error, StringComparison.Ordinal);
        Assert.Contains("There is no command '/dance' here.", talk.Error, StringComparison.Ordinal);
        Assert.Contains("Draft 1 is valid.", talk.Output, StringComparison.Ordinal);
    }
}
