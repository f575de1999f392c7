using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What is taken out: steps, branches, limits, triggers, inputs, tries and times.</summary>
internal sealed partial class Edits
{
    private static readonly Form RemoveLead = new("""
        remove/delete/drop/undo/revert/skip/eliminate/kill/scrap/lose/erase/omit/discard/exclude/ditch/cancel/without/no out? also? | cut/lose/strip out/away/off? | throw/take/leave/rip/kick out/away/off | get rid of | do away with | forget about? | never mind about? | nevermind about? | we/i/you? don't need/want/require | we/i/you? do not need/want/require | we/i? no longer need/want/require | no more | no need for |
        we/i? can do/go/live without | leave * out
        """);

    private static readonly Form RemoveTail = new("""
        is/are/isn't/aren't not/no? longer? really? needed/necessary/required/wanted | is/are unnecessary/superfluous/obsolete/redundant | can/should/must/may/has/have/needs to? go away? | can/should/must/may be removed/dropped/deleted/skipped/omitted/gone/cut |
        can/should/must/may be left/taken/thrown out
        """);

    private static readonly Form Gone = new("again | completely/altogether/entirely/anymore | any more/longer | after all | for now | from it/the workflow/draft? | please | as well | too");

    // Without "again", "any more" and the like at the end.
    private static Phrase Needed(Phrase order)
    {
        for (var i = Math.Max(2, order.Count - 4); i < order.Count; i++)
            if (Gone.At(order, i) == order.Count) return order.To(i).Trimmed();
        return order;
    }

    private static readonly Form NotDone = new("don't/never | do not | stop | no need to");

    private static readonly HashSet<string> OfTheDraft = WordSet("it that this them these last latest previous change changes edit everything all again back one draft step");

    /// <summary>What "undo the memory part" takes out; null when the last change is meant, whatever it was.</summary>
    public static string? TakenOut(string text)
    {
        var order = Phrase.Of(Courtesy.Bare(text));
        return order.Low(0) is "undo" or "revert" && order.From(1) is { Count: > 0 } what && !what.Tokens.All(t => OfTheDraft.Contains(t.Low) || Lexicon.IsDeterminer(t.Low)) ? what.Text : null;
    }

    private static bool RemovePartWord(string what) => LimitWord().IsMatch(what) || TriggerWord().IsMatch(what) || InputWord().IsMatch(what) || SettingWord().IsMatch(what) || BranchWord().IsMatch(what) || AllBehind().IsMatch(what);

    private static readonly Form Looping = new("the/this/that/a/any? loop/loops/looping/repetition/repetitions/repeating/iteration/iterations back? | the/this/that? way/jump/arrow/step back | going/jumping/looping back");

    // "The critic and |the loop|": ways that lead back are no steps; what else is to go.
    private Phrase Unlooped(Phrase what)
    {
        if (Looping.In(what) is not var (at, end) || end < what.Count && !(what[end].Kind == TokenKind.Mark || what.Low(end) == "and") || at > 0 && !(what[at - 1].Kind == TokenKind.Mark || what.Low(at - 1) == "and") || _graph.Unloop() is not { Count: > 0 } gone) return what;
        Did($"nothing goes back to {Listed(gone)} any more");
        return Phrase.Of(at == 0 ? what.From(end < what.Count ? end + 1 : end).Text : $"{what.To(at - 1).Text} {what.From(end).Text}".Trim());
    }

