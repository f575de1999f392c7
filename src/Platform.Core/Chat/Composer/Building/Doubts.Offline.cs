using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What the rules that stand in for a model always answer: whoever reads "answers yes or no" must know that nobody reads it.</summary>
internal sealed partial class Doubts
{
    private IEnumerable<string> Unjudged()
    {
        var fixedly = new List<string>();
        foreach (var (name, node) in _nodes)
        {
            if (Draft.Text(node["agent"]) is not { } agent || root["agents"]?[agent] is not JsonObject worker || root["models"]?[Draft.Text(worker["model"]) ?? ""] is not JsonObject model) continue;
            if (Answer(Draft.Text(model["use"]), worker) is { } answer) fixedly.Add($"'{name}' {answer}");
        }

        if (fixedly.Count > 0) yield return $"No model is named, so nobody reads the text: {string.Join(", ", fixedly.Take(4))}{(fixedly.Count > 4 ? ", and others likewise" : "")}, whatever it holds. Only the ways for that are ever taken: say for example \"use gpt-4o-mini\".";
        foreach (var (name, node) in _nodes)
            if (Instruction(node) is { } told && IsOffline(node) && Counts(Phrase.Of(new Reading.Literals().Mask(told)))) yield return $"No model is named, so '{name}' counts nothing: it gives sentences of the text back, and no number. Say for example \"use gpt-4o-mini\", or \"count them with python\".";
    }

    // A table is a list: one number of it is that of no row in particular.
    private IEnumerable<string> OfTables()
    {
        foreach (var (name, node) in _nodes)
        {
            if (node["map"] is not null || Draft.Text(node["prompt"]) is not { } prompt || node["next"] is not JsonArray || (node["save"] as JsonObject)?.FirstOrDefault().Key is not { } kept || root["agents"]?[Draft.Text(node["agent"]) ?? ""]?["output"]?["properties"] is not JsonObject fields) continue;
            if (!fields.Any(f => Draft.Text(f.Value?["type"]) is "number" && node["next"]!.ToJsonString().Contains($"state.{kept}.{f.Key} ", StringComparison.Ordinal) && f.Key is not ("score" or "count" or "total" or "sum" or "average"))) continue;
            if (_nodes.Find(n => Kind(n.Is) is "csv.read" && n.Is["save"] is JsonObject save && save.Any(s => prompt.Contains($"state.{s.Key} ", StringComparison.Ordinal))) is { Name: { } reads } table)
                yield return $"'{name}' takes one number out of the whole table that '{reads}' reads: if every row should be looked at, say \"read {Draft.Text(table.Is["with"]?["path"])}, and for each row, if the {fields.First().Key.Replace('_', ' ')} is ...\".";
        }
    }

    private static string? Answer(string? use, JsonObject worker) => use switch
    {
        "scripted/judge" or "scripted/verifier" => "always answers no",
        "scripted/approver" => "never approves",
        "scripted/scorer" => $"always gives the score {worker["output"]?["properties"]?["score"]?["minimum"]?.ToJsonString() ?? "0"}",
        "scripted/leader" => "hands out nothing",
        _ => null,
    };

    private bool IsOffline(JsonObject node) =>
        Draft.Text(root["models"]?[Draft.Text(root["agents"]?[Draft.Text(node["agent"]) ?? ""]?["model"]) ?? ""]?["use"]) is { } use && (use.StartsWith("builtin/extractive", StringComparison.Ordinal) || use == "scripted/writer");

    // "Count the words", "add up the prices", "work out the average": a number that sentences are not.
    private static bool Counts(Phrase order) => (Lexicon.Lemma(order.Low(0)) ?? order.Low(0)) is "count" or "calculate" or "compute" or "reckon" or "total" or "number" or "measure" || order.Low(0) is "add" or "sum" && order.Low(1) is "up" && order.Has("numbers", "prices", "amounts", "costs", "values", "hours", "points", "figures", "sums");
}
