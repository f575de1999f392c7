using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Web.Rendering;

namespace Platform.Web.Live;

/// <summary>What of a run's timeline is asked for; all of it stands in the address.</summary>
internal sealed record TimelineQuery
{
    private const int MostFlipped = 100;

    /// <summary>What a page that follows a run shows unless a person chose something: its last rows, as many as stand in sight there, and some.</summary>
    public static readonly TimelineQuery AtEnd = new() { Row = int.MaxValue, Most = 32 };

    /// <summary>The first row, counted from 0; null for the start, or the end while the run goes on.</summary>
    public int? Row { get; init; }

    /// <summary>Rows in the window: about three screens.</summary>
    public int Most { get; init; } = 80;

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

    /// <summary>The stretch of time that the axis shows; null for as much as the rows in sight take.</summary>
    public TimeStretch? Zoom { get; init; }

    /// <summary>Nobody filtered, folded, zoomed or chose anything.</summary>
    public bool IsPlain => (this with { Row = null }).Address() == new TimelineQuery().Address();

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
        Zoom = TimeStretch.Read(query["zoom"]),
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
        if (Zoom is { } zoom) parts["zoom"] = zoom.ToString();
        if (Span is not null) parts["span"] = Span;
        return QueryHelpers.AddQueryString("", parts);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A stretch of a run's time. Pure.</summary>
/// <param name="From">Milliseconds since the run began.</param>
/// <param name="To">The same, and later.</param>
internal readonly record struct TimeStretch(double From, double To)
{
    private const double Shortest = 0.1;

    public double Length => To - From;

    /// <summary>As in an address: <c>120-450.5</c>. Null when it is none.</summary>
    public static TimeStretch? Read(string? text) =>
        text?.Split('-') is [var from, var to] && Number(from) is { } a && Number(to) is { } b && b - a >= Shortest * 0.99 ? new TimeStretch(a, b) : null;

    /// <summary>The middle half of it.</summary>
    public TimeStretch Nearer() => Length <= 2 * Shortest ? this : new TimeStretch(From + (Length / 4), To - (Length / 4));

    /// <summary>Twice as much around it, as far as there is more; null when that is all.</summary>
    public TimeStretch? Further(TimeStretch all)
    {
        var wide = new TimeStretch(Math.Max(all.From, From - (Length / 2)), Math.Min(all.To, To + (Length / 2)));
        return wide.Length <= Length || (wide.From <= all.From && wide.To >= all.To) ? null : wide;
    }

    /// <summary>How a place on an axis of this length is told: as exactly as tells it from its neighbours.</summary>
    public string Tell(double at) => (at, Length) switch
    {
        ( < 0.05, _) => "0",
        (_, < 20) => $"{at:#,0.0} ms",
        (_, < 1000) => $"{at:#,0} ms",
        (_, < 20_000) when at < 120_000 => $"{at / 1000:0.00} s",
        _ => Display.Duration(at),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:0.##}-{To:0.##}");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e12 ? number : null;
}
