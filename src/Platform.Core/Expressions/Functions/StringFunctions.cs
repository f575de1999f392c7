using System.Text;
using static Platform.Core.Expressions.CelOverload;

namespace Platform.Core.Expressions;

/// <summary>The strings extension. Positions and lengths are counted in code points.</summary>
internal static class StringFunctions
{
    private static readonly CelStaticType Int = CelStaticType.Int;
    private static readonly CelStaticType Str = CelStaticType.String;
    private static readonly CelStaticType Texts = CelStaticType.ListOf(CelStaticType.String);

    public static IEnumerable<CelOverload> All =>
    [
        Member("charAt", [Str, Int], Str, static (a, _) => CharAt(a.Text(0), a.Int(1))),
        Member("indexOf", [Str, Str], Int, static (a, run) => IndexOf(a.Text(0), a.Text(1), 0, run)),
        Member("indexOf", [Str, Str, Int], Int, static (a, run) => IndexOf(a.Text(0), a.Text(1), a.Int(2), run)),
        Member("lastIndexOf", [Str, Str], Int, static (a, run) => LastIndexOf(a.Text(0), a.Text(1), CodePoints.Count(a.Text(0)), run)),
        Member("lastIndexOf", [Str, Str, Int], Int, static (a, run) => LastIndexOf(a.Text(0), a.Text(1), a.Int(2), run)),
        Member("substring", [Str, Int], Str, static (a, run) => Substring(a.Text(0), a.Int(1), CodePoints.Count(a.Text(0)), run)),
        Member("substring", [Str, Int, Int], Str, static (a, run) => Substring(a.Text(0), a.Int(1), a.Int(2), run)),
        Member("lowerAscii", [Str], Str, static (a, run) => run.Text(Ascii(a.Text(0), 'A', 'Z', ' '))),
        Member("upperAscii", [Str], Str, static (a, run) => run.Text(Ascii(a.Text(0), 'a', 'z', -' '))),
        Member("trim", [Str], Str, static (a, run) => run.Text(a.Text(0).Trim())),
        Member("reverse", [Str], Str, static (a, run) => run.Text(Reverse(a.Text(0)))),
        Member("replace", [Str, Str, Str], Str, static (a, run) => Replace(a.Text(0), a.Text(1), a.Text(2), -1, run)),
        Member("replace", [Str, Str, Str, Int], Str, static (a, run) => Replace(a.Text(0), a.Text(1), a.Text(2), a.Int(3), run)),
        Member("split", [Str, Str], Texts, static (a, run) => Split(a.Text(0), a.Text(1), -1, run)),
        Member("split", [Str, Str, Int], Texts, static (a, run) => Split(a.Text(0), a.Text(1), a.Int(2), run)),
        Member("join", [Texts], Str, static (a, run) => Join((CelList)a[0], "", run)),
        Member("join", [Texts, Str], Str, static (a, run) => Join((CelList)a[0], a.Text(1), run)),
        Global("strings.quote", [Str], Str, static (a, run) => run.Text(Quote(a.Text(0)))),
        Member("format", [Str, CelStaticType.AnyList], Str, static (a, run) => TextFormat.Format(a.Text(0), (CelList)a[1], run)),
    ];

    private static CelValue CharAt(string text, long index)
    {
        var size = CodePoints.Count(text);
        if (index < 0 || index > size) return OutOfRange(index, size);
        if (index == size) return CelString.Empty;
        var at = CodePoints.UnitIndex(text, (int)index);
        return CelValue.Of(text.Substring(at, CodePoints.Width(text, at)));
    }

    private static CelValue IndexOf(string text, string part, long from, Evaluation run)
    {
        var size = CodePoints.Count(text);
        run.SpendOnSearch(text, part);
        if (from < 0 || from > size) return OutOfRange(from, size);
        if (part.Length == 0) return CelValue.Of(from);
        var found = text.IndexOf(part, CodePoints.UnitIndex(text, (int)from), StringComparison.Ordinal);
        return CelValue.Of((long)(found < 0 ? -1 : CodePoints.Count(text.AsSpan(0, found))));
    }

