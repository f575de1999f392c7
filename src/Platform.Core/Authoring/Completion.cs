using Platform.Core.Authoring.Outlines;
using Platform.Core.Graph;

namespace Platform.Core.Authoring;

/// <summary>
/// What may stand at a position of a workflow text, and what a word of it means. Works on texts that are broken, which is when it is needed; reads the
/// text twice, each time in one pass. Pure.
/// </summary>
internal static class Completion
{
    public const int MostItems = 300;
    public const int LongestText = 1024 * 1024;

    /// <param name="offset">0 to the text's length, in UTF-16 units; what lies outside is brought inside.</param>
    public static CompletionList At(string text, int offset, AuthoringCatalog catalog)
    {
        if (text.Length > LongestText) return CompletionList.None(offset);
        var at = Math.Clamp(offset, 0, text.Length);
        var (from, items) = All(text, at, catalog, hidesPresent: true);
        var typed = text[from..at];
        var to = WordEnd(text, at);
        var fitting = items
            .Where(i => i.Label.Contains(typed, StringComparison.OrdinalIgnoreCase) || i.Insert.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(i => (i.Label, i.Kind))
            .OrderByDescending(i => i.Label.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) // stable: the order of the schema and the file within
            .Take(MostItems)
            .Select(i => HasColon(text, to) && i.Insert == $"{i.Label}: " ? i with { Insert = i.Label } : i);
        return new CompletionList(from, to, [.. fitting]);
    }

    /// <summary>Null when nothing is known of what stands there.</summary>
    public static HoverView? About(string text, int offset, AuthoringCatalog catalog)
    {
        if (text.Length > LongestText) return null;
        var at = Math.Clamp(offset, 0, text.Length);
        var end = WordEnd(text, at);
        var (from, items) = All(text, end, catalog, hidesPresent: false);
        var word = text[from..end].Trim();
        if (word.Length == 0 || from > at) return null;
        var hints = new HoverHints(text, OutlineReader.CursorAtEnd(text[..end]), word, catalog);
        // `http.request` is one name, but of `inputs.topic` a part may be pointed at.
        return (items.FirstOrDefault(i => i.Label == word && i.Kind != "sample") ?? hints.Defined()) is { } about ? hints.Of(new HoverView(from, end, about)) : null;
    }

    private static (int From, IEnumerable<CompletionItem> Items) All(string text, int at, AuthoringCatalog catalog, bool hidesPresent)
    {
        var cursor = OutlineReader.CursorAtEnd(text[..at]);
        if (cursor.Slot == CursorSlot.Nothing) return (at, []);
        var file = OutlineReader.Read(text);
        var (place, words) = (new Place(cursor.Path), new FileWords(file, catalog));
        var suggestions = new Suggestions(file, place, words, catalog);
        var start = Math.Min(cursor.WordStart, at);
        if (Expression(text[start..at], suggestions.IsCondition && cursor.Slot != CursorSlot.Key) is { } expression)
        {
            var (hints, replaced) = new ExpressionHints(text, file, words, place).At(expression);
            return (at - replaced, hints);
        }

        var present = PresentAt(file, cursor);
        return cursor.Slot switch
        {
            CursorSlot.Key => (start, Keys(suggestions, present, hidesPresent)),
            CursorSlot.Value => (start, suggestions.Values()),
            CursorSlot.Either => (start, [.. suggestions.Values(), .. Keys(suggestions, present, hidesPresent)]),
            _ => (at, []),
        };
    }

    private static IEnumerable<CompletionItem> Keys(Suggestions suggestions, HashSet<string> present, bool hidesPresent)
    {
        var keys = suggestions.Keys(present);
        return hidesPresent ? keys.Where(k => !present.Contains(k.Label)) : keys;
    }

    // What stands before the cursor of the expression that it is in; null when it is in none.
    private static string? Expression(string written, bool isCondition)
    {
        if (ExpressionText.HasExpression(written))
            return ExpressionText.Split(written) is [.., { IsExpression: true, IsClosed: false } open] ? written.Substring(open.Start, open.Length) : null;
        return isCondition ? written : null;
    }

    // The keys that the map at the cursor has already, but the one that is being typed.
    private static HashSet<string> PresentAt(OutlineValue file, OutlineCursor cursor)
    {
        OutlineValue? here = file;
        foreach (var step in cursor.Path)
            here = here?.Entries.Find(e => e.Key == step.Key && (e.Start == step.Start || here.Kind == OutlineKind.Map))?.Value;
        return (here?.Keys ?? []).Where(e => e.Start != cursor.WordStart).Select(e => e.Key!).ToHashSet(StringComparer.Ordinal);
    }

    private static int WordEnd(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-')) at++;
        return at;
    }

    private static bool HasColon(string text, int at) => at < text.Length && text[at] == ':';
}
