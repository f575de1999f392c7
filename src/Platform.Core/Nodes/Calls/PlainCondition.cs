using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Core.Expressions;

namespace Platform.Core.Nodes.Calls;

/// <summary>A condition that holds, in words and with its values: <c>amount 420 is more than 50</c> of <c>arguments.amount &gt; inputs.free_below</c>. Pure.</summary>
internal static partial class PlainCondition
{
    /// <summary>Null for all but a comparison of two numbers, each a path or written out.</summary>
    public static string? Say(string condition, ICelScope scope)
    {
        if (Comparison().Match(condition) is not { Success: true } parts) return null;
        var (left, right) = (parts.Groups["left"].Value, parts.Groups["right"].Value);
        if (Number(left, scope) is not { } one || Number(right, scope) is not { } other) return null;
        var name = IsWritten(left) ? "" : $"{left[(left.LastIndexOf('.') + 1)..].Replace('_', ' ')} ";
        return $"{name}{one} {Words(parts.Groups["sign"].Value)} {other}";
    }

    private static string Words(string sign) => sign switch
    {
        ">" => "is more than",
        ">=" => "is at least",
        "<" => "is less than",
        "<=" => "is at most",
        "==" => "is",
        _ => "is not",
    };

    private static string? Number(string text, ICelScope scope)
    {
        if (IsWritten(text)) return text;
        var path = text.Split('.');
        if (!scope.TryGet(path[0], out var value)) return null;
        foreach (var part in path[1..])
            if (value is not CelMap map || !map.TryGet(part, out value)) return null;
        return value is CelDouble ? CelNumbers.TryDouble(value, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null : CelNumbers.IsNumber(value) ? value.ToText() : null;
    }

    private static bool IsWritten(string text) => char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"^(?<left>[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?)\s*(?<sign>>=|<=|==|!=|>|<)\s*(?<right>[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Comparison();
}
