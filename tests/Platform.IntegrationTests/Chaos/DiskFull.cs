using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Platform.Core.Foundation;
using Platform.IntegrationTests.Support;
using Platform.Web.Start;
using Xunit;

namespace Platform.IntegrationTests.Chaos;

/// <summary>A disk that is full while runs are under way, and a file that another program holds: nothing is lost, callers are told, and work goes on by itself.</summary>
public sealed class DiskFull : IAsyncLifetime
{
    private const string Loop = """
        platform: v1
        name: fills
        inputs: { rounds: { type: integer, default: 150 } }
        state: { log: { type: array, merge: append, default: [] }, n: { type: integer, default: 0 } }
        outputs: { log: "${{ state.log.map(l, l.n) }}" }
        start: work
        nodes:
          work: { set: { log: "${{ [{'n': state.n, 'text': [string(state.n * 7919), string(state.n * 104729), run.id, string(state.n * 15485863)].join('-') }] }}", n: "${{ state.n + 1 }}" }, next: decide }
          decide: { next: [{ when: "${{ state.n < inputs.rounds }}", to: work }, { to: end }] }
        limits: { steps: 1000 }
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("platform-full-").FullName;
    private WebServer _server = null!; // set before each test
    private HttpClient _client = null!; // the same
    private bool _mounted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A small disk of its own, where this user may mount one.
        _mounted = OperatingSystem.IsLinux() && Mount("none", _folder, "tmpfs", 0, "size=12m") == 0;
        _server = WebServer.Build(["--port", "0", "--data", _folder, "--no-samples"]);
        await _server.StartAsync(new StartProgress(TextWriter.Null), Token);
        _client = new HttpClient { BaseAddress = new Uri(_server.Address) };
        using var saved = await _client.PostAsync("/api/v1/workflows", new StringContent(Loop, System.Text.Encoding.UTF8, "application/yaml"), Token);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        if (_mounted) _ = Unmount(_folder, Detach);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Runs_go_on_by_themselves_when_there_is_space_again_and_callers_were_told_to_come_later()
    {
        Assert.True(_mounted || Environment.GetEnvironmentVariable("CI") != "true", "Only root can mount the small disk that this test fills.");
        if (!_mounted) return;
        var filler = Path.Combine(_folder, "filler");
        var runs = await StartAsync(0, 12);

        Fill(filler);
        var refused = await RefusedAsync("late");
        await Task.Delay(500, Token); // runs under way come to the full disk as well
        File.Delete(filler);

        await WasRefusedAsync(refused);
        var late = await StartOneAsync("late");
        Assert.Equal(late, await StartOneAsync("late"));
        await EndRightAsync([.. runs, late]);
    }

    [Fact]
    public async Task A_database_that_another_program_holds_for_seconds_only_delays_what_is_to_be_written()
    {
        var runs = await StartAsync(0, 12);
        SqliteRuntime.Prepare();
        using var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "platform.db")};Pooling=False");
        other.Open();

        Execute(other, "BEGIN IMMEDIATE");
        var late = StartOneAsync("late");
        await Task.Delay(TimeSpan.FromSeconds(6), Token); // longer than SQLite itself waits for a lock
        Assert.False(late.IsCompleted);
        Execute(other, "ROLLBACK");

        await EndRightAsync([.. runs, await late]);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task WasRefusedAsync(HttpResponseMessage refused)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("unavailable", (await WebHost.JsonOf(refused, Token)).GetProperty("code").GetString());
    }

    private async Task EndRightAsync(IReadOnlyList<string> runs)
    {
        var clock = Stopwatch.StartNew();
        foreach (var run in runs) await EndsRightAsync(run, clock);
    }

    private async Task EndsRightAsync(string run, Stopwatch clock)
    {
        while (true)
        {
            using var answer = await _client.GetAsync($"/api/v1/runs/{run}", Token);
            var view = await WebHost.JsonOf(answer, Token);
            if (view.GetProperty("status").GetString() == "succeeded")
            {
                Assert.Equal(Enumerable.Range(0, 150), view.GetProperty("outputs").GetProperty("log").EnumerateArray().Select(n => n.GetInt32()));
                break;
            }

            Assert.True(view.GetProperty("status").GetString() is "running" or "queued" && clock.Elapsed < Longest, view.GetRawText());
            await Task.Delay(50, Token); // nothing tells when a disk has space
        }

        var seen = new List<long>();
        while (await EventsAsync(run, seen.Count) is { Count: > 0 } events) seen.AddRange(events);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen);
    }

    private async Task<IReadOnlyList<long>> EventsAsync(string run, int after)
    {
        using var answer = await _client.GetAsync($"/api/v1/runs/{run}/events?limit=200&after={after}", Token);
        return [.. (await WebHost.JsonOf(answer, Token)).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64())];
    }

    private async Task<IReadOnlyList<string>> StartAsync(int first, int count)
    {
        var runs = new List<string>();
        for (var i = first; i < first + count; i++) runs.Add(await StartOneAsync($"run{i}"));
        return runs;
    }

    private async Task<string> StartOneAsync(string key)
    {
        using var answer = await AskAsync(key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return (await WebHost.JsonOf(answer, Token)).GetProperty("id").GetString()!;
    }

    // What is left of the last page may still take one or two.
    private async Task<HttpResponseMessage> RefusedAsync(string key)
    {
        for (var i = 0; i < 200; i++)
        {
            var answer = await AskAsync(i == 0 ? key : $"{key}{i}");
            if (!answer.IsSuccessStatusCode) return answer;
            answer.Dispose();
        }

        throw new InvalidOperationException("The disk is not full.");
    }

    private Task<HttpResponseMessage> AskAsync(string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/workflows/fills/runs") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", key);
        return _client.SendAsync(request, Token);
    }

    private static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 16, 1 << 12 })
        {
            try
            {
                while (true) filler.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Full to within this size.
            }
        }
    }

    private const int Detach = 2; // MNT_DETACH: what is still open goes when it is closed

    [DllImport("libc", EntryPoint = "mount", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Mount(string source, string target, string type, nuint flags, string options);

    [DllImport("libc", EntryPoint = "umount2", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Unmount(string target, int flags);
}
