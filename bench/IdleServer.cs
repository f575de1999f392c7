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
        await using var server = await ServerProcess.StartAsync(cancellationToken);
        await Task.Delay(Rest, cancellationToken);
        yield return Weight("idle.server", server);
        using var page = await server.Client.GetAsync("/", cancellationToken);
        page.EnsureSuccessStatusCode();
        await Task.Delay(Settle, cancellationToken);
        yield return Weight("idle.server.after_a_page", server);
    }

    private static Measurement Weight(string name, ServerProcess server) => new(name, server.Megabytes, "MB", 1);
}
