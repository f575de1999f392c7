using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>
/// What a thousand watchers cost the engine: the steps a second of one run that nobody watches, and of the same run while a thousand streams are open to its
/// events, to its page, or to the overview. Those who watch read on the same processors, so that some of the difference is theirs.
/// </summary>
public sealed class Watching : IBenchmark
{
    private const int Watchers = 1000;
    private const int Steps = 2000;
    private const int AtOnce = 64;

    private const string Yaml = """
        platform: v1
        name: watched
        limits: { steps: 5000 }
        state: { n: { type: integer, default: 0 } }
        start: ready
        nodes:
          ready: { wait: { event: go }, next: tick }
          tick: { set: { n: "${{ state.n + 1 }}" }, next: [{ when: "${{ state.n < 2000 }}", to: tick }, end] }
        """;

    public string Name => "watching";

    public int Order => 58;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-");
        var start = new ProcessStartInfo("dotnet", [Http.Server(), "--port", "0", "--data", folder.FullName, "--no-samples"]) { RedirectStandardOutput = true };
        using var server = Process.Start(start)!;
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = await Http.AddressAsync(server, cancellationToken), Timeout = Timeout.InfiniteTimeSpan };
            using var saved = await client.PostAsync("/api/v1/workflows", new StringContent(Yaml, Encoding.UTF8, "application/yaml"), cancellationToken);
            saved.EnsureSuccessStatusCode();
            await RoundAsync(client, server, null, cancellationToken); // warm
            foreach (var (name, address) in new (string, Func<string, string>?)[]
            {
                ("nobody", null), ("1000_of_its_events", run => $"/api/v1/runs/{run}/events"), ("1000_of_its_page", run => $"/runs/{run}/stream"), ("1000_of_the_overview", _ => "/live?topics=runs&part=/"),
            })
            {
                var (seconds, cpu, bytes) = await RoundAsync(client, server, address, cancellationToken);
                yield return new Measurement($"watching.{name}", Steps / seconds, "steps/s", Steps) { CpuMicroseconds = cpu.TotalMicroseconds / Steps };
                if (address is not null) yield return new Measurement($"watching.{name}.sent", bytes / 1024.0 / Watchers, "KB/watcher", Watchers);
            }
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Seconds, TimeSpan Cpu, long Bytes)> RoundAsync(HttpClient client, Process server, Func<string, string>? address, CancellationToken cancellationToken)
    {
        using var started = await client.PostAsJsonAsync("/api/v1/workflows/watched/runs?wait=10s", new { }, cancellationToken);
        var run = (await started.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var bytes = new long[1];
        var open = new List<Task>();
        if (address is not null)
        {
            foreach (var some in Enumerable.Range(0, Watchers).Chunk(AtOnce))
            {
                var streams = await Task.WhenAll(some.Select(_ => OpenAsync(client, address(run), stop.Token)));
                open.AddRange(streams.Select(s => DrainAsync(s, bytes, stop.Token)));
            }
        }

        server.Refresh();
        var before = server.TotalProcessorTime;
        using var go = await client.PostAsJsonAsync("/api/v1/events/go", new { data = 1 }, cancellationToken);
        go.EnsureSuccessStatusCode();
        JsonElement now;
        do
        {
            await Task.Delay(20, cancellationToken);
            now = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}", cancellationToken);
        }
        while (now.GetProperty("status").GetString() is "waiting" or "running" or "queued");
        server.Refresh();
        var cpu = server.TotalProcessorTime - before;
        await stop.CancelAsync();
        await Task.WhenAll(open);
        return (now.GetProperty("usage").GetProperty("activeMs").GetInt64() / 1000.0, cpu, Interlocked.Read(ref bytes[0]));
    }

    private static async Task<Stream> OpenAsync(HttpClient client, string address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStreamAsync(cancellationToken);
    }

    private static async Task DrainAsync(Stream stream, long[] bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;) Interlocked.Add(ref bytes[0], read);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The round is over.
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }
}
