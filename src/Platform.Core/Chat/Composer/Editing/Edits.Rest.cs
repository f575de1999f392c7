using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Ways that follow from those that are there: what a filter leaves out, and a yes that somebody is asked for already.</summary>
internal sealed partial class Edits
{
    // "The others go to safe.csv": the same step once more, for those members of a list that the first one leaves out.
    private bool Complement(Phrase what)
    {
        if (what.Tokens.Where(t => t.Kind == TokenKind.Literal).ToList() is not [var place] || Array.Find(Places, p => p.Kind == Literals.KindOf(place.Text[0])) is not { Keys: { } keys }) return false;
        if (Draft.Nodes.LastOrDefault(n => Uses(n.Key).Any(Tellers.Contains) && keys.Any(k => n.Value?["with"]?[k] is not null) && Sieve().IsMatch(Draft.Text(n.Value?["map"]?["over"]) ?? "")) is not { Key: { } node, Value: JsonObject body }) return false;
        var (copy, name) = ((JsonObject)body.DeepClone(), Draft.Free(Draft.Nodes, node));
        copy.Remove("next");
        copy["map"]!["over"] = Sieve().Replace(Draft.Text(copy["map"]!["over"])!, ".filter($1, !($2)) }}");
        copy["with"]![keys.First(k => copy["with"]![k] is not null)] = literals.Value(place.Text[0]);
        if (body["next"]?.DeepClone() is { } onward) copy["next"] = onward;
        body["next"] = name;
        Draft.Nodes.Insert(Draft.Nodes.IndexOf(node) + 1, name, copy);
        return Did($"'{name}' does with the others what '{node}' does, to {literals.Value(place.Text[0])}");
    }

    [GeneratedRegex(@"\.filter\((\w+), (.+)\) \}\}$")]
    private static partial Regex Sieve();

    // "If the manager agrees, …" is the way of a yes that somebody is asked for already.
    private bool Agreed(Phrase order)
    {
        if (order.Low(0) is not ("if" or "when" or "once") || order.Find(2, ",", "then") is not (> 0 and var comma) || comma >= order.Count - 1) return false;
        var head = order.Part(1, comma);
        if (Allows.In(head, 1) is not var (says, end) || end != head.Count || head.To(says).Any(t => t.Low.EndsWith("n't", StringComparison.Ordinal) || t.Low is "not" or "never" or "no" or "nobody" or "neither") || !(People.IsPerson(head.To(says)) || says == 1 && Lexicon.IsPronoun(head.Low(0)))) return false;
        return Draft.Nodes.Any(n => Draft.At(n.Value, "human", "form", "properties", "approved") is not null) && Append($"if it is approved, {order.From(comma + 1).Trimmed().Text}", null, null);
    }
}
