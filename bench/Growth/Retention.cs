using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Runs.Retention;
using Platform.Core.Security;

namespace Platform.Bench.Growth;

/// <summary>How long a commit takes while 100,000 runs are deleted, beside how long it takes when nothing is; and how long the deleting takes.</summary>
public sealed class Retention : IBenchmark
{
    private static readonly int[] Sizes = [100_000];
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(2);

    private readonly GrowthCurve _curve = new("growth.retention", "runs deleted", "ms");

    public string Name => "growth-retention";

    public int Order => 230;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var size in BenchData.Chosen(Sizes))
        {
            using var data = new BenchData($"retention_{size}");
            await data.FillAsync(new Filling(size) { Newest = DateTimeOffset.UtcNow.AddDays(-40), History = 6 }, cancellationToken);
            await using var platform = Platform(data);
            var writer = platform.GetRequiredService<IDatabaseWriter>();
            foreach (var workflow in Enumerable.Range(1, 30).Select(i => $"workflow-{i}")) await SaveAsync(writer, workflow);

            var quiet = await CommitsAsync(writer, Task.Delay(Quiet, cancellationToken));
            yield return _curve.Add(size, "commit.p50.alone", At(quiet, 0.5), quiet.Count);
            yield return _curve.Add(size, "commit.p99.alone", At(quiet, 0.99), quiet.Count);
            var clock = Stopwatch.StartNew();
            var deleting = platform.GetRequiredService<RetentionService>().PruneAsync(
                Caller.LocalOwner, new PruneRuns { Rule = new RetentionRule(TimeSpan.FromDays(30), null) }, progress: null, cancellationToken);
            var beside = await CommitsAsync(writer, deleting);
            var deleted = (await deleting).Sum(d => d.Runs);
            yield return _curve.Add(size, "commit.p50.beside", At(beside, 0.5), beside.Count);
            yield return _curve.Add(size, "commit.p99.beside", At(beside, 0.99), beside.Count);
            yield return _curve.Add(size, "commit.longest.beside", beside[^1], beside.Count);
            yield return _curve.Add(size, "deleting", clock.Elapsed.TotalMilliseconds, deleted);
            yield return _curve.Add(size, "deleted", deleted, deleted);
        }

        _curve.Print();
    }

    private static ServiceProvider Platform(BenchData data)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Platform:Storage:Database", data.Address)]).Build());
        services.AddPlatform(new PlatformOptions { DataFolder = data.Folder });
        return services.BuildServiceProvider();
    }

    private static Task<int> SaveAsync(IDatabaseWriter writer, string workflow) => writer.WriteAsync(s => s.Execute(
        "INSERT INTO workflows (organization_id, name, current, created_at, updated_at) VALUES ($1, $2, 1, 0, 0) ON CONFLICT DO NOTHING", OrganizationId.Local, workflow));

    /// <summary>One commit after the other until something has ended; each one's milliseconds, sorted.</summary>
    private static async Task<List<double>> CommitsAsync(IDatabaseWriter writer, Task until)
    {
        var times = new List<double>();
        for (var i = 0; !until.IsCompleted; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await writer.WriteAsync(s => s.Execute("UPDATE workflows SET updated_at = $2 WHERE organization_id = $1 AND name = 'workflow-1'", OrganizationId.Local, (long)i));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(Every);
        }

        times.Sort();
        return times;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(sorted.Count * share)];
}
