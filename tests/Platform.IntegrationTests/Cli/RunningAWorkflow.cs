using System.Text.Json;
using Xunit;

namespace Platform.IntegrationTests.Cli;

public sealed class RunningAWorkflow : IDisposable
{
    private const string Count = """
        platform: v1
        name: count
        inputs:
          n: { type: integer, default: 1 }
          factor: { type: number, default: 1.5 }
          loud: { type: boolean, default: false }
          tags: { type: array, items: { type: string }, default: [] }
          text: { type: string, default: none }
        state: { result: { type: object, default: {} } }
        outputs: { result: "${{ state.result }}" }
        start: one
        nodes:
          one: { set: { result: { n: "${{ inputs.n }}", factor: "${{ inputs.factor }}", loud: "${{ inputs.loud }}", tags: "${{ inputs.tags }}", text: "${{ inputs.text }}" } } }
        """;

    private readonly CliProcess _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Inputs_are_typed_by_the_workflow_s_schema()
    {
        _cli.Write("count.yaml", Count);
        _cli.Write("long.txt", "from a file");

        var run = await _cli.RunAsync(Stop, "run", "count.yaml", "-i", "n=7", "-i", "factor=2", "-i", "loud=true", "-i", """tags=["a","b"]""", "-i", "text=@long.txt");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("""{"n":7,"factor":2,"loud":true,"tags":["a","b"],"text":"from a file"}""", Compact(run.Json().GetProperty("result")));
    }

    [Fact]
    public async Task A_text_that_looks_like_a_number_stays_a_text_and_two_at_signs_mean_one()
    {
        _cli.Write("count.yaml", Count);

        var number = await _cli.RunAsync(Stop, "run", "count.yaml", "-i", "text=007");
        var at = await _cli.RunAsync(Stop, "run", "count.yaml", "-i", "text=@@ada");

        Assert.Equal("007", number.Json().GetProperty("result").GetProperty("text").GetString());
        Assert.Equal("@ada", at.Json().GetProperty("result").GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_whole_file_of_inputs_may_be_followed_by_single_ones_that_win()
    {
        _cli.Write("count.yaml", Count);
        _cli.Write("inputs.json", """{"n": 1, "text": "from the file"}""");

        var run = await _cli.RunAsync(Stop, "run", "count.yaml", "-i", "@inputs.json", "-i", "n=2");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(2, run.Json().GetProperty("result").GetProperty("n").GetInt32());
        Assert.Equal("from the file", run.Json().GetProperty("result").GetProperty("text").GetString());
    }

    [Fact]
    public async Task With_json_the_whole_run_is_printed_and_nothing_else()
    {
        _cli.Write("count.yaml", Count);

        var run = await _cli.RunAsync(Stop, "run", "count.yaml", "--json", "--label", "team=red");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("", run.Error);
        Assert.Equal("succeeded", run.Json().GetProperty("status").GetString());
        Assert.Equal("count", run.Json().GetProperty("workflow").GetString());
        Assert.Equal("red", run.Json().GetProperty("labels").GetProperty("team").GetString());
        Assert.True(Guid.TryParse(run.Json().GetProperty("id").GetString(), out _));
    }

    [Fact]
    public async Task A_dry_run_shows_the_plan_and_leaves_nothing_behind()
    {
        var plan = await _cli.RunAsync(Stop, "run", CliProcess.Sample("support-triage"), "--dry-run", "--json");

        Assert.True(plan.ExitCode == 0, plan.ToString());
        var nodes = plan.Json().GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("name").GetString()).ToList();
        Assert.Equal(["read", "classify", "choose", "draft", "review", "report", "summarise"], nodes);
        Assert.False(Directory.Exists(Path.Combine(_cli.Folder, ".platform")));
    }

    [Fact]
    public async Task A_saved_workflow_runs_by_its_name_and_its_runs_are_listed_newest_first()
    {
        _cli.Write("count.yaml", Count);
        await _cli.RunAsync(Stop, "run", "count.yaml", "-i", "n=1");

        var byName = await _cli.RunAsync(Stop, "run", "count", "-i", "n=2", "--json");
        var list = await _cli.RunAsync(Stop, "runs", "list", "--json");
        var shown = await _cli.RunAsync(Stop, "runs", "show", "last", "--json");

        Assert.True(byName.ExitCode == 0, byName.ToString());
        Assert.Equal(2, list.Json().GetArrayLength());
        Assert.Equal(byName.Json().GetProperty("id").GetString(), list.Json()[0].GetProperty("id").GetString());
        Assert.Equal(byName.Json().GetProperty("id").GetString(), shown.Json().GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_name_that_nobody_saved_is_told_with_the_nearest_one()
    {
        _cli.Write("count.yaml", Count);
        await _cli.RunAsync(Stop, "run", "count.yaml");

        var wrong = await _cli.RunAsync(Stop, "run", "cuont");

        Assert.Equal(1, wrong.ExitCode);
        Usage.AssertTwoLines(wrong);
        Assert.Contains("count", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_run_of_the_first_time()
    {
        _cli.Write("count.yaml", Count);

        var first = await _cli.RunAsync(Stop, "run", "count.yaml", "--idempotency-key", "k1", "--json");
        var second = await _cli.RunAsync(Stop, "run", "count.yaml", "--idempotency-key", "k1", "--json");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(first.Json().GetProperty("id").GetString(), second.Json().GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_failed_run_ends_with_1_says_where_and_can_be_tried_again()
    {
        _cli.Write("reads.yaml", """
            platform: v1
            name: reads
            state: { text: { type: string, default: "" } }
            outputs: { text: "${{ state.text }}" }
            start: load
            nodes:
              load: { tool: file.read, with: { path: notes.txt }, save: { text: "${{ output.content }}" } }
            """);

        var failed = await _cli.RunAsync(Stop, "run", "reads.yaml");
        var files = Directory.EnumerateDirectories(Path.Combine(_cli.Folder, ".platform", "files"), "*", SearchOption.AllDirectories).First(d => d.EndsWith("reads", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(files, "notes.txt"), "here now", Stop);
        var again = await _cli.RunAsync(Stop, "runs", "retry", "last");

        Assert.True(failed.ExitCode == 1, failed.ToString());
        Usage.AssertTwoLines(failed);
        Assert.Contains("'load'", failed.Error, StringComparison.Ordinal);
        Assert.Contains("platform runs retry", failed.Error, StringComparison.Ordinal);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("here now", again.Json().GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_timer_is_waited_for_to_the_end()
    {
        _cli.Write("nap.yaml", """
            platform: v1
            name: nap
            state: { done: { type: boolean, default: false } }
            outputs: { done: "${{ state.done }}" }
            start: sleep
            nodes:
              sleep: { wait: { for: 1s }, next: wake }
              wake: { set: { done: true } }
            """);

        var run = await _cli.RunAsync(Stop, "run", "nap.yaml");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(run.Json().GetProperty("done").GetBoolean());
    }

    [Fact]
    public async Task Events_come_in_order_one_object_a_line()
    {
        _cli.Write("count.yaml", Count);
        await _cli.RunAsync(Stop, "run", "count.yaml");

        var events = await _cli.RunAsync(Stop, "runs", "events", "last", "--json", "--follow");

        Assert.True(events.ExitCode == 0, events.ToString());
        var lines = events.Output.Trim().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(l => l.GetProperty("sequence").GetInt32()));
        Assert.Equal("run.queued", lines[0].GetProperty("type").GetString());
        Assert.Equal("run.succeeded", lines[^1].GetProperty("type").GetString());
    }

    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);
}
