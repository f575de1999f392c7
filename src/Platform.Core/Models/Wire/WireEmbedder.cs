using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;

namespace Platform.Core.Models.Wire;

/// <summary>What our own embedders share.</summary>
internal abstract class WireEmbedder(JsonWire wire) : IEmbeddingGenerator<string, Embedding<float>>
{
    protected JsonWire Wire { get; } = wire;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (texts.Count == 0) return [];
        var made = await EmbedAsync(texts, options?.Dimensions, cancellationToken);
        return made.Count == texts.Count ? made : throw Unreadable($"{made.Count} vectors for {texts.Count} texts");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        Wire.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(IReadOnlyList<string> texts, int? dimensions, CancellationToken cancellationToken);

    protected static GeneratedEmbeddings<Embedding<float>> Made(IEnumerable<float[]> vectors, long? tokens) =>
        new(vectors.Select(v => new Embedding<float>(v))) { Usage = tokens is null ? null : new UsageDetails { InputTokenCount = tokens } };

    /// <summary>A list of numbers, or base64 of little-endian floats.</summary>
    protected float[] Vector(JsonElement? vector)
    {
        switch (vector)
        {
            case { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number):
                return [.. list.EnumerateArray().Select(n => n.GetSingle())];
            case { ValueKind: JsonValueKind.String } text when text.TryGetBytesFromBase64(out var bytes) && bytes.Length % sizeof(float) == 0:
                return [.. Enumerable.Range(0, bytes.Length / sizeof(float)).Select(i => BitConverter.ToSingle(bytes, i * sizeof(float)))];
            default:
                throw Unreadable("no vector");
        }
    }

    private PlatformException Unreadable(string what) =>
        new(ErrorCode.Unavailable, $"The answer of model '{Wire.Model}' could not be read: {what}.", "Check that it is a model for embeddings, and 'base_url'.") { Kind = ModelErrorKind.Unreadable.Text() };
}
