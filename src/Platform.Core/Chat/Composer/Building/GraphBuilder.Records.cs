using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Several things that are found in one text, each with its fields.</summary>
internal sealed partial class GraphBuilder
{
    private void Records(Step step, string things)
    {
        var fields = step.Fields.Distinct(StringComparer.Ordinal).ToDictionary(f => f, IsNumber, StringComparer.Ordinal);
        var item = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. fields.Keys.Select(f => JsonValue.Create(f))]),
            ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)new JsonObject { ["type"] = f.Value ? "number" : "string" }))),
        };
        var output = new JsonObject { ["type"] = "object", ["required"] = new JsonArray(things), ["properties"] = new JsonObject { [things] = new JsonObject { ["type"] = "array", ["items"] = item } } };
        var about = Current() is { Noun: "summary" } summary && !step.Said.Contains("summar", StringComparison.OrdinalIgnoreCase) ? Beneath("extract", [summary]) : Meant(step.Said); // a summary has lost some of them
        var text = about.Count == 0 ? Current() ?? Given(step.Said, "text") : about[^1];
        var beside = text.Noun == "memory" ? _values.FindAll(v => v.IsInput && v.Shape == Shape.Text) : []; // what was looked up is held against what is given
        var name = Trained(_models.Agent("extractor", $"Find all {things.Replace('_', ' ')} in the text, each with {string.Join(", ", fields.Keys.Skip(Words.Singular(things).EndsWith(fields.Keys.First().Replace("_value", "", StringComparison.Ordinal), StringComparison.Ordinal) ? 1 : 0).Select(f => f.Replace('_', ' ')))}. Leave empty what is not there.", "extractor", step.Model, output), step);
        var node = Node("extract", Around(new JsonObject { ["agent"] = name, ["prompt"] = Together([.. beside, text]) }, step));
        Produce(node, things, $"output.{things}", ListSchema(), Shape.List, n => n.Fields = fields);
        Told.Add($"'{node}' finds the {things.Replace('_', ' ')}, each with {string.Join(", ", fields.Keys)}{By(step, name)}");
    }

    // What goes into a JSON or a CSV file as it was answered has to be answered so.
    private void As(string format, Value answer)
    {
        var node = _draft.Nodes.Select(n => n.Value as JsonObject).LastOrDefault(n => n?["save"] is JsonObject save && save.ContainsKey(answer.Expression["state.".Length..]));
        if (Draft.Text(node?["agent"]) is not { } name || _draft.Nodes.Count(n => Draft.Text((n.Value as JsonObject)?["agent"]) == name) > 1 || _draft.Find("agents")?[name] is not JsonObject agent || agent["output"] is not null || Draft.Text(agent["instructions"]) is not { } told || told.Contains(format, StringComparison.OrdinalIgnoreCase)) return;
        agent["instructions"] = $"{told} Answer with {format} alone.";
    }

    // Several things that are given, of which a step names none, before anything was made of them: it reads them all.
    private List<Value> GivenTogether(string said, Value one) =>
        _each is not null || _values.Exists(v => !v.IsInput) || _plan.Inputs.Count < 2 || said.Contains(one.Noun.Replace('_', ' '), StringComparison.OrdinalIgnoreCase) ? []
        : _values.FindAll(v => v.IsInput && v.Shape is Shape.Text or Shape.Number && _plan.Inputs.Exists(p => p.Name == v.Noun && p.Type != "file") && v.Noun is not ("recipient" or "email" or "url" or "address" or "language") && !v.Noun.EndsWith("_email", StringComparison.Ordinal) && !v.Noun.EndsWith("_url", StringComparison.Ordinal) && !v.Noun.EndsWith("_address", StringComparison.Ordinal));

    // "The product" is the product name that was given, where nothing else is called so.
    private bool IsShort(Value input, string[] words) =>
        input.Noun.Split('_') is ["number", var counted] && words.Contains(counted) || input.Noun.Split('_') is [var head, "name" or "text" or "description" or "title"] && words.Contains(head) && !_values.Exists(o => o.Expression != input.Expression && o.IsCalled(head));

    // What comes with the webhook: "new-order" brings an order.
    private string? Brought() => _plan.Triggers.Find(t => t.Kind == "webhook") is { Value: { } hook } && Words.Identifier(Words.Singular(hook.Split('-', '_')[^1])) is { Length: > 2 } noun && hook.Split('-', '_')[^1].Length > 2 && noun is not ("incoming" or "webhook" or "hook") ? noun : null;

    // A list as it goes into a JSON file: what was found, without the whole texts it was found in.
    private string Data(Value list) => _records.TryGetValue(list.Expression, out var members) ? $"${{{{ {list.Expression}.map(e, {{{members}}}) }}}}" : list.Braced;

    // Several things that are named for one JSON file: its members.
    private static string? Members(List<Value> values, string said)
    {
        if (values.Count < 2 || values.TrueForAll(v => v.IsInput) || values.Exists(v => v.Shape is Shape.List or Shape.Map) && !Grammar.Phrase.Of(said).Has("both", "two", "three", "all", "everything", "and", "plus", "with", "along")) return null;
        var isAlike = values.DistinctBy(v => v.Noun).Count() < values.Count;
        return $"${{{{ {{{string.Join(", ", values.Select(v => $"'{(isAlike ? v.Expression[(v.Expression.LastIndexOf('.') + 1)..] : v.Noun)}': {v.Expression}"))}}} }}}}";
    }

    // The members of lists whose entries hold whole texts besides what was found in them.
    private readonly Dictionary<string, string> _records = new(StringComparer.Ordinal);

    // Fields of records that hold what was read, as it was read.
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    /// <summary>Why a retry of everything leaves out what goes to people.</summary>
    internal const string SentOnce = "Messages and issues are not tried again, for they may have arrived: say it of that step if it should be.";

    // A message is not tried again because everything is: it would come twice.
    private bool Repeatable(Step? step)
    {
        if (_plan.Attempts is null || step is not { Skill: "slack" or "telegram" or "email" or "issue" }) return true;
        if (PlanReader.Steps(_plan.Items).Any(s => s.Skill is not ("slack" or "telegram" or "email" or "issue" or "human" or "wait"))) Remark(SentOnce);
        return false;
    }

    // What a step writes into a table, where that is one thing with fields and nothing else is named.
    private Value? Record(Step step) => _values.FindLast(v => v.Shape == Shape.Map && v.Fields.Count > 0) is { } record && !Meant(step.Said).Exists(v => v.Expression != record.Expression && !v.IsInput && v.Shape != Shape.Map) ? record : null;

    // The cells of the one row that is added to a table.
    private List<string> RowOf(Step step) =>
        Record(step) is { } record ? [.. record.Fields.Keys.Select(f => $"{record.Expression}.{f}")]
            : Meant(step.Said).DefaultIfEmpty(Current() ?? Given(step.Said, "text")) is var values && values.All(v => v.Shape is Shape.Text or Shape.Number) ? [.. values.Concat(Sorted().IsMatch(step.Said) ? _values.FindAll(v => v.Labels.Count > 0 && !v.IsInput).TakeLast(1) : []).DistinctBy(v => v.Expression).Select(v => v.Expression)] : [];
}
