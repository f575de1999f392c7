using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Platform.Core.Health;
using Platform.IntegrationTests.Support;
using Platform.Web.Start;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>What a person at the terminal sees: progress, then the address; or two lines that say what to do.</summary>
public sealed partial class StartingTheServer
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_is_counted_the_address_comes_last_and_a_stop_says_what_it_waits_for()
    {
        var folder = Directory.CreateTempSubdirectory("platform-start-");
        var output = new StringWriter();
        var (noted, started) = ((string?)null, "");
        var server = WebServer.Build(["--port", "0", "--data", folder.FullName, .. TestDatabase.Flags(folder.FullName)]);
        await using (server)
        {
            await server.StartAsync(new StartProgress(output), Stop);
            noted = WebAddress.Read(folder.FullName);
            started = server.Address;
        }

        var left = File.Exists(Path.Combine(folder.FullName, "web.address"));
        folder.Delete(recursive: true);
        var all = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lines = all.TakeWhile(l => !l.StartsWith("Stopping", StringComparison.Ordinal)).ToArray();
        Assert.Equal((started, false), (noted, left));
        Assert.Equal(["Stopping: no more requests are taken", "No run is being worked on, so nothing is waited for", "Stopped"], all[lines.Length..]);
        Assert.Equal(StartProgress.Steps + 1, lines.Count(l => !l.StartsWith("Models ", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.StartsWith("Models that can be used: ", StringComparison.Ordinal));
        for (var i = 0; i < StartProgress.Steps; i++) Assert.StartsWith($"[{i + 1}/{StartProgress.Steps}] ", lines[i], StringComparison.Ordinal);
        Assert.StartsWith("Platform is at http://127.0.0.1:", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_of_the_address_that_a_crash_left_is_known_for_stale()
    {
        var folder = Directory.CreateTempSubdirectory("platform-note-");
        WebAddress.Write(folder.FullName, "http://127.0.0.1:5099");
        var file = Path.Combine(folder.FullName, "web.address");
        var fresh = WebAddress.Read(folder.FullName);
        var owner = File.ReadAllLines(file)[1].Split('/');
        File.WriteAllText(file, $"http://127.0.0.1:5099\n{owner[0]}/{owner[1]}/another-start/{owner[3]}\n");
        var stale = WebAddress.Read(folder.FullName);
        folder.Delete(recursive: true);

        Assert.Equal(("http://127.0.0.1:5099", (string?)null), (fresh, stale));
    }

    [Fact]
    public void A_stop_counts_down_in_its_place_on_a_screen_and_now_and_then_in_a_log()
    {
        var (screen, log) = (new StringWriter(), new StringWriter());
        foreach (var (writer, lines) in new[] { (screen, new StopLines(screen, 80)), (log, new StopLines(log, null)) })
        {
            for (var left = 7; left > 0; left--) lines.Report($"Waiting for run x, {left} s left");
            lines.Report("Stopped");
        }

        Assert.Equal("Waiting for run x, 7 s left\nWaiting for run x, 2 s left\nStopped\n", log.ToString().ReplaceLineEndings("\n"));
        Assert.Equal(7, screen.ToString().Count(c => c == '\r'));
        Assert.EndsWith("\e[K\nStopped\n", screen.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_others_can_reach_ends_in_two_lines()
    {
        var (code, lines) = await RunAsync("--host", "0.0.0.0");

        Assert.Equal(1, code);
        Assert.Equal(2, lines.Count);
        Assert.Contains("0.0.0.0", lines[0], StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_in_urls_is_held_to_the_same_rule()
    {
        var (code, lines) = await RunAsync("--urls", "http://*:5080");

        Assert.Equal(1, code);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task A_taken_port_ends_in_two_lines_that_name_another()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, lines) = await RunAsync("--port", $"{port}");

        Assert.Equal(1, code);
        Assert.Equal(2, lines.Count);
        Assert.Contains($"{port}", lines[0], StringComparison.Ordinal);
        Assert.Contains("--port", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_ends_in_two_lines()
    {
        var file = Path.GetTempFileName();
        var (code, lines) = await RunAsync("--data", Path.Combine(file, "inside"));
        File.Delete(file);

        Assert.Equal(1, code);
        Assert.Equal(2, lines.Count);
    }

    [Theory]
    [InlineData("S007", "{\n  \"Platform\": {\n    \"Runs\" }", "line 3")]
    [InlineData("S008", """{ "Platform": { "Runs": { "Parallel": 0 } } }""", "Platform:Runs:Parallel is out of its range")]
    [InlineData("S008", """{ "Platform": { "Runs": { "Parallel": "many" } } }""", "Platform:Runs:Parallel is 'many', which is no whole number")]
    public async Task A_wrong_settings_file_is_told_with_its_place(string errorCode, string file, string says)
    {
        var folder = Directory.CreateTempSubdirectory("platform-start-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "platform.json"), file, Stop);

        var (code, lines) = await RunAsync("--port", "0", "--data", folder.FullName);
        folder.Delete(recursive: true);

        Assert.Equal((1, 2), (code, lines.Count));
        Assert.StartsWith($"error {errorCode}: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(says, lines[0], StringComparison.Ordinal);
        Assert.StartsWith("fix: ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_and_left_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("platform-start-");
        var file = Path.Combine(folder.FullName, "platform.db");
        await File.WriteAllTextAsync(file, new string('x', 4096), Stop);

        var (code, lines) = await RunAsync("--port", "0", "--data", folder.FullName);
        var length = new FileInfo(file).Length;
        folder.Delete(recursive: true);

        Assert.Equal((1, 4096), (code, length));
        Assert.StartsWith("error S010: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("is not a database", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_waited_for_and_the_address_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("platform-start-");
        var nobody = FreePort();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var (output, errors) = (new Lines(), new Lines());

        var server = WebProgram.RunAsync(["--port", "0", "--data", folder.FullName, "--database", $"postgres://u:secret@127.0.0.1:{nobody}/x"], output, errors, stop.Token);
        await Waiting.UntilAsync(() => output.Text.Contains("Looking again", StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = new Uri(output.Text.Split("; ")[1].Split(' ')[0]) };
        using var page = await client.GetAsync("/runs", Stop);
        using var ready = await client.GetAsync("/health/ready", Stop);
        using var live = await client.GetAsync("/health/live", Stop);
        await stop.CancelAsync();
        var code = await server;
        folder.Delete(recursive: true);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (page.StatusCode, ready.StatusCode, live.StatusCode));
        Assert.Equal("application/problem+json", ready.Content.Headers.ContentType?.MediaType);
        var html = await page.Content.ReadAsStringAsync(Stop);
        Assert.Contains("waits for its database", html, StringComparison.Ordinal);
        Assert.Contains("S010", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html + output.Text + errors.Text, StringComparison.Ordinal);
        Assert.Equal(130, code);
    }

    [Fact]
    public void Every_code_of_a_start_that_fails_stands_in_the_operators_table()
    {
        var used = CodeInSource().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src/Platform.Web/Start/StartFailure.cs"))).Select(m => m.Groups[1].Value).Distinct().Order();
        var listed = CodeInDocs().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"))).Select(m => m.Groups[1].Value);

        Assert.Equal(used, listed);
    }

    [GeneratedRegex("\"(S\\d{3})\"")]
    private static partial Regex CodeInSource();

    [GeneratedRegex(@"^\| (S\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex CodeInDocs();

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>A console that is read while it is written.</summary>
    private sealed class Lines : StringWriter
    {
        public string Text
        {
            get
            {
                lock (this) return ToString();
            }
        }

        public override Task WriteLineAsync(string? value)
        {
            lock (this) WriteLine(value);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("--prot")]
    [InlineData("--port")]
    [InlineData("--port=many")]
    [InlineData("--port=70000")]
    public async Task A_wrong_option_is_named_and_the_usage_shown(string option)
    {
        var (code, lines) = await RunAsync(option);

        Assert.Equal(2, code);
        Assert.Equal(2, lines.Count);
        Assert.Contains("--port 5080", lines[1], StringComparison.Ordinal);
    }

    private static async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("platform-start-");
        var errors = new StringWriter();
        string[] all = args.Contains("--data") ? args : [.. args, "--data", folder.FullName];
        if (args is ["--prot" or "--port"]) all = args;
        var code = await WebProgram.RunAsync(all, TextWriter.Null, errors, Stop);
        folder.Delete(recursive: true);
        return (code, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