    private static CelValue LastIndexOf(string text, string part, long from, Evaluation run)
    {
        var size = CodePoints.Count(text);
        run.SpendOnSearch(text, part);
        if (from < 0 || from > size) return OutOfRange(from, size);
        if (part.Length == 0) return CelValue.Of(from);
        var end = Math.Min((long)text.Length, CodePoints.UnitIndex(text, (int)from) + (long)part.Length);
        var found = text.AsSpan(0, (int)end).LastIndexOf(part, StringComparison.Ordinal);
        return CelValue.Of((long)(found < 0 ? -1 : CodePoints.Count(text.AsSpan(0, found))));
    }

    private static CelValue Substring(string text, long from, long to, Evaluation run)
    {
        var size = CodePoints.Count(text);
        if (from < 0 || from > size) return OutOfRange(from, size);
        if (to < from || to > size) return OutOfRange(to, size);
        var start = CodePoints.UnitIndex(text, (int)from);
        return run.Text(text[start..CodePoints.UnitIndex(text, (int)to)]);
    }

    private static string Ascii(string text, char first, char last, int shift) => string.Create(text.Length, (text, first, last, shift), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = state.text[i];
            span[i] = c >= state.first && c <= state.last ? (char)(c + state.shift) : c;
        }
    });

    private static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var isPair = i > 0 && char.IsSurrogatePair(text[i - 1], text[i]);
            if (isPair) i--;
            reversed.Append(text, i, isPair ? 2 : 1);
        }

        return reversed.ToString();
    }

    private static CelValue Replace(string text, string old, string with, long limit, Evaluation run)
    {
        if (limit == 0) return CelValue.Of(text);
        run.SpendOnSearch(text, old);
        var left = limit < 0 ? long.MaxValue : limit;
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (left > 0)
        {
            // An empty text is found before each character and at the end.
            var found = old.Length == 0 ? at : text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0) break;
            run.Produce(found - at + with.Length + 1L);
            result.Append(text, at, found - at).Append(with);
            at = found + old.Length;
            left--;
            if (old.Length > 0) continue;
            if (at >= text.Length) return CelValue.Of(result.ToString());
            var width = CodePoints.Width(text, at);
            result.Append(text, at, width);
            at += width;
        }

        run.Produce(text.Length - at);
        return CelValue.Of(result.Append(text, at, text.Length - at).ToString());
    }

    private static CelList Split(string text, string separator, long limit, Evaluation run)
    {
        if (limit == 0 || (separator.Length == 0 && text.Length == 0)) return CelList.Empty;
        run.SpendOnSearch(text, separator);
        var parts = new List<CelValue>();
        var at = 0;
        while (limit < 0 || parts.Count + 1 < limit)
        {
            run.Produce(2);
            var found = separator.Length == 0 ? at + CodePoints.Width(text, at) : text.IndexOf(separator, at, StringComparison.Ordinal);
            if (found < 0 || (separator.Length == 0 && found >= text.Length)) break;
            parts.Add(CelValue.Of(text[at..found]));
            at = found + separator.Length;
        }

        run.Produce(text.Length);
        parts.Add(CelValue.Of(text[at..]));
        return CelList.Of(parts);
    }

    private static CelValue Join(CelList list, string separator, Evaluation run)
    {
        var joined = new StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not CelString part) return new CelError($"join wants strings, and item {i} is {CelTypes.NameOf(list[i])}");
            run.Produce(part.Value.Length + separator.Length + 1L);
            if (i > 0) joined.Append(separator);
            joined.Append(part.Value);
        }

        return CelValue.Of(joined.ToString());
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isHalf = char.IsSurrogate(c) && CodePoints.Width(text, i) == 1 && !(i > 0 && char.IsSurrogatePair(text[i - 1], c));
            _ = c switch
            {
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\v' => quoted.Append("\\v"),
                '\\' => quoted.Append("\\\\"),
                '"' => quoted.Append("\\\""),
                _ => quoted.Append(isHalf ? '\ufffd' : c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static CelError OutOfRange(long index, int size) => new($"index out of range: {index} in a text of {size}");
}
