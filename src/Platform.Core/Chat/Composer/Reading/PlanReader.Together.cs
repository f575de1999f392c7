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
        if (ParallelWord().Match(piece) is { Index: > 0 } within && piece[(within.Index + within.Length)..].TrimStart(' ', ',') is var behind && behind.StartsWith("and ", StringComparison.OrdinalIgnoreCase) && Parallel(piece[..(within.Index + within.Length)], into))
        {
            Sequence(behind[4..], into);
            return true;
        }

        var rest = ParallelWord().Replace(piece, " ").Trim(' ', ',', ':');
        var actions = AlsoCut().Split(rest).SelectMany(Clauses.Actions).ToList();
        var (ways, after) = (new List<List<PlanItem>>(), new List<string>());
        foreach (var action in actions)
        {
            var items = new List<PlanItem>();
            if (!Each(action, items) && !Clause(action, items)) Missed(action);
            if (items.Count > 0) ways.Add(items);
        }

        // "search the web and my notes at the same time": one verb, two things.
        if (ways.Count == 1 && Shared(actions[0]) is { Count: > 1 } shared) ways = shared;
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

    [GeneratedRegex(@"^(?:and )?(?:meanwhile|in the meantime|while (?:that|this|it) (?:is running|runs|happens|is (?:being done|going on))|in parallel to (?:that|this)|alongside(?: that)?),?\s+(.{3,300})$", RegexOptions.IgnoreCase, 500)]
    private static partial Regex Meanwhile();

    [GeneratedRegex(@",?\s*\b(?:in parallel|at the same time|simultaneously|concurrently|side by side|all at once|at once|parallel(?:ly)?|both at the same time|while also)\b:?,?\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ParallelWord();

    [GeneratedRegex(@"^(?:and |then )?(?:do )?(?:in parallel|at the same time|simultaneously|concurrently|side by side|all at once)\b", RegexOptions.IgnoreCase, 500)]
    private static partial Regex ParallelLed();

    [GeneratedRegex(@"\s+(?:while|as well as|plus|along with)\s+(?=\w+ing\b|\w+ )", RegexOptions.IgnoreCase, 500)]
    private static partial Regex AlsoCut();

    [GeneratedRegex(@",?\s+(?:and|&)\s+|,\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex And();

    [GeneratedRegex(@"\b(?:both)\b\s*", RegexOptions.IgnoreCase, 500)]
    private static partial Regex BothWord();
}
