using System.Text.RegularExpressions;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Samples;

/// <summary>The commands of the quickstart, as written, in their order, in one shell session.</summary>
public sealed partial class QuickstartCommands : IDisposable
{
    // Those that end with something else than 0, and say so in the text.
    private static readonly Dictionary<string, int> Ends = new(StringComparer.Ordinal) { ["./platform run samples/approval -i what=\"A desk\" -i amount=420"] = 3 };

    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Every_command_of_the_quickstart_works_as_written()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "quickstart.md"), TestContext.Current.CancellationToken);
        var commands = ShellBlocks().Matches(text).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        Directory.CreateSymbolicLink(Path.Combine(_cli.Folder, "samples"), Path.Combine(Repository.Root, "samples"));

        foreach (var command in commands)
        {
            var result = await _cli.RunAsync(TestContext.Current.CancellationToken, Words(command));
            Assert.True(result.ExitCode == Ends.GetValueOrDefault(command), $"{command}\n{result}");
        }

        Assert.True(commands.Count >= 10, $"{commands.Count} commands were found");
        File.Delete(Path.Combine(_cli.Folder, "samples")); // the link alone, before the folder goes
    }

    // What a shell makes of the line, as far as the quickstart goes: words and the two kinds of quotes.
    private static string[] Words(string command) =>
        [.. ShellWords().Matches(command).Select(m => Quotes().Replace(m.Value, q => q.Groups[1].Success ? q.Groups[1].Value : q.Groups[2].Value)).Skip(1)];

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlocks();

    [GeneratedRegex("""(?:[^\s"']|"[^"]*"|'[^']*')+""")]
    private static partial Regex ShellWords();

    [GeneratedRegex("""
        "([^"]*)"|'([^']*)'
        """)]
    private static partial Regex Quotes();
}
