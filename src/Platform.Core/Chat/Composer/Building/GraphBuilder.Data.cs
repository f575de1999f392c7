using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What flows: inputs, channels, and which of them a step speaks of.</summary>
internal sealed partial class GraphBuilder
{
    // What the draft has already, so that what is added can speak of it.
    private void ReadDraft(IReadOnlyCollection<string> later)
    {
        foreach (var (name, schema) in _draft.Find("inputs") ?? [])
            _values.Add(new Value(name, $"inputs.{name}", ShapeOf(schema)) { IsInput = true });
        var saved = _draft.Nodes.SelectMany(n => ((n.Value as JsonObject)?["save"] as JsonObject ?? []).Select(s => s.Key)).ToList();
        foreach (var (name, schema) in (_draft.Find("state") ?? []).OrderBy(s => IsStatus(s.Key) ? -1 : saved.IndexOf(s.Key))) // how a call went is not what it brought
        {
            var isFile = _draft.Nodes.Any(n => (n.Value as JsonObject)?["save"] is JsonObject save && save.ContainsKey(name) && Draft.Text(n.Value!["tool"]) is "csv.read" or "sql.query" or "web.search");
            var members = Members(name);
            if (later.Contains(name) || name is "rounds" || name.EndsWith("_seen", StringComparison.Ordinal)) continue;
            _values.Add(new Value(name, $"state.{name}", ShapeOf(schema))
            {
                IsRaw = isFile,
                IsAside = schema is JsonObject { } found && found["properties"] is JsonObject { Count: 1 } && FieldsOf(schema).ContainsValue(true) && Draft.Text(_draft.Nodes.FirstOrDefault(n => (n.Value as JsonObject)?["save"] is JsonObject save && save.ContainsKey(name)).Value?["prompt"])?.StartsWith("${{ inputs.", StringComparison.Ordinal) == true, // a number that only decides
                Item = members.FirstOrDefault(),
                Labels = [.. ((schema as JsonObject)?["enum"] as JsonArray ?? []).Select(Draft.Text).OfType<string>()],
                Fields = members.Count > 0 ? members.ToDictionary(m => m, _ => false, StringComparer.Ordinal) : FieldsOf(schema) is { Count: > 0 } fields ? fields : FieldsOf(_draft.Nodes.Where(n => Draft.Text((n.Value as JsonObject)?["save"]?[name]) == "${{ output }}").Select(n => Draft.At(n.Value, "human", "form")).FirstOrDefault()), // what a form asked for
            });
            _past.Add($"state.{name}");
        }
    }

    // What each entry of a list holds that a step wrote for each member of another.
    private List<string> Members(string channel) =>
        _draft.Nodes.Where(n => n.Value?["map"] is not null).Select(n => Draft.Text(n.Value!["save"]?[channel]) ?? "").FirstOrDefault(s => s.StartsWith("${{ [{'", StringComparison.Ordinal)) is { } saved
            ? [.. System.Text.RegularExpressions.Regex.Matches(saved, @"'(\w+)': ").Select(m => m.Groups[1].Value).Distinct()] : [];

    private static Shape ShapeOf(JsonNode? schema) => Draft.Text((schema as JsonObject)?["type"]) switch { "array" => Shape.List, "object" => Shape.Map, "number" or "integer" => Shape.Number, _ => Shape.Text };

    private static Dictionary<string, bool> FieldsOf(JsonNode? schema) =>
        ((schema as JsonObject)?["properties"] as JsonObject ?? []).ToDictionary(p => p.Key, p => ShapeOf(p.Value) == Shape.Number, StringComparer.Ordinal);

