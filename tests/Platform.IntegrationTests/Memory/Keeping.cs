using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Persistence;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Memory;

/// <summary>What is kept, for how long, how much of it, and that it goes when it is to go.</summary>
public sealed class Keeping
{
    private static readonly MemoryNamespace Space = MemoryNamespace.Parse("team/keeping");

    [Fact]
    public async Task What_has_expired_is_gone_at_once_and_deleted_later()
    {
        var clock = new MovedClock();
        await using var platform = await RunningPlatform.StartAsync(workers: false, change: s => s.AddSingleton<TimeProvider>(clock));
        var book = platform.Get<MemoryBook>();
        for (var i = 0; i < 210; i++) await platform.SaveAsync(Space.Path, $"k{i}", $"short lived number{i}", TimeSpan.FromHours(1));
        await platform.SaveAsync(Space.Path, "stays", "long lived", TimeSpan.FromHours(3));
        await platform.SearchAsync(Space.Path, "lived"); // the index is made

        clock.Now += TimeSpan.FromHours(2);

        Assert.Equal(["long lived"], await platform.SearchAsync(Space.Path, "lived"));
        Assert.Null(await book.FindAsync(OrganizationId.Local, Space, "k1", RunningPlatform.Token));
        Assert.Single((await platform.Get<MemoryDoor>().ListAsync(RunningPlatform.Me, new MemoryQuery { Namespace = Space }, RunningPlatform.Token)).Items);
        var again = await platform.SaveAsync(Space.Path, "k1", "begins anew");
        Assert.Equal((SaveOutcome.Created, 1), (again.Outcome, again.Entry.Version));
        Assert.Equal(209, await platform.Get<MemorySweep>().SweepAsync(RunningPlatform.Token));
        Assert.Equal((2, 2, 2), Rows(platform));
        Assert.Equal(2, (await platform.Get<MemoryDoor>().UseAsync(RunningPlatform.Me, RunningPlatform.Token)).Entries);
    }

    [Fact]
    public async Task Everything_about_a_user_goes_with_its_words_and_vectors_and_nothing_of_others()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        foreach (var space in new[] { "user/ana", "user/ana/preferences", "user/anabel", "user/ana-2", "user/an", "organization" })
            await platform.SaveAsync(space, "k", $"zebra of {space.Replace('/', ' ')}");
        await platform.SearchAsync("user/ana", "zebra");

        var gone = await platform.Get<MemoryDoor>().ForgetUserAsync(RunningPlatform.Me, "ana", RunningPlatform.Token);

