using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What is done once for each of a list.</summary>
internal sealed partial class GraphBuilder
{
    private void ForAll(ForEach each)
    {
        var over = ListOf(each);
        var noun = each.Item is "item" ? Words.Identifier(Words.Singular(over.Noun)) : Words.Identifier(each.Item);
        _each = new EachScope(over.Expression, noun) { Parallel = each.Parallel, Noun = noun, IsRows = over.Shape == Shape.List && over.IsRaw && !over.IsInput };
        Told.Add($"for each {each.Item} of {over.Noun}{(each.Parallel is { } n ? $", {n} at a time" : "")}:");
        Sequence(each.Body);
        var scope = _each;
        _each = null;
        if (each.Body is [.., Fork] && scope.Chosen is { } chosen) // what was made of some of them is what comes out of all
        {
            (scope.Over, scope.IsRecord) = (chosen.Over, true);
            scope.Fields.Clear();
            scope.Fields.AddRange(chosen.Fields);
        }

        if (scope.Passed is { } passed)
        {
            _folded.Add(over.Expression);
            _values.Add(over with { Expression = passed });
            return;
        }

        if (scope.IsRecord) _folded.Add(over.Expression);
        if (scope.IsRecord && scope.Fields.Exists(f => _whole.Contains(f.Noun)) && scope.Fields.Exists(f => !_whole.Contains(f.Noun))) _records[scope.Over] = string.Join(", ", scope.Fields.Where(f => !_whole.Contains(f.Noun)).SelectMany(f => f.Fields.Count > 0 ? f.Fields.Keys.Select(k => $"'{k}': e.{f.Noun}.{k}") : [$"'{f.Noun}': e.{f.Noun}"]).Prepend($"'{scope.Noun}': e.{scope.Noun}"));
        if (scope is { IsRecord: true, IsRows: true }) _cells[scope.Over] = (scope.Noun, string.Concat(scope.Fields.Where(f => !_whole.Contains(f.Noun)).SelectMany(f => f.Fields.Count > 0 ? f.Fields.Keys.Select(k => $", '{k}': e.{f.Noun}.{k}") : [$", '{f.Noun}': e.{f.Noun}"])));
        if (!scope.IsRecord) return;
        _values.Add(new Value(Words.Plural(scope.Fields[^1].Noun), scope.Over, Shape.List) { Fields = scope.Fields.ToDictionary(f => f.Noun, f => f.Shape == Shape.Number, StringComparer.Ordinal), Item = scope.Noun });
        NameShares(_values[^1]);
    }

    // What a table's file calls the column that says which one a row is of.
    private string Column(string noun)
    {
        var column = Valued.Contains(noun) || noun.Contains("name", StringComparison.Ordinal) ? noun : "name";
        Remark($"That each {noun.Replace('_', ' ')} of the table is called by its column '{column}' is a guess: change '.{column}' to what the column is called.");
        return column;
    }

    // A row of these holds little else, so that the column is called as they are.
    private static readonly HashSet<string> Valued = ["city", "country", "topic", "keyword", "question", "term", "word", "address", "domain", "url", "link", "sentence", "headline", "title", "idea", "text", "email", "symbol", "isbn", "number", "code"];

    // One of a list by its name, as a search or a cell needs it.
    private Value Named(EachScope each) => new(each.Noun, each.IsRows ? $"{ItemExpression(each)}.{Column(each.Noun)}" : ItemExpression(each), Shape.Text);

    // For each list of such rows with what was made of them: what a row is called, and its other cells.
    private readonly Dictionary<string, (string Noun, string Cells)> _cells = new(StringComparer.Ordinal);

    private Value ListOf(ForEach each)
    {
        var current = Current();
        var plural = Words.Plural(each.Item);
        if (_values.FindLast(v => v.Shape == Shape.List && (v.IsCalled(each.Item) || each.Source is { } s && v.IsCalled(Words.Identifier(s).Split('_')[^1]))) is { } named) return named;
        if (each.Item is "link" && _values.FindLast(v => v.Noun == "page") is not null && _draft.Find("state")?["page"] is not null && Nodes.FindLast(n => Draft.Text(_draft.Nodes[n]?["tool"]) == "web.fetch") is { } fetch)
        {
            _draft.Section("state")["links"] = new JsonObject { ["type"] = "array", ["default"] = new JsonArray() };
            ((JsonObject)_draft.Nodes[fetch]!["save"]!)["links"] = "${{ output.links.map(l, l.url) }}";
            var links = new Value("links", "state.links", Shape.List);
            _values.Add(links);
            return links;
        }

        if (current is { Shape: Shape.List, IsInput: false } && _made.Count > 0) return current;
        if (each.Item is "paragraph" or "sentence" or "line" or "chunk" or "part" or "section" or "passage" or "chapter" or "page" or "scene" && current is { Shape: Shape.Text } || current is { Shape: Shape.Text, IsInput: false, IsRaw: false })
        {
            if (each.Item is not ("paragraph" or "sentence" or "chunk" or "part" or "section" or "passage" or "chapter" or "page" or "scene")) Lined(current);
            Split(new Step("split", each.Item) { Has = { ["by"] = each.Item is "sentence" or "paragraph" ? each.Item : each.Item is "chunk" or "part" or "section" or "passage" or "chapter" or "page" or "scene" ? "size" : "line" } });
            return Current()!;
        }

        if (current is { Shape: Shape.List }) return current;
        if (current is { Shape: Shape.Text, IsRaw: true, IsInput: false }) return Members(each, current);
        _draft.Find("inputs")?.Remove(each.Item);
        _values.RemoveAll(v => v.IsInput && v.Noun == each.Item);
        return AddInput(new PlanInput(Words.Identifier(plural), "array"));
    }

    // What is cut line by line is written so.
    private void Lined(Value text)
    {
        var node = _draft.Nodes.Select(n => n.Value as JsonObject).LastOrDefault(n => n?["save"] is JsonObject save && save.Any(s => text.Expression == $"state.{s.Key}"));
        if (Draft.Text(node?["agent"]) is { } name && _draft.Find("agents")?[name] is JsonObject { } agent && agent["output"] is null && Draft.Text(agent["instructions"]) is { } told && !told.Contains(" line", StringComparison.OrdinalIgnoreCase)) agent["instructions"] = $"{told} One a line, and nothing else.";
    }

    // The members of what was fetched: those of a JSON text, else what an agent finds in it, a line each.
    private Value Members(ForEach each, Value from)
    {
        var source = _draft.Nodes.Select(n => Draft.Text((n.Value as JsonObject)?["with"]?["url"])).LastOrDefault(u => u is not null) ?? "";
        if (from.Noun == "response" || _made.Exists(m => m.Item is Step { Skill: "webfetch" } read && Grammar.Phrase.Of(read.Said).Has("json")) || source.Contains("api", StringComparison.OrdinalIgnoreCase) || source.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) Do(new Step("json", "take the members") { Has = { ["path"] = "$[*]" } }, null);
        else
        {
            Do(new Step("work", $"list the {Words.Plural(each.Item)} of the {from.Noun}, one a line"), null);
            Split(new Step("split", "take the lines") { Has = { ["by"] = "line" } });
        }

        return Current()!;
    }
}
