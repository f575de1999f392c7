using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Costs.Budgets;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Runs;
using Platform.Web.Start;
using Xunit;

namespace Platform.IntegrationTests.Support;

/// <summary>
/// A web server on the data of a small company: three days of runs that went well, failed, wait for people, cost money and remember things. All of it came about by running the
/// workflows of <c>tests/showcase</c> and some samples, with a clock that was put back.
/// </summary>
public sealed class Showcase : IAsyncLifetime
{
    private const int Slots = 18;
    private static readonly TimeSpan Between = TimeSpan.FromHours(4);
    private static readonly string[] Customers = ["Ada", "Grace", "Linus", "Barbara", "Edsger", "Margaret", "Tony", "Frances"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-showcase-");
    private WebServer _server = null!; // set before any test runs

    public string Address { get; private set; } = "";

    public HttpClient Client { get; private set; } = null!; // the same

    /// <summary>The address of a conversation of two turns with the built-in composer.</summary>
    public string Conversation { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await SeedAsync(_folder.FullName);
        _server = WebServer.Build(["--port", "0", "--data", _folder.FullName, .. TestDatabase.Flags(_folder.FullName)]);
        await _server.StartAsync(new StartProgress(TextWriter.Null), CancellationToken.None);
        Address = _server.Address;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromMinutes(3) };
        Conversation = await TalkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        TestDatabase.Drop(_folder.FullName);
        _folder.Delete(recursive: true);
    }

    private async Task<string> TalkAsync()
    {
        using var begun = await Client.PostAsJsonAsync("/api/v1/conversations", new { model = "builtin" });
        var id = (await WebHost.JsonOf(begun, default)).GetProperty("conversation").GetProperty("id").GetString();
        foreach (var text in (string[])["I get support emails. Sort them into refund, bug or other. Refunds over $100 need a manager's ok. Everything else gets a polite reply.", "Retry the reply 3 times."])
        {
            using var said = await Client.PostAsJsonAsync($"/api/v1/conversations/{id}/messages?wait=2m", new { text });
            Assert.True(said.IsSuccessStatusCode, await said.Content.ReadAsStringAsync());
        }

        return $"/chat/{id}";
    }

    private static async Task SeedAsync(string folder)
    {
        var clock = new ShiftedClock { Offset = -Slots * Between };
        await using var platform = await RunningPlatform.StartAsync(folder, change: services => services.AddSingleton<TimeProvider>(clock));
        await SaveAsync(platform);
        var caller = RunningPlatform.Me;
        await platform.Get<BudgetBook>().SetAsync(caller, new BudgetLimits(Day: 0.5m, Month: 10m), RunningPlatform.Token);
        for (var slot = 0; slot < Slots; slot++, clock.Offset += Between)
        {
            var who = Customers[slot % Customers.Length];
            await RunAsync(platform, "order-approval", new { customer = who, items = 2 + (slot % 7), price = 19.9 + slot });
            await RunAsync(platform, "release-notes", new { });
            await RunAsync(platform, "warehouse-sync", new { live = slot % 6 == 4 });
            await RunAsync(platform, "hello", new { name = who });
            if (slot % 5 == 2) await RunAsync(platform, "research-loop", new { });
            if (slot % 9 == 7) await RunAsync(platform, "invoice", new { });
            await platform.Get<MemoryBook>().SaveAsync(
                OrganizationId.Local, MemoryNamespace.Parse("organization"), new SaveMemory($"customer-{who}", JsonSerializer.SerializeToElement($"{who} orders every few days and pays by invoice.")) { By = caller.Name }, null, RunningPlatform.Token);
        }

        clock.Offset = -TimeSpan.FromMinutes(25);
        await WaitsAsync(platform, (await platform.StartRunAsync("support-triage")).Id);
        await WaitsAsync(platform, (await platform.StartRunAsync("approved-agent")).Id);
        var large = (await platform.StartRunAsync("order-approval", new { customer = "Grace", items = 40, price = 129 })).Id;
        await WaitsAsync(platform, large);
        clock.Offset = -TimeSpan.FromMinutes(3);
        await RunAsync(platform, "warehouse-sync", new { live = true });
    }

    private static async Task SaveAsync(RunningPlatform platform)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "showcase"), "*.yaml")) await platform.SaveAsync(await File.ReadAllTextAsync(file, RunningPlatform.Token));
        foreach (var sample in (string[])["hello", "research-loop", "invoice", "support-triage", "approved-agent"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", sample), "*.yaml").Where(f => !f.EndsWith("workflow.yaml", StringComparison.Ordinal)).Append(Path.Combine(Repository.Root, "samples", sample, "workflow.yaml")))
                Assert.True((await platform.Workflows.SaveFromFileAsync(RunningPlatform.Me, file, RunningPlatform.Token)).Ok, file);
        }

        // A second version, so that there is something to compare.
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "showcase", "order-approval.yaml"), RunningPlatform.Token);
        await platform.SaveAsync(text.Replace("state.total > 1000", "state.total > 2000", StringComparison.Ordinal));
    }

    private static async Task RunAsync(RunningPlatform platform, string workflow, object inputs) => await platform.EndOfAsync((await platform.StartRunAsync(workflow, inputs)).Id);

    private static async Task WaitsAsync(RunningPlatform platform, RunId run) =>
        await Waiting.UntilAsync(async () => (await platform.Runs.FindAsync(RunningPlatform.Me, run, RunningPlatform.Token))!.Status == RunStatus.Waiting);
}
