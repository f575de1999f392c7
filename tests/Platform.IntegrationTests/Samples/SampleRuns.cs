using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Samples;

/// <summary>Each sample runs to its <c>expected.json</c>: <c>{inputs, status, answers, outputs, files}</c>; what is left out is not looked at.</summary>
public sealed class SampleRuns : IDisposable
{
    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => new(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_sample_runs_to_what_it_promises(string name)
    {
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(CliProcess.Sample(name), "expected.json"), Stop))!.AsObject();
        _cli.Write("inputs.json", (expected["inputs"] ?? new JsonObject()).ToJsonString());

        var run = await _cli.RunAsync(Stop, "run", CliProcess.Sample(name), "-i", "@inputs.json", "--json");
        Assert.True(run.Output.Length > 0, run.ToString());
        Assert.True(expected["status"]!.GetValue<string>() == run.Json().GetProperty("status").GetString(), run.ToString());
        var last = await AnswerAsync(expected["answers"] as JsonArray ?? [], run);

        Assert.Equal(0, last.ExitCode);
        AssertSame(expected["outputs"], last.Json().GetProperty("outputs"));
        var replay = await _cli.RunAsync(Stop, "runs", "replay", run.Json().GetProperty("id").GetString()!, "--json");
        Assert.True(replay.ExitCode == 0 && replay.Json().GetProperty("deterministic").GetBoolean(), replay.ToString());
        foreach (var (file, content) in expected["files"] as JsonObject ?? []) Assert.Equal(content!.GetValue<string>(), await ReadAsync(file));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_sample_has_a_readme_and_passes_the_validator_without_a_word(string name)
    {
        var validated = await _cli.RunAsync(Stop, "validate", Path.Combine(CliProcess.Sample(name), "workflow.yaml"), "--format", "json");

        Assert.True(validated.ExitCode == 0, validated.ToString());
        Assert.DoesNotContain("\"severity\"", validated.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(CliProcess.Sample(name), "README.md")));
    }

    [Fact]
    public async Task A_folder_without_a_workflow_is_validated_with_all_that_lies_below_it()
    {
        var all = await _cli.RunAsync(Stop, "validate", Path.Combine(Repository.Root, "samples"));
        _cli.Write("below/deeper/workflow.yaml", "platform: v1\nname: broken\nnodes: 7\n");
        var below = await _cli.RunAsync(Stop, "validate", ".");
        var none = await _cli.RunAsync(Stop, "validate", Path.Combine(Repository.Root, "docs"));

        Assert.True(all.ExitCode == 0, all.ToString());
        foreach (var name in Names) Assert.Contains(Path.Combine(name.Data, "workflow.yaml"), all.Output, StringComparison.Ordinal);
        Assert.True(below.ExitCode == 1, below.ToString());
        Assert.Contains("below/deeper/workflow.yaml:", below.Output, StringComparison.Ordinal);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("nor one below it holds a workflow.yaml", none.Error, StringComparison.Ordinal);
    }

    // Answers what waits, oldest first, until nothing is left to answer.
    private async Task<CliResult> AnswerAsync(JsonArray answers, CliResult run)
    {
        foreach (var answer in answers)
        {
            Assert.Equal(3, run.ExitCode);
            var inbox = await _cli.RunAsync(Stop, "tasks", "list", "--json");
            run = await _cli.RunAsync(Stop, "tasks", "complete", inbox.Json()[0].GetProperty("id").GetString()!, "--answer", answer!.ToJsonString(), "--json");
        }

        return run;
    }

    private Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(_cli.Folder, ".platform", "files"), file, SearchOption.AllDirectories).Single(), Stop);

    private static void AssertSame(JsonNode? expected, JsonElement found)
    {
        var actual = JsonNode.Parse(found.GetRawText());
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected?.ToJsonString()}\nfound    {found.GetRawText()}");
    }
}
