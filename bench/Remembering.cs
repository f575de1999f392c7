using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Memory.Vectors;
using Platform.Core.Memory.Words;

namespace Platform.Bench;

/// <summary>
/// Memory with 100,000 entries in one namespace: saving, searching by words and vectors, how many of the ten nearest the index finds, and the same for vectors as long as models make them.
/// <c>PLATFORM_BENCH_ENTRIES</c> takes another number, <c>PLATFORM_BENCH_DATABASE</c> PostgreSQL.
/// </summary>
public sealed class Remembering : IBenchmark
{
    private const int Questions = 400;
    private const int WarmUp = 100;
    private const int Words = 30_000;
    private const int AtOnce = 512;
    private const int Nearest = 10;
    private static readonly MemoryNamespace Space = MemoryNamespace.Parse("bench/all");

    public string Name => "memory";

    public int Order => 80;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("PLATFORM_BENCH_ENTRIES"), out var given) ? given : 100_000;
        var random = new Random(11);
        var texts = Enumerable.Range(0, count).Select(_ => Sentence(random)).ToList();
        await using var host = await BenchHost.StartAsync(cancellationToken);
        var book = host.Get<MemoryBook>();

        var clock = Stopwatch.StartNew();
        foreach (var some in texts.Index().Chunk(AtOnce))
            await Task.WhenAll(some.Select(t => book.SaveAsync(OrganizationId.Local, Space, new SaveMemory($"k{t.Index}", Json(t.Item)) { By = "bench" }, null, cancellationToken)));
        yield return new Measurement("memory.save", count / clock.Elapsed.TotalSeconds, "entries/s", count);

        clock.Restart();
        await AskAsync(book, texts[0], cancellationToken);
        yield return new Measurement("memory.first_search", clock.Elapsed.TotalMilliseconds, "ms", count);

        var questions = Enumerable.Range(0, WarmUp + Questions).Select(_ => Question(texts[random.Next(count)], random)).ToList();
        var times = new List<double>(Questions);
        foreach (var (i, question) in questions.Index())
        {
            clock.Restart();
            await AskAsync(book, question, cancellationToken);
            if (i >= WarmUp) times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        yield return new Measurement($"memory.search.p50.{count}", times[Questions / 2], "ms", Questions);
        yield return new Measurement($"memory.search.p95.{count}", times[(int)(Questions * 0.95)], "ms", Questions);
        yield return new Measurement($"memory.search.p99.{count}", times[(int)(Questions * 0.99)], "ms", Questions);

        foreach (var told in Index("builtin", [.. texts.Select(MemoryEmbedder.Vector)], [.. questions.Take(Questions / 4).Select(MemoryEmbedder.Vector)])) yield return told;
        foreach (var size in new[] { 768, 1536 })
        {
            var centres = Enumerable.Range(0, 500).Select(_ => Unit(random, size, null)).ToList();
            var vectors = Enumerable.Range(0, count).Select(_ => Unit(random, size, centres[random.Next(500)])).ToList();
            foreach (var told in Index($"{size}", vectors, [.. Enumerable.Range(0, Questions / 8).Select(_ => Unit(random, size, centres[random.Next(500)]))])) yield return told;
        }
    }

    /// <summary>What the index finds against a comparison with every vector; what it finds is compared again by whole vectors, as a search does.</summary>
    private static IEnumerable<Measurement> Index(string name, IReadOnlyList<float[]> vectors, IReadOnlyList<float[]> questions)
    {
        using var index = new VectorIndex(vectors[0].Length, exact: 0);
        index.Add([.. vectors.Select((v, i) => new StoredVector(i, i, null, v))]);
        var (right, times) = (0, new List<double>());
        foreach (var question in questions)
        {
            var clock = Stopwatch.StartNew();
            var near = index.Nearest(question, 64, DateTimeOffset.UnixEpoch);
            times.Add(clock.Elapsed.TotalMilliseconds);
            var found = near.Select(n => n.Number).OrderByDescending(n => DotProducts.Of(vectors[(int)n], question)).Take(Nearest);
            var exact = Enumerable.Range(0, vectors.Count).Select(i => (i, near: DotProducts.Of(vectors[i], question))).OrderByDescending(p => p.near).Take(Nearest).Select(p => (long)p.i);
            right += found.Intersect(exact).Count();
        }

        times.Sort();
        yield return new Measurement($"memory.index.{name}.recall@10", (double)right / (questions.Count * Nearest), "", questions.Count);
        yield return new Measurement($"memory.index.{name}.p95", times[(int)(times.Count * 0.95)], "ms", questions.Count);
        yield return new Measurement($"memory.index.{name}.size", index.Size / 1024.0 / 1024, "MB", vectors.Count);
    }

    private static Task<MemorySearch> AskAsync(MemoryBook book, string question, CancellationToken cancellationToken) => book.SearchAsync(OrganizationId.Local, [Space], question, 10, null, cancellationToken);

    private static System.Text.Json.JsonElement Json(string text) => System.Text.Json.JsonSerializer.SerializeToElement(text);

    // Words as often as words are: the n-th with 1/n of the first.
    private static string Sentence(Random random) => string.Join(' ', Enumerable.Range(0, 6 + random.Next(14)).Select(_ => Word((int)Math.Exp(random.NextDouble() * Math.Log(Words)))));

    private static string Word(int rank)
    {
        const string Consonants = "bdfgklmnprstvz";
        const string Vowels = "aeiou";
        var word = new System.Text.StringBuilder();
        for (var left = rank + 40; left > 0; left /= 70) word.Append(Consonants[left % 70 / 5]).Append(Vowels[left % 5]);
        return word.ToString();
    }

    // Some words of what is looked for, one with a slip of typing, and a common one.
    private static string Question(string text, Random random)
    {
        var words = text.Split(' ').OrderBy(_ => random.Next()).Take(4).ToList();
        words[0] = words[0].Length > 3 ? words[0].Remove(random.Next(1, words[0].Length - 1), 1) : words[0];
        return string.Join(' ', words.Append(Word(random.Next(1, 5))));
    }

    private static float[] Unit(Random random, int size, float[]? near)
    {
        var vector = new float[size];
        for (var i = 0; i < size; i++) vector[i] = ((float)random.NextDouble() - 0.5f) + ((near?[i] ?? 0) * MathF.Sqrt(size) * 0.4f);
        var norm = MathF.Sqrt(DotProducts.Of(vector, vector));
        return Array.ConvertAll(vector, n => n / norm);
    }
}
