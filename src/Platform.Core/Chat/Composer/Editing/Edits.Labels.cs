using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>The categories that a draft sorts into: one more, one less, another name, others altogether.</summary>
internal sealed partial class Edits
{
    private static readonly Form ToTheEnd = new("should/must/can/shall? go/goes/run/runs? straight/directly/right to the end");

    // "Add a category security which goes to #soc": the label, and its way of the choice.
    private bool Category(string text)
    {
        if (ToTheEnd.In(Phrase.Of(text), 1) is var (straight, end) && end == Phrase.Of(text).Count && Sorter() is not null)
        {
            var named = Phrase.Of(text).To(straight);
            var idle = Words.Singular(Plain((named.Low(0) is "send" or "let" or "route" or "take" or "move" ? named.From(1) : named).Text).ToLowerInvariant());
            if (idle.Split(' ').Length > 2 || Labels().Contains(idle, StringComparer.OrdinalIgnoreCase) || Finder.Find(idle).Count > 0) return Missed(text);
            AddLabel(idle);
            return true; // what no way is for goes to the end
        }

        if (Expert().Match(text.TrimEnd('.', ' ')) is { Success: true } more && Colleague(more)) return true;
        if (CategoryWord().Match(text) is not { Success: true } match) return false;
        var label = Plain(match.Groups["label"].Value).ToLowerInvariant();
        if (!label.Contains(' ', StringComparison.Ordinal) && !Labels().Contains(label, StringComparer.OrdinalIgnoreCase)) label = Words.Singular(label);
        if (Sorter() is not var (node, channel, labels) || labels.Count == 0) return MemberLabel(label, match.Groups["gone"].Success, match.Groups["then"].Value);
        if (match.Groups["gone"].Success)
        {
            foreach (var step in OfLabel(label) ?? [])
                if (Draft.Nodes.ContainsKey(step) && Draft.Nodes.Count(n => n.Value is JsonObject body && Draft.Ways(body).Any(w => w.Kind != "needs" && w.To.Contains(step))) == 1 && Draft.Nodes.Count > 1) _graph.Remove(step);
            if (labels.Find(l => string.Equals(l, label, StringComparison.OrdinalIgnoreCase)) is not { } known) return Cannot($"There is no category '{label}'; they are {string.Join(", ", labels)}.");
            if (labels.Count <= 2) return Cannot("Two categories must stay.");
            _graph.SetLabels(node, channel, [.. labels.Where(l => l != known)]);
            return Did($"the category '{known}' is gone");
        }

        AddLabel(label);
        var then = match.Groups["then"].Value.Trim();
        if (Idle.Opens(Phrase.Of(then), out var idles) && idles == Phrase.Of(then).Count) return Ends(channel, label);
        var before = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        if (then.Length > 0 && !Append($"if it is {label}, {Nominals.Plain(Phrases.Active(then))}", null, null)) return false;
        Meet(channel, before);
        return true;
    }

    private static readonly Form Idle = new("just/simply? ends/end/stops/stop/finishes it/there/immediately/quietly? | just/simply? ends/end/stops/stop the run/workflow | just/simply? does/do/needs/need nothing | just/simply? goes/go to the? end | is/are/gets/get just/simply? ignored/dropped/discarded/skipped");

    // A category for which nothing is to be done ends the run, whatever happens to the others.
    private bool Ends(string channel, string label)
    {
        foreach (var ways in Draft.Nodes.Select(n => n.Value?["next"]).OfType<JsonArray>())
            if (ways.OfType<JsonObject>().ToList().FindLastIndex(w => (Draft.Text(w["when"]) ?? "").Contains($"state.{channel} == '", StringComparison.Ordinal)) is >= 0 and var last)
            {
                ways.Insert(last + 1, new JsonObject { ["when"] = $"${{{{ state.{channel} == '{label}' }}}}", ["to"] = "end" });
                return Did($"what is {label} ends the run");
            }

        return true;
    }

    private void AddLabel(string label)
    {
        if (Sorter() is not var (node, channel, labels) || labels.Contains(label, StringComparer.OrdinalIgnoreCase)) return;
        var last = labels.FindIndex(l => l is "other" or "else" or "misc" or "unknown");
        labels.Insert(last >= 0 ? last : label == "other" ? labels.Count : labels.Count - 1, label); // the last one stands for what nothing tells
        _graph.SetLabels(node, channel, labels);
        Did($"'{node}' also knows the category '{label}'");
    }

    private bool? EarlierIn(string label, string order) => Branch(label) is var (choice, way) ? Earlier(choice, way, order) : null;

    // "… draft a reply before the alert", where the alert stands in that way; null when nothing of the kind is said.
    private bool? Earlier(string choice, JsonObject way, string order)
    {
        if (BesideWord().Match(order) is not { Success: true } word || !IsBefore(word) || Step(order[(word.Index + word.Length)..], isBefore: true) is not { } first) return null;
        var isFirst = Draft.Targets(way["to"]).Contains(first);
        return isFirst || Draft.Targets(way["to"]).Where(Draft.Nodes.ContainsKey).Any(t => _graph.Behind(t).Contains(first)) ? Append(Nominals.Order(AlsoWord().Replace(order[..word.Index], "")), isFirst ? choice : null, first) : null;
    }

    private bool RenameLabel(string was, string now)
    {
        if (Sorter() is not var (node, channel, labels) || labels.FindIndex(l => string.Equals(l, was, StringComparison.OrdinalIgnoreCase)) is not (>= 0 and var at)) return Cannot($"There is no category '{was}'.");
        _graph.ReplaceText($"== '{labels[at]}'", $"== '{now}'");
        labels[at] = now;
        _graph.SetLabels(node, channel, labels);
        return Did($"the category '{was}' is called '{now}'");
    }

