using System.Globalization;
using Platform.Core.Foundation;
using Platform.Core.Memory.Words;
using Platform.Core.Models;

namespace Platform.Core.Memory;

/// <summary>Vectors of texts, by the model that a file names or by our own hand. Vectors of two models are never compared, so each bears the name of what made it.</summary>
public sealed class MemoryVectors(ModelServices models)
{
    private const int MostDimensions = 4096;

    /// <param name="by">Null for the built-in way.</param>
    /// <returns>Of length 1; null when the text has nothing to go by.</returns>
    /// <exception cref="PlatformException">What the model's call failed with.</exception>
    internal async Task<(string Model, float[]? Vector)> OfAsync(MemoryModel? by, string text, CancellationToken cancellationToken)
    {
        if (by is null) return (MemoryEmbedder.Name, Scaled(MemoryEmbedder.Vector(text)));
        var model = by.Settings;
        var made = await models.EmbedAsync(model, [text], null, by.Meter, cancellationToken);
        var vector = made[0].Vector.ToArray();
        if (vector.Length is 0 or > MostDimensions)
            throw new PlatformException(ErrorCode.LimitExceeded, $"The vectors of model '{model.Name}' have {vector.Length} numbers; memory takes 1 to {MostDimensions}.", "Use a smaller model.");
        return (string.Create(CultureInfo.InvariantCulture, $"{model.Use}@{vector.Length}"), Scaled(vector));
    }

    private static float[]? Scaled(float[] vector)
    {
        var norm = MathF.Sqrt(vector.Sum(n => n * n));
        return norm == 0 || !float.IsFinite(norm) ? null : Array.ConvertAll(vector, n => n / norm);
    }
}

/// <summary>The model of a file that makes vectors.</summary>
/// <param name="Meter">Counts its calls, and stops what no budget has room for; null when nobody counts.</param>
public sealed record MemoryModel(ModelSettings Settings, IModelMeter? Meter)
{
    /// <summary>Null, for the built-in way, when no model is named.</summary>
    public static MemoryModel? Of(ModelSettings? settings, IModelMeter? meter) => settings is null ? null : new MemoryModel(settings, meter);
}
