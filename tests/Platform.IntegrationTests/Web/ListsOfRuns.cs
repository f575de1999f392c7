using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

/// <summary>Runs are found by what is known of them, through API and page.</summary>
[Collection(WebCollection.Name)]
public sealed class ListsOfRuns(WebHost web)
{
    private const string Many = "lists-many";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_found_by_its_id_and_by_either_end_of_it()
    {
        var id = await RunAsync("lists-id", "by id");

        foreach (var text in new[] { id, id.ToUpperInvariant(), id.Replace("-", "", StringComparison.Ordinal), id[^8..], id[^12..], id[..23] })
            Assert.Contains(id, await IdsAsync($"workflow=lists-id&search={text}"));
        Assert.Contains(id[^8..], await web.Client.GetStringAsync($"/runs?search={id[^8..]}", Stop), StringComparison.Ordinal);
        Assert.Empty(await IdsAsync($"workflow=lists-other&search={id}"));
    }

    [Fact]
    public async Task A_run_is_found_by_a_part_of_its_workflow_its_inputs_its_error_and_its_thread()
    {
        var good = await RunAsync("lists-text", "100% of Zanzibar_x");
        var bad = await RunAsync("lists-text", "fail", thread: "zanzibar-thread");

        Assert.Equal([bad, good], await IdsAsync("search=lists-te"));
        Assert.Equal([good], await IdsAsync("search=zanzibar_X"));
        Assert.Equal([good], await IdsAsync("search=100%25%20of"));
        Assert.Equal([bad], await IdsAsync("search=zanzibar-thr"));
        Assert.Equal([bad], await IdsAsync("workflow=lists-text&search=out%20of%20bounds"));
        Assert.Empty(await IdsAsync("search=100%25Zanzibar"));
    }

    [Fact]
    public async Task A_run_is_found_by_its_labels()
    {
        var blue = await RunAsync("lists-labels", "a", labels: new { team = "blue", size = "big" });
        var red = await RunAsync("lists-labels", "b", labels: new { team = "red" });

        Assert.Equal([red, blue], await IdsAsync("workflow=lists-labels&label=team"));
        Assert.Equal([blue], await IdsAsync("workflow=lists-labels&label=team%3Dblue"));
        Assert.Equal([blue], await IdsAsync("status=succeeded&label=size%3Dbig"));
        Assert.Empty(await IdsAsync("label=team%3Dgreen"));
        Assert.Empty(await IdsAsync("status=failed&label=size%3Dbig"));
    }

    [Theory]
    [InlineData("human: { title: Look at it, assign: role:finance, timeout: 2d }", @">Look at it · role:finance · <time")]
    [InlineData("human: { title: \"May it go: out; or not?\" }", @">May it go: out; or not\? · a person · <time")]
    [InlineData("wait: { event: lists.never, timeout: 1h }", @">event lists.never · <time")]
    [InlineData("map: { over: '${{ [1, 2, 3, 4, 5] }}' }\n    human: { title: Check it }", @">Check it · a person and 4 more · <time")]
    public async Task A_run_that_waits_says_in_the_list_what_is_asked_first_then_whom_and_since_when(string node, string shown)
    {
        var name = $"lists-why-{Math.Abs(StringComparer.Ordinal.GetHashCode(node))}";
        await web.SaveAsync($"platform: v1\nname: {name}\nstart: ask\nnodes:\n  ask:\n    {node}\n", Stop);
        await web.RunAsync(name, new { }, Stop);

        Assert.Matches(shown, WebUtility.HtmlDecode(await web.Client.GetStringAsync($"/runs?workflow={name}", Stop)));
    }

