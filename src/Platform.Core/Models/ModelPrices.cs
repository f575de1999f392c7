using Platform.Core.Models.Prices;

namespace Platform.Core.Models;

/// <summary>The list prices of well-known models, dated, in <c>prices.json</c>. An organisation, a file or a workflow may set others: <see cref="PriceBook"/>.</summary>
public static class ModelPrices
{
    /// <summary>All that is built in.</summary>
    public static PriceTable Table { get; } = Read();

    /// <summary>The day on which the table was right.</summary>
    public static string AsOf => Table.AsOf;

    /// <summary>Null when the table does not know the model.</summary>
    /// <param name="provider"><c>openai</c>.</param>
    public static ModelPrice? Of(string provider, string model) => Table.Of(provider, model);

    private static PriceTable Read()
    {
        using var stream = typeof(ModelPrices).Assembly.GetManifestResourceStream("Platform.Core.Models.prices.json")
            ?? throw new InvalidOperationException("prices.json is built into Platform.Core.");
        using var reader = new StreamReader(stream);
        return PriceTable.Read(reader.ReadToEnd(), "prices.json");
    }
}
