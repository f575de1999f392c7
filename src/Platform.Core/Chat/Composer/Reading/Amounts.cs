using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Numbers, spans of time and money as people write them.</summary>
internal static partial class Amounts
{
    /// <summary>A pattern of a number, in digits or in a word.</summary>
    public const string Number = "(?:" + Digits + "|" + Worded + ")";

    private const string Digits = @"\d[\d,]*(?:\.\d+)?k?";

    private const string Worded = @"(?:another|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|a few|a couple of|half an?)(?=[ -])"; // "and" is no "an d"

    public const string Unit = @"(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?)";

    // Digits may touch their unit; "ones" and "am" are no spans.
    public const string Span = @"(?:" + Digits + @"[ -]?|" + Worded + @"[ -])" + Unit + @"\b";

    private static readonly string[] Words =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"];

    private static readonly Dictionary<string, double> Others = new(StringComparer.Ordinal)
    {
        ["a"] = 1,
        ["an"] = 1,
        ["another"] = 1,
        ["a few"] = 3,
        ["a couple of"] = 2,
        ["half a"] = 0.5,
        ["half an"] = 0.5,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["hundred"] = 100,
        ["once"] = 1,
        ["twice"] = 2,
        ["thrice"] = 3,
    };

    /// <summary>Null when the text is no number.</summary>
    public static double? Of(string text)
    {
        var word = text.Trim().ToLowerInvariant();
        if (Others.TryGetValue(word, out var known)) return known;
        if (Array.IndexOf(Words, word) is >= 0 and var at) return at;
        var factor = word.EndsWith('k') ? 1000 : 1;
        return double.TryParse(word.TrimEnd('k').Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number < 1e12 ? number * factor : null;
    }

    public static int? Whole(string text) => Of(text) is { } number && number >= 1 && number <= 1_000_000 ? (int)number : null;

    /// <summary><c>2h</c> of "two hours"; null when there is none.</summary>
    public static string? Duration(string text)
    {
        var parts = Duration().Matches(text).Take(3).Select(m => One(m.Groups["n"].Value, m.Groups["unit"].Value)).ToList();
        return parts.Count == 0 || parts.Contains(null) ? null : parts[0];
    }

    /// <summary>How many seconds a duration lasts that <see cref="Duration(string)"/> gave: 7,200 of <c>2h</c>.</summary>
    public static double Seconds(string duration) =>
        duration.EndsWith("ms", StringComparison.Ordinal) ? (Of(duration[..^2]) ?? 0) / 1000 : (Of(duration[..^1]) ?? 0) * duration[^1] switch { 'd' => 86_400, 'h' => 3_600, 'm' => 60, _ => 1 };

    public static string Plain(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Of a number that expressions compare with a double.</summary>
    public static string Double(double number) => number == Math.Floor(number) ? number.ToString("0.0", CultureInfo.InvariantCulture) : Plain(number);

    private static string? One(string number, string unit)
    {
        if (Of(number) is not { } amount) return null;
        var lower = unit.ToLowerInvariant();
        var (size, factor) = lower switch
        {
            "ms" => ("ms", 1.0),
            _ when lower.StartsWith("milli", StringComparison.Ordinal) => ("ms", 1),
            _ when lower.StartsWith("mo", StringComparison.Ordinal) => ("d", 30),
            _ => (lower[..1], 1),
        };
        if (size == "w") (size, factor) = ("d", 7);
        amount *= factor;
        if (amount != Math.Floor(amount))
            (amount, size) = size switch { "h" => (Math.Round(amount * 60), "m"), "d" => (Math.Round(amount * 24), "h"), "m" => (Math.Round(amount * 60), "s"), _ => (Math.Round(amount * 1000), "ms") };
        return amount is > 0 and < 10_000_000 ? $"{Plain(amount)}{size}" : null;
    }

    [GeneratedRegex(@"(?<![\w.])(?:(?<n>" + Digits + @")[ -]?|(?<n>" + Worded + @")[ -])(?<unit>" + Unit + @")\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Duration();
}