    [Fact]
    public async Task A_run_that_ended_well_says_in_the_list_what_it_was_started_with()
    {
        await web.SaveAsync("platform: v1\nname: lists-given\ninputs: { who: { type: string }, many: { type: array } }\nstate: { n: { type: integer, default: 0 } }\nstart: a\nnodes: { a: { set: { n: 1 } } }\n", Stop);
        await web.RunAsync("lists-given", new { who = $"Ada\n{new string('x', 100)}", many = Enumerable.Range(0, 40) }, Stop);

        Assert.Contains($">who: Ada {new string('x', 56)}… · many: a list of 40<", WebUtility.HtmlDecode(await web.Client.GetStringAsync("/runs?workflow=lists-given", Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cursors_lead_through_all_runs_once_newest_first()
    {
        var runs = new List<string>();
        for (var i = 0; i < 5; i++) runs.Insert(0, await RunAsync("lists-pages", $"{i}"));
        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = await web.GetJsonAsync($"/api/v1/runs?workflow=lists-pages&limit=2{after}", Stop);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
            after = page.TryGetProperty("next", out var next) ? $"&after={next.GetString()}" : null;
        }

        Assert.Equal(runs, seen);
    }

    [Fact]
    public async Task A_search_that_stops_says_how_far_it_looked_and_goes_on_to_what_is_older()
    {
        await SaveAsync(Many);
        var oldest = Store(Many, 12_000);
        var found = new List<string>();
        var stops = 0;
        var asked = 0;
        for (string? after = ""; after is not null; asked++)
        {
            var page = await web.GetJsonAsync($"/api/v1/runs?workflow={Many}&search=the%20needle{after}", Stop);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
            var hasNext = page.TryGetProperty("next", out var next);
            if (page.TryGetProperty("searched", out var searched))
            {
                stops++;
                Assert.True(hasNext);
                Assert.True(searched.GetProperty("rows").GetInt64() >= 500);
                Assert.True(searched.GetProperty("backTo").GetDateTimeOffset() < DateTimeOffset.UtcNow);
            }

            after = hasNext ? $"&after={next.GetString()}" : null;
        }

        Assert.Equal([oldest], found);
        Assert.Equal(asked - 1, stops); // each page but the last stopped, and said so
        Assert.True((await web.GetJsonAsync("/api/v1/runs?limit=1", Stop)).TryGetProperty("next", out _));
    }

    // Straight into the tables: twelve thousand runs take the engine a while. The first, which is the oldest, is the only one with the needle.
    private string Store(string workflow, int count) => web.Server.Services.GetRequiredService<Database>().Read(s =>
    {
        var first = DateTimeOffset.UtcNow.AddDays(-2);
        var oldest = Guid.CreateVersion7(first);
        s.Execute("BEGIN");
        for (var i = 0; i < count; i++)
        {
            var at = first.AddSeconds(i);
            s.Execute(
                """
                INSERT INTO runs (id, organization_id, workflow, version, status, step, last_sequence, epoch, signal, priority, input_tokens, output_tokens, cached_tokens,
                    reasoning_tokens, cost_nanos, model_calls, unpriced_calls, active_ms, trigger, depth, attempt, created_at, started_at, ended_at, created_by, inputs)
                VALUES ($1, $2, $3, 1, 'succeeded', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'manual', 0, 1, $4, $4, $4, 'owner', $5)
                """,
                i == 0 ? oldest : Guid.CreateVersion7(at), OrganizationId.Local, workflow, at, $$"""{"text":"{{(i == 0 ? "the needle" : "hay, and more hay than anybody has ever seen")}}"}""");
        }

        s.Execute("COMMIT");
        return oldest.ToString();
    });

    private async Task<List<string>> IdsAsync(string query) =>
        [.. (await web.GetJsonAsync($"/api/v1/runs?{query}", Stop)).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];

    private Task SaveAsync(string workflow) => web.SaveAsync(
        $$$"""
        platform: v1
        name: {{{workflow}}}
        inputs: { text: { type: string } }
        state: { n: { type: integer, default: 0 } }
        start: a
        nodes:
          a: { set: { n: "${{ inputs.text == 'fail' ? [1][7] : 1 }}" } }
        """, Stop);

    private async Task<string> RunAsync(string workflow, string text, string? thread = null, object? labels = null)
    {
        await SaveAsync(workflow);
        using var answer = await web.Client.PostAsJsonAsync($"/api/v1/workflows/{workflow}/runs?wait=2m", new { inputs = new { text }, thread, labels }, Stop);
        var run = await WebHost.JsonOf(answer, Stop);
        Assert.True(run.TryGetProperty("id", out var id), run.GetRawText());
        return id.GetString()!;
    }
}
