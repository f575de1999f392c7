namespace Platform.Core.Authoring.Outlines;

/// <summary>
/// Reads as much of a YAML text as can be told: keys, their values and what stands under what. Unlike the reader that workflows are run with it never
/// refuses, for a text is broken most of the time while somebody writes it. One pass, linear, by indentation; inside <c>{ }</c>, <c>[ ]</c> and quotes
/// by characters, given up where the next line clearly begins something else. Pure.
/// </summary>
internal sealed class OutlineReader : OutlineCharacters
{
    private const int DeepestFlow = 64;

    private readonly List<Frame> _frames = [];
    private readonly OutlineEntry _root = new(null, 0);

    private int _flow;
    private OutlineCursor _cursor = new([], CursorSlot.Key, 0);

    private OutlineReader(string text)
        : base(text)
    {
    }

    /// <summary>The whole text: a map, or an empty one.</summary>
    public static OutlineValue Read(string text)
    {
        var reader = new OutlineReader(text);
        reader.Lines();
        return reader._root.Value is { Kind: OutlineKind.Map } map ? map : new OutlineValue(OutlineKind.Map, 0);
    }

    /// <summary>Where a cursor behind the last character of the text stands.</summary>
    public static OutlineCursor CursorAtEnd(string text)
    {
        var reader = new OutlineReader(text);
        reader.Lines();
        return reader._cursor;
    }

    // An open map or list; the current entry is its last one. Flow: `{ }` and `[ ]`.
    private sealed record Frame(int Indent, OutlineValue Container);

    private OutlineEntry Current => _frames.Count == 0 ? _root : _frames[^1].Container.Entries is [.., var last] ? last : new OutlineEntry(null, _frames[^1].Container.Start);

    private void Lines()
    {
        var at = 0;
        do
        {
            at = Line(at);
            at = NextLine(at);
        }
        while (at >= 0);
    }

    /// <returns>How far the line, and what goes on over several lines, was read.</returns>
    private int Line(int start)
    {
        var at = Spaces(start);
        if (IsLineEnd(at))
        {
            Mark(Blank(at - start, at));
            return at;
        }

        if (Written[at] == '#' || IsMarker(start)) return Comment(at);
        while (Written[at] == '-' && (at + 1 == Written.Length || Written[at + 1] is ' ' or '\n' or '\r'))
        {
            Open(OutlineKind.List, at - start, at);
            _frames[^1].Container.Entries.Add(new OutlineEntry(null, at));
            at = Spaces(at + 1);
            Mark(new OutlineCursor(PathOf(_frames.Count), CursorSlot.Either, at));
            if (IsLineEnd(at)) return at;
        }

        if (Key(at) is not { } key) return Bare(at, at - start);
        Open(OutlineKind.Map, at - start, at);
        _frames[^1].Container.Entries.Add(new OutlineEntry(key.Text, at));
        at = Spaces(key.End);
        Mark(new OutlineCursor(PathOf(_frames.Count), CursorSlot.Value, at));
        return IsLineEnd(at) ? at : Value(at, _frames[^1].Indent);
    }

    // A word without a colon: a key that is being typed, or the value of what stands above.
    private int Bare(int at, int column)
    {
        Close(column);
        var cursor = Blank(column, at);
        if (cursor.Slot == CursorSlot.Either && Current.Value is null && _frames.Count > 0)
        {
            var end = Value(at, _frames[^1].Indent);
            if (_cursor.Slot == CursorSlot.Value) Mark(_cursor with { Slot = _cursor.IsQuoted ? CursorSlot.Value : CursorSlot.Either });
            return end;
        }

        var rest = PlainEnd(at, inFlow: false);
        Mark(rest.IsComment ? new OutlineCursor([], CursorSlot.Nothing, Written.Length) : cursor with { WordStart = at });
        return rest.End;
    }

    private int Comment(int at)
    {
        Mark(new OutlineCursor([], CursorSlot.Nothing, Written.Length));
        return LineEnd(at);
    }

    private void Open(OutlineKind kind, int column, int at)
    {
        Close(column);
        if (_frames.Count > 0 && _frames[^1].Indent == column)
        {
            if (_frames[^1].Container.Kind == kind) return;
            if (kind == OutlineKind.Map) // the list that stood at the indent of its key has ended
            {
                _frames.RemoveAt(_frames.Count - 1);
                if (_frames.Count > 0 && _frames[^1].Indent == column) return;
            }
        }

        Push(kind, column, at);
    }

