using Platform.Core.Foundation;

namespace Platform.Core.Config.Yaml;

/// <summary>A text with its line starts: turns offsets into places. Lines end with LF, CR LF or CR, as editors count them.</summary>
internal sealed class SourceText
{
    private readonly List<int> _lines = [0];

    public SourceText(string text, string file)
    {
        (Text, File) = (text, file);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) _lines.Add(i + 1);
        }
    }

    public string Text { get; }

    public string File { get; }

    /// <summary>1-based, in UTF-16 units.</summary>
    public (int Line, int Column) Place(int index)
    {
        index = Math.Clamp(index, 0, Text.Length);
        var line = LineOf(index);
        return (line + 1, index - _lines[line] + 1);
    }

    public SourceSpan Span(int start, int end)
    {
        var (line, column) = Place(start);
        var (endLine, endColumn) = Place(Math.Max(start, end));
        return new SourceSpan(File, line, column, endLine, endColumn);
    }

    /// <summary>Offset of the first character of the line that holds the offset.</summary>
    public int StartOfLine(int index) => _lines[LineOf(Math.Clamp(index, 0, Text.Length))];

    /// <summary>The line that holds the offset, without its end.</summary>
    public string LineAt(int index)
    {
        var line = LineOf(Math.Clamp(index, 0, Text.Length));
        var end = line + 1 < _lines.Count ? _lines[line + 1] : Text.Length;
        return Text[_lines[line]..end].TrimEnd('\r', '\n');
    }

    private int LineOf(int index)
    {
        var found = _lines.BinarySearch(index);
        return found >= 0 ? found : ~found - 1;
    }
}
