using Platform.Core.Authoring.Outlines;

namespace Platform.Core.Authoring;

/// <summary>What is told of a word besides its meaning: default, allowed values, an example, and the page of the docs. Pure.</summary>
internal sealed class HoverHints(string text, OutlineCursor cursor, string word, AuthoringCatalog catalog)
{
    private const int MostValues = 12;

    private static readonly string[] OfExpressions = ["variable", "property", "function", "input", "channel", "secret"];

    private readonly Place _place = new(cursor.Path);

    /// <summary>A name where it is defined: a node under <c>nodes</c>, a channel under <c>state</c> …; null elsewhere.</summary>
    public CompletionItem? Defined()
    {
        if (cursor.Slot is not (CursorSlot.Key or CursorSlot.Either) || cursor.Path.Count != 1) return null;
        var words = new FileWords(OutlineReader.Read(text), catalog);
        var names = _place[0] switch
        {
            "nodes" => words.Nodes,
            "state" => words.Channels,
            "inputs" => words.Inputs,
            "models" => words.Models,
            "tools" => words.Tools,
            "agents" => words.Agents,
            "types" => words.Types,
            _ => [],
        };
        return names.FirstOrDefault(n => n.Label == word);
    }

    public HoverView Of(HoverView view)
    {
        var about = view.About;
        if (about.Kind == "key" && about.Detail == "JSON Schema") return view with { Guide = "/docs/language#models-tools-agents" };
        if (about.Kind != "key") return view with { Guide = PageOf(about) };
        var key = new Place([.. cursor.Path, new OutlineEntry(word, view.From)]);
        var allowed = Allowed(key);
        var note = KeyNotes.Of(key);
        return view with
        {
            About = note is { Said.Length: > 0 } && about.Documentation.Length == 0 ? about with { Documentation = note.Said } : about,
            Default = note?.Default ?? "",
            Example = about.Documentation.Contains($"{word}:", StringComparison.Ordinal) ? "" : note?.Example ?? "", // an action's own is in its text
            Allowed = [.. allowed.Take(MostValues)],
            More = Math.Max(0, allowed.Count - MostValues),
            Guide = KeyNotes.GuideOf(key),
        };
    }

    private List<string> Allowed(Place key)
    {
        if (key.Is("models/*/use", "start")) return []; // hundreds, and what the file itself shows
        var file = OutlineReader.Read(text);
        return [.. new Suggestions(file, key, new FileWords(file, catalog), catalog).Values().Select(v => v.Label).Distinct(StringComparer.Ordinal)];
    }

    private string PageOf(CompletionItem about) => about switch
    {
        { Kind: "tool", Detail: "built-in tool" } => $"/docs/tools#{about.Label.Replace(".", "", StringComparison.Ordinal)}",
        { Kind: "provider" or "model" } when about.Label.Contains('/', StringComparison.Ordinal) => "/docs/models#providers",
        _ when OfExpressions.Contains(about.Kind, StringComparer.Ordinal) => "/docs/language#expressions",
        _ => KeyNotes.GuideOf(_place),
    };
}