    private void Push(OutlineKind kind, int indent, int at)
    {
        var container = new OutlineValue(kind, at);
        if (Current.Value is null or { Kind: OutlineKind.Scalar }) Current.Value = container;
        _frames.Add(new Frame(indent, container));
    }

    private void Close(int column)
    {
        while (_frames.Count > 0 && _frames[^1].Indent > column) _frames.RemoveAt(_frames.Count - 1);
    }

    /// <returns>Where the value ended.</returns>
    private int Value(int at, int owner)
    {
        while (at < Written.Length && Written[at] is '&' or '!')
        {
            while (at < Written.Length && Written[at] is not (' ' or '\n' or '\r')) at++;
            at = Spaces(at);
            Mark(new OutlineCursor(PathOf(_frames.Count), CursorSlot.Value, at));
        }

        if (IsLineEnd(at)) return at;
        switch (Written[at])
        {
            case '|' or '>' when _flow == 0:
                return Block(at, owner);
            case '{' or '[':
                return Flow(at, owner);
            case '"' or '\'':
                return Quoted(at, owner);
            case '#':
                return Comment(at);
            default:
                return Plain(at);
        }
    }

    private int Plain(int at)
    {
        var (end, isComment) = PlainEnd(at, _flow > 0);
        Set(at, Written[at..end].TrimEnd());
        Mark(isComment ? new OutlineCursor([], CursorSlot.Nothing, Written.Length) : new OutlineCursor(PathOf(_frames.Count), CursorSlot.Value, at));
        return isComment ? LineEnd(end) : end;
    }

    private int Block(int at, int owner)
    {
        var end = LineEnd(at);
        var first = Math.Min(end + 1, Written.Length);
        if (end == Written.Length) Mark(new OutlineCursor([], CursorSlot.Nothing, end));
        while (end < Written.Length)
        {
            var start = end + 1;
            var word = Spaces(start);
            var isLast = LineEnd(word) == Written.Length;
            // Of the last, empty line only the cursor's column tells whether it is still the text.
            if (IsLineEnd(word) ? isLast && word - start <= owner : word - start <= owner) break;
            end = LineEnd(word);
            if (isLast) Mark(new OutlineCursor(PathOf(_frames.Count), CursorSlot.Text, first));
        }

        Set(at, first < end ? Written[first..end] : "");
        return end;
    }

    private int Quoted(int at, int owner)
    {
        var quote = Written[at];
        Mark(new OutlineCursor(PathOf(_frames.Count), CursorSlot.Value, at + 1, IsQuoted: true));
        var end = QuoteEnd(at, owner);
        var isClosed = end > at + 1 && end <= Written.Length && Written[end - 1] == quote;
        Set(at, isClosed ? Written[(at + 1)..(end - 1)] : Written[(at + 1)..end]);
        if (isClosed) Mark(new OutlineCursor([], CursorSlot.Nothing, end));
        return end;
    }

    private int Flow(int open, int owner)
    {
        if (_flow >= DeepestFlow) return LineEnd(open);
        _flow++;
        var isMap = Written[open] == '{';
        var outer = _frames.Count;
        Push(isMap ? OutlineKind.Map : OutlineKind.List, NoIndent, open);
        var container = _frames[^1].Container;
        var at = open + 1;
        var isFree = true; // nothing stands before the next comma yet
        while (true)
        {
            if (SkipToFlowWord(ref at, owner, isFree ? here => MarkFlowSlot(here, outer, isMap) : null) || at >= Written.Length) break;
            if (Written[at] is '}' or ']')
            {
                at++;
                Mark(new OutlineCursor([], CursorSlot.Nothing, at));
                break;
            }

            if (Written[at] == ',')
            {
                at++;
                isFree = true;
                if (at == Written.Length) MarkFlowSlot(at, outer, isMap);
                continue;
            }

            isFree = false;
            at = isMap ? FlowPair(at, owner, container, outer) : FlowItem(at, owner, container);
        }

        // At the text's end it stays open: the cursor stands in it.
        _frames.RemoveRange(outer, _frames.Count - outer);
        _flow--;
        return at;
    }

    /// <returns>Whether the map or list was given up, because the line that follows belongs to something further out.</returns>
    private bool SkipToFlowWord(ref int at, int owner, Action<int>? free)
    {
        while (true)
        {
            at = Spaces(at);
            free?.Invoke(at);
            if (at < Written.Length && Written[at] == '#' && Written[at - 1] is ' ' or '\n') at = Comment(at);
            if (at >= Written.Length || Written[at] is not ('\n' or '\r')) return false;
            if (EndsFlow(at, owner)) return true;
            at++;
        }
    }

