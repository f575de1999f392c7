using System.Net;
using System.Net.Sockets;
using Platform.IntegrationTests.Support;
using Platform.Web.Start;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>What a person at the terminal sees: progress, then the address; or two lines that say what to do.</summary>
public sealed class StartingTheServer
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_is_counted_and_the_address_comes_last()
    {
        var folder = Directory.CreateTempSubdirectory("platform-start-");
        var output = new StringWriter();
        var server = WebServer.Build(["--port", "0", "--data", folder.FullName, .. TestDatabase.Flags(folder.FullName)]);
        await using (server)
        {
            await server.StartAsync(new StartProgress(output), Stop);
        }

        folder.Delete(recursive: true);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(StartProgress.Steps + 1, lines.Count(l => !l.StartsWith("Models ", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.StartsWith("Models that can be used: ", StringComparison.Ordinal));
        for (var i = 0; i < StartProgress.Steps; i++) Assert.StartsWith($"[{i + 1}/{StartProgress.Steps}] ", lines[i], StringComparison.Ordinal);
        Assert.StartsWith("Platform is at http://127.0.0.1:", lines[^1], StringComparison.Ordinal);
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
