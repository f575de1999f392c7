namespace Platform.Core.Authoring.Outlines;

internal enum OutlineKind
{
    Scalar,
    Map,
    List,
}

/// <summary>A key with its value, or an item of a list.</summary>
/// <param name="Key">Null for an item of a list.</param>
/// <param name="Start">Where the key, or the item's dash, begins: an index into the text.</param>
internal sealed record OutlineEntry(string? Key, int Start)
{
    /// <summary>Null when nothing stands there yet.</summary>
    public OutlineValue? Value { get; set; }

    public bool IsItem => Key is null;
}

/// <summary>A value as far as it can be told.</summary>
/// <param name="start">An index into the text.</param>
internal sealed class OutlineValue(OutlineKind kind, int start)
{
    public OutlineKind Kind { get; } = kind;

    public int Start { get; } = start;

    /// <summary>What is written, without quotes; empty for maps and lists.</summary>
    public string Text { get; set; } = "";

    public List<OutlineEntry> Entries { get; } = [];

    public IEnumerable<OutlineEntry> Keys => Kind == OutlineKind.Map ? Entries : [];

    /// <summary>The value under a key; null when there is none.</summary>
    public OutlineValue? this[string key] => Kind == OutlineKind.Map ? Entries.Find(e => e.Key == key)?.Value : null;

    /// <summary>One text, or each text of a list.</summary>
    public IEnumerable<string> Texts => Kind switch
    {
        OutlineKind.Scalar => [Text],
        OutlineKind.List => Entries.Where(e => e.Value is { Kind: OutlineKind.Scalar }).Select(e => e.Value!.Text),
        _ => [],
    };
}

/// <summary>What a person is about to write.</summary>
internal enum CursorSlot
{
    /// <summary>A comment, or behind what is finished.</summary>
    Nothing,

    /// <summary>A key of the map at the path.</summary>
    Key,

    /// <summary>The value at the path.</summary>
    Value,

    /// <summary>A key of the map at the path, or the value itself: only the words' meaning tells.</summary>
    Either,

    /// <summary>Free text of several lines, in which only expressions mean something.</summary>
    Text,
}

/// <summary>Where the cursor stands.</summary>
/// <param name="Path">From the top of the file down; the last one is what the map or the value stands under.</param>
/// <param name="WordStart">Where the value or word that touches the cursor begins; the cursor itself when none does.</param>
/// <param name="IsQuoted">Whether it stands in quotes.</param>
internal sealed record OutlineCursor(IReadOnlyList<OutlineEntry> Path, CursorSlot Slot, int WordStart, bool IsQuoted = false);
