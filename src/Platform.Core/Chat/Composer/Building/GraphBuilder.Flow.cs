using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>
/// Which results still wait for somebody: what was made since something was last sent or saved, and is not part of a later result. A step that names nothing
/// reads all of them; a text that was made in one of two ways is read as one.
/// </summary>
internal sealed partial class GraphBuilder
{
    // Results that a later one was made from.
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);

    // Results that stood when something was last sent or saved.
    private readonly HashSet<string> _past = new(StringComparer.Ordinal);

    // What was sent or saved last.
    private List<Value> _sent = [];

    // The step that is being made only looks at what it reads: the text still stands beside what is said of it.
    private bool _looksOnly;

    // Several look at the same at once.
    private bool _isBeside;

    // What each result was made from.
    private readonly Dictionary<string, List<Value>> _from = new(StringComparer.Ordinal);

    private bool IsFresh(Value value) => !value.IsInput && !IsAside(value) && !_folded.Contains(value.Expression) && !_past.Contains(value.Expression);

    /// <summary>Marks what a new result was made from. What only decides something leaves the text that it read as it was.</summary>
    private void Fold(string node, Value made)
    {
        var text = _draft.Nodes[node]!.ToJsonString();
        _from[made.Expression] = [.. _values.Where(v => v.Expression != made.Expression && Reads(text, v))];
        if (IsAside(made)) return;
        foreach (var value in _from[made.Expression].Where(v => !v.IsInput && !_looksOnly && (made.Noun != "fields" || v.Noun != "summary") && (made.Noun != "remarks" || v.IsRaw))) _folded.Add(value.Expression);
        _folded.Remove(made.Expression);
        _past.Remove(made.Expression);
    }

    private void Sent(JsonObject with)
    {
        var text = with.ToJsonString();
        var sent = _values.Where(v => !v.IsInput && Reads(text, v)).ToList();
        if (sent.Count > 0) _sent = sent;
        foreach (var value in _values.Where(v => !v.IsInput)) _past.Add(value.Expression);
    }

    private static bool Reads(string text, Value value) =>
        value.Expression.StartsWith('(') ? text.Contains(value.Expression.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal) || text.Contains(JsonValue.Create(value.Expression).ToJsonString().Trim('"'), StringComparison.Ordinal)
        : Regex.IsMatch(text, $@"{Regex.Escape(value.Expression)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>What a step reads that names nothing.</summary>
    /// <param name="isOne">It speaks of one thing: "it".</param>
    /// <param name="isSent">It sends or saves, so that it may do so with what was sent before.</param>
    private List<Value> Waiting(bool isOne, bool isSent)
    {
        var fresh = _values.FindAll(IsFresh);
        if (fresh.Count > 1 && isOne && fresh[^1].Noun == "remarks") return [.. fresh.TakeLast(2)];
        if (fresh.Count > 1 && isOne && !fresh.TrueForAll(_together.Contains)) return Current() is { } last ? [last] : [];
        if (fresh.Count > 1) return fresh.Exists(v => !v.IsRaw) && fresh.Exists(v => v.IsRaw) && isSent ? fresh.FindAll(v => !v.IsRaw) : fresh;
        if (fresh.Count == 0 && isSent && _sent.FindAll(_values.Contains) is { Count: > 1 } sent) return sent;
        return Current() is { } current ? [current] : [];
    }

    // "A headline, and a teaser for the article", side by side: who is given nothing to read and says nothing of its own matter has that of the other.
    private void Share(Together together)
    {
        var first = _starts!.ConvertAll(n => _draft.Nodes[n] as JsonObject);
        var given = _values.FindAll(v => v.IsInput && first.Exists(n => Draft.Text(n?["prompt"])?.Contains(v.Braced, StringComparison.Ordinal) == true));
        if (given.Count == 0 || !together.Ways.TrueForAll(w => w is [Step { Skill: "agent" or "write" or "work" or "improve", Tools.Count: 0 }, ..])) return;
        foreach (var (way, node) in together.Ways.Zip(_starts!.Select(n => _draft.Nodes[n]).OfType<JsonObject>()))
            if (Draft.Text(node["prompt"]) is { } prompt && !prompt.Contains("${{", StringComparison.Ordinal) && !Grammar.Phrase.Of(((Step)way[0]).Said).Any(t => t.Low is "about" or "on" or "for" or "of" or "from")) node["prompt"] = $"{prompt}\n\n{string.Join("\n\n", given.Select(v => $"{Heading(v.Noun)}:\n{v.Braced}"))}";
    }

    // "Extract the decisions" beside a summary is about the text that was summed up.
    private List<Value> Beneath(string said, List<Value> about)
    {
        if (_each is not null || about.Count == 0 || about.Exists(v => v.Noun is not ("summary" or "fields") || v.IsInput)) return about;
        var phrase = Grammar.Phrase.Of(said);
        if (phrase.Has("it", "this", "that", "them", "these", "those", "all", "everything", "both") || about.Exists(v => phrase.Any(t => t.IsWord && v.IsCalled(t.Low)))) return about;
        var beneath = about;
        for (var i = 0; i < 5 && beneath.Exists(v => v.Noun is "summary" or "fields"); i++) beneath = [.. beneath.SelectMany(v => v.Noun is "summary" or "fields" ? _from.GetValueOrDefault(v.Expression, []) : [v]).DistinctBy(v => v.Expression)];
        return beneath.Count > 0 ? beneath : about;
    }

    /// <summary>One text for what several ways made, of which a run goes one.</summary>
    private void Either(List<Value> ways)
    {
        ways = [.. ways.DistinctBy(v => v.Expression)];
        if (ways.Count < 2 || ways.Exists(v => v.Shape != Shape.Text) || ways.Sum(v => v.Expression.Length) > 300) return; // a value of a value of a value is no expression to read
        var text = ways[^1].Expression;
        foreach (var way in ways.SkipLast(1).Reverse()) text = $"({way.Expression}.size() > 0 ? {way.Expression} : {text})";
        foreach (var way in ways) _folded.Add(way.Expression);
        _values.Add(new Value(ways[0].Noun, text, Shape.Text) { IsRaw = ways.TrueForAll(w => w.IsRaw) });
    }
}
