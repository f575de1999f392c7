using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What a draft promises that goes round must fit into its limits: a run may take 100 steps where nothing else is said, and thirty-odd rounds of three steps use them up.</summary>
internal static partial class RoundLimits
{
    private const int Usual = 100;
    private const int MostSteps = 100_000;

    /// <summary>Rounds of one repetition that a draft may promise.</summary>
    public const int MostRounds = 10_000;

    /// <summary>The steps that a run takes when every repetition goes all its rounds; 0 where nothing is repeated.</summary>
    public static int Needed(JsonObject root)
    {
        if (root["nodes"] is not JsonObject nodes) return 0;
        var needed = 0L;
        foreach (var (name, most) in Bounds(nodes)) needed += most * (1L + Round(nodes, name).Count);
        return needed == 0 ? 0 : (int)Math.Min(MostSteps, needed + nodes.Count);
    }

    /// <summary>Gives a run the steps that its rounds take. A number of steps that somebody set below that stays.</summary>
    /// <param name="before">What the draft needed before it was changed.</param>
    /// <returns>What to say where the limit that was set is reached before the rounds are over.</returns>
    public static string? Raise(Draft draft, int before, bool isSaid)
    {
        var needed = Needed(draft.Root);
        if (needed == 0) return null;
        var given = draft.Find("limits")?["steps"] is JsonValue set && int.TryParse(set.ToString(), CultureInfo.InvariantCulture, out var steps) ? steps : (int?)null;
        if (needed <= (given ?? Usual)) return null;
        if (given is null || !isSaid && given >= before && before > 0)
        {
            draft.Section("limits")["steps"] = Math.Min(MostSteps, (needed + 49) / 50 * 50);
            return null;
        }

        return needed == before && !isSaid ? null : $"A run may take {given} steps, and all rounds together take up to {needed}: it fails at that limit before the rounds are over. Say \"at most {needed} steps\" if all of them should be possible.";
    }

    /// <summary>"Every 10 minutes, stop after 2 hours": waiting is no work of a run, so a time that is given to a repetition which waits becomes as many rounds as fit into it.</summary>
    /// <returns>What was made of it; null where nothing waits between rounds.</returns>
    public static string? Within(Draft draft, string span)
    {
        string? told = null;
        foreach (var (name, pause, ways) in Polls(draft.Nodes).ToList())
        {
            var rounds = (int)Math.Clamp(Math.Ceiling(Amounts.Seconds(span) / Math.Max(1, Amounts.Seconds(pause))), 1, MostRounds);
            foreach (var way in ways) way["when"] = Bound().Replace(Draft.Text(way["when"])!, m => $"{m.Groups[1].Value}{rounds}");
            told = $"'{name}' ends it after {rounds} rounds, as many as fit into {span} with {pause} between them";
        }

        return told;
    }

    /// <summary>Repetitions that wait between two rounds: the step that counts, how long it waits, and the ways that hold the bound.</summary>
    public static IEnumerable<(string Check, string Pause, List<JsonObject> Ways)> Polls(JsonObject nodes)
    {
        foreach (var name in Bounds(nodes).Select(b => b.Name))
            if (Round(nodes, name).Select(n => Draft.Text(nodes[n]?["wait"]?["for"])).FirstOrDefault(w => w is not null && !w.Contains("${{", StringComparison.Ordinal)) is { } pause)
                yield return (name, pause, [.. Ways(nodes[name]).Where(w => Bound().IsMatch(Draft.Text(w["when"]) ?? ""))]);
    }

    private static IEnumerable<(string Name, long Most)> Bounds(JsonObject nodes) =>
        nodes.Select(n => (n.Key, Most: Ways(n.Value).Select(w => Bound().Match(Draft.Text(w["when"]) ?? "")).Where(m => m.Success).Select(m => long.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max())).Where(b => b.Most > 0);

    private static IEnumerable<JsonObject> Ways(JsonNode? node) => (node?["next"] as JsonArray ?? []).OfType<JsonObject>();

    // The steps of one round: those that it leads to and that lead back to it.
    private static List<string> Round(JsonObject nodes, string check) => [.. Draft.After(nodes, check).Where(n => n != check && Draft.After(nodes, n).Contains(check))];

    [GeneratedRegex(@"(state\.rounds(?:_\d+)? (?:>=|<=|>|<) )(\d{1,6})\b", RegexOptions.None, 5000)]
    private static partial Regex Bound();
}