    private void MarkFlowSlot(int at, int outer, bool isMap) => Mark(isMap
        ? new OutlineCursor(PathOf(outer), CursorSlot.Key, at)
        : new OutlineCursor([.. PathOf(outer), new OutlineEntry(null, at)], CursorSlot.Either, at));

    private int FlowPair(int at, int owner, OutlineValue container, int outer)
    {
        var start = at;
        var isQuoted = Written[at] is '"' or '\'';
        if (isQuoted) at = QuoteEnd(at, owner);
        else while (at < Written.Length && Written[at] is not (',' or '{' or '}' or '[' or ']' or '\n' or '\r') && !IsColon(at)) at++;
        var key = Written[start..at].Trim().Trim('"', '\'');
        var colon = Spaces(at);
        if (colon >= Written.Length || Written[colon] != ':')
        {
            Mark(new OutlineCursor(PathOf(outer), CursorSlot.Key, start));
            return at == start ? at + 1 : at;
        }

        container.Entries.Add(new OutlineEntry(key, start));
        at = Spaces(colon + 1);
        Mark(new OutlineCursor(PathOf(_frames.Count), CursorSlot.Value, at));
        return at < Written.Length && Written[at] is not (',' or '}' or ']' or '\n' or '\r') ? Value(at, owner) : at;
    }

    private int FlowItem(int at, int owner, OutlineValue container)
    {
        container.Entries.Add(new OutlineEntry(null, at));
        var end = Value(at, owner);
        if (_cursor.Slot == CursorSlot.Value && !_cursor.IsQuoted && end == Written.Length) Mark(_cursor with { Slot = CursorSlot.Either });
        return end == at ? at + 1 : end;
    }

    private void Set(int at, string text) => Current.Value ??= new OutlineValue(OutlineKind.Scalar, at) { Text = text };

    // The last mark before the text's end is where the cursor stands.
    private void Mark(OutlineCursor cursor) => _cursor = cursor;

    // What a word at a column belongs to: a further key of the map at this column, or what stands under the key above.
    private OutlineCursor Blank(int column, int at)
    {
        var open = _frames.Count;
        while (open > 0 && (_frames[open - 1].Indent > column || (_frames[open - 1].Indent == column && _frames[open - 1].Container.Kind == OutlineKind.List))) open--;
        if (open > 0 && _frames[open - 1].Indent == column) return new OutlineCursor(PathOf(open - 1), CursorSlot.Key, at);
        return new OutlineCursor(PathOf(open), open == 0 ? CursorSlot.Key : CursorSlot.Either, at);
    }

    private List<OutlineEntry> PathOf(int frames) => [.. _frames.Take(frames).Select(f => f.Container.Entries.Count > 0 ? f.Container.Entries[^1] : new OutlineEntry(null, f.Container.Start))];

    private (string Text, int End)? Key(int at)
    {
        if (Written[at] is '"' or '\'')
        {
            var end = QuoteEnd(at, NoIndent);
            return end < Written.Length && Written[end] == ':' && IsColon(end) ? (Written[(at + 1)..(end - 1)], end + 1) : null;
        }

        if (Written[at] is '{' or '[' or '|' or '>' or '#' or '&' or '*' or '!' or '%' or '@') return null;
        for (var i = at; i < Written.Length && Written[i] is not ('\n' or '\r'); i++)
        {
            if (Written[i] == '#' && i > at && Written[i - 1] == ' ') return null;
            if (IsColon(i)) return (Written[at..i].TrimEnd(), i + 1);
        }

        return null;
    }

    private bool IsColon(int at) => Written[at] == ':' && (at + 1 == Written.Length || Written[at + 1] is ' ' or '\n' or '\r' or '\t' || (_flow > 0 && Written[at + 1] is ',' or '}' or '{' or '[' or '"' or '\''));

    private (int End, bool IsComment) PlainEnd(int at, bool inFlow)
    {
        for (var i = at; i < Written.Length; i++)
        {
            switch (Written[i])
            {
                case '$' when string.CompareOrdinal(Written, i, "${{", 0, 3) == 0:
                    i = ExpressionEnd(i) - 1;
                    break;
                case '\n' or '\r':
                case ',' or '}' or ']' when inFlow:
                    return (i, false);
                case '#' when i > at && Written[i - 1] == ' ':
                    return (i, true);
                default:
                    break;
            }
        }

        return (Written.Length, false);
    }
}
