using System.Text;
using Microsoft.Extensions.AI;

namespace Platform.Core.Models.Local;

/// <summary>
/// Vectors from the letters of a text: groups of three to five, hashed into as many places as the vector has, each weighed by the root of how often it
/// comes. Texts that share words and word stems are near each other; what they mean is not looked at. The same text has the same vector for ever and
/// everywhere, so vectors may be stored.
/// </summary>
/// <remarks>Source: Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009; the groups as in fastText's subwords (Bojanowski et al., TACL 2017).</remarks>
internal sealed class HashedEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    public const int UsualDimensions = 256;

    private const int Shortest = 3;
    private const int Longest = 5;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var size = options?.Dimensions ?? UsualDimensions;
        var made = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var text in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            made.Add(new Embedding<float>(Vector(text, size)));
        }

        return Task.FromResult(made);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>Of length 1, or all zeros when the text has no letter and no digit.</summary>
    internal static float[] Vector(string text, int size)
    {
        var counts = new float[size];
        foreach (var word in Words(text))
        {
            for (var length = Shortest; length <= Longest; length++)
            {
                for (var start = 0; start + length <= word.Length; start++)
                {
                    var hash = Hash(word.AsSpan(start, length));
                    counts[(int)((hash >> 1) % (uint)size)] += (hash & 1) == 0 ? 1 : -1; // the sign lets collisions cancel out on average
                }
            }
        }

        for (var i = 0; i < size; i++) counts[i] = MathF.Sign(counts[i]) * MathF.Sqrt(MathF.Abs(counts[i]));
        var norm = MathF.Sqrt(counts.Sum(c => c * c));
        return norm == 0 ? counts : [.. counts.Select(c => c / norm)];
    }

    // Each in marks, so that the beginning and the end of a word are groups of their own.
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder("<");
        foreach (var c in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Append(' '))
        {
            if (char.IsLetterOrDigit(c)) word.Append(c);
            else if (word.Length > 1)
            {
                yield return word.Append('>').ToString();
                word.Clear().Append('<');
            }
        }
    }

    // FNV-1a over UTF-16: string.GetHashCode is another in each process.
    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ (byte)c) * 16777619;
            hash = (hash ^ (byte)(c >> 8)) * 16777619;
        }

        return hash;
    }
}
