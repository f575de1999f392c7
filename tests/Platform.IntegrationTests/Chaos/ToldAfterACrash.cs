using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chaos;

/// <summary>What an operator is told when the server was killed, and when it is asked to stop.</summary>
public sealed partial class ToldAfterACrash
{
    private static string Slow(int port) => $$"""
        platform: v1
        name: slow
        start: ask
        nodes: { ask: { tool: http.request, with: { url: "http://127.0.0.1:{{port}}/" } } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_console_and_the_overview_say_what_was_recovered_and_a_stop_says_what_it_waits_for_until_it_is_asked_twice()
    {
        var folder = Directory.CreateTempSubdirectory("platform-told-").FullName;
        using var silent = new TcpListener(IPAddress.Loopback, 0); // takes the call and never answers
        silent.Start();
        var settings = new Dictionary<string, string> { ["Platform__Egress__Allow__0"] = "127.0.0.1" };
        using (var first = ServerProcess.Start(folder, settings))
        {
            using var client = new HttpClient { BaseAddress = new Uri(await first.Ready) };
            using var saved = await client.PostAsync("/api/v1/workflows", new StringContent(Slow(((IPEndPoint)silent.LocalEndpoint).Port), Encoding.UTF8, "application/yaml"), Token);
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
            using var started = await client.PostAsJsonAsync("/api/v1/workflows/slow/runs", new { }, Token);
            Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Token));
            using var call = await silent.AcceptTcpClientAsync(Token);
            await first.KillAsync();
        }

        using var second = ServerProcess.Start(folder, settings);
        using var browser = new HttpClient { BaseAddress = new Uri(await second.Ready) };
        await Waiting.UntilAsync(() => second.Output.Contains("After a crash: 1 run was taken up", StringComparison.Ordinal));
        var overview = await browser.GetStringAsync("/", Token);
        using var dismiss = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Forgery().Match(overview[overview.IndexOf("/recovered", StringComparison.Ordinal)..]).Groups[1].Value)]);
        using var dismissed = await browser.PostAsync("/recovered", dismiss, Token);
        var after = await browser.GetStringAsync("/", Token);

        using var again = await silent.AcceptTcpClientAsync(Token);
        second.Interrupt();
        await Waiting.UntilAsync(() => second.Output.Contains("Waiting for 1 task of run ", StringComparison.Ordinal));
        second.Interrupt();
        var code = await second.EndedAsync();
        Directory.Delete(folder, recursive: true);

        Assert.Contains("stopped unexpectedly", overview, StringComparison.Ordinal);
        Assert.Contains("what was in progress in 1 node is executed again", overview, StringComparison.Ordinal);
        Assert.True(dismissed.IsSuccessStatusCode);
        Assert.DoesNotContain("stopped unexpectedly", after, StringComparison.Ordinal);
        Assert.Contains("What still runs is stopped", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_server_whose_command_was_killed_stops_and_leaves_its_port()
    {
        var folder = Directory.CreateTempSubdirectory("platform-orphan-").FullName;
        using var command = Process.Start("sleep", "600");
        using var server = ServerProcess.Start(folder, new Dictionary<string, string> { ["PLATFORM_STARTED_BY"] = $"{command.Id}" });
        using var client = new HttpClient { BaseAddress = new Uri(await server.Ready) };

        command.Kill();

        Assert.Equal(0, await server.EndedAsync());
        Assert.Contains("has ended, so it stops", server.Output, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health/live", Token));
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Forgery();
}