    private bool Remove(string text)
    {
        var order = Phrase.Of(text);
        if (order.Low(0) is "take" or "leave" or "throw" or "cut") order = Needed(order);
        if (order.Low(0) is "take" or "leave" or "throw" or "cut" && order.Count > 2 && order.Low(order.Count - 1) == "out") order = Phrase.Of($"remove {order.Part(1, order.Count - 1).Text}"); // "take the wait out"
        var at = -1;
        if (!RemoveLead.Opens(order, out var lead) && RemoveTail.In(order, 1) is var (behindIt, past) && (past == order.Count || Gone.At(order, past) > 0)) at = behindIt; // "should go" is, "should go two rounds" is not
        if (lead <= 0 && at < 0 && !NotDone.Opens(order, out _) || lead >= order.Count) return false;
        if (NotDone.Opens(order, out _)) order = Needed(order); // "do not post it to Slack any more"
        if (NotDone.Opens(order, out var go) && Returns.At(order, go) > 0 && order.Has("back", "again", "loop", "repeat") && _graph.Unloop() is { Count: > 0 } again) return Did($"nothing goes back to {Listed(again)} any more");
        if (NotDone.Opens(order, out var not) && lead <= not && Lexicon.OrderAt(order, not) == not && order.Count - not < 6 && !order.HasLiterals)
            return Finder.All(order.From(not).Text) is { } undone ? RemoveAll(undone) : Finder.Find(Plain(order.From(not).Text)).Count > 1 ? Cannot(Finder.Unclear(Plain(order.From(not).Text))) : Missed(text);
        var gone = at > 0 ? order.To(at) : order.From(lead);
        if (lead <= 0 && at < 0) return false;
        if (Gone.In(gone, 1) is var (end, last) && last >= gone.Count - 1) gone = gone.To(end);
        if (Unlooped(gone) is var left && left.Count < gone.Count && (gone = left).Count == 0) return true;
        var what = gone.Text;
        if (order.Low(0) == "no" && !RemovePartWord(what)) return Finder.All(what) is { } none ? RemoveAll(none) : Finder.Find(Plain(what)).Count > 1 ? Cannot(Finder.Unclear(Plain(what))) : Missed(text);
        if (order.Low(0) is "forget" or "never" or "nevermind" && !RemovePartWord(what) && Finder.Find(Plain(what)).Count == 0 && !Draft.Nodes.Any(n => Uses(n.Key).Any(u => u.StartsWith("memory.", StringComparison.Ordinal)))) return Cannot(Finder.Unclear(Plain(what)));
        if (order.Low(0) is "no" or "cut" or "cancel" or "forget" or "without" or "clear" && Finder.All(what) is null && !RemovePartWord(what)) return false;
        if (RemovePart(what)) return true;
        if (AllBehind().Match(what) is { Success: true } behind)
        {
            if (NodeOf(Plain(behind.Groups["ref"].Value)) is not { } from) return Cannot(Finder.Unclear(Plain(behind.Groups["ref"].Value)));
            var isBefore = behind.Groups["where"].Value.StartsWith("before", StringComparison.OrdinalIgnoreCase);
            return RemoveAll(isBefore ? [.. Draft.Nodes.Select(n => n.Key).TakeWhile(n => n != from)] : _graph.Behind(from));
        }

        if (BranchWord().Match(what) is { Success: true } branch && Branch(branch.Groups[1].Value) is var (choice, way))
        {
            var tails = new List<string>();
            while (_graph.TailOf(choice, way) is { } tail && !tails.Contains(tail))
            {
                tails.Add(tail);
                _graph.Remove(tail);
            }

            return tails.Count > 0 ? Did($"{Listed(tails)} {(tails.Count == 1 ? "is" : "are")} gone") : Cannot($"The branch '{branch.Groups[1].Value.Trim()}' has no steps of its own.");
        }

        if (RowLabel(Phrase.Of(what)) is not null) return Missed(text);
        if (Finder.All(Unless().Replace(what, "")) is { Count: > 0 } nodes) return RemoveAll(nodes);
        if (Finder.Find(Plain(what)).Count > 1) return Cannot(Finder.Unclear(Plain(what)));
        var names = Several().Split(what).Select(n => Plain(n)).Where(n => n.Length > 0).ToList();
        foreach (var name in names)
        {
            if (Finder.All(name) is { Count: > 0 } found) RemoveAll(found);
            else if (Near(Identifier(InputNoise().Replace(name, "").Trim()), (Draft.Find("inputs") ?? []).Select(i => i.Key)) is { } known)
            {
                Draft.Find("inputs")!.Remove(known);
                Did($"the input '{known}' is gone");
            }
            else if (name == names[0] || !Phrase.Of(name).Any(t => Lexicon.IsBe(t.Low) || Lexicon.IsModal(t.Low) || t.Low is "we" or "i" or "don't" or "have" or "has")) Cannot(Finder.Unclear(name)); // "…, the file is enough" is why
        }

        return names.Count > 0;
    }

