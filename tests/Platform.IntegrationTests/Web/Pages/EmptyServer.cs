using Platform.IntegrationTests.Support;
using Platform.Web.Start;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>A web server on which nothing is: no workflow, no run.</summary>
internal sealed class EmptyServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-empty-");
    private WebServer _server = null!; // set by StartAsync

    public string Address => _server.Address;

    public HttpClient Client { get; private set; } = null!; // the same

    public static async Task<EmptyServer> StartAsync()
    {
        var empty = new EmptyServer();
        empty._server = WebServer.Build(["--port", "0", "--no-samples", "--data", empty._folder.FullName, .. TestDatabase.Flags(empty._folder.FullName)]);
        await empty._server.StartAsync(new StartProgress(TextWriter.Null), CancellationToken.None);
        empty.Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(empty.Address) };
        return empty;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        TestDatabase.Drop(_folder.FullName);
        _folder.Delete(recursive: true);
    }
}
