using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What a step finds in a text: "also extract the vendor", "leave out the amount", "the due date too".</summary>
internal sealed partial class Edits
{
    private static readonly Form FieldLead = new("add/include the/its/their/these/those/a/an? | extract/find/get/pull/capture/collect/grab/parse out? | it/we/i should/must? also? needs/need/want/wants/contain/have/include | add/include columns/column/fields/field for/called/named?");

    private static readonly Form NoField = new("leave out | don't extract/include/find/take/need/want | do not extract/include/find/take/need/want | stop extracting");

    // The step that finds things; the columns of its answer.
    private (string Node, JsonObject Properties)? Extractor()
    {
        foreach (var (name, body) in Draft.Nodes.Reverse())
            if (Draft.Text(body?["agent"]) is { } agent && agent.StartsWith("extractor", StringComparison.Ordinal) && Draft.Find("agents")?[agent]?["output"]?["properties"] is JsonObject { Count: > 0 } fields) return (name, fields);
        return null;
    }

    private bool Fielded(Phrase order)
    {
        if (order.HasLiterals || order.Count > 14 || Extractor() is not var (node, properties)) return false;
        var (said, isMore) = (order, false);
        while (said.Count > 1 && said.Low(said.Count - 1) is "too" or "also" or "well" or "as") (said, isMore) = (said.To(said.Count - 1), true);
        if (said.Low(0) == "also") (said, isMore) = (said.From(1), true);
        var known = properties.Select(p => p.Key).ToList();
        if (Dropped(said) is { Length: > 0 } gone)
        {
            var dropped = FieldNames(gone);
            if (dropped.Count == 0 || !dropped.TrueForAll(known.Contains)) return false;
            if (dropped.Count == known.Count) return Cannot($"'{node}' would find nothing then: say \"remove {node}\".");
            if (dropped.Find(f => Regex.IsMatch(Draft.Nodes.ToJsonString(), $@"state\.\w+\.{Regex.Escape(f)}\b")) is { } used) return Cannot($"'{used}' is what another step works with, so '{node}' must go on finding it.");
            SetFields(node, [.. known.Except(dropped, StringComparer.Ordinal)]);
            return Did($"'{node}' does not find {string.Join(", ", dropped)} any more");
        }

        if (!FieldLead.Opens(said, out var lead) ? !isMore || Lexicon.OrderAt(said, 0) == 0 : lead >= said.Count || said.Low(0) is "add" or "include" && !isMore && !Lexicon.IsDeterminer(said.Low(1)) && !said.To(lead).Has("column", "columns", "field", "fields")) return false;
        var list = said.From(lead > 0 ? lead : 0);
        if (list.Any(t => Lexicon.IsPreposition(t.Low) && t.Low != "of" || Lexicon.IsModal(t.Low) || Lexicon.IsBe(t.Low) || t.Low is "step" or "input" or "category" or "agent" or "it" || Languages.Is(t.Text) || People.IsName(t))) return false;
        if (lead > 0 && said.Low(0) is "add" or "include" && Referring.Nominals.Order(list.Text) is var nominal && nominal != list.Text && new PlanReader(literals, models, parts.Workflows).Read(nominal).Items.Count > 0 && !(nominal.StartsWith("extract", StringComparison.Ordinal))) return false; // "add a translation" is a step
        var more = FieldNames(list.Text).Except(known, StringComparer.Ordinal).ToList();
        if (more.Count == 0) return FieldNames(list.Text).Count > 0 && Cannot($"'{node}' finds that already.");
        SetFields(node, [.. known, .. more]);
        return Did($"'{node}' finds {string.Join(", ", more)} too");
    }

    private static string? Dropped(Phrase said) =>
        NoField.Opens(said, out var lead) || RemoveLead.Opens(said, out lead) ? said.From(lead).Text : RemoveTail.In(said, 1) is var (at, _) ? said.To(at).Text : null;

    private List<string> FieldNames(string list) => new WritingSkills(literals).Read($"extract {FieldNoise().Replace(list, "")}") is { Skill: "extract" } step ? step.Fields : [];

    private void SetFields(string node, IReadOnlyList<string> names)
    {
        var agent = (JsonObject)Draft.Find("agents")![_graph.OwnAgent(node, [node])]!;
        var was = (JsonObject)agent["output"]!["properties"]!;
        JsonObject Schema() => new(names.Select(f => KeyValuePair.Create(f, (JsonNode?)(was[f]?.DeepClone() ?? new JsonObject { ["type"] = GraphBuilder.IsNumber(f) ? "number" : "string" }))));
        var output = new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. names.Select(f => JsonValue.Create(f))]), ["properties"] = Schema() };
        agent["output"] = output;
        agent["instructions"] = $"Find in the text: {string.Join(", ", names.Select(f => f.Replace('_', ' ')))}. Leave empty what is not there.";
        foreach (var channel in (Draft.Nodes[node]?["save"] as JsonObject ?? []).Select(s => s.Key))
            if (Draft.Find("state")?[channel] is JsonObject state && state["properties"] is JsonObject)
            {
                state["properties"] = Schema();
                state["default"] = new JsonObject(names.Select(f => KeyValuePair.Create(f, (JsonNode?)(Draft.Text(output["properties"]![f]?["type"]) == "number" ? JsonValue.Create(0) : JsonValue.Create("")))));
            }

        if (Draft.Text(_graph.ModelOf(node)?["use"]) == "scripted/extractor") ModelShelf.Extract(_graph.OwnModel(node, [node]), output);
    }

    [GeneratedRegex(@"\b(?:fields?|columns?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FieldNoise();
}
