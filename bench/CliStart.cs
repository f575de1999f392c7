using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Platform.Bench;

/// <summary>
/// The command line as a checkout publishes it (<c>./platform</c> makes it): from the start of the process to its end, with a finished run of three steps in
/// between. In a new data folder each time, and in one that holds runs already.
/// </summary>
public sealed class CliStart : IBenchmark
{
    private const int Times = 15;

    public string Name => "cli";

    public int Order => 15;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Published() is not { } cli)
        {
            await Console.Error.WriteLineAsync("The command line is not published: run ./platform --version once.");
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("platform-bench-");
        try
        {
            var workflow = Path.Combine(folder.FullName, "first.yaml");
            await File.WriteAllTextAsync(workflow, FirstRun.Yaml, cancellationToken);
            foreach (var (kind, data) in new (string, Func<int, string>)[] { ("new_folder", i => $"new-{i}"), ("known_folder", _ => "known") })
            {
                var times = new List<double>();
                var before = CpuOfChildren();
                for (var i = 0; i < Times; i++) times.Add(await OnceAsync(cli, workflow, Path.Combine(folder.FullName, data(i)), cancellationToken));
                yield return new Measurement($"cli.run.{kind}", Rounds.Median(times), "ms", Times);
                if (before is { } cpu) yield return new Measurement($"cli.run.{kind}.cpu", (CpuOfChildren()!.Value - cpu) / Times, "ms", Times);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> OnceAsync(string cli, string workflow, string data, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [cli, "run", workflow, "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var told = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var wall = clock.Elapsed.TotalMilliseconds;
        return process.ExitCode == 0 ? wall : throw new InvalidOperationException(await told);
    }

    // Fields 16 and 17 of proc(5)'s stat, in hundredths of a second: what the children that have ended took. Null where there is no such file.
    private static double? CpuOfChildren()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return 10.0 * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture));
    }

    private static string? Published()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, "src", "Platform.Cli", "bin", "ready", "platform.dll");
            if (File.Exists(file)) return file;
        }

        return null;
    }
}
