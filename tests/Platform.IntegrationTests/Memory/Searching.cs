using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Memory.Vectors;
using Platform.Core.Memory.Words;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Memory;

/// <summary>What a search finds, and what a question can never do.</summary>
public sealed class Searching
{
    private static readonly string[] Facts =
    [
        "Ana is a vegetarian and does not eat meat.", "Ana's dog is called Rex.", "She works as a software engineer at Contoso.", "Her birthday is on 4 May.",
        "The invoice for March was paid twice; she wants a refund.", "She prefers to travel by train, not by plane.", "Her password was reset last week.",
        "She plays the violin in an orchestra.", "Her apartment is in Lisbon, near the river.", "Ana speaks Portuguese, English and some German.",
    ];

    [Theory]
    [InlineData("what should I cook for dinner?", 0)] // a topic, no letter shared
    [InlineData("vegetarain", 0)] // a slip of typing
    [InlineData("vegetarians", 0)] // another form
    [InlineData("what is the name of her pet?", 1)]
    [InlineData("programming job", 2)]
    [InlineData("refunding the invoices", 4)]
    [InlineData("flights and trains for the holiday", 5)]
    [InlineData("music", 7)]
    [InlineData("where does she live", 8)]
    [InlineData("LISBOA apartments", 8)]
    [InlineData("languages spoken", 9)]
    public void Texts_of_a_kind_are_near_without_a_model(string question, int fact)
    {
        var asked = MemoryEmbedder.Vector(question);

        var best = Facts.Select((text, i) => (i, near: DotProducts.Of(asked, MemoryEmbedder.Vector(text)))).OrderByDescending(f => f.near).Take(2).Select(f => f.i);

        Assert.Contains(fact, best);
    }

    [Fact]
    public void A_stored_vector_is_the_same_for_ever()
    {
        // Written down when the embedder was made: a change is another name, or what is stored cannot be compared.
        Assert.Equal(KnownVector, string.Join(' ', MemoryEmbedder.Vector("Ana likes blue").Take(12).Select(n => Math.Round(n, 3))));
        Assert.True(Topics.Count <= 64);
        Assert.All(MemoryEmbedder.Vector("?!"), n => Assert.Equal(0, n));
    }

    private const string KnownVector = "0 0.054 -0.054 0.054 0 0 0 0 0.118 0 -0.112 0";

    [Fact]
    public void Words_come_in_one_form_and_hold_nothing_that_a_database_could_take_for_its_own_language()
    {
        Assert.Equal(["cafe", "recip", "stop", "run", "box", "call"], MemoryWords.OfEntry("Café RECIPES, stopped running boxes? calling!"));
        Assert.Equal(["東京", "京都"], MemoryWords.OfEntry("東京都"));
        Assert.Equal(["of", "the"], MemoryWords.OfQuestion("of the")); // nothing else to go by
        Assert.Equal(["near"], MemoryWords.OfQuestion("\" OR 1=1 -- NEAR( who * ^ : {a} ' & | ! <->"));

        Prop.ForAll<string>(text => MemoryWords.OfEntry(text ?? "").Concat(MemoryWords.OfQuestion(text ?? "")).All(w =>
            w.Length > 0 && w.EnumerateRunes().All(System.Text.Rune.IsLetterOrDigit))).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public async Task A_question_is_data_whatever_it_holds()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync("organization", "a", "alpha beta");
        string[] odd =
        [
            "\"", "'", "alpha\"", "NEAR(alpha beta)", "alpha AND", "* OR *", "words:alpha", "alpha*", "^alpha", "-alpha", "(((", "alpha' & 'beta", "a:*B", "!alpha", "<->", "\\", "%", "_s1",
            "\0alpha", "\ud800", "'; DROP TABLE memories; --", new string('x', 100_000), string.Join(' ', Enumerable.Range(0, 5000)), "\u202Eahpla",
        ];
        var random = Gen.Sample(ArbMap.Default.GeneratorFor<string>(), 40).Concat(odd);

        foreach (var text in random.Where(t => t is not null))
        {
            await platform.SearchAsync("organization", text);
            if (!string.IsNullOrWhiteSpace(text)) Assert.NotNull((await platform.SaveAsync("team/odd", null, text.Replace("\ud800", "", StringComparison.Ordinal)[..Math.Min(text.Length - text.Count(c => c == '\ud800'), 1000)] + "x")).Entry);
        }

        Assert.Equal(["alpha beta"], await platform.SearchAsync("organization", "alpha"));
    }