    private Value AddInput(PlanInput input)
    {
        var inputs = _draft.Section("inputs");
        var schema = new JsonObject { ["type"] = input.Type switch { "file" => "string", var t => t } };
        if (input.Type == "file") schema["format"] = "file";
        if (input.Default is { } initial) schema["default"] = Typed(initial, input.Type);
        if (!inputs.ContainsKey(input.Name)) inputs[input.Name] = schema;
        if (_values.Find(v => v.IsInput && v.Noun == input.Name) is { } there) return there;
        var value = new Value(input.Name, $"inputs.{input.Name}", input.Type switch { "array" => Shape.List, "integer" or "number" => Shape.Number, _ => Shape.Text }) { IsInput = true };
        var place = _values.FindLastIndex(v => v.IsInput) + 1;
        _values.Insert(_values.Exists(v => !v.IsInput) ? place : _values.Count, value);
        Told.Add($"input '{input.Name}' ({input.Type}{(input.Default is { } d ? $", {d} otherwise" : "")})");
        return value;
    }

    internal static JsonNode? Typed(string text, string type) => type switch
    {
        "integer" when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        "number" when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        "boolean" => JsonValue.Create(text is "true" or "yes" or "on"),
        "array" => new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => JsonValue.Create(t))]),
        _ => JsonValue.Create(text),
    };

    /// <summary>What "it" is: the last thing that was made, else the first input.</summary>
    private Value? Current()
    {
        if (_each is { } each) return each.Fields.FindLast(f => !IsAside(f) && f.Labels.Count == 0) ?? new Value(each.Noun, ItemExpression(each), each.IsRows ? Shape.Map : Shape.Text);
        if (_values.LastOrDefault(v => !v.IsInput) is { Noun: "hash" or "time" or "id" or "memory" } small && !_values.Exists(v => !v.IsInput && !IsAside(v))) return small;
        return _values.FindLast(v => !v.IsInput && !IsAside(v)) ?? _values.Find(v => v.IsInput) ?? _values.FindLast(v => v.Noun is not "rounds" and not "decision" && !(v.Noun == "answer" && v.IsAside));
    }

    /// <summary>The name of a thing that is spoken of as known, "the quote", though nothing made it; null when none is.</summary>
    private static string? Definite(string said)
    {
        var words = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i + 1 < words.Length && i < 4; i++)
        {
            if (words[i].ToLowerInvariant() is not ("the" or "my" or "our" or "two" or "three" or "several" or "some")) continue;
            var end = i + 1;
            while (end < words.Length && end < i + 4 && words[end].All(c => char.IsAsciiLetter(c) || c == '-') && !Grammar.Lexicon.IsPreposition(words[end].ToLowerInvariant())) end++;
            if (end < words.Length && end < i + 4 && words[end].EndsWith(',') && words[end][..^1].All(char.IsAsciiLetter)) end++; // "the speech, …"
            return end == i + 1 || People(words[end - 1].TrimEnd(',')) ? null : Inputs.Noun(string.Join(' ', words[i..end]).TrimEnd(','));
        }

        return null;
    }

    private static bool People(string word) => Grammar.People.IsRole(word.ToLowerInvariant());

    // Decisions and marks are about something; "it" is still that.
    private static bool IsAside(Value value) => value.Noun is "decision" or "score" or "feedback" or "category" or "sentiment" or "language" or "urgency" or "id" or "rounds" or "verdict" or "priority" or "hash" or "time" or "memory" or "severity" or "check" or "department" or "intent" or "topic" or "amount" || value.IsAside;

    /// <summary>The things that a clause speaks of; what "it" is when it names none.</summary>
    /// <param name="isSent">It is sent or saved.</param>
    private List<Value> Meant(string said, bool isSent = false)
    {
        var known = _each is { } each ? [.. each.Fields.Prepend(new Value(each.Noun, ItemExpression(each), each.IsRows ? Shape.Map : Shape.Text)), .. _values.Where(v => v.IsInput)] : _values.ToList();
        var words = said.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '\'', '’'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && words[0] is "write" or "make" or "give" or "list" or "add" or "suggest" or "draft" && words[1] is not ("the" or "it" or "them" or "its" or "their" or "all" or "both")) words = [words[0], .. words[2..]]; // "write suggestions": they are not there yet
        if (_each is null && Enumerable.Range(0, Math.Max(0, words.Length - 1)).Any(i => words[i] is "corrected" or "improved" or "chosen" or "selected" or "picked" or "final" or "finished" or "revised" or "rewritten" or "polished" or "edited" or "fixed" && words[i + 1] is "text" or "version" or "draft" or "one" or "result" || words[i] is "merged" or "combined" or "consolidated" && isSent) && Current() is { IsInput: false } newest) return !_joins || _together.Count < 2 || !_together.Contains(newest) ? [newest] : _together.SelectMany(v => _from.GetValueOrDefault(v.Expression, [])).Distinct().ToList() is [{ Shape: Shape.Text } common] ? [common, .. _together] : [.. _together];
        if (_each is null && Texts(words) is { Count: > 1 } texts && texts.Count > _together.Count) return texts;
        if (words.Contains("original") && _each is null && words.Contains("both") && _together.Count > 1 && (_values.Find(v => !v.IsInput && v.IsRaw) ?? _values.Find(v => v.IsInput && v.Shape == Shape.Text)) is { } source) return [source, .. _together];
        if (_each is null && Enumerable.Range(0, Math.Max(0, words.Length - 1)).FirstOrDefault(i => Grammar.StatementReader.IsTongue(words[i]) && words[i + 1] is "text" or "version" or "translation" or "one", -1) is >= 0 and var tongue && _values.FindLast(v => !v.IsInput && (v.Noun == words[tongue] || v.Noun == "translation")) is { } spoken) return [spoken];
        if (_each is null && words.Contains("translations") && _values.FindAll(v => !v.IsInput && Grammar.StatementReader.IsTongue(v.Noun)) is { Count: > 1 } tongues) return tongues;
        if (_each is null && words.Any(w => w is "old" or "original") && words.Any(w => w is "new" or "improved" or "corrected" or "translated" or "rewritten" or "shortened") && Current() is { IsInput: false } newer && _from.GetValueOrDefault(newer.Expression)?.FirstOrDefault() is { } older) return [older, newer];
        if (_each is null && words.Any(w => w is "both" or "two" or "three") && words.Where(w => Words.Singular(w) != w).Select(w => _values.FindAll(v => !v.IsInput && v.Noun == Words.Singular(w))).FirstOrDefault(v => v.Count > 1) is { } alike) return alike; // "both summaries"
        if (words.Contains("both") && _each is null && (_together.Count > 1 ? _together : _values.Where(v => !v.IsInput && v.Noun is not ("decision" or "rounds" or "score" or "feedback" or "verdict")).TakeLast(2).ToList()) is { Count: > 1 } two && !two.Exists(v => v.Noun == "decision")) return [.. _values.Where(v => v.IsInput && isSent && words.Any(w => w == v.Noun)), .. two];
        if (_joins && _together.Count > 1 && words.Any(w => Words.Singular(w) != w && _together.TrueForAll(v => v.IsCalled(w)))) return [.. _together]; // "compares the three answers"
        if (_joins && _together.Count > 1 && words.Contains("their") && !_together.Exists(v => v.Noun == "decision")) return [.. _together]; // "from their remarks"
        if (_joins && _together.Count > 1 && words.Any(w => w is "better" or "best" or "strongest" or "stronger" or "winner" or "wins" or "won" or "which") && _together.TrueForAll(v => v.Shape == Shape.Text)) return [.. _together]; // of all of them
        if (_each is null && words.Contains("them") && _together.Count > 1 && Current() is { IsInput: false } text && !_together.Contains(text) && _from.GetValueOrDefault(text.Expression) is { } parts && _together.TrueForAll(parts.Contains)) return [text]; // what was put together of them
        if (_each is null && (words.Contains("everything") || words.Contains("translations") || words.Contains("all") || words.Contains("results") || words.Contains("both") || words.Contains("together") || words.Contains("combine") || words.Contains("them")) && _together.Count > 1 && !_together.Exists(v => v.Noun == "decision")) return _together.Count(v => !v.IsRaw) > 1 ? [.. _together.Where(v => !v.IsRaw)] : [.. _together];
        var whole = known.FindAll(v => v.IsInput && v.Noun.Contains('_', StringComparison.Ordinal) && (said.Contains(v.Noun.Replace('_', ' '), StringComparison.OrdinalIgnoreCase) || !isSent && IsShort(v, words))); // "find the plate number in the rows"
        var heads = words.Where((_, i) => i + 1 == words.Length || Grammar.Lexicon.IsPreposition(words[i + 1]) || Grammar.Lexicon.IsDeterminer(words[i + 1]) || words[i + 1] is "and" or "or" or "along" or "together" or "plus" or "then").ToHashSet(StringComparer.Ordinal); // "the incident |report" is no incident
        bool Is(Value v, string w) => v.IsNamed(w) || heads.Contains(w) && v.Also.Contains(Words.Singular(w)) && !known.Exists(o => o.IsCalled(w) || o.Item == Words.Singular(w));
        var named = known.Where(v => whole.Contains(v) || words.Any(w => v.IsCalled(w) || Is(v, w))).ToList();
        if (_each is null && named.Count > 0 && named.TrueForAll(v => _folded.Contains(v.Expression)) && words.Where(w => named.Exists(v => v.IsCalled(w) || Is(v, w))).All(w => w is "result" or "results" or "outcome" or "data" or "content") && _values.Exists(IsFresh)) named = [];
        var exact = named.Where(v => words.Any(w => Is(v, w))).ToList();
        if (exact.Count > 0 && _each is null) // each word means the thing of its own name, else the last that may be called so
            named = [.. words.SelectMany(w => exact.FindAll(v => Is(v, w)) is { Count: > 0 } own ? Words.Singular(w) == w && own.Count(v => !v.IsInput) > 1 && own.Exists(v => !v.IsInput && !_folded.Contains(v.Expression)) ? own.FindAll(v => v.IsInput || !_folded.Contains(v.Expression)) : own : w is "answer" or "answers" or "reply" or "replies" or "summary" or "translation" or "comments" or "remarks" ? named.FindAll(v => v.IsCalled(w) && !v.IsInput).TakeLast(1) : []).DistinctBy(v => v.Expression)];
        else if (exact.Count > 0) named = exact;
        if (_each is null && isSent && exact.Count > 0 && words.Any(w => w is "and" or "plus" or "with")) named = [.. named.Union(words.Where(w => !exact.Exists(v => Is(v, w))).Select(w => known.FindLast(v => v.IsCalled(w) && !v.IsRaw && w is not ("text" or "content" or "result" or "results" or "data" or "file" or "item" or "items" or "type" or "kind" or "topic") && !v.IsInput) ?? (w == "text" ? known.Find(v => v.IsInput && v.Noun.EndsWith("_text", StringComparison.Ordinal)) : null)).OfType<Value>())]; // "the ranking and the sums"
        var made = named.Where(v => !v.IsInput).DistinctBy(v => v.Expression).ToList();
        if (made.Count > 1 && words.Any(w => Words.Singular(w) != w && made.TrueForAll(v => v.IsCalled(w))) && made.FindAll(v => !_folded.Contains(v.Expression)) is { Count: > 1 } several) made = several;
        else if (made.Count > 1 && exact.Count == 0) made = words.Contains("both") ? [.. words.SelectMany(w => made.FindAll(v => v.IsCalled(w)).TakeLast(1)).Distinct()] : [made[^1]];
        if (made.Count > 0 && words.Contains("it") && words.Contains("with") && made.TrueForAll(IsAside) && (_values.LastOrDefault(v => !v.IsInput && !made.Contains(v) && v.Noun is "hash" or "id" or "time") ?? Current()) is { } it && !made.Contains(it)) made.Insert(0, it);
        if (_each is null && made.Count > 0 && made.TrueForAll(v => v.IsRaw) && words.Any(w => w is "them" or "it" or "these") && Current() is { IsInput: false } these && !made.Contains(these)) made.Insert(0, these); // "answer them from the lesson"
        if (words.Contains("original") && made.Count > 0 && _each is null && (_from.GetValueOrDefault(made[^1].Expression)?.FirstOrDefault() ?? _values.Find(v => v.IsInput && v.Shape == Shape.Text)) is { } first && !made.Contains(first)) made.Insert(0, first);
        if (made.Count > 0) return [.. whole.Union(named.Where(v => v.IsInput && exact.Contains(v))), .. made];
        if (_joins && _together.Count > 1 && !_together.Exists(v => v.Noun == "decision")) return _together.FindAll(v => !_folded.Contains(v.Expression)) is { Count: > 0 } open ? open : [.. _together];
        if (_each is null && named.Count == 0 && (isSent || !said.Any(c => Literals.IsLiteral(c) && Literals.KindOf(c) is "url" or "file")) && Waiting((words.Contains("it") || words.Contains("this") || words.Contains("that")) && !words.Contains("all") && !words.Contains("everything"), isSent) is { Count: > 1 } waiting) return waiting;
        if (named.Count > 0 && named.TrueForAll(v => v.IsInput && said.Contains($" from the {v.Noun.Replace('_', ' ')}", StringComparison.OrdinalIgnoreCase))) return named;
        if (named.Count > 0 && named.TrueForAll(v => v.IsInput) && Current() is { IsInput: true }) return [.. named.Union(whole)];
        if (_each is null && named.Count == 0 && Current() is { IsInput: true } part && _plan.Parts.Contains(part.Noun)) return _values.FindAll(v => v.IsInput && _plan.Parts.Contains(v.Noun)); // "it" is what came in, with all its parts
        return Current() is { } current ? [.. named.Where(v => v.Expression != current.Expression && v.IsInput), current] : named;
    }

    // "Save it |to a file called| a.txt": where it goes is nothing that is written.
    [System.Text.RegularExpressions.GeneratedRegex(@"\s(?:to|in|into|as|onto|under)\s+(?:an?|the|another|one|my|our|this)\s+(?:new |text |markdown |plain |local |separate |csv |json |output )*(?:file|document|text file|spreadsheet)(?: (?:called|named|with the name))?(?=\s|$)", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Target();

    // "Save all three texts": what was made one after the other.
    private List<Value> Texts(string[] words)
    {
        var all = Array.IndexOf(words, "all");
        var noun = Array.FindIndex(words, w => w is "texts" or "results" or "outputs" or "drafts" or "pieces" or "versions");
        if (all is < 0 or > 2 || noun < all || noun - all > 3 || Grammar.Lexicon.Lemma(words[0]) is not ("save" or "store" or "write" or "put" or "send" or "email" or "mail" or "post")) return [];
        var made = _values.FindAll(v => v is { IsInput: false, IsRaw: false, Shape: Shape.Text } && !IsAside(v));
        return words[(all + 1)..noun].Select(Amounts.Whole).FirstOrDefault(n => n is > 1) is { } many ? [.. made.TakeLast(many)] : made;
    }

    private static string ItemExpression(EachScope each) => each.IsRecord ? $"{each.Item}.{each.Noun}" : each.Item;

    /// <summary>What a node writes: one channel, or in a map a list with what is known of each.</summary>
    private void Produce(string node, string noun, string output, JsonObject schema, Shape shape, Action<ValueNotes>? notes = null)
    {
        var about = new ValueNotes();
        notes?.Invoke(about);
        var at = (JsonObject)_draft.Nodes[node]!;
        if (_each is { } each)
        {
            var list = Draft.Free(_draft.Section("state"), Words.Plural(noun));
            _draft.Section("state")[list] = new JsonObject { ["type"] = "array", ["merge"] = "append", ["default"] = new JsonArray() };
            var members = each.IsRecord ? each.Fields.Select(f => f.Noun).Prepend(each.Noun).Distinct(StringComparer.Ordinal).Where(f => f != noun).Select(f => $"'{f}': {each.Item}.{f}") : [$"'{each.Noun}': {each.Item}"];
            if (noun == each.Noun && !each.IsRecord) members = [];
            at["save"] = new JsonObject { [list] = $"${{{{ [{{{string.Join(", ", members.Append($"'{noun}': {output}"))}}}] }}}}" };
            if (Nextless(at) is { } next) Reinsert(at, "next", next);
            (each.Over, each.Item, each.IsRecord) = ($"state.{list}", "entry", true);
            var fields = each.Fields.Where(f => f.Noun != noun).Select(f => f with { Expression = $"entry.{f.Noun}" }).ToList();
            each.Fields.Clear();
            each.Fields.AddRange(fields);
            if (about.IsRaw) _whole.Add(noun);
            each.Fields.Add(new Value(noun, $"entry.{noun}", shape) { Labels = about.Labels, Fields = about.Fields });
            return;
        }

        var channel = Channel(noun, schema);
        at["save"] = new JsonObject { [channel] = $"${{{{ {output} }}}}" };
        var made = new Value(noun, $"state.{channel}", shape) { Labels = about.Labels, Fields = about.Fields, IsRaw = about.IsRaw, IsAside = about.IsAside, IsTable = about.IsTable };
        Fold(node, made);
        _values.Add(made);
    }

    private sealed class ValueNotes
    {
        public IReadOnlyList<string> Labels { get; set; } = [];

        public IReadOnlyDictionary<string, bool> Fields { get; set; } = new Dictionary<string, bool>(StringComparer.Ordinal);

        public bool IsRaw { get; set; }

        public bool IsAside { get; set; }

        public bool IsTable { get; set; }
    }

    private static JsonNode? Nextless(JsonObject node)
    {
        if (node["next"] is not { } next) return null;
        node.Remove("next");
        return next;
    }

    private static void Reinsert(JsonObject node, string key, JsonNode value) => node[key] = value;

    // Ways of one choice that make the same thing write the same channel, so that what follows need not ask which way was taken.
    private string Channel(string noun, JsonObject schema)
    {
        var state = _draft.Section("state");
        if (_forks > 0 && _shared.TryGetValue(noun, out var shared)) return shared;
        if (state[noun] is JsonObject there && JsonNode.DeepEquals(there, schema) && noun is "rounds") noun = Draft.Free(state, noun);
        var name = Draft.Free(state, noun);
        state[name] = schema;
        if (_forks > 0) _shared[noun] = name;
        return name;
    }

    private static JsonObject TextSchema() => new() { ["type"] = "string", ["default"] = "" };

    private static JsonObject ListSchema() => new() { ["type"] = "array", ["default"] = new JsonArray() };

    /// <summary>Values as one text: alone as it is, several each under its name.</summary>
    private static string Together(IReadOnlyList<Value> values) => values.Count switch
    {
        0 => "",
        1 => values[0].Shown,
        _ => string.Join("\n\n", values.Select((v, i) => v is { Noun: "fields" or "details", Shape: Shape.Map, Fields.Count: > 0 } ? v.Shown : $"{Heading(v.Noun)}{(values.Take(i).Count(o => o.Noun == v.Noun) is > 0 and var before ? $" {before + 1}" : "")}:\n{v.Shown}")),
    };

    private static string Heading(string noun)
    {
        if (noun.EndsWith("_value", StringComparison.Ordinal)) noun = noun[..^6];
        return noun.Length == 0 ? noun : char.ToUpperInvariant(noun[0]) + noun[1..].Replace('_', ' ');
    }
}
