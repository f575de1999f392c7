using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Models.Prices;

/// <summary>
/// Which price holds: the organisation's own table first, then <c>prices.json</c> in the data folder, then what is built in. The <c>price</c> of a model in
/// a workflow file goes before all of them.
/// </summary>
public sealed partial class PriceBook(IPriceStore store, string file, TimeProvider time, ILogger<PriceBook> logger)
{
    public const string FileName = "prices.json";

    // Other nodes, and whoever edits the file, are heard after this time at the latest.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<OrganizationId, Known> _known = new();
    private volatile string? _told;

    /// <param name="builtIn">What is asked last.</param>
    /// <returns>Null when nobody knows it.</returns>
    public ModelPrice? Of(OrganizationId organization, string provider, string model, Func<ModelPrice?> builtIn)
    {
        var known = Look(organization);
        foreach (var table in known.Tables)
        {
            if (table.Of(provider, model) is { } price) return price;
            if (table.Replaces) return ModelPrices.Of(provider, model) is null ? builtIn() : null; // what costs nothing by its nature stays free
        }

        return builtIn();
    }

    /// <summary>All prices that hold, by name.</summary>
    public PricesView Show(Caller caller)
    {
        var known = Look(caller.Organization);
        var rows = new SortedDictionary<string, PriceView>(StringComparer.Ordinal);
        void Add(PriceTable? table, string source)
        {
            foreach (var (use, price) in table?.Prices ?? new Dictionary<string, ModelPrice>())
                rows.TryAdd(use, new PriceView(use, price.Input, price.Output, price.Cached, price.Reasoning, source, table!.AsOf) { CacheWrite = price.CacheWrite, Minute = price.Minute, Characters = price.Characters });
        }

        Add(known.Own, "organization");
        if (known.Own?.Replaces != true)
        {
            Add(known.Folder, "file");
            if (known.Folder?.Replaces != true) Add(ModelPrices.Table, "built-in");
        }

        return new PricesView([.. rows.Values], known.Own?.AsOf, known.Folder?.AsOf, ModelPrices.AsOf, known.Problem);
    }

    /// <summary>Puts a table in the place of the organisation's own.</summary>
    /// <exception cref="PlatformException">Validation: what is wrong with it.</exception>
    public async Task<PricesView> SaveAsync(Caller caller, string text, string source)
    {
        var table = PriceTable.Read(text, source);
        await store.SaveAsync(caller.Organization, table.ToJson(), caller.Name, time.GetUtcNow());
        _known.TryRemove(caller.Organization, out _);
        return Show(caller);
    }

    /// <summary>Takes the organisation's own table away.</summary>
    public async Task<PricesView> ClearAsync(Caller caller)
    {
        await store.SaveAsync(caller.Organization, null, caller.Name, time.GetUtcNow());
        _known.TryRemove(caller.Organization, out _);
        return Show(caller);
    }

    private Known Look(OrganizationId organization)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(organization, out var known) && now - known.At < Fresh) return known;
        var own = store.Find(organization) is { } text ? PriceTable.Read(text, "The organisation's table") : null;
        var (folder, problem) = ReadFile();
        return _known[organization] = new Known(own, folder, problem, now);
    }

    // A broken file stops no run: its prices are unknown until it is mended, and everybody who looks is told.
    private (PriceTable? Table, string? Problem) ReadFile()
    {
        try
        {
            return File.Exists(file) ? (PriceTable.Read(File.ReadAllText(file), FileName), null) : (null, null);
        }
        catch (Exception e) when (e is PlatformException or IOException or UnauthorizedAccessException)
        {
            if (_told != e.Message) LogBroken(e.Message);
            _told = e.Message;
            return (null, e.Message);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "The price file of the data folder is not used: {Problem}")]
    private partial void LogBroken(string problem);

    private sealed record Known(PriceTable? Own, PriceTable? Folder, string? Problem, DateTimeOffset At)
    {
        public IEnumerable<PriceTable> Tables => new[] { Own, Folder }.OfType<PriceTable>();
    }
}

/// <summary>A price, US dollars for a million tokens.</summary>
/// <param name="Use"><c>openai/gpt-5</c>; <c>openai/*</c> for all models of a provider that are not named.</param>
/// <param name="Cached">Null: as any input.</param>
/// <param name="Reasoning">Null: as any output.</param>
/// <param name="Source"><c>organization, file</c> or <c>built-in</c>.</param>
/// <param name="AsOf">The day on which it was right.</param>
public sealed record PriceView(string Use, decimal Input, decimal Output, decimal? Cached, decimal? Reasoning, string Source, string AsOf)
{
    /// <summary>Null: as any input.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>For a minute of sound; null when it is not sold by time.</summary>
    public decimal? Minute { get; init; }

    /// <summary>For a million characters said aloud; null when it is not sold by them.</summary>
    public decimal? Characters { get; init; }
}

/// <param name="OrganizationAsOf">Null when the organisation has no table of its own.</param>
/// <param name="FileAsOf">Null when the data folder has no <c>prices.json</c> that can be used.</param>
/// <param name="Problem">Why that file is not used; null when nothing is wrong with it.</param>
public sealed record PricesView(IReadOnlyList<PriceView> Items, string? OrganizationAsOf, string? FileAsOf, string BuiltInAsOf, string? Problem);
