using System.Diagnostics;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Sandbox;

public sealed class WhenThePlatformDies : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Killed_it_leaves_no_process_of_a_sandbox_behind()
    {
        _cli.Write("endless.yaml", """
            platform: v1
            name: endless
            start: a
            nodes:
              a: { code: { language: python, source: "open('/proc/self/comm', 'w').write('pf-orphan')\nimport os\nif os.fork() == 0: os.setsid()\nwhile True: pass", timeout: 5m } }
            """);
        using var run = _cli.Start("run", "endless.yaml");
        await Waiting.UntilAsync(() => Running() == 2);

        run.Kill();
        await Waiting.UntilAsync(() => Running() == 0);

        Assert.True(run.HasExited || run.WaitForExit(TimeSpan.FromSeconds(5)));
    }

    // What is dead and not yet buried runs no more.
    private static int Running() => Process.GetProcessesByName("pf-orphan").Length;
}
