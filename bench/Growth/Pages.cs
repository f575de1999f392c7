using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Bench.Growth;

/// <summary>
/// Every page of the dashboard, whole and as its live part, with a million runs of ten thousand workflows stored: p50, p95 and the slowest. Each was asked for a
/// few times before, so that the server has compiled it and read its workflows. Prints a table at the end.
/// </summary>
public sealed class Pages : IBenchmark
{
    private const int Workflows = 10_000;
    private const int Times = 100;
    private const int WarmUp = 15;
    private const int Rounds = 4; // through all of them, before the first is measured
    private const double Bar = 50; // milliseconds
    private static readonly int[] Sizes = [1_000_000];

    public string Name => "growth-pages";

    public int Order => 215;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var size in BenchData.Chosen(Sizes))
        {
            using var data = new BenchData($"pages_{size}");
            await data.FillAsync(new Filling(size) { Newest = DateTimeOffset.UtcNow, Workflows = Workflows }, cancellationToken);
            new PageFiller(data.Database).Fill(Workflows);
            await using var server = await ServerProcess.StartAsync(data, cancellationToken);
            var addresses = await AddressesAsync(server.Client, cancellationToken);
            for (var round = 0; round < Rounds; round++)
                foreach (var (_, address, part) in addresses) await AskAsync(server.Client, address, part, cancellationToken);
            var table = new List<string>();
            foreach (var (name, address, part) in addresses)
            {
                var (times, cpu) = (new List<double>(Times), server.Cpu);
                for (var i = -WarmUp; i < Times; i++)
                {
                    var took = await AskAsync(server.Client, address, part, cancellationToken);
                    if (i >= 0) times.Add(took);
                }

                times.Sort();
                var (p50, p95, each) = (times[Times / 2], times[(Times * 95 / 100) - 1], (server.Cpu - cpu).TotalMicroseconds / (Times + WarmUp));
                var label = string.Create(CultureInfo.InvariantCulture, $"pages.{size}.{name}{(part ? ".part" : "")}");
                yield return new Measurement($"{label}.p50", p50, "ms", Times) { CpuMicroseconds = each };
                yield return new Measurement($"{label}.p95", p95, "ms", Times);
                yield return new Measurement($"{label}.slowest", times[^1], "ms", Times);
                table.Add(string.Create(CultureInfo.InvariantCulture, $"| `{address}`{(part ? ", live part" : "")} | {p50:0.0} | {p95:0.0}{(p95 > Bar ? " (!)" : "")} | {times[^1]:0} |"));
            }

            Console.Error.WriteLine($"| page, {size} runs | p50 (ms) | p95 (ms) | slowest (ms) |\n| --- | --- | --- | --- |\n{string.Join('\n', table)}");
        }
    }

    private static async Task<double> AskAsync(HttpClient client, string address, bool part, CancellationToken cancellationToken)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, address);
        if (part) ask.Headers.Add("HX-Request", "true");
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(ask, cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{address}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<IReadOnlyList<(string Name, string Address, bool Part)>> AddressesAsync(HttpClient client, CancellationToken cancellationToken)
    {
        async Task<string> FirstAsync(string address) =>
            (await client.GetFromJsonAsync<JsonElement>(address, cancellationToken)).GetProperty("items")[0].GetProperty("id").GetString()!;
        var run = await FirstAsync("/api/v1/runs?status=succeeded&limit=1");
        var other = await FirstAsync("/api/v1/runs?status=failed&limit=1");
        var task = await FirstAsync("/api/v1/human-tasks?limit=1");
        var chat = await FirstAsync("/api/v1/conversations?limit=1");
        var call = await FirstAsync("/api/v1/model-calls?limit=1");
        var middle = Guid.CreateVersion7(DateTimeOffset.UtcNow.AddDays(-15));
        var pages = new (string Name, string Address)[]
        {
            ("overview", "/"), ("overview_week", "/?range=7d"), ("workflows", "/workflows"), ("workflows_by_cost", "/workflows?sort=-cost"), ("workflows_search", "/workflows?search=flow-77"), ("workflows_page_200", "/workflows?page=200"),
            ("workflow", "/workflows/workflow-7"), ("workflow_trends", "/workflows/workflow-7?tab=trends"), ("workflow_runs", "/workflows/workflow-7?tab=runs"), ("workflow_versions", "/workflows/workflow-7/versions"),
            ("workflow_edit", "/workflows/workflow-7/edit"), ("runs", "/runs"), ("runs_failed", "/runs?status=failed"), ("runs_waiting", "/runs?status=waiting"), ("runs_of_workflow", "/runs?workflow=workflow-7"),
            ("runs_of_workflow_failed", "/runs?workflow=workflow-7&status=failed"), ("runs_of_workflow_waiting", "/runs?workflow=workflow-7&status=waiting"), ("runs_24h", "/runs?since=24h"), ("runs_24h_failed", "/runs?since=24h&status=failed"), ("runs_by_api", "/runs?trigger=api"), ("runs_oldest", "/runs?sort=oldest"),
            ("runs_search", "/runs?search=contract%20renewal"), ("runs_search_id", $"/runs?search={run}"), ("runs_label", "/runs?label=team%3Dteam-3"), ("runs_middle", $"/runs?after={middle}"),
            ("run", $"/runs/{run}"), ("run_failed", $"/runs/{other}"), ("run_state", $"/runs/{run}?tab=state"), ("run_events", $"/runs/{run}?tab=events"), ("run_calls", $"/runs/{run}?tab=calls"), ("compare", $"/runs/compare?a={run}&b={other}"),
            ("tasks", "/tasks"), ("tasks_done", "/tasks?done=true"), ("tasks_mine", "/tasks?mine=true"), ("tasks_mine_done", "/tasks?mine=true&done=true"), ("tasks_overdue", "/tasks?overdue=true"), ("tasks_of_workflow", "/tasks?workflow=workflow-7"), ("task", $"/tasks/{task}"), ("chats", "/chat"), ("chat", $"/chat/{chat}"),
            ("agents", "/agents"), ("agent", "/agents/workflow-7/writer"), ("tools", "/tools"), ("tools_90_days", "/tools?days=90"), ("tool", "/tools/hash"), ("models", "/models"), ("calls", "/models/calls"), ("calls_failed", "/models/calls?status=failed"), ("call", $"/models/calls/{call}"),
            ("errors", "/errors"), ("errors_90_days", "/errors?days=90"), ("errors_by_count", "/errors?by=count"), ("error", "/errors/00000000000000000007"), ("jobs", "/jobs"), ("costs", "/costs"), ("costs_by_workflow", "/costs?by=workflow"), ("costs_by_run", "/costs?by=run"),
            ("costs_of_workflow", "/costs?workflow=workflow-7"), ("memory", "/memory"), ("settings", "/settings"), ("settings_data", "/settings/data"), ("docs", "/docs"),
        };
        string[] live = ["overview", "workflows", "workflow", "runs", "runs_failed", "tasks", "agents", "tools", "models", "calls", "errors", "error", "jobs", "costs", "memory", "chats"];
        return [.. pages.Select(p => (p.Name, p.Address, false)), .. pages.Where(p => live.Contains(p.Name)).Select(p => (p.Name, p.Address, true))];
    }
}
