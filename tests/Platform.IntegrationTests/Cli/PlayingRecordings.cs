using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Cli;

/// <summary>A workflow is tested for ever without its provider: its calls are recorded once and played.</summary>
public sealed class PlayingRecordings(Aimock server) : IClassFixture<Aimock>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("research-loop", "use: builtin/extractive, sentences: 2", "use: builtin/extractive, sentences: 4")]
    [InlineData("support-triage", "use: builtin/extractive, sentences: 2")]
    public async Task A_sample_gives_the_same_outputs_from_its_recording_without_provider_and_key(string sample, params string[] models)
    {
        server.Needed();
        using var cli = new CliProcess();
        var live = $"use: openai/sample, base_url: \"{server.Address}/v1\", api_key: test-key, record: calls.jsonl";
        Copy(cli, sample, models, live);
        var recorded = await cli.RunAsync(Cancelled, ["run", sample, "--json", .. Inputs(sample)]);
        Copy(cli, sample, models, "use: openai/sample, replay: calls.jsonl");

        var played = await cli.RunAsync(Cancelled, ["run", sample, "--json", .. Inputs(sample)]);
        var again = await cli.RunAsync(Cancelled, ["run", sample, "--json", .. Inputs(sample)]);

        Assert.True(recorded.ExitCode == 0, recorded.ToString());
        Assert.True(played.ExitCode == 0, played.ToString());
        Assert.Contains("we look into it", played.Output, StringComparison.Ordinal);
        Assert.Equal(Outputs(recorded), Outputs(played));
        Assert.Equal(Outputs(recorded), Outputs(again));
    }

    [Fact]
    public async Task A_recording_beside_the_file_is_played_and_a_changed_prompt_is_named()
    {
        server.Needed();
        using var cli = new CliProcess();
        string[] models = ["use: builtin/extractive, sentences: 2", "use: builtin/extractive, sentences: 4"];
        Copy(cli, "research-loop", models, $"use: openai/sample, base_url: \"{server.Address}/v1\", api_key: test-key, record: calls.jsonl");
        await cli.RunAsync(Cancelled, "run", "research-loop");
        var file = Directory.EnumerateFiles(cli.Folder, "calls.jsonl", SearchOption.AllDirectories).Single();
        using var other = new CliProcess(); // another machine, as it were
        Copy(other, "research-loop", models, "use: openai/sample, replay: calls.jsonl");
        File.Copy(file, Path.Combine(other.Folder, "research-loop", "calls.jsonl"));

        var played = await other.RunAsync(Cancelled, "run", "research-loop");
        var flow = Path.Combine(other.Folder, "research-loop", "workflow.yaml");
        await File.WriteAllTextAsync(flow, (await File.ReadAllTextAsync(flow, Cancelled)).Replace("Say the most important thing", "Say the least important thing", StringComparison.Ordinal), Cancelled);
        var changed = await other.RunAsync(Cancelled, "run", "research-loop");

        Assert.True(played.ExitCode == 0, played.ToString());
        Assert.NotEqual(0, changed.ExitCode);
        Assert.Contains("The nearest is line 1: message 1 (system) differs at character 9", changed.Error, StringComparison.Ordinal);
        Assert.Contains("fix:", changed.Error, StringComparison.Ordinal);
    }

    private static string[] Inputs(string sample) => sample == "support-triage" ? ["-i", "reviews=0"] : [];

    private static string Outputs(CliResult result) => result.Json().GetProperty("outputs").GetRawText();

    private static void Copy(CliProcess cli, string sample, string[] models, string use)
    {
        foreach (var file in Directory.EnumerateFiles(CliProcess.Sample(sample)))
        {
            var text = File.ReadAllText(file);
            if (file.EndsWith("workflow.yaml", StringComparison.Ordinal)) foreach (var model in models) text = text.Replace(model, use, StringComparison.Ordinal);
            cli.Write(Path.Combine(sample, Path.GetFileName(file)), text);
        }
    }
}
