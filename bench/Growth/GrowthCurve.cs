using System.Globalization;

namespace Platform.Bench.Growth;

/// <summary>One curve: what was measured at each size, as a table for people on the error stream and as measurements for the rest.</summary>
internal sealed class GrowthCurve(string name, string size, string unit)
{
    private readonly List<(long Size, string Column, double Value)> _points = [];

    public Measurement Add(long at, string column, double value, long count = 1)
    {
        _points.Add((at, column, value));
        return new Measurement($"{name}.{column}@{at.ToString(CultureInfo.InvariantCulture)}", value, unit, count);
    }

    public void Print()
    {
        var sizes = _points.Select(p => p.Size).Distinct().Order().ToList();
        var lines = new List<string[]> { new[] { $"{name} ({unit}), {size}:" }.Concat(sizes.Select(s => s.ToString("N0", CultureInfo.InvariantCulture))).ToArray() };
        foreach (var column in _points.Select(p => p.Column).Distinct(StringComparer.Ordinal))
        {
            var values = sizes.Select(s => _points.FindLast(p => p.Size == s && p.Column == column) is { Column: not null } found ? found.Value.ToString(found.Value < 10 ? "0.00" : "N1", CultureInfo.InvariantCulture) : "");
            lines.Add([column, .. values]);
        }

        var widths = Enumerable.Range(0, lines[0].Length).Select(i => lines.Max(l => l[i].Length)).ToList();
        foreach (var line in lines) Console.Error.WriteLine(string.Join("  ", line.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
        Console.Error.WriteLine();
    }
}
