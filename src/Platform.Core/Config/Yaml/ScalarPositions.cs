using System.Collections;
using YamlDotNet.Core;

namespace Platform.Core.Config.Yaml;

/// <summary>
/// Where each character of a decoded scalar stands in the file. Worked out when first asked for, which is when an expression inside is wrong.
/// </summary>
/// <remarks>
/// The decoded text is laid along the source: every character that is no blank stands in the source in the same order, as itself or as an
/// escape, so the rules of folding and chomping need not be known here a second time.
/// </remarks>
/// <param name="from">Offset of the scalar's first character: the quote of a quoted one, the indicator of a block one.</param>
/// <param name="to">Offset after its last character.</param>
internal sealed class ScalarPositions(SourceText source, string value, ScalarStyle style, int from, int to) : IReadOnlyList<(int Line, int Column)>
{
    private int[]? _offsets;

    public int Count => value.Length;

    public (int Line, int Column) this[int index] => source.Place((_offsets ??= Align())[index]);

    public IEnumerator<(int Line, int Column)> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int[] Align()
    {
        var offsets = new int[value.Length];
        var at = First();
        var i = 0;
        while (i < value.Length)
        {
            if (at >= to) offsets[i++] = Math.Max(from, to - 1);
            else if (style == ScalarStyle.DoubleQuoted && source.Text[at] == '\\') at = Escape(offsets, ref i, at);
            else if (IsBlank(value[i])) at = Blanks(offsets, ref i, at);
            else at = One(offsets, ref i, at);
        }

        return offsets;
    }

    // The header of a block scalar ('|2-  # why') is no part of its text.
    private int First()
    {
        if (style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) return from + 1;
        if (style is not (ScalarStyle.Literal or ScalarStyle.Folded)) return from;
        var end = source.Text.IndexOf('\n', from, Math.Max(0, to - from));
        return end < 0 ? to : end + 1;
    }

    private int Escape(int[] offsets, ref int i, int at)
    {
        var kind = at + 1 < to ? source.Text[at + 1] : ' ';
        if (kind is '\r' or '\n') return SkipBlanks(at + 1);
        var length = kind switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 };
        if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && kind == 'U') offsets[i++] = at;
        offsets[i++] = at;
        return at + length;
    }

    private int Blanks(int[] offsets, ref int i, int at)
    {
        var end = SkipBlanks(at);
        var count = 0;
        while (i + count < value.Length && IsBlank(value[i + count])) count++;
        // Behind source blanks an escape may give more blanks of the value; those are the escape's.
        if (style == ScalarStyle.DoubleQuoted && end < to && source.Text[end] == '\\') count = Math.Min(count, Folded(at, end));
        for (var k = 0; k < count; k++) offsets[i + k] = end > at ? Math.Min(at + k, end - 1) : at;
        i += count;
        return end;
    }

    private int One(int[] offsets, ref int i, int at)
    {
        at = SkipBlanks(at);
        // A line that ends in a backslash after blanks: the escape is read on the next turn.
        if (at < to && style == ScalarStyle.DoubleQuoted && source.Text[at] == '\\') return at;
        offsets[i] = Math.Min(at, Math.Max(from, to - 1));
        var doubled = style == ScalarStyle.SingleQuoted && value[i] == '\'';
        i++;
        return at + (doubled ? 2 : 1);
    }

    // How many blanks of the value the source blanks stand for: one line end folds into a space, more into one less.
    private int Folded(int start, int end)
    {
        var breaks = source.Text.AsSpan(start, end - start).Count('\n');
        return breaks switch { 0 => end - start, 1 => 1, _ => breaks - 1 };
    }

    private int SkipBlanks(int at)
    {
        while (at < to && IsBlank(source.Text[at])) at++;
        return at;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';
}
