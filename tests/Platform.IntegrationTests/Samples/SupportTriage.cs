using System.Globalization;
using CsvHelper;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Samples;

/// <summary>The main job: thousands of messages, a report with each of them once.</summary>
public sealed class SupportTriage : IDisposable
{
    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task All_3080_messages_of_banking77_are_sorted_and_each_is_reported_once()
    {
        var data = Path.Combine(Repository.Shared, "data", "banking77");

        var run = await _cli.RunAsync(Stop, "run", CliProcess.Sample("support-triage"), "-i", $"messages=@{data}/test.csv", "-i", $"examples=@{data}/train.csv", "-i", "reviews=0", "-i", "threshold=0.2");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3080, run.Json().GetProperty("messages").GetInt32());
        Assert.Equal(3080, run.Json().GetProperty("counts").EnumerateObject().Sum(c => c.Value.GetInt32()));
        var ids = Column(Report(), "id").Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, 3080), ids);
        var right = Column(Report(), "category").Zip(Column($"{data}/test.csv", "category")).Count(pair => pair.First == pair.Second);
        Assert.True(right >= 3080 * 0.8, $"{right} of 3080 are right");
    }

    [Fact]
    public async Task What_a_person_decides_stands_in_the_report_under_their_name()
    {
        var waiting = await _cli.RunAsync(Stop, "run", CliProcess.Sample("support-triage"), "-i", "reviews=2");
        Assert.True(waiting.ExitCode == 3, waiting.ToString());
        var tasks = (await _cli.RunAsync(Stop, "tasks", "list", "--json")).Json().EnumerateArray().Select(t => t.GetProperty("id").GetString()!).ToList();

        var first = await _cli.RunAsync(Stop, "tasks", "complete", tasks[0], "-f", "category=refund");
        var second = await _cli.RunAsync(Stop, "tasks", "complete", tasks[1], "-f", "category=something-new");

        Assert.Equal(2, tasks.Count);
        Assert.True(first.ExitCode == 3, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(2, Column(Report(), "decided_by").Count(d => d == "person"));
        Assert.Contains("something-new", Column(Report(), "category"));
        Assert.Equal(40, Column(Report(), "id").Distinct().Count());
    }

    private string Report() => Directory.EnumerateFiles(Path.Combine(_cli.Folder, ".platform", "files"), "report.csv", SearchOption.AllDirectories).Single();

    private static List<string> Column(string file, string name)
    {
        using var csv = CsvReader.Create(File.ReadAllBytes(file), new CsvReaderOptions { HasHeader = true });
        csv.ReadHeader();
        var at = csv.Headers.ToList().IndexOf(name);
        var values = new List<string>();
        while (csv.Read()) values.Add(csv.GetString(at));
        return values;
    }
}