    [Fact]
    public async Task Words_and_likeness_together_put_the_best_first()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        foreach (var (text, i) in Facts.Select((f, i) => (f, i))) await platform.SaveAsync("user/ana", $"fact-{i}", text);
        await platform.Get<MemoryBook>().SaveAsync(
            OrganizationId.Local, MemoryNamespace.OfUser("ana"), new SaveMemory("order-4711", System.Text.Json.JsonSerializer.SerializeToElement(new { state = "shipped", carrier = "DHL" })) { By = "test" }, null, RunningPlatform.Token);

        Assert.Equal(Facts[4], (await platform.SearchAsync("user/ana", "is the refund of the invoice done?"))[0]);
        Assert.Equal(Facts[0], (await platform.SearchAsync("user/ana", "dinner ideas"))[0]);
        Assert.Contains("DHL", (await platform.SearchAsync("user/ana", "4711"))[0], StringComparison.Ordinal); // the words of a key count
        Assert.Empty(await platform.SearchAsync("user/ana", "quantum chromodynamics zzz"));
        Assert.Empty(await platform.SearchAsync("user/nobody", "refund"));
    }

    [Fact]
    public void Bytes_find_nearly_what_the_vectors_find_and_the_index_forgets()
    {
        using var exact = new VectorIndex(MemoryEmbedder.Dimensions, exact: 10_000);
        using var bytes = new VectorIndex(MemoryEmbedder.Dimensions, exact: 0);
        var random = new Random(4);
        var vectors = Enumerable.Range(1, 3000).Select(i => new StoredVector(i, i, i % 100 == 0 ? DateTimeOffset.UnixEpoch : null, Unit(random))).ToList();
        exact.Add(vectors);
        bytes.Add(vectors);
        var now = DateTimeOffset.UtcNow;

        var recall = Enumerable.Range(0, 50).Select(_ => Unit(random)).Average(q =>
            bytes.Nearest(q, 64, now).Select(n => n.Number).Intersect(exact.Nearest(q, 10, now).Select(n => n.Number)).Count() / 10.0);
        Assert.True(recall > 0.99, $"{recall}");
        Assert.DoesNotContain(bytes.Nearest(vectors[99].Vector, 3000, now), n => n.Number % 100 == 0); // expired

        Assert.Equal(7, bytes.Nearest(vectors[6].Vector, 1, now)[0].Number);
        bytes.Remove([7, 3000, 999_999]);
        Assert.NotEqual(7, bytes.Nearest(vectors[6].Vector, 1, now)[0].Number);
        bytes.Retain(new HashSet<long> { 1, 2, 3 });
        bytes.Add([new StoredVector(2, 1, null, vectors[6].Vector), new StoredVector(5, 1, null, new float[3])]);
        Assert.Equal((3, 2L), (bytes.Count, bytes.Nearest(vectors[6].Vector, 1, now)[0].Number));
        Assert.True(bytes.Size < exact.Size / 3);
    }

    [Fact]
    public async Task Many_entries_are_searched_by_the_index_and_what_changes_is_seen_at_once()
    {
        var options = new MemoryOptions { ExactEntries = 10 };
        await using var platform = await RunningPlatform.StartAsync(workers: false, change: s => s.AddSingleton(Microsoft.Extensions.Options.Options.Create(options)));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => platform.SaveAsync("team/many", $"k{i}", $"common words about number{i}")));
        await platform.SaveAsync("team/many", "ana", "Ana is a vegetarian");

        Assert.Equal("common words about number17", (await platform.SearchAsync("team/many", "number17"))[0]);
        Assert.Equal("Ana is a vegetarian", (await platform.SearchAsync("team/many", "dinner for her"))[0]);
        await platform.SaveAsync("team/many", "ana", "Ana has a dog");
        Assert.DoesNotContain("Ana is a vegetarian", await platform.SearchAsync("team/many", "dinner for her"));
        Assert.Equal("Ana has a dog", (await platform.SearchAsync("team/many", "which pet?"))[0]);
        await platform.Get<MemoryBook>().ForgetAsync(OrganizationId.Local, MemoryNamespace.Parse("team/many"), "ana");
        Assert.DoesNotContain("Ana has a dog", await platform.SearchAsync("team/many", "which pet?"));
    }

    private static float[] Unit(Random random)
    {
        var vector = Enumerable.Range(0, MemoryEmbedder.Dimensions).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var norm = MathF.Sqrt(vector.Sum(n => n * n));
        return [.. vector.Select(n => n / norm)];
    }
}
