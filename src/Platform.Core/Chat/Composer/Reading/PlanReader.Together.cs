using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What goes on at once.</summary>
internal sealed partial class PlanReader
{
    private bool Parallel(string piece, List<PlanItem> into)
    {
        if (Meanwhile().Match(piece) is { Success: true } while_ && into.Count > 0 && Way(while_.Groups[1].Value) is { Count: > 0 } beside)
        {
            var last = into[^1];
            into.RemoveAt(into.Count - 1);
            if (last is Together open)
            {
                open.Ways.Add(beside);
                into.Add(open);
            }
            else into.Add(new Together([[last], beside]));
            return true;
        }

        if (!ParallelWord().IsMatch(piece) || ParallelOf(piece) is not null) return false;
        // "a, and at the same time b" is one thing, "a and b at the same time, then c" another.
        if (ParallelWord().Match(piece) is { Index: > 0 } within && (within.Value.TrimEnd().EndsWith(',') || AndLead().IsMatch(piece[(within.Index + within.Length)..])) && AndLead().Replace(piece[(within.Index + within.Length)..].TrimStart(' ', ','), "") is { Length: > 0 } behind && Clauses.BeginsWithVerb(behind)
            && !ParallelLed().IsMatch(piece) && Parallel(piece[..(within.Index + within.Length)], into))
        {
            Sequence(behind, into);
            return true;
        }

        // "Both at once" speaks of the last two orders before it.
        if (BothWord().IsMatch(piece) && Clauses.Actions(ParallelWord().Replace(piece, " ")) is { Count: > 2 } many && ParallelWord().Match(piece) is { Index: > 0 } two && two.Index + two.Length >= piece.Length - 1)
        {
            foreach (var one in many.SkipLast(2)) if (!Clause(one, into)) Missed(one);
            return Parallel($"{many[^2]} and {many[^1]} at once", into);
        }

        var rest = Blanks().Replace(ParallelWord().Replace(piece, " "), " ").Trim(' ', ',', ':');
        var actions = AlsoCut().Split(rest).SelectMany(Clauses.Actions).ToList();
        var (ways, after) = (new List<List<PlanItem>>(), new List<string>());
        // The last order alone may be of several: "…, get it reviewed by legal and by the CEO at the same time".
        if (actions.Count > 1 && !ParallelLed().IsMatch(piece) && (ByTwo().IsMatch(Phrases.Active(actions[^1])) || OfTwo().IsMatch(actions[^1])))
        {
            foreach (var one in actions.SkipLast(1)) if (!Clause(one, into)) Missed(one);
            actions = [actions[^1]];
        }

        if (actions.Count > 0 && Tongues().Match(string.Join(" and ", actions)) is { Success: true } tongues && Clauses.BeginsWithVerb(rest) && Words.Verb(rest.Split(' ')[0]) is not "translate")
            actions = [.. And().Split(tongues.Groups["list"].Value).Where(l => l.Trim().Length > 0).Select(l => $"{tongues.Groups["head"].Value} {l.Trim()}")];
        foreach (var action in actions)
        {
            var items = new List<PlanItem>();
            if (!Clause(action, items)) Missed(action);
            if (items.Count > 0) ways.Add(items);
        }

        if (actions.Count == 1 && ways is [{ Count: > 1 } each] && each.TrueForAll(i => i is Step { Skill: "human" })) ways = each.ConvertAll(i => new List<PlanItem> { i });
        if (ways.Count > 1 && ways[0] is { Count: > 1 } made && actions.Skip(1).Any(a => ItWord().IsMatch(a)))
        {
            into.AddRange(made.SkipLast(1)); // what "it" is must be there before both
            ways[0] = [made[^1]];
        }

        // "search the web and my notes at the same time": one verb, two things.
        if (ways.Count < 2 && actions.Count == 1 && !(ways is [[Together]]) && Shared(actions[0]) is { Count: > 1 } shared) ways = shared;
        if (ways.Count < 2 && into.Count > 0 && ways.Count == 1 && into[^1] is Step or ForEach && !ParallelLed().IsMatch(piece))
        {
            ways.Insert(0, [into[^1]]);
            into.RemoveAt(into.Count - 1);
        }

        if (ways.Count == 0) return false;
        if (ways.Count == 1) into.AddRange(ways[0]);
        else into.Add(new Together(ways));
        return true;
    }

    private List<List<PlanItem>> Shared(string action)
    {
        var space = action.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || Words.Verb(action[..space]) is not { } verb || verb is "translate" or "extract" or "classify" or "sort") return [];
        return [.. And().Split(action[(space + 1)..]).Select(o => Way($"{verb} {BothWord().Replace(o, "").Trim()}")).Where(w => w.Count > 0)];
    }

    [GeneratedRegex(@"^(?:and )?(?:meanwhile|in the meantime|while (?:that|this|it) (?:is running|runs|happens|is (?:being done|going on))|in parallel to (?:that|this)|alongside(?: that)?),?\s+(.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Meanwhile();

    [GeneratedRegex(@",?\s*\b(?:in parallel|at the same time|simultaneously|concurrently|side by side|all at once|at once|parallel(?:ly)?|both at the same time|while also)\b:?,?\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ParallelWord();

    [GeneratedRegex(@"^(?:and |then )?(?:do )?(?:in parallel|at the same time|simultaneously|concurrently|side by side|all at once)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ParallelLed();

    [GeneratedRegex(@"\s+(?:while|as well as|plus|along with)\s+(?=\w+ing\b|\w+ )", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AlsoCut();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:and |then |and then )+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AndLead();

    [GeneratedRegex(@"^(?<head>.{3,120}? (?:in|into|to)) (?<list>(?:(?:english|german|french|spanish|italian|portuguese|dutch|polish|russian|chinese|japanese|korean|arabic|swedish|danish|turkish|greek|hindi|czech)(?:,? and |, and |, | & )?){2,8})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Tongues();

    [GeneratedRegex(@",?\s+(?:and|&)\s+|,\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex And();

    [GeneratedRegex(@"\b(?:both)\b\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BothWord();
}
