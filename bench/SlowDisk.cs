using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>
/// The chain on a disk whose fsync takes a millisecond: this program again, as a child, with the library that <c>PLATFORM_BENCH_FSYNC_SHIM</c> names preloaded.
/// It adds <c>FSYNC_DELAY_US</c> to each fsync; a <c>.c</c> file is compiled first. Prints nothing when the variable is not set.
/// </summary>
public sealed class SlowDisk : IBenchmark
{
    private const string Variable = "PLATFORM_BENCH_FSYNC_SHIM";
    private const string Delay = "1000"; // microseconds

    public string Name => "slow";

    public int Order => 54;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } source) yield break;
        var folder = Directory.CreateTempSubdirectory("platform-bench-shim-");
        try
        {
            var library = source.EndsWith(".c", StringComparison.Ordinal) ? await CompileAsync(source, Path.Combine(folder.FullName, "shim.so"), cancellationToken) : source;
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["raw", "chain"]) { RedirectStandardOutput = true };
            start.Environment["LD_PRELOAD"] = library;
            start.Environment["FSYNC_DELAY_US"] = Delay;
            using var child = Process.Start(start)!;
            while (await child.StandardOutput.ReadLineAsync(cancellationToken) is { } line) yield return Read(line);
            await child.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Measurement Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        double? Number(string name) => root.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        return new Measurement($"slow.{root.GetProperty("name").GetString()}", Number("value")!.Value, root.GetProperty("unit").GetString()!, root.GetProperty("n").GetInt64())
        {
            Raw = Number("raw"),
            Rounds = (int?)Number("rounds"),
            CpuMicroseconds = Number("cpu_us"),
        };
    }

    private static async Task<string> CompileAsync(string source, string library, CancellationToken cancellationToken)
    {
        using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]);
        await compiler.WaitForExitAsync(cancellationToken);
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException($"{source} does not compile.");
    }
}
