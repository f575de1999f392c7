using Microsoft.Extensions.AI;
using Platform.Core.Models.Text;

namespace Platform.Core.Memory.Words;

/// <summary>
/// Vectors of texts without a model: from their words without endings, the letters of the words in groups (so that slips of typing and kinship of form count), neighbours, and what common
/// words are about. The same text has the same vector for ever and everywhere, so vectors may be stored; a change here is another <see cref="Name"/>.
/// </summary>
/// <remarks>
/// Source: Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009, each feature with a sign at several places; groups of letters as in fastText's
/// subwords (Bojanowski et al., TACL 2017).
/// </remarks>
internal sealed class MemoryEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string Name = "builtin/memory-1";
    public const int Dimensions = Hashed + MostTopics;

    /// <summary>What is less alike has nothing in common but chance.</summary>
    public const double LeastAlike = 0.15;

    private const int Hashed = 256;
    private const int MostTopics = 64; // each has a place of its own, so that chance never brings a topic up
    private const int Places = 4; // of one feature: chance meetings then cancel out
    private const double WordShare = 1, LetterShare = 0.8, PairShare = 0.3, TopicShare = 1;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var made = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var text in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            made.Add(new Embedding<float>(Vector(text)));
        }

        return Task.FromResult(made);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>Of length 1, or all zeros when the text has no letter and no digit.</summary>
    public static float[] Vector(string text)
    {
        var all = MemoryWords.Words(text).ToList();
        var telling = all.Where(w => !StopWords.Contains(w)).ToList();
        var words = (telling.Count > 0 ? telling : all).ConvertAll(MemoryWords.Stem);
        var sum = new double[Dimensions];
        Add(sum, Counted(words.Select(w => ($"w{w}", 1.0))), WordShare);
        Add(sum, Counted(words.SelectMany(Letters)), LetterShare);
        Add(sum, Counted(words.Zip(words.Skip(1), (a, b) => ($"p{a} {b}", 1.0))), PairShare);
        AddTopics(sum, [.. words.SelectMany(Topics.Of).Distinct()]);
        var norm = Math.Sqrt(sum.Sum(n => n * n));
        return norm == 0 ? new float[Dimensions] : [.. sum.Select(n => (float)(n / norm))];
    }

    // In marks, so that a word's beginning and end are groups of their own; a long word is not worth more than a short one.
    private static IEnumerable<(string, double)> Letters(string word)
    {
        var marked = $"<{word}>";
        var worth = 1 / Math.Sqrt(marked.Length);
        for (var length = 3; length <= 4; length++)
            for (var start = 0; start + length <= marked.Length; start++) yield return ($"g{marked.Substring(start, length)}", worth);
    }

    private static Dictionary<string, double> Counted(IEnumerable<(string Feature, double Worth)> features)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (feature, worth) in features) counts[feature] = counts.GetValueOrDefault(feature) + worth;
        return counts;
    }

    // Each family of features has its share, however many there are of it.
    private static void Add(double[] sum, Dictionary<string, double> features, double share)
    {
        var norm = Math.Sqrt(features.Values.Sum(v => v));
        if (norm == 0) return;
        foreach (var (feature, count) in features)
        {
            var worth = share * Math.Sqrt(count) / norm / Math.Sqrt(Places);
            var hash = Hash(feature);
            for (var place = 0; place < Places; place++, hash = Mixed(hash)) sum[(int)((hash >> 1) % Hashed)] += (hash & 1) == 0 ? worth : -worth;
        }
    }

    private static void AddTopics(double[] sum, IReadOnlyList<int> topics)
    {
        foreach (var topic in topics) sum[Hashed + topic] = TopicShare / Math.Sqrt(topics.Count);
    }

    // FNV-1a over UTF-16: string.GetHashCode is another in each process.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211;
        return Mixed(hash);
    }

    // The finaliser of splitmix64.
    private static ulong Mixed(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
