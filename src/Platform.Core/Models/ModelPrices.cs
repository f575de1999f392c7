using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Core.Models;

/// <summary>The list prices of well-known models, dated, in <c>prices.json</c>. A workflow file may set another <c>price</c>.</summary>
public static partial class ModelPrices
{
    private static readonly JsonElement Table = Read();

    /// <summary>The day on which the table was right.</summary>
    public static string AsOf => Table.GetProperty("as_of").GetString()!;

    /// <summary>Null when the table does not know the model.</summary>
    /// <param name="provider"><c>openai</c>.</param>
    public static ModelPrice? Of(string provider, string model)
    {
        if (!Table.TryGetProperty(provider, out var models) || models.ValueKind != JsonValueKind.Object) return null;
        if (!models.TryGetProperty(model, out var price) && !models.TryGetProperty(Date().Replace(model, ""), out price)) return null;
        return new ModelPrice(
            price.GetProperty("input").GetDecimal(),
            price.GetProperty("output").GetDecimal(),
            price.TryGetProperty("cached", out var cached) ? cached.GetDecimal() : null);
    }

    private static JsonElement Read()
    {
        using var stream = typeof(ModelPrices).Assembly.GetManifestResourceStream("Platform.Core.Models.prices.json")
            ?? throw new InvalidOperationException("prices.json is built into Platform.Core.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    [GeneratedRegex(@"-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$", RegexOptions.NonBacktracking)]
    private static partial Regex Date();
}
