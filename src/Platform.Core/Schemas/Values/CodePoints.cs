using System.Globalization;
using System.Text;

namespace Platform.Core.Schemas.Values;

/// <summary>A set of code points, and how .NET writes it, which knows only UTF-16 units.</summary>
internal sealed class CodePoints
{
    private const int Last = 0x10FFFF;

    private readonly List<(int From, int To)> _ranges = [];
    private readonly StringBuilder _categories = new();

    public static CodePoints Digit { get; } = new CodePoints().Add('0', '9');

    public static CodePoints Word { get; } = new CodePoints().Add('0', '9').Add('A', 'Z').Add('a', 'z').Add('_', '_');

    public static CodePoints LineEnd { get; } = new CodePoints().Add('\n', '\n').Add('\r', '\r').Add(0x2028, 0x2029);

    /// <summary>WhiteSpace and LineTerminator of ECMA-262, section 12.</summary>
    public static CodePoints Space { get; } = new CodePoints()
        .Add('\t', '\r').Add(' ', ' ').Add(0xA0, 0xA0).Add(0x1680, 0x1680).Add(0x2000, 0x200A).Add(0x2028, 0x2029)
        .Add(0x202F, 0x202F).Add(0x205F, 0x205F).Add(0x3000, 0x3000).Add(0xFEFF, 0xFEFF);

    public CodePoints Add(int from, int to)
    {
        _ranges.Add((from, to));
        return this;
    }

    public CodePoints Add(CodePoints other)
    {
        _ranges.AddRange(other._ranges);
        return this;
    }

    /// <summary>A category as .NET writes it: <c>\p{L}</c>. .NET knows it for the basic plane only.</summary>
    public void AddCategory(string written) => _categories.Append(written);

    public CodePoints Complement()
    {
        var rest = new CodePoints();
        var next = 0;
        foreach (var (from, to) in Merged())
        {
            if (from > next) rest.Add(next, from - 1);
            next = Math.Max(next, to + 1);
        }

        return next <= Last ? rest.Add(next, Last) : rest;
    }

    /// <summary>An expression that matches one code point of the set.</summary>
    public string Written(bool negated)
    {
        if (_categories.Length == 0) return Alternatives((negated ? Complement() : this).Merged(), "", "");
        // Surrogates come in pairs only, and are written as such.
        return negated
            ? Alternatives([.. Complement().Merged().Where(r => r.To > 0xFFFF)], $"[^\\uD800-\\uDFFF{_categories}{Basic(Merged())}]", "")
            : Alternatives(Merged(), "", _categories.ToString());
    }

    private List<(int From, int To)> Merged()
    {
        var merged = new List<(int From, int To)>();
        foreach (var range in _ranges.OrderBy(r => r.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1) merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            else merged.Add(range);
        }

        return merged;
    }

    private static string Alternatives(List<(int From, int To)> ranges, string first, string categories)
    {
        var basic = first.Length > 0 ? "" : Basic(ranges) + categories;
        var parts = new List<string>();
        if (first.Length > 0) parts.Add(first);
        if (basic.Length > 0) parts.Add($"[{basic}]");
        foreach (var (from, to) in ranges.Where(r => r.To > 0xFFFF)) AddPairs(Math.Max(from, 0x10000), to, parts);
        return parts.Count switch
        {
            0 => "[^\\u0000-\\uFFFF]", // the empty set
            1 when basic.Length > 0 || first.Length > 0 => parts[0],
            _ => $"(?:{string.Join('|', parts)})",
        };
    }

    private static string Basic(List<(int From, int To)> ranges)
    {
        var text = new StringBuilder();
        foreach (var (from, to) in ranges)
        {
            Append(text, from, Math.Min(to, 0xD7FF));
            Append(text, Math.Max(from, 0xE000), Math.Min(to, 0xFFFF));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, int from, int to)
    {
        if (from > to) return;
        text.Append(Unit(from));
        if (to > from) text.Append('-').Append(Unit(to));
    }

    private static void AddPairs(int from, int to, List<string> parts)
    {
        var (high, highTo) = (High(from), High(to));
        if (high == highTo)
        {
            parts.Add($"{Unit(high)}[{Unit(Low(from))}-{Unit(Low(to))}]");
            return;
        }

        if (Low(from) > 0xDC00) parts.Add($"{Unit(high++)}[{Unit(Low(from))}-\\uDFFF]");
        var full = Low(to) < 0xDFFF ? highTo - 1 : highTo;
        if (high <= full) parts.Add($"[{Unit(high)}-{Unit(full)}][\\uDC00-\\uDFFF]");
        if (full < highTo) parts.Add($"{Unit(highTo)}[\\uDC00-{Unit(Low(to))}]");
    }

    private static int High(int codePoint) => 0xD800 + ((codePoint - 0x10000) >> 10);

    private static int Low(int codePoint) => 0xDC00 + ((codePoint - 0x10000) & 0x3FF);

    private static string Unit(int unit) => $"\\u{unit.ToString("X4", CultureInfo.InvariantCulture)}";
}