    private (string Node, string Channel, List<string> Labels)? Sorter()
    {
        foreach (var (name, node) in Draft.Nodes.Reverse())
            foreach (var channel in (node?["save"] as JsonObject ?? []).Select(s => s.Key))
                if (Draft.Find("state")?[channel]?["enum"] is JsonArray known) return (name, channel, [.. known.Select(Draft.Text).OfType<string>()]);
        return null;
    }

    // A category that members of a list are sorted under, which an order begins with.
    private string? RowLabel(Phrase order) => Sorter() is not null ? null : Draft.Nodes.Where(n => n.Value?["map"] is not null).Select(n => Draft.Text(n.Value?["agent"])).OfType<string>().SelectMany(a => Draft.Find("agents")?[a]?["output"]?["properties"] as JsonObject ?? []).SelectMany(p => (p.Value?["enum"] as JsonArray ?? []).Select(Draft.Text)).OfType<string>()
        .FirstOrDefault(l => Enumerable.Range(0, Math.Min(3, order.Count)).Any(i => string.Equals(order[i].Text, l, StringComparison.OrdinalIgnoreCase)));

    // The categories of an agent whose answer is kept as it is, such as of the members of a list; where they stand in the file.
    private (string Node, JsonArray Labels)? MemberLabels()
    {
        foreach (var (name, node) in Draft.Nodes.Reverse())
        {
            var schema = Draft.Text(node?["agent"]) is { } agent ? Draft.Find("agents")?[agent]?["output"] as JsonObject : null;
            if (Draft.Text(schema?["$ref"]) is { } shared && shared.StartsWith("#/types/", StringComparison.Ordinal)) schema = Draft.Find("types")?[shared["#/types/".Length..]] as JsonObject;
            if ((schema?["properties"] as JsonObject ?? []).Select(p => (p.Value as JsonObject)?["enum"] as JsonArray).OfType<JsonArray>().ToList() is [var one]) return (name, one);
        }

        return null;
    }

    private bool MemberLabel(string label, bool isGone, string then)
    {
        if (MemberLabels() is not var (node, known)) return false;
        var at = known.Select(Draft.Text).ToList().FindIndex(k => string.Equals(k, label, StringComparison.OrdinalIgnoreCase));
        if (isGone && (at < 0 || known.Count < 3)) return Cannot(at < 0 ? $"There is no category '{label}'; they are {string.Join(", ", known.Select(Draft.Text))}." : "Two categories must stay.");
        if (isGone) known.RemoveAt(at);
        else if (at < 0) known.Insert(Draft.Text(known[^1]) is "other" or "else" or "misc" or "unknown" ? known.Count - 1 : known.Count, label);
        Did(isGone ? $"the category '{label}' is gone" : $"'{node}' also knows the category '{label}'");
        return then.Trim().Length == 0 || Missed(then.Trim());
    }

    private static readonly Form SortInto = new("sort/classify/categorise/categorize/group/label/divide/split/sorted/classified/grouped * *? *? into/as/by | sort/classify/categorise/categorize/group/label into/as/by | the? categories/labels/classes/kinds are/should/must be? now?");

    // "Sort them into billing, bug, praise and other" of what is sorted into some of these already: other categories, and no second sorting.
    private bool Relabelled(Phrase order)
    {
        if (order.HasLiterals || !SortInto.Opens(order, out var lead) || lead >= order.Count) return false;
        var now = Several().Split(order.From(lead).Text).Select(l => Plain(l).ToLowerInvariant()).Where(l => l.Length > 0).ToList();
        if (now.Count < 2 || now.Exists(l => l.Split(' ').Length > 3)) return false;
        var (sorter, kinds) = (Sorter(), MemberLabels());
        var known = sorter?.Labels ?? kinds?.Labels.Select(Draft.Text).OfType<string>().ToList() ?? [];
        if (known.Count == 0 || now.Count(l => known.Contains(l, StringComparer.OrdinalIgnoreCase)) < 2) return false;
        if (sorter is var (node, channel, _)) _graph.SetLabels(node, channel, now);
        else if (kinds is var (member, labels))
        {
            node = member;
            labels.Clear();
            foreach (var label in now) labels.Add((JsonNode)JsonValue.Create(label));
        }
        else return false;
        return Did($"'{node}' sorts into {string.Join(", ", now)}");
    }

    [GeneratedRegex(@"^(?:add|introduce|include|there is|we need) (?:an? |another |one more |the )?(?:new |extra |second |third |fourth |fifth |sixth |further |additional )?(?:category|label|class|type)\s*(?:called |named |for |:|, )?\s*(?<label>[\w\uE600-\uE7FF-]+(?: [\w-]+)?)(?:(?:,? (?:for which|where|for those|which|that|and (?:it|those|these|send (?:it|them|those))|whose \w+|where it)|,|:| -| ->)\s*(?:should |must |will )?(?<then>.{3,300}))?$|^(?<label>[\w-]+(?: [\w-]+)?) (?:should|must|can|shall) (?:also )?(?:be|become) (?:an?|one more|another|its own|their own) (?:new |extra |separate )?(?:category|class|label)(?: too| as well| of (?:its|their) own)?(?:(?:,| and|:| -)\s*(?<then>.{3,300}?)(?: for (?:these|those|them|that))?)?$|^(?<gone>remove|drop|delete|get rid of) (?:the )?(?:category|label|class) (?<label>[\w\uE600-\uE7FF -]{2,30})$|^(?<gone>remove|drop|delete|get rid of) (?:the )?(?<label>[\w-]{2,30}) (?:category|label|class)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CategoryWord();
}
