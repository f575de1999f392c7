using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>"Put the warning through gpt-4o-mini first so that it is readable": what is sent is written anew by a model right before.</summary>
internal sealed partial class Edits
{
    private static readonly Form PutThrough = new("put/run/pass/feed/send/push/take");

    private bool Through(Phrase order)
    {
        if (!PutThrough.Opens(order, out var lead) || order.Find(lead, "through") is not (> 1 and < 9 and var by) || models.Find(order.From(by + 1).Text, literals) is null) return false;
        var tellers = Draft.Nodes.Where(n => n.Value?["map"] is null && n.Value?["with"]?["text"] is not null && Uses(n.Key).Any(Tellers.Contains)).Select(n => n.Key).ToList();
        var named = new StepFinder(Draft, newest) { Only = tellers.Contains }.One(Plain(order.Part(lead, by).Text)) ?? (tellers is [var one] ? one : null);
        if (named is null) return tellers.Count > 0 && Cannot($"Several steps send a text: {Listed(tellers)}. Say which text goes through the model.");
        var so = order.Find(by, "so", "to");
        var with = order.Part(by + 1, so > 0 ? so : order.Count);
        while (with.Count > 1 && with.Low(with.Count - 1) is "first" or "before" or "beforehand" or "please" or ",") with = with.To(with.Count - 1);
        var (known, text) = (Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal), Draft.Text(Draft.Nodes[named]!["with"]!["text"]));
        if (!Append($"have an agent rewrite it using {with.Text}", null, named)) return false;
        if (Draft.Nodes.Where(n => !known.Contains(n.Key)).ToList() is not [{ Key: var made, Value: JsonObject node }] || Draft.Text(node["agent"]) is not { } agent || (node["save"] as JsonObject)?.FirstOrDefault().Key is not { } kept) return true;
        node["prompt"] = text;
        Draft.Nodes[named]!["with"]!["text"] = $"${{{{ state.{kept} }}}}";
        if (Draft.Find("agents")?[agent] is JsonObject told) told["instructions"] = so > 0 ? $"Rewrite the text {literals.Unmask(order.From(so).Text).TrimEnd('.')}. Keep its facts." : "Rewrite the text clearly. Keep its facts.";
        return Did($"'{named}' sends what '{made}' writes");
    }
}
