using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>What the server weighs at rest: half a minute after its start on a new folder with the samples, and after its first page was opened.</summary>
public sealed class IdleServer : IBenchmark
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    public string Name => "idle";

    public int Order => 90;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-");
        using var server = Process.Start(new ProcessStartInfo("dotnet", [Http.Server(), "--port", "0", "--data", folder.FullName]) { RedirectStandardOutput = true })!;
        try
        {
            using var client = new HttpClient { BaseAddress = await Http.AddressAsync(server, cancellationToken) };
            await Task.Delay(Rest, cancellationToken);
            yield return Weight("idle.server", server);
            using var page = await client.GetAsync("/", cancellationToken);
            page.EnsureSuccessStatusCode();
            await Task.Delay(Settle, cancellationToken);
            yield return Weight("idle.server.after_a_page", server);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static Measurement Weight(string name, Process server)
    {
        server.Refresh();
        return new Measurement(name, server.WorkingSet64 / 1024.0 / 1024.0, "MB", 1);
    }
}
