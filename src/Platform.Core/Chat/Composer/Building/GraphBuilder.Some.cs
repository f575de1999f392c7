using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Some members of a list: what is written of them all, and the address of one.</summary>
internal sealed partial class GraphBuilder
{
    // Those that were written to shortlist.csv are the shortlist from then on.
    private readonly List<(string Noun, string Over)> _shares = [];

    private void NameShares(Value whole)
    {
        foreach (var (noun, over) in _shares.Where(s => !_values.Exists(v => v.IsCalled(s.Noun)))) _values.Insert(0, whole with { Noun = noun, Expression = over });
        _shares.Clear();
    }

    // One file holds all of them: it is written once, for a write of its own for each would replace the one before.
    private bool Collected(Step step, string path)
    {
        if (_each is not { } each || path.Contains('{', StringComparison.Ordinal)) return false;
        var isTable = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
        var isAsItWas = each is { IsRecord: true, IsRows: true } && each.Fields.TrueForAll(f => f.Noun == "verdict"); // what only decided is no column
        var members = isAsItWas ? $"{each.Over}.map(e, e.{each.Noun})" : isTable && !each.IsRecord && !each.IsRows ? $"{each.Over}.map(e, {{'{each.Noun}': e}})" : each.Over;
        _each = null;
        var node = Plain(step, "save", isTable ? "csv.write" : "file.write", null, "", new JsonObject { ["path"] = path, [isTable ? "rows" : "content"] = $"${{{{ {members} }}}}" });
        if (isTable && each.Over.Contains(".filter(", StringComparison.Ordinal)) ((JsonObject)_draft.Nodes[node]!)["when"] = $"${{{{ {each.Over}.size() > 0 }}}}"; // a table without a row has no columns
        _each = each;
        if (each.Over.Contains(".filter(", StringComparison.Ordinal)) _shares.Add((Words.Identifier(System.IO.Path.GetFileNameWithoutExtension(path)), each.Over));
        return true;
    }

    // ".../comments/{id}": of the member that is at hand.
    private Value? Own(string field) =>
        _each is not { } each ? null
        : each.Fields.Find(f => f.Noun == field || f.Fields.ContainsKey(field)) is { } made ? made.Noun == field ? made : new Value(field, $"{made.Expression}.{field}", Shape.Text)
        : each.IsRows && !_values.Exists(v => v.IsInput && v.Noun == field) ? new Value(field, $"{ItemExpression(each)}.{field}", Shape.Text) : null;
}