    private bool RemoveAll(IReadOnlyList<string> nodes)
    {
        if (nodes.Count == 0) return Cannot("No step stands there.");
        if (nodes.Count >= Draft.Nodes.Count) return Cannot(nodes.Count == 1 ? "That is the only step: say what the workflow should do instead, or 'start over'." : "That is all of it: say 'start over' and what you want.");
        foreach (var kept in nodes.SelectMany(_graph.OwnKeepers).Where(k => !nodes.Contains(k)).Distinct().ToList())
        {
            _graph.Remove(kept);
            Remarks.Add($"'{kept}' was only there for that, so it is gone too.");
        }

        foreach (var node in nodes.Reverse()) _graph.Remove(node);
        RemoveStrays("was only there for that, so it is gone too");
        foreach (var (reader, channel) in _graph.Starved()) Remarks.Add($"'{reader}' still reads '{channel}', which no step makes any more: say what it should work on, or remove it too.");
        return Did(nodes.Count == 1 ? $"the step '{nodes[0]}' is gone" : $"{Listed(nodes)} are gone");
    }

    // What nothing leads to any more.
    private void RemoveStrays(string why)
    {
        foreach (var stray in Draft.Nodes.Select(n => n.Key).Where(n => !_graph.IsReached(n, new HashSet<string>())).ToList())
        {
            _graph.Remove(stray);
            Remarks.Add($"'{stray}' {why}.");
        }
    }

    // Limits, triggers, inputs, tries and times are no steps.
    private bool RemovePart(string what)
    {
        if (LimitWord().Match(what) is { Success: true } limit)
        {
            var key = LimitKey(limit.Value);
            return Draft.Find("limits")?.Remove(key) == true ? Did($"the limit '{key}' is gone") : Cannot($"There is no limit '{key}'.");
        }

        if (NoStart(Phrase.Of(what)) is { } isGone) return isGone;
        if (InputWord().IsMatch(what) && ((Draft.Find("inputs") is { Count: 1 } one && InputNoise().Replace(Plain(what), "").Trim().Length == 0 ? one.First().Key : null) ?? Near(Identifier(InputNoise().Replace(Plain(what), "").Trim()), (Draft.Find("inputs") ?? []).Select(i => i.Key))) is { } known)
        {
            Draft.Find("inputs")!.Remove(known);
            return Did($"the input '{known}' is gone");
        }

        if (SettingWord().Match(what) is not { Success: true } setting) return false;
        var name = setting.Groups["key"].Value.ToLowerInvariant() is var said && said.StartsWith("retr", StringComparison.Ordinal) || said == "attempts" ? "retry" : said.StartsWith("time", StringComparison.Ordinal) || said.StartsWith("due", StringComparison.Ordinal) ? "timeout" : said.StartsWith("cach", StringComparison.Ordinal) ? "cache" : "when";
        var rest = Left(what, setting);
        var nodes = rest.Length == 0 || Everything().IsMatch(rest) ? [.. Draft.Nodes.Select(n => n.Key)] : Finder.All(rest);
        if (nodes is null) return Cannot(Finder.Unclear(rest));
        if (name == "when") return _graph.Unguard(nodes) is { } freed ? Did($"'{freed}' is done always") : Cannot("There is no condition of that kind that I can take away: remove a branch by its name.");
        var any = false;
        foreach (var node in nodes.Select(n => (JsonObject)Draft.Nodes[n]!))
            any |= name == "cache" ? Draft.Text(node["agent"]) is { } agent && (Draft.Find("models")?[Draft.Text(Draft.Find("agents")?[agent]?["model"]) ?? ""] as JsonObject)?.Remove("cache") == true : node.Remove(name) | (node["human"] as JsonObject)?.Remove(name) == true;
        return any ? Did($"{(name == "retry" ? "nothing is tried again" : name == "cache" ? "answers are not kept" : "the time limit is gone")}{(rest.Length == 0 ? "" : $" at {Listed(nodes)}")}") : Cannot($"There is no {said} there.");
    }
}
