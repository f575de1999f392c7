using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.Web.Start;
using Xunit;

namespace Platform.IntegrationTests.Support;

/// <summary>The real web server with its engine, on a free port and in a folder of its own. One for all tests of the web, for they name their own workflows.</summary>
public sealed class WebHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-web-");

    internal WebServer Server { get; private set; } = null!; // Set before any test runs.

    /// <summary>More flags of the server.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public HttpClient Client { get; private set; } = null!; // The same.

    public string Address { get; private set; } = "";

    /// <summary>The data, for another process on the same database.</summary>
    public string Folder => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        Server = WebServer.Build(["--port", "0", "--data", _folder.FullName, .. Flags, .. TestDatabase.Flags(_folder.FullName)]);
        await Server.StartAsync(new StartProgress(TextWriter.Null), CancellationToken.None);
        Address = Server.Address;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromMinutes(3) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        TestDatabase.Drop(_folder.FullName);
        _folder.Delete(recursive: true);
    }

    public Task<HttpResponseMessage> PostYamlAsync(string address, string yaml, CancellationToken cancellationToken) =>
        Client.PostAsync(address, new StringContent(yaml, Encoding.UTF8, "application/yaml"), cancellationToken);

    /// <summary>Saves a workflow that must be right.</summary>
    public async Task SaveAsync(string yaml, CancellationToken cancellationToken)
    {
        using var answer = await PostYamlAsync("/api/v1/workflows", yaml, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Starts a run and waits until it ended or waits for something.</summary>
    public async Task<JsonElement> RunAsync(string workflow, object inputs, CancellationToken cancellationToken)
    {
        using var answer = await Client.PostAsJsonAsync($"/api/v1/workflows/{workflow}/runs?wait=2m", new { inputs }, cancellationToken);
        var body = await JsonOf(answer, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body.GetRawText());
        return body;
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public async Task<JsonElement> GetJsonAsync(string address, CancellationToken cancellationToken)
    {
        using var answer = await Client.GetAsync(address, cancellationToken);
        return await JsonOf(answer, cancellationToken);
    }
}

[CollectionDefinition(Name)]
public sealed class WebCollection : ICollectionFixture<WebHost>, ICollectionFixture<Browser>
{
    public const string Name = "web";
}
