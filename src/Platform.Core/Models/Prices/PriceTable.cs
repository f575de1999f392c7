using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Foundation;

namespace Platform.Core.Models.Prices;

/// <summary>What models cost, in US dollars for a million tokens, on one day. Pure.</summary>
/// <remarks>
/// As a file: <c>{ "as_of": "2026-01-31", "replace": false, "openai": { "gpt-5": { "input": 1.25, "output": 10, "cached": 0.125, "reasoning": 10, "cache_write": 1.25 } } }</c>.
/// <c>minute</c> is for a minute of sound that is written down, <c>characters</c> for a million that are said aloud; with one of them <c>input</c> and <c>output</c> may be left out.
/// A provider's model <c>*</c> stands for all of its models that are not named. With <c>replace</c> the prices that are built in are not asked any more.
/// </remarks>
public sealed partial class PriceTable
{
    private const string Any = "*";
    private const int MostBytes = 1_000_000;
    private const int MostProblems = 20;

    private static readonly string[] Words = ["as_of", "replace", "unit"];
    private static readonly string[] Kinds = ["input", "output", "cached", "reasoning", "cache_write", "minute", "characters"];

    private readonly SortedDictionary<string, ModelPrice> _prices;

    private PriceTable(string asOf, bool replaces, SortedDictionary<string, ModelPrice> prices)
    {
        (AsOf, Replaces, _prices) = (asOf, replaces, prices);
    }

    /// <summary>The day on which the prices were right: <c>2026-01-31</c>.</summary>
    public string AsOf { get; }

    /// <summary>The prices that are built in are not asked any more.</summary>
    public bool Replaces { get; }

    /// <summary>By <c>provider/model</c>.</summary>
    public IReadOnlyDictionary<string, ModelPrice> Prices => _prices;

    /// <summary>Null when the table does not know the model. A dated name (<c>gpt-4.1-2025-04-14</c>) has the price of the name without the date.</summary>
    /// <param name="provider"><c>openai</c>.</param>
    public ModelPrice? Of(string provider, string model)
    {
        foreach (var name in new[] { model, Date().Replace(model, ""), Any })
            if (_prices.TryGetValue($"{provider}/{name}", out var price)) return price;
        return null;
    }

    /// <param name="source">How the text is named in errors: <c>prices.json</c>.</param>
    /// <exception cref="PlatformException">Validation: everything that is wrong with it, each with its place.</exception>
    public static PriceTable Read(string text, string source)
    {
        if (text.Length > MostBytes) throw Bad(source, ["it is larger than 1 MB."]);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw Bad(source, [string.Create(CultureInfo.InvariantCulture, $"it is not JSON, at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.")]);
        }

        using (document)
        {
            var problems = new List<string>();
            var table = Read(document.RootElement, problems);
            return problems.Count == 0 && table is not null ? table : throw Bad(source, problems);
        }
    }

    /// <summary>As a file.</summary>
    public string ToJson()
    {
        var root = new JsonObject { ["as_of"] = AsOf };
        if (Replaces) root["replace"] = true;
        foreach (var (use, price) in _prices)
        {
            var (provider, model) = Split(use);
            var models = root[provider] as JsonObject ?? [];
            root[provider] ??= models;
            var written = new JsonObject { ["input"] = price.Input, ["output"] = price.Output };
            if (price.Cached is { } cached) written["cached"] = cached;
            if (price.Reasoning is { } reasoning) written["reasoning"] = reasoning;
            if (price.CacheWrite is { } write) written["cache_write"] = write;
            if (price.Minute is { } minute) written["minute"] = minute;
            if (price.Characters is { } characters) written["characters"] = characters;
            models[model] = written;
        }

        return root.ToJsonString();
    }

    private static PriceTable? Read(JsonElement root, List<string> problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add("it must be an object { \"as_of\": …, PROVIDER: { MODEL: { \"input\": …, \"output\": … } } }.");
            return null;
        }

        var prices = new SortedDictionary<string, ModelPrice>(StringComparer.Ordinal);
        foreach (var provider in root.EnumerateObject().Where(p => !Words.Contains(p.Name, StringComparer.Ordinal)))
        {
            if (provider.Value.ValueKind != JsonValueKind.Object)
            {
                problems.Add($"'{provider.Name}' must be an object of models and their prices.");
                continue;
            }

            foreach (var model in provider.Value.EnumerateObject())
            {
                var use = $"{provider.Name}/{model.Name}";
                if (Price(use, model.Value, problems) is { } price && !prices.TryAdd(use, price)) problems.Add($"'{use}' stands there twice.");
            }
        }

        return new PriceTable(Day(root, problems), IsReplacing(root, problems), prices);
    }

    private static string Day(JsonElement root, List<string> problems)
    {
        if (root.TryGetProperty("as_of", out var at) && at.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(at.GetString(), "yyyy-MM-dd", out _)) return at.GetString()!;
        problems.Add("'as_of' must be the day on which the prices were right: \"2026-01-31\".");
        return "";
    }

    private static bool IsReplacing(JsonElement root, List<string> problems)
    {
        if (!root.TryGetProperty("replace", out var replace)) return false;
        if (replace.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) problems.Add("'replace' must be true or false.");
        return replace.ValueKind == JsonValueKind.True;
    }

    private static ModelPrice? Price(string use, JsonElement value, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"'{use}' must be an object {{ \"input\": …, \"output\": … }}, US dollars for a million tokens.");
            return null;
        }

        var found = problems.Count;
        foreach (var key in value.EnumerateObject().Select(k => k.Name).Where(k => !Kinds.Contains(k, StringComparer.Ordinal)))
            problems.Add($"'{use}' has the unknown word '{key}'; a price has {Names.Quoted(Kinds)}.");
        var kinds = Kinds.Select(kind => Amount(use, value, kind, problems)).ToList();
        var isOfSound = kinds[5] is not null || kinds[6] is not null;
        foreach (var needed in Kinds.Take(2).Where(k => !isOfSound && !value.TryGetProperty(k, out _))) problems.Add($"'{use}' lacks '{needed}'.");
        return problems.Count > found ? null : new ModelPrice(kinds[0] ?? 0, kinds[1] ?? 0, kinds[2], kinds[3], kinds[4]) { Minute = kinds[5], Characters = kinds[6] };
    }

    private static decimal? Amount(string use, JsonElement price, string kind, List<string> problems)
    {
        if (!price.TryGetProperty(kind, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) && amount is >= 0 and <= ModelPrice.Most) return amount;
        problems.Add($"'{use}': '{kind}' must be a number from 0 to {ModelPrice.Most}, not {Clipped(value.GetRawText())}.");
        return null;
    }

    private static string Clipped(string raw) => raw.Length <= 40 ? raw : $"{raw[..40]}…";

    private static (string Provider, string Model) Split(string use) => (use[..use.IndexOf('/', StringComparison.Ordinal)], use[(use.IndexOf('/', StringComparison.Ordinal) + 1)..]);

    private static PlatformException Bad(string source, IReadOnlyList<string> problems) => new(
        ErrorCode.Validation,
        $"{source} is no price table: {string.Join(' ', problems.Take(MostProblems))}{(problems.Count > MostProblems ? $" And {problems.Count - MostProblems} more." : "")}",
        "Mend it; its form is { \"as_of\": \"2026-01-31\", \"openai\": { \"gpt-5\": { \"input\": 1.25, \"output\": 10 } } }, US dollars for a million tokens.");

    [GeneratedRegex(@"-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$", RegexOptions.NonBacktracking)]
    private static partial Regex Date();
}
