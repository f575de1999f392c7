using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Web.Rendering;

/// <summary>How durations, counts, sizes and money are written, the same everywhere and always with their unit.</summary>
internal static class Display
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.Zero) time = TimeSpan.Zero;
        return time switch
        {
            { TotalMilliseconds: < 0.05 } => "< 1 ms", // the clock of events counts milliseconds
            { TotalMilliseconds: < 10 } => $"{time.TotalMilliseconds:0.#} ms",
            { TotalMilliseconds: < 1000 } => $"{time.TotalMilliseconds:0} ms",
            { TotalSeconds: < 60 } => $"{time.TotalSeconds:0.0} s",
            { TotalMinutes: < 60 } => $"{(int)time.TotalMinutes} m {time.Seconds:00} s",
            { TotalHours: < 24 } => $"{(int)time.TotalHours} h {time.Minutes:00} m",
            _ => $"{(int)time.TotalDays} d {time.Hours} h",
        };
    }

    public static string Duration(double milliseconds) => Duration(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary><c>3 min ago</c>, <c>in 2 h</c>, <c>just now</c>.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var passed = now - at;
        var span = passed.Duration();
        if (span.TotalSeconds < 5) return "just now";
        // What is past is over in full; of what comes the nearest is told, so that two days are not 47 hours after a second.
        int Whole(double units) => (int)(passed > TimeSpan.Zero ? units : Math.Round(units));
        var text = span switch
        {
            { TotalSeconds: < 60 } => $"{Whole(span.TotalSeconds)} s",
            { TotalMinutes: < 60 } => $"{Whole(span.TotalMinutes)} min",
            { TotalHours: < 72 } => $"{Whole(span.TotalHours)} h",
            { TotalDays: < 60 } => $"{Whole(span.TotalDays)} d",
            _ => $"{Whole(span.TotalDays / 30)} months",
        };
        return passed > TimeSpan.Zero ? $"{text} ago" : $"in {text}";
    }

    public static string Exact(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'");

    /// <summary>Only the time of day, for lists that show one day: <c>14:03:22.118</c>.</summary>
    public static string Clock(DateTimeOffset at) => at.ToUniversalTime().ToString("HH:mm:ss.fff");

    /// <summary>The beginning of a hash, by which people tell texts apart.</summary>
    public static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    public static string Count(long count) => count.ToString("#,0");

    /// <summary><c>940</c>, <c>12.3k</c>, <c>1.2M</c>.</summary>
    public static string Short(long count) => count switch
    {
        < 10_000 => Count(count),
        < 1_000_000 => $"{count / 1000.0:0.#}k",
        _ => $"{count / 1_000_000.0:0.##}M",
    };

    public static string Many(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>US dollars: two places, or as many as show something.</summary>
    public static string Money(decimal dollars) => dollars switch
    {
        0 => "$0",
        > 0 and < 0.000001m => "under $0.000001",
        < 0.01m => $"${dollars:0.######}",
        < 1m => $"${dollars:0.00##}",
        _ => $"${dollars:#,0.00}",
    };

    /// <summary>Marked where it is not the whole truth: <c>≥</c> when prices are unknown, <c>≈</c> when tokens are estimated; <see cref="CostHint"/> says so.</summary>
    public static string Cost(decimal dollars, bool known, bool estimated) => (known, dollars) switch
    {
        (false, 0) => "unknown",
        (false, _) => $"≥ {(estimated ? "≈ " : "")}{Money(dollars)}",
        _ => $"{(estimated && dollars > 0 ? "≈ " : "")}{Money(dollars)}",
    };

    /// <summary>As <see cref="Cost"/>, for a tile: what is above a tenth of a cent to a hundredth of one. The exact sum belongs into its title.</summary>
    public static string CostAtAGlance(decimal dollars, bool known, bool estimated) => Cost(dollars >= 0.001m ? Math.Round(dollars, 4) : dollars, known, estimated);

    public static string CostHint(decimal dollars, bool known, bool estimated) => (known, estimated && dollars > 0) switch
    {
        (false, true) => "Some calls have no known price: a lower bound. Some tokens are estimated, for the provider told none.",
        (false, false) => "Some calls have no known price: a lower bound",
        (true, true) => "Some tokens are estimated, for the provider told none",
        _ => "US dollars",
    };

    /// <summary>A part of so many: <c>0 %</c>, <c>0.4 %</c>, <c>12 %</c>; a dash of none.</summary>
    public static string Percent(double part, long of) => (part, of) switch
    {
        (_, 0) => "–",
        (0, _) => "0 %",
        ( < 0.001, _) => "under 0.1 %",
        ( < 0.1, _) => $"{part * 100:0.#} %",
        _ => $"{part * 100:0} %",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{bytes / 1024.0:0.#} KB",
        < 1024L * 1024 * 1024 => $"{bytes / (1024.0 * 1024):0.#} MB",
        _ => $"{bytes / (1024.0 * 1024 * 1024):0.##} GB",
    };

    /// <summary>For people: indented, and with letters as letters.</summary>
    public static string Json(JsonElement value) => JsonSerializer.Serialize(value, Indented);

    /// <summary>The same on one line: <c>["vip", 3]</c>.</summary>
    public static string JsonLine(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(JsonLine))}]",
        JsonValueKind.Object when value.GetPropertyCount() == 0 => "{}",
        JsonValueKind.Object => $"{{ {string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name}: {JsonLine(p.Value)}"))} }}",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString(), Indented),
        _ => value.GetRawText(),
    };

    /// <summary>A value that stands on a line with its name; null when it is longer than that.</summary>
    public static string? Line(JsonElement value, int most)
    {
        if (value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && value.GetRawText().Length > most * 4) return null; // indented, maybe
        return JsonLine(value) is { } line && line.Length <= most ? line : null;
    }

    /// <summary>At most so many characters, with a mark where it was cut.</summary>
    public static string Clip(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");
}
