using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Memory;

/// <summary>Memory as workflows reach it, and as they cannot.</summary>
public sealed class RememberingInRuns
{
    private static readonly string[] Ways = ["user", "workflow", "thread", "organization", "recipes"];

    [Fact]
    public async Task What_a_run_saved_a_later_one_finds_replaces_and_forgets()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(GivenMemory.Tools("notes", "namespace: user"));
        var ana = GivenMemory.Named("ana");

        var first = await platform.RunAsync(ana, "notes", new { @do = "save", key = "colour", text = "Ana's favourite colour is blue" });
        var second = await platform.RunAsync(ana, "notes", new { @do = "save", key = "colour", text = "Ana's favourite colour is green" });
        var again = await platform.RunAsync(ana, "notes", new { @do = "save", key = "colour", text = "Ana's favourite colour is green" });
        await platform.RunAsync(ana, "notes", new { @do = "note", text = "She lives in Lisbon" });
        var noted = await platform.RunAsync(ana, "notes", new { @do = "note", text = "She lives in Lisbon" });
        var found = await platform.RunAsync(ana, "notes", new { text = "which colours does she like?" });
        var gone = await platform.RunAsync(ana, "notes", new { @do = "forget", key = "colour" });
        var left = await platform.RunAsync(ana, "notes", new { text = "favourite colour" });