        Assert.Equal(2, gone);
        Assert.Equal((4, 4, 4), Rows(platform));
        Assert.Empty(await platform.SearchAsync("user/ana", "zebra"));
        Assert.Single(await platform.SearchAsync("user/anabel", "zebra"));
        Assert.Equal(["organization", "user/an", "user/ana-2", "user/anabel"], (await platform.Get<MemoryDoor>().SpacesAsync(RunningPlatform.Me, null, RunningPlatform.Token)).Items.Select(s => s.Namespace));
    }

    [Fact]
    public async Task A_task_that_runs_twice_saves_once_though_it_says_it_in_other_words()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var book = platform.Get<MemoryBook>();
        Task<SavedMemory> Save(string text, string task) => book.SaveAsync(OrganizationId.Local, Space, new SaveMemory(null, GivenMemory.Text(text)) { By = "t", IdempotencyKey = task }, null, RunningPlatform.Token);

        await Save("Ana likes blue", "run/1/a/call-1");
        await Save("Ana is fond of blue", "run/1/a/call-1");
        await Save("Ana likes tea", "run/1/a/call-2");

        Assert.Equal(["Ana is fond of blue", "Ana likes tea"], (await platform.SearchAsync(Space.Path, "Ana likes blue tea")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_who_save_at_once_lose_nothing_and_who_read_an_older_version_is_told()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var book = platform.Get<MemoryBook>();

        var saved = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => platform.SaveAsync(Space.Path, i % 2 == 0 ? "one" : $"k{i}", $"text {i}"))));
        var refused = await Assert.ThrowsAsync<PlatformException>(() =>
            book.SaveAsync(OrganizationId.Local, Space, new SaveMemory("one", GivenMemory.Text("late")) { By = "t", IfVersion = 3 }, null, RunningPlatform.Token));
        var there = await Assert.ThrowsAsync<PlatformException>(() =>
            book.SaveAsync(OrganizationId.Local, Space, new SaveMemory("one", GivenMemory.Text("new")) { By = "t", IfVersion = 0 }, null, RunningPlatform.Token));

        Assert.Equal(Enumerable.Range(1, 25).Select(i => (long)i), saved.Where(s => s.Entry.Key == "one").Select(s => s.Entry.Version).Order());
        Assert.Equal((26, 26, 26), Rows(platform));
        Assert.Equal((ErrorCode.Conflict, ErrorCode.Conflict), (refused.Code, there.Code));
        Assert.Equal(26, (await platform.Get<MemoryDoor>().UseAsync(RunningPlatform.Me, RunningPlatform.Token)).Entries);
    }

    [Fact]
    public async Task An_organisation_has_bounds_and_what_passes_them_is_told()
    {
        var options = new MemoryOptions { MostEntries = 3, ValueKilobytes = 1 };
        await using var platform = await RunningPlatform.StartAsync(workers: false, change: s => s.AddSingleton(Microsoft.Extensions.Options.Options.Create(options)));
        for (var i = 0; i < 3; i++) await platform.SaveAsync(Space.Path, $"k{i}", "x y z");

        var full = await Assert.ThrowsAsync<PlatformException>(() => platform.SaveAsync(Space.Path, "k3", "one more"));
        var large = await Assert.ThrowsAsync<PlatformException>(() => platform.SaveAsync(Space.Path, "k0", new string('x', 2000)));
        var changed = await platform.SaveAsync(Space.Path, "k0", "another");
        var elsewhere = await platform.SaveAsync(Space.Path, "k0", "theirs", organization: new OrganizationId(Guid.NewGuid()));

        Assert.Equal((ErrorCode.LimitExceeded, ErrorCode.LimitExceeded), (full.Code, large.Code));
        Assert.Contains("3 entries", full.Message, StringComparison.Ordinal);
        Assert.Equal((SaveOutcome.Updated, SaveOutcome.Created), (changed.Outcome, elsewhere.Outcome));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("..")]
    public async Task A_key_that_could_be_taken_for_a_place_is_refused(string key)
    {
        await using var platform = await Shared();

        Assert.Equal(ErrorCode.Validation, (await Assert.ThrowsAsync<PlatformException>(() => platform.SaveAsync(Space.Path, key, "x"))).Code);
    }

    [Fact]
    public async Task No_secret_is_remembered()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        platform.Get<Redactor>().Learn("KEY", "sk-very-secret-4711");

        var saved = await platform.SaveAsync(Space.Path, "k", "the key is sk-very-secret-4711");

        Assert.DoesNotContain("4711", saved.Entry.Text(), StringComparison.Ordinal);
        Assert.Empty(await platform.SearchAsync(Space.Path, "4711"));
    }

    [Fact]
    public async Task Vectors_of_two_models_are_never_compared_and_it_is_said_which_entries_have_another()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync("workflow/twice", "old", "Ana likes apples");
        await platform.SaveAsync("""
            platform: v1
            name: twice
            models: { letters: { use: builtin/embedder } }
            state: { result: { default: null } }
            outputs: { result: "${{ state.result }}" }
            tools:
              keep: { use: memory.save, model: letters }
              look: { use: memory.search, model: letters }
            start: save
            nodes:
              save: { tool: keep, with: { key: new, text: Ana likes pears }, next: look }
              look: { tool: look, with: { query: what does Ana like? apples or pears }, save: { result: "${{ output }}" } }
            """);

        var result = await platform.RunAsync(RunningPlatform.Me, "twice", new { });

        Assert.Equal(["Ana likes apples", "Ana likes pears"], GivenMemory.Found(result).Order(StringComparer.Ordinal)); // the other by its words
        Assert.Contains("1 entry of 'workflow/twice' has no vector of builtin/embedder@256", result.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    private static Task<RunningPlatform> Shared() => RunningPlatform.StartAsync(workers: false);

    private static (long Entries, long Vectors, long Words) Rows(RunningPlatform platform) => platform.Get<Database>().Read(s =>
        (s.Number("SELECT count(*) FROM memories"), s.Number("SELECT count(*) FROM memory_vectors"), s.Number("SELECT count(*) FROM memory_words")));

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
