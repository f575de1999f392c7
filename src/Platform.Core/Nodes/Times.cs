using System.Globalization;
using Platform.Core.Expressions;
using Platform.Core.Foundation;

namespace Platform.Core.Nodes;

/// <summary>Reads times that expressions compute.</summary>
internal static class Times
{
    /// <summary>A CEL duration, text such as <c>2h</c>, or a number of seconds.</summary>
    public static TimeSpan Duration(CelValue value) => value switch
    {
        CelDuration duration => duration.Value,
        CelString text when Quantities.TryDuration(text.Value, out var parsed) => parsed,
        CelInt { Value: >= 0 and < 315_360_000 } seconds => TimeSpan.FromSeconds(seconds.Value),
        CelDouble { Value: >= 0 and < 315_360_000 } seconds => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new PlatformException(ErrorCode.Validation, $"'{value.ToText()}' is no duration.", "Give 500ms, 30s, 5m, 2h or 1d, or a number of seconds."),
    };

    /// <summary>A CEL timestamp, or RFC 3339 text.</summary>
    public static DateTimeOffset Moment(CelValue value)
    {
        var text = value is CelTimestamp stamp ? stamp.ToText() : value.ToText();
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new PlatformException(ErrorCode.Validation, $"'{text}' is no time.", "Give a timestamp such as 2026-12-24T18:00:00Z.");
    }
}