        Assert.Equal(("created", "updated", "unchanged"), (Outcome(first), Outcome(second), Outcome(again)));
        Assert.Equal("unchanged", Outcome(noted)); // without a key, the same is remembered once
        Assert.Equal("Ana's favourite colour is green", GivenMemory.Found(found)[0]);
        Assert.True(gone.GetProperty("forgotten").GetBoolean());
        Assert.DoesNotContain("Ana's favourite colour is green", GivenMemory.Found(left));
        var entry = (await platform.Get<MemoryDoor>().ListAsync(RunningPlatform.Me, new MemoryQuery(), RunningPlatform.Token)).Items.Single();
        Assert.Equal(("user/ana", "ana", false), (entry.Namespace, entry.SavedBy, entry.Run is null));
    }

    [Fact]
    public async Task Nobody_reads_overwrites_or_forgets_what_is_anothers()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var (ana, eve) = (GivenMemory.Named("ana"), GivenMemory.Named("eve"));
        foreach (var way in Ways) await platform.SaveAsync(GivenMemory.Tools($"a-{way}", $"namespace: {way}"));
        foreach (var way in Ways) await platform.SaveAsync(GivenMemory.Tools($"b-{way}", $"namespace: {way}"));
        foreach (var way in Ways) await platform.RunAsync(ana, $"a-{way}", new { @do = "save", key = "secret", text = $"the treasure of {way}" }, thread: "one");

        foreach (var way in Ways)
        {
            // Another user, another workflow, another thread; what is the organisation's is for all of them.
            var seen = way == "organization";
            Assert.Equal(seen ? 1 : 0, GivenMemory.Found(await platform.RunAsync(eve, $"b-{way}", new { text = "the treasure" }, thread: "two")).Count);
            Assert.Equal(seen, (await platform.RunAsync(eve, $"b-{way}", new { @do = "forget", key = "secret" }, thread: "two")).GetProperty("forgotten").GetBoolean());
            await platform.RunAsync(eve, $"b-{way}", new { @do = "save", key = "secret", text = "hers" }, thread: "two");
            var own = GivenMemory.Found(await platform.RunAsync(ana, $"a-{way}", new { text = "the treasure" }, thread: "one"));
            Assert.Equal(seen ? [] : [$"the treasure of {way}"], own.Where(o => o.StartsWith("the", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Another_organisation_has_the_same_names_and_none_of_the_memory()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var other = new OrganizationId(Guid.NewGuid());
        var stranger = GivenMemory.Named("ana", other) with { Roles = ["owner"] };
        await platform.SaveAsync("user/ana", "colour", "Ana likes blue");
        await platform.SaveAsync("organization", "colour", "We like blue");
        var (book, door, space) = (platform.Get<MemoryBook>(), platform.Get<MemoryDoor>(), MemoryNamespace.OfUser("ana"));

        Assert.Empty(await platform.SearchAsync("user/ana", "what does Ana like? blue", organization: other));
        Assert.Null(await book.FindAsync(other, space, "colour", RunningPlatform.Token));
        Assert.False(await book.ForgetAsync(other, space, "colour"));
        Assert.Equal(0, await door.ForgetUserAsync(stranger, "ana", RunningPlatform.Token));
        Assert.Empty((await door.ListAsync(stranger, new MemoryQuery(), RunningPlatform.Token)).Items);
        Assert.Empty((await door.SpacesAsync(stranger, null, RunningPlatform.Token)).Items);
        await platform.SaveAsync("user/ana", "colour", "Another Ana likes red", organization: other);
        Assert.Equal(["Ana likes blue"], await platform.SearchAsync("user/ana", "likes"));
        await Assert.ThrowsAsync<PlatformException>(async () => await book.OriginAsync(other, RunId.New(), RunningPlatform.Token));
    }

    [Fact]
    public async Task A_file_that_names_anothers_memory_is_refused_when_it_runs_and_a_model_cannot_name_any()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync("user/ana/preferences", "colour", "Ana likes blue");
        await platform.SaveAsync(GivenMemory.Tools("peek", "namespace: user/ana/preferences"));
        await platform.SaveAsync(GivenMemory.Tools("other", "namespace: workflow/peek"));
        await platform.SaveAsync(GivenMemory.Tools("threadless", "namespace: thread"));
        await platform.SaveAsync("""
            platform: v1
            name: chooses
            inputs: { space: { type: string } }
            tools: { look: { use: memory.search, namespace: [workflow, team/recipes] } }
            start: it
            nodes: { it: { tool: look, with: { query: blue, namespace: "${{ inputs.space }}" } } }
            """);

        var peek = await platform.TryAsync(GivenMemory.Named("eve"), "peek", new { text = "colour" });
        var other = await platform.TryAsync(GivenMemory.Named("eve"), "other", new { text = "colour" });
        var threadless = await platform.TryAsync(GivenMemory.Named("eve"), "threadless", new { text = "colour" });

        Assert.Equal(("forbidden", "forbidden"), (peek.Error?.Code, other.Error?.Code));
        Assert.Contains("another user's", peek.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("no thread", threadless.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(["Ana likes blue"], GivenMemory.Found(await platform.RunAsync(GivenMemory.Named("ana"), "peek", new { text = "colour" })));
        foreach (var trick in new[] { "user/ana/preferences", "../user/ana/preferences", "workflow/peek", "team/recipes/..", "user" })
        {
            var run = await platform.TryAsync(GivenMemory.Named("eve"), "chooses", new { space = trick });
            Assert.Equal("validation", run.Error?.Code);
        }
    }

    [Fact]
    public async Task At_a_door_a_member_sees_no_other_users_and_no_threads_memory()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        foreach (var space in new[] { "user/ana", "user/ana/work", "user/anabel", "thread/42", "workflow/x", "organization", "team/recipes" }) await platform.SaveAsync(space, "k", $"zebra of {space}");
        var (door, ana) = (platform.Get<MemoryDoor>(), GivenMemory.Named("ana"));

        Assert.Equal(
            ["organization", "team/recipes", "user/ana", "user/ana/work", "workflow/x"],
            (await door.ListAsync(ana, new MemoryQuery(), RunningPlatform.Token)).Items.Select(e => e.Namespace).Order(StringComparer.Ordinal));
        Assert.Equal(5, (await door.SpacesAsync(ana, null, RunningPlatform.Token)).Items.Count);
        foreach (var space in new[] { "user/anabel", "thread/42" })
        {
            var other = MemoryNamespace.Parse(space);
            Task<PlatformException> Refused(Func<Task> act) => Assert.ThrowsAsync<PlatformException>(act);
            Assert.All(
                [
                    await Refused(() => Task.FromResult(MemoryDoor.Space(ana, space))), await Refused(async () => await door.FindAsync(ana, other, "k", RunningPlatform.Token)),
                    await Refused(() => door.SearchAsync(ana, [other], "zebra", 5, RunningPlatform.Token)), await Refused(() => door.ForgetAsync(ana, other, "k")),
                    await Refused(() => door.SaveAsync(ana, other, new SaveMemory("k", GivenMemory.Text("x")) { By = "" }, null, RunningPlatform.Token)),
                    await Refused(() => door.ForgetAllAsync(ana, other, RunningPlatform.Token)), await Refused(() => door.ForgetUserAsync(ana, "anabel", RunningPlatform.Token)),
                ],
                e => Assert.Equal(ErrorCode.Forbidden, e.Code));
        }
    }

    [Fact]
    public async Task A_child_remembers_for_whoever_started_its_parent()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(GivenMemory.Tools("inner", "namespace: [user, thread]"));
        await platform.SaveAsync("""
            platform: v1
            name: outer
            start: child
            nodes: { child: { workflow: inner, with: { do: save, key: k, text: remembered below } } }
            """);

        Assert.Equal(RunStatus.Succeeded, (await platform.TryAsync(GivenMemory.Named("ana"), "outer", new { }, thread: "talk")).Status);

        Assert.Equal(["remembered below"], await platform.SearchAsync("user/ana", "remembered"));
    }

    [Fact]
    public async Task A_value_keeps_to_the_schema_the_time_and_the_size_that_the_file_gives()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync("""
            platform: v1
            name: typed
            inputs: { value: {}, ttl: { type: string, default: 90d } }
            outputs: { result: "${{ state.result }}" }
            state: { result: { default: null } }
            tools:
              keep: { use: memory.save, namespace: workflow, ttl: 30d, schema: { type: object, required: [city], properties: { city: { type: string } } } }
            start: it
            nodes: { it: { tool: keep, with: { key: home, value: "${{ inputs.value }}", ttl: "${{ inputs.ttl }}" }, save: { result: "${{ output }}" } } }
            """);

        var kept = await platform.RunAsync(RunningPlatform.Me, "typed", new { value = new { city = "Lisbon" } });
        var wrong = await platform.TryAsync(RunningPlatform.Me, "typed", new { value = new { town = "Lisbon" } });
        var large = await platform.TryAsync(RunningPlatform.Me, "typed", new { value = new { city = new string('x', 70_000) } });

        var days = DateTimeOffset.Parse(kept.GetProperty("expires_at").GetString()!, System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UtcNow;
        Assert.InRange(days.TotalDays, 29.9, 30);
        Assert.Contains("schema", wrong.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("limit_exceeded", large.Error?.Code);
        Assert.Equal(["""{"city":"Lisbon"}"""], await platform.SearchAsync("workflow/typed", "Lisbon"));
    }

    private static string? Outcome(JsonElement saved) => saved.GetProperty("outcome").GetString();
}
