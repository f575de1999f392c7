using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What happens after a refusal, what a text should be like, and values that become inputs.</summary>
internal sealed partial class Edits
{
    // "Move the mail before the approval", "the approval should come right before posting"
    private static readonly Form PutThe = new("put/move/shift/place/bring/drag the | have/let/make/do the * done/made/written/finished/come/go/happen/run");

    private bool Move(string text)
    {
        if (FirstThen().Match(text) is { Success: true } two && NodeOf(Plain(two.Groups["a"].Value)) is { } a && NodeOf(Plain(two.Groups["b"].Value)) is { } b && a != b) return _graph.InOrder([a, b]) ? Did($"'{a}' comes first, then '{b}'") : Draft.Nodes.IndexOf(a) < Draft.Nodes.IndexOf(b) ? Cannot($"'{a}' comes before '{b}' already.") : MoveTo(a, b, isBefore: true);
        if (MoveEnd().Match(text) is { Success: true } end && Phrase.Of(end.Groups["node"].Value).Low(0) is not ("a" or "an" or "another") && NodeOf(Plain(end.Groups["node"].Value)) is { } moved)
        {
            var names = Draft.Nodes.Select(n => n.Key).Where(n => n != moved).ToList();
            var isFirst = EndFirst().IsMatch(end.Groups["where"].Value);
            return names.Count > 0 && MoveTo(moved, isFirst ? Draft.Start.FirstOrDefault(s => s != moved) ?? names[0] : names[^1], isFirst);
        }

        if (PutThe.Opens(Phrase.Of(text), out _) && MoveWord().Match(text) is { Success: true } put && Step(put.Groups["node"].Value, isBefore: true) is null && Step(put.Groups["place"].Value, isBefore: true) is not null) return Cannot(Finder.Unclear(Plain(put.Groups["node"].Value))); // what is put elsewhere is there
        if (MoveWord().Match(text) is not { Success: true } match || Phrase.Of(match.Groups["node"].Value).Low(0) is "a" or "an" || Step(match.Groups["node"].Value, isBefore: true) is not { } node) return false;
        var isBefore = match.Groups["where"].Value.ToLowerInvariant() is "before" or "in front of" or "ahead of" or "prior to" or "above";
        if (Step(match.Groups["place"].Value, isBefore) is not { } place) return Cannot(Finder.Unclear(Plain(match.Groups["place"].Value)));
        if (node != place && _graph.AreAtOnce([node, place]) && _graph.InOrder(isBefore ? [node, place] : [place, node])) return Did($"'{(isBefore ? node : place)}' comes first, then '{(isBefore ? place : node)}'");
        return node == place ? Cannot($"'{node}' cannot stand beside itself.") : MoveTo(node, place, isBefore);
    }

    // What a step reads that is only made behind a place; nothing when the two can change what they read with one another.
    private (string Channel, string Maker)? Needs(string node, string place)
    {
        var text = Draft.Nodes[node]!.ToJsonString();
        var later = Draft.Nodes.Select(n => n.Key).SkipWhile(n => n != place).Where(n => n != node && n != place).ToList();
        foreach (var maker in later)
            foreach (var channel in (Draft.Nodes[maker]?["save"] as JsonObject ?? []).Select(s => s.Key))
                if (System.Text.RegularExpressions.Regex.IsMatch(text, $@"\bstate\.{System.Text.RegularExpressions.Regex.Escape(channel)}\b") && !Draft.Nodes.Select(n => n.Key).TakeWhile(n => n != place).Any(n => (Draft.Nodes[n]?["save"] as JsonObject)?.ContainsKey(channel) == true)) return (channel, maker);
        return null;
    }

    private bool MoveTo(string node, string place, bool isBefore)
    {
        var body = (JsonObject)Draft.Nodes[node]!;
        var isGate = body["human"] is not null && body["next"] is JsonArray;
        if (body["needs"] is not null || body["next"] is JsonArray && !isGate) return Cannot($"'{node}' decides or joins, so it cannot simply be moved.");
        if (isGate && body["next"]![1]?["to"] is { } refused && Draft.Text(refused) != "end") return Cannot($"A refusal at '{node}' leads elsewhere, so it cannot simply be moved: remove it and ask again where you want it.");
        if (isBefore && Needs(node, place) is var (channel, maker)) return Cannot($"'{node}' works on '{channel}', which '{maker}' makes, so it cannot stand before that.");
        var copy = (JsonObject)body.DeepClone();
        copy.Remove("next");
        var onward = isGate ? Draft.Targets(body["next"]![0]!["to"]) : Draft.Targets(body["next"]);
        var joins = Draft.Nodes.Where(n => n.Value is JsonObject other && Draft.Targets(other["needs"]).Contains(node)).Select(n => n.Key).ToList();
        Draft.Nodes.Remove(node);
        _graph.Redirect(node, onward.Count > 0 ? onward : joins);
        Draft.Nodes[node] = copy;
        _graph.Join([node], [node], isBefore ? null : place, isBefore ? place : null);
        if (isBefore) _graph.Turn(node, place);
        return Did($"'{node}' stands {(isBefore ? "before" : "after")} '{place}'");
    }

    [GeneratedRegex(@"^(?:(?:move|put|shift|place|bring|drag)\s+(?:the )?(?<node>[\w -]{2,40}?)(?: step| node)?|(?:make|let|have|do|run)\s+(?:the )?(?<node>[\w -]{2,40}?)(?: step| node)?(?: (?:come|go|run|happen|be|done|written|made|run|finished))?|(?:the )?(?<node>[\w -]{2,40}?)(?: step| node)? (?:should|must|has to|needs to|ought to) (?:come|go|run|happen|be|be done|stand))\s+(?:right |directly |just |only |immediately |straight )?(?<where>before|after|behind|in front of|ahead of|prior to|above|below)\s+(?:the )?(?<place>[\w\uE000-\uEFFF -]{2,50})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MoveWord();

    [GeneratedRegex(@"^(?:(?:move|put|shift|place|bring)\s+(?:the )?(?<node>[\w -]{2,40}?)(?: step)?|(?:make|let|have|do|run)\s+(?:the )?(?<node>[\w -]{2,40}?)(?: step)?(?: (?:come|go|run|happen|be))?|(?:the )?(?<node>[\w -]{2,40}?)(?: step)? (?:should|must|has to) (?:come|go|run|happen|be)(?: done)?)\s+(?:to |at )?(?<where>(?:the )?(?:very )?(?:end|start|beginning|front|top|bottom)|first|last|the (?:first|last) step)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MoveEnd();

    [GeneratedRegex(@"start|beginning|front|top|first", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EndFirst();

    [GeneratedRegex(@"^(?:(?:change|switch|new|reverse) (?:the )?order(?: to)?\s*[:,-]?\s*)?first (?:comes? |do |run )?(?:the )?(?<a>[\w -]{2,40}?),? (?:and )?(?:then|after that) (?:comes? |do |run )?(?:the )?(?<b>[\w -]{2,40})$|^(?:do |run |make )?(?:the )?(?<a>[\w -]{2,40}?) (?:should (?:come|go|run) )?first,? (?:and )?(?:then|after that) (?:the )?(?<b>[\w -]{2,40})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FirstThen();
}
