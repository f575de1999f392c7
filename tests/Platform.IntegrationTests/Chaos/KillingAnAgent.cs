using System.Net.Http.Json;
using System.Text.Json;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chaos;

/// <summary>The real server process, killed while an agent waits for leave, and again while it works with what was allowed.</summary>
public sealed class KillingAnAgent
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_asked_again_or_done_twice()
    {
        await using var world = await EffectReceiver.StartAsync(1);
        var folder = Directory.CreateTempSubdirectory("platform-chaos-").FullName;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Platform__Egress__Allow__0"] = "127.0.0.1", ["Platform__Runs__Sweep"] = "00:00:00.200", ["Platform__Runs__Lease"] = "00:00:02" };
        string run;
        using (var client = new HttpClient())
        {
            using (var server = ServerProcess.Start(folder, settings))
            {
                client.BaseAddress = new Uri(await server.Ready.WaitAsync(TimeSpan.FromMinutes(2), Token));
                using var saved = await client.PostAsync("/api/v1/workflows", new StringContent(Workflow(world.Address), System.Text.Encoding.UTF8, "application/yaml"), Token);
                Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
                run = (await SendAsync(client, "/api/v1/workflows/paid/runs", new { inputs = new { } })).GetProperty("id").GetString()!;
                Assert.Equal(2, (await OpenAsync(client, 2)).Count);
                await server.KillAsync();
            }

            using (var server = ServerProcess.Start(folder, settings))
            {
                using var again = new HttpClient { BaseAddress = new Uri(await server.Ready.WaitAsync(TimeSpan.FromMinutes(2), Token)) };
                foreach (var task in await OpenAsync(again, 2)) await SendAsync(again, $"/api/v1/human-tasks/{task}/complete", new { answer = new { decision = "approve" } });
                await StoredAsync(again, run, results: 3); // the model then thinks for five seconds
                await server.KillAsync();
            }
        }

        using (var server = ServerProcess.Start(folder, settings))
        {
            using var client = new HttpClient { BaseAddress = new Uri(await server.Ready.WaitAsync(TimeSpan.FromMinutes(2), Token)) };
            JsonElement ended;
            do
            {
                await Task.Delay(50, Token);
                ended = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}", Token);
            }
            while (ended.GetProperty("status").GetString() is "running" or "queued" or "waiting");

            Assert.Equal("three are done", ended.GetProperty("outputs").GetProperty("said").GetString());
            Assert.Equal(3, world.Calls);
            Assert.All(world.ByKey.Values, e => Assert.Single(e.Calls));
            Assert.Equal(["call-1", "call-2", "call-3"], world.ByKey.Keys.Select(k => k[(k.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal));
            Assert.Equal(2, ended.GetProperty("usage").GetProperty("modelCalls").GetInt32());
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A call that the world has seen is done only once its result is stored: killed before, the server has to ask again.</summary>
    private static async Task StoredAsync(HttpClient client, string run, int results)
    {
        await Waiting.UntilAsync(async () =>
        {
            var events = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/events?limit=100", Token);
            return events.GetProperty("items").EnumerateArray().Count(e => e.GetProperty("type").GetString() == "tool.finished") == results;
        });
    }

    private static string Workflow(string address) => $$$"""
        platform: v1
        name: paid
        state: { said: { type: string, default: "" } }
        outputs: { said: "${{ state.said }}" }
        models:
          main:
            use: scripted/m
            rules:
              - on: user
                call:
                  - { tool: pay, with: { method: POST, url: "{{{address}}}/every", body: { what: "first" } } }
                  - { tool: free, with: { method: POST, url: "{{{address}}}/every", body: { what: "free" } } }
                  - { tool: pay, with: { method: POST, url: "{{{address}}}/every", body: { what: "last" } } }
              - { on: tool, delay: 5s, reply: three are done }
        tools: { pay: { use: http.request, approve: always }, free: { use: http.request } }
        agents: { clerk: { model: main, tools: [pay, free] } }
        start: work
        nodes: { work: { agent: clerk, prompt: Go, save: { said: "${{ output }}" } } }
        """;

    private static async Task<JsonElement> SendAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Token);
        var said = await answer.Content.ReadAsStringAsync(Token);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(said).RootElement : throw new InvalidOperationException(said);
    }

    private static async Task<IReadOnlyList<string>> OpenAsync(HttpClient client, int count)
    {
        string[] open = [];
        await Waiting.UntilAsync(async () =>
        {
            var tasks = await client.GetFromJsonAsync<JsonElement>("/api/v1/human-tasks", Token);
            open = [.. tasks.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetString()!)];
            return open.Length == count;
        });
        return open;
    }
}
