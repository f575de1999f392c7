using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Platform.Web.Live;

/// <summary>What of a run's timeline is asked for; all of it stands in the address.</summary>
internal sealed record TimelineQuery
{
    private const int MostFlipped = 100;

    /// <summary>The first row, counted from 0; null for the start, or the end while the run goes on.</summary>
    public int? Row { get; init; }

    /// <summary><c>failed</c> and the like; null for all.</summary>
    public string? Status { get; init; }

    /// <summary><c>node, item, model, tool, person, wait</c>; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Part of a name, a detail or an error; null for all.</summary>
    public string? Find { get; init; }

    /// <summary>True opens all, false closes all; null opens all but long maps.</summary>
    public bool? Open { get; init; }

    /// <summary>Names of spans that are shown the other way round.</summary>
    public IReadOnlyList<string> Flip { get; init; } = [];

    /// <summary>The span whose details are shown; null for none.</summary>
    public string? Span { get; init; }

    public bool IsFiltered => Status is not null || Kind is not null || Find is not null;

    public static TimelineQuery Of(IQueryCollection query) => new()
    {
        Row = int.TryParse(query["row"], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null,
        Status = Given(query["status"]),
        Kind = Given(query["kind"]),
        Find = Given(query["find"]),
        Open = query["open"].ToString() switch { "1" => true, "0" => false, _ => null },
        Flip = [.. query["flip"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostFlipped)],
        Span = Given(query["span"]),
    };

    public TimelineQuery Flipped(string key) => this with { Flip = Flip.Contains(key) ? [.. Flip.Where(k => k != key)] : [.. Flip.TakeLast(MostFlipped - 1), key] };

    /// <summary>As the end of an address on the page itself: <c>?tab=timeline&amp;status=failed</c>.</summary>
    public string Address()
    {
        var parts = new Dictionary<string, string?> { ["tab"] = "timeline" };
        if (Status is not null) parts["status"] = Status;
        if (Kind is not null) parts["kind"] = Kind;
        if (Find is not null) parts["find"] = Find;
        if (Open is { } open) parts["open"] = open ? "1" : "0";
        if (Flip.Count > 0) parts["flip"] = string.Join(',', Flip);
        if (Row is { } row) parts["row"] = row.ToString(CultureInfo.InvariantCulture);
        if (Span is not null) parts["span"] = Span;
        return QueryHelpers.AddQueryString("", parts);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
