using System.Globalization;

namespace Platform.Core.Config.Reading;

/// <summary>Checks a cron expression: minute, hour, day of month, month, day of week; with six fields, seconds first.</summary>
internal static class CronSyntax
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly Field[] Fields =
    [
        new("second", 0, 59, []), new("minute", 0, 59, []), new("hour", 0, 23, []), new("day of the month", 1, 31, []), new("month", 1, 12, Months), new("day of the week", 0, 7, Days),
    ];

    private sealed record Field(string Name, int Min, int Max, string[] Words);

    /// <param name="Start">Offset of the wrong field in the text.</param>
    public sealed record Problem(int Start, int Length, string Message);

    /// <summary>Null when the expression is right.</summary>
    public static Problem? Check(string text)
    {
        var fields = Split(text);
        if (fields.Count is not (5 or 6))
            return new(0, text.Length, $"A cron schedule has five fields (minute, hour, day, month, weekday) or six (seconds first), but '{text}' has {fields.Count}.");
        for (var i = 0; i < fields.Count; i++)
        {
            var field = Fields[i + Fields.Length - fields.Count];
            var (start, written) = fields[i];
            if (Wrong(written, field) is { } why) return new(start, written.Length, $"The {field.Name} '{written}' {why}.");
        }

        return null;
    }

    private static List<(int Start, string Text)> Split(string text)
    {
        var fields = new List<(int, string)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == ' ') continue;
            var end = text.IndexOf(' ', at);
            if (end < 0) end = text.Length;
            fields.Add((at, text[at..end]));
            at = end;
        }

        return fields;
    }

    private static string? Wrong(string written, Field field)
    {
        foreach (var item in written.Split(','))
        {
            var slash = item.IndexOf('/', StringComparison.Ordinal);
            var range = slash < 0 ? item : item[..slash];
            if (slash >= 0 && !(int.TryParse(item.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step >= 1 && step <= field.Max))
                return $"has a step that is no number from 1 to {field.Max}";
            if (range is "*" or "?") continue;
            var ends = range.Split('-');
            if (ends.Length > 2) return "has a range of more than two ends";
            var values = ends.Select(e => Value(e, field)).ToList();
            if (values.Contains(null)) return $"must be from {field.Min} to {field.Max}{(field.Words.Length > 0 ? $" or {field.Words[0]} to {field.Words[^1]}" : "")}";
            if (values.Count == 2 && values[0] > values[1]) return "has a range that runs backwards";
        }

        return null;
    }

    private static int? Value(string text, Field field)
    {
        var word = Array.FindIndex(field.Words, w => w.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (word >= 0) return word + field.Min;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= field.Min && value <= field.Max ? value : null;
    }
}
