using System.Net.Http.Json;
using System.Text.Json;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>What the editor underlines is what the terminal prints: the same sentences at the same places.</summary>
[Collection(WebCollection.Name)]
public sealed class SameFindingsAtEveryDoor(WebHost web) : IDisposable
{
    private readonly CliProcess _cli = new();

    [Fact]
    public async Task The_editor_finds_what_the_terminal_finds_in_every_broken_file()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Path.Combine(Repository.Root, "tests/Platform.IntegrationTests/Config/Findings");
        var files = Directory.GetFiles(folder, "*.yaml").Where(f => !NamesFiles(File.ReadAllText(f))).Order(StringComparer.Ordinal).ToList();

        var printed = await _cli.RunAsync(token, ["validate", .. files, "--json"]);
        var ofTerminal = printed.Json().GetProperty("findings").EnumerateArray().ToLookup(f => f.GetProperty("range").GetProperty("file").GetString(), Terminal);

        Assert.True(files.Count > 50, $"only {files.Count} files");
        foreach (var file in files)
        {
            using var answer = await web.Client.PostAsJsonAsync("/api/v1/workflows/validate?picture=true", new { text = await File.ReadAllTextAsync(file, token) }, token);
            var found = await WebHost.JsonOf(answer, token);
            Assert.Equal(ofTerminal[file], found.GetProperty("findings").EnumerateArray().Select(Editor));
            Assert.Equal(found.GetProperty("valid").GetBoolean(), found.TryGetProperty("picture", out _));
        }
    }

    public void Dispose() => _cli.Dispose();

    // The terminal looks beside the file, where the editor has nothing to look at.
    private static bool NamesFiles(string text) => text.Contains("include", StringComparison.Ordinal) || text.Contains("file:", StringComparison.Ordinal);

    private static string Terminal(JsonElement f)
    {
        var (start, end) = (f.GetProperty("range").GetProperty("start"), f.GetProperty("range").GetProperty("end"));
        return $"{Of(start, "line")}:{Of(start, "column")}-{Of(end, "line")}:{Of(end, "column")} {Of(f, "severity")} {Of(f, "code")} {Of(f, "message")} {Of(f, "suggestion")} {Of(f, "path")}";
    }

    private static string Editor(JsonElement f) =>
        $"{Of(f, "line")}:{Of(f, "column")}-{Of(f, "endLine")}:{Of(f, "endColumn")} {Of(f, "severity")} {Of(f, "code")} {Of(f, "message")} {Of(f, "suggestion")} {Of(f, "path")}";

    private static string Of(JsonElement of, string key) => of.TryGetProperty(key, out var value) ? value.ToString() : "";
}
