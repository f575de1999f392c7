using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Prices;

namespace Platform.Core.Models;

/// <summary>All kinds of models, and the checks of the <c>models:</c> part of a file.</summary>
/// <param name="prices">Null knows what is built in.</param>
public sealed class ModelCatalog(IEnumerable<IModelProvider> providers, PriceBook? prices = null)
{
    private readonly Dictionary<string, IModelProvider> _providers = providers.ToDictionary(p => p.Key, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Kinds => [.. _providers.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyList<IModelProvider> All => [.. _providers.Values.OrderBy(p => p.Key, StringComparer.Ordinal)];

    /// <summary>The provider of <c>openai/gpt-4.1-mini</c>; null when no kind has that name.</summary>
    public IModelProvider? Find(string use)
    {
        for (var end = use.Length; end > 0; end = use.LastIndexOf('/', end - 1))
            if (_providers.TryGetValue(use[..end], out var provider)) return provider;
        return null;
    }

    /// <summary>Checks every model of a file and that each names fallbacks that exist.</summary>
    public void Check(IReadOnlyList<PartConfig> models, Findings found)
    {
        foreach (var model in models) Check(model, models, found);
    }

    /// <param name="all">Every model of the file, for the names that <c>fallback</c> may give.</param>
    public void Check(PartConfig model, IReadOnlyList<PartConfig> all, Findings found)
    {
        if (Find(model.Use) is { } provider) provider.Check(model, found);
        else if (!SettingsCheck.IsExpression(model.Settings["use"])) found.Add(ModelFindings.UnknownKind(model, Kinds));
        foreach (var fallback in Fallbacks(model))
        {
            if (fallback.Text == model.Name) found.Add(ModelFindings.FallsBackToItself(model, fallback));
            else if (!all.Any(m => m.Name == fallback.Text)) found.Add(ModelFindings.UnknownFallback(model, fallback, [.. all.Select(m => m.Name)]));
        }
    }

    /// <summary>Whether a price is known for <paramref name="use"/>, besides what a file sets.</summary>
    public bool IsPriced(string use) => PriceOf(OrganizationId.Local, use) is not null;

    /// <summary>The price that the file sets, else the organisation's or the provider's; null when none of them knows one.</summary>
    public ModelPrice? PriceOf(ModelSettings settings)
    {
        var own = settings.Read().Value("price");
        if (own is not { } price) return PriceOf(settings.Organization, settings.Use);
        var reader = new SettingsReader(price, $"The price of model '{settings.Name}'");
        decimal? Of(string kind) => (decimal?)reader.Number(kind, 0, ModelPrice.Most);
        var (minute, characters) = (Of("minute"), Of("characters"));
        decimal Needed(string kind) => Of(kind) ?? ((minute ?? characters) is null ? throw reader.Wrong(kind, "a number") : 0);
        return new ModelPrice(Needed("input"), Needed("output"), Of("cached"), Of("reasoning"), Of("cache_write")) { Minute = minute, Characters = characters };
    }

    private ModelPrice? PriceOf(OrganizationId organization, string use)
    {
        if (Find(use) is not { } provider) return null;
        var model = NameBehind(use, provider);
        return prices is null ? provider.PriceOf(model) : prices.Of(organization, provider.Key, model, () => provider.PriceOf(model));
    }

    private static IEnumerable<ConfigScalar> Fallbacks(PartConfig model) => model.Settings["fallback"] switch
    {
        ConfigScalar { Kind: ScalarKind.Text } one when !SettingsCheck.IsExpression(one) => [one],
        ConfigList list => list.Items.OfType<ConfigScalar>().Where(s => !SettingsCheck.IsExpression(s)),
        _ => [],
    };

    private static string NameBehind(string use, IModelProvider provider) => use.Length > provider.Key.Length ? use[(provider.Key.Length + 1)..] : "";
}
