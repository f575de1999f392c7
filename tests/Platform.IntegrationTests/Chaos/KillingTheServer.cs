using Xunit;

namespace Platform.IntegrationTests.Chaos;

/// <summary>
/// The real server process, killed again and again while runs of every shape are under way. A few kills in the suite; <c>PLATFORM_CHAOS_KILLS=200</c> makes it
/// as many as one wants, <c>PLATFORM_CHAOS_SEED</c> chooses the same moments again.
/// </summary>
public sealed class KillingTheServer(ITestOutputHelper output)
{
    private const int FewKills = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Kills => Number("PLATFORM_CHAOS_KILLS") ?? FewKills;

    private static int Seed => Number("PLATFORM_CHAOS_SEED") ?? Environment.TickCount;

    [Fact]
    public async Task Killed_frozen_and_restarted_at_random_moments_no_run_is_lost_and_no_state_is_doubled()
    {
        var seed = Seed;
        Tell($"chaos: seed {seed}, {Kills} kills");
        await using var chaos = await ChaosRunner.StartAsync(seed, Token);

        await chaos.TreatAsync(Kills, Token);
        await chaos.AllEndAsync(Token);
        var wrong = await chaos.CheckAsync(Token);

        Tell($"chaos: {chaos.Figures}");
        Assert.True(wrong.Count == 0, $"seed {seed}, data in {chaos.KeepFolder()}\n{string.Join('\n', wrong.Take(40))}");
    }

    [Fact]
    public async Task Killed_while_it_makes_its_database_it_starts_the_next_time()
    {
        var random = new Random(Seed);
        var folder = Directory.CreateTempSubdirectory("platform-chaos-").FullName;
        for (var fresh = 0; fresh < Math.Max(2, Kills / 20); fresh++)
        {
            var data = Path.Combine(folder, $"{fresh}");
            for (var kill = 0; kill < 3; kill++)
            {
                using var victim = ServerProcess.Start(data, new Dictionary<string, string>(StringComparer.Ordinal));
                await Task.Delay(random.Next(500, 2000), Token); // anywhere between the process' first moment and the open door
                await victim.KillAsync();
            }

            using var server = ServerProcess.Start(data, new Dictionary<string, string>(StringComparer.Ordinal));
            using var client = new HttpClient();
            var health = await client.GetStringAsync(new Uri($"{await server.Ready.WaitAsync(TimeSpan.FromMinutes(2), Token)}/api/v1/runs"), Token);
            Assert.Contains("items", health, StringComparison.Ordinal);
            Assert.Equal(0, await server.TerminateAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;

    private void Tell(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}
