using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer;
using Platform.Core.Config;
using Platform.Core.Graph;

namespace Platform.IntegrationTests.Chat;

/// <summary>
/// Claims of somebody who knows what a draft must do and not how its steps are called: like <see cref="GraphClaims"/>, but names and texts need only
/// be held, numbers of ways, joins and attempts be reached, and <c>|</c> stands between what is right as well. Besides: <c>branch</c>, <c>parallel</c>,
/// <c>human:manager</c>, <c>nomodel:x</c>, <c>noinput:x</c>, <c>notrigger</c>, <c>noloop</c>, <c>nomap</c>, <c>saysnot:x</c>, <c>cron:0_9_*_*_1</c>;
/// and of the answer: <c>nothing</c> is changed, <c>told:cannot</c> it says this, <c>honest</c> it says that something is left out.
/// </summary>
internal static partial class LooseClaims
{
    /// <param name="draft">The draft after the turn; null while there is none.</param>
    /// <param name="graph">The same, compiled.</param>
    public static IReadOnlyList<string> Broken(string? draft, CompiledGraph? graph, ComposerReply reply, string claims) =>
        [.. claims.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(c => !Holds(draft, graph, reply, c))];

    private static bool Holds(string? draft, CompiledGraph? graph, ComposerReply reply, string claim)
    {
        var (word, value) = claim.Split(':', 2) is [var w, var v] ? (w, v) : (claim, "");
        return word switch
        {
            "nothing" => reply.Draft is null,
            "told" => value.Split('|').Any(t => Held(reply.Text, t)),
            "honest" => reply.Draft is null || reply.NotUnderstood.Count > 0,
            _ => draft is not null && graph is not null && Holds(draft, graph, word, value),
        };
    }

    private static bool Holds(string draft, CompiledGraph graph, string word, string value)
    {
        var nodes = graph.Nodes;
        return word switch
        {
            "order" => Ordered(graph, value.Split(',')),
            "has" => value.Split(',').All(u => nodes.Any(n => Is(graph, n, u)) || graph.Config.Tools.Any(t => u.Split('|').Contains(t.Use)) || graph.Config.Agents.Any(a => u.Split('|').Any(t => a.Settings["tools"]?.ToJson().GetRawText().Contains(t, StringComparison.Ordinal) == true))),
            "no" => value.Split(',').All(u => !nodes.Any(n => Is(graph, n, u))),
            "count" => value.Contains(">=", StringComparison.Ordinal) ? Count(graph, value.Split(">=")[0]) >= Number(value.Split(">=")[1]) : Count(graph, value.Split('=')[0]) == Number(value.Split('=')[1]),
            "nodes" => value.Split('|').Any(n => nodes.Count == Number(n)),
            "branch" => nodes.Any(n => n.Next.Count >= Math.Max(2, AtLeast(value) - 1)), // the last of three may be that nothing is done
            "parallel" => graph.Start.Count >= AtLeast(value) || nodes.Any(n => n.Map is not null || n.Next.Any(w => w.To.Count >= AtLeast(value))),
            "join" => nodes.Any(n => n.Needs.Count >= AtLeast(value)),
            "loop" => GraphClaims.Broken(graph, "loop").Count == 0,
            "noloop" => GraphClaims.Broken(graph, "loop").Count > 0,
            "map" => nodes.Any(n => n.Map is not null),
            "nomap" => nodes.All(n => n.Map is null),
            "at" => nodes.Any(n => n.Map?.Parallel == Number(value)),
            "model" => value.Split(',').All(m => graph.Config.Models.Any(c => m.Split('|').Any(name => Held(c.Use, name)))),
            "nomodel" => graph.Config.Models.All(m => !Held(m.Use, value)),
            "input" => value.Split(',').All(i => graph.Config.Inputs.Any(c => i.Split('|').Any(name => Held(c.Name, name, isName: true)))),
            "noinput" => graph.Config.Inputs.All(i => !Held(i.Name, value, isName: true)),
            "limit" => graph.Config.Root["limits"] is ConfigMap limits && Plain(limits.Text(value.Split('=')[0]) ?? "") == Plain(value.Split('=')[1]),
            "retry" => nodes.Any(n => n.Retry?.Attempts is { } attempts && attempts - Number(value) is 0 or 1), // three times, or three times more
            "timeout" => nodes.Any(n => n.Timeout == TimeSpan.FromSeconds(Number(value))) || Timeouts().Matches(draft).Any(m => Plain(m.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal)) == $"{value}s"),
            "trigger" => graph.Config.Triggers.Any(t => t[value] is not null),
            "notrigger" => graph.Config.Triggers.Count == 0,
            "cron" => value.Split('|').Any(c => draft.Contains(c.Replace('_', ' '), StringComparison.Ordinal)),
            "human" => nodes.Any(n => n.Kind == "human" && value.Split('|').Any(who => Held((n.Config.Settings["human"] as ConfigMap)?.Text("assign") ?? "", who, isName: true))),
            "late" => nodes.Any(n => n.OnErrorTo is not null || (n.Config.Settings["human"] as ConfigMap)?["on_timeout"] is not null),
            "error" => nodes.Any(n => n.OnErrorTo is not null),
            "node" => value.Split(',').All(one => nodes.Any(n => one.Split('|').Any(name => Held(n.Name, name, isName: true)))),
            "gone" => value.Split(',').All(name => nodes.All(n => !Held(n.Name, name, isName: true))),
            "name" => graph.Name == value,
            "says" => value.Split('|').Any(t => Held(GraphClaims.Text(graph), t)),
            "saysnot" => !Held(GraphClaims.Text(graph), value),
            "when" => value.Split('|').Any(t => nodes.Any(n => n.Config.Next.Any(w => w.When?.Text.Contains(t, StringComparison.Ordinal) == true))),
            _ => throw new ArgumentException($"'{word}' is no claim."),
        };
    }

    // A name may hold the `_` that stands for a blank in any other text.
    private static bool Held(string text, string part, bool isName = false) =>
        text.Contains(part, StringComparison.OrdinalIgnoreCase) || !isName && text.Contains(part.Replace('_', ' '), StringComparison.OrdinalIgnoreCase);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int AtLeast(string value) => value.Length == 0 ? 2 : Number(value);

    private static int Count(CompiledGraph graph, string use) => graph.Nodes.Count(n => Is(graph, n, use));

    private static bool Is(CompiledGraph graph, GraphNode node, string uses) => uses.Split('|').Any(u => u == "any" || u == GraphClaims.Uses(graph, node));

    // `$2`, `0.5`, `50k` and `10m`: amounts as plain numbers, durations in seconds.
    private static string Plain(string text)
    {
        var plain = text.Replace("$", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        if (Amount().Match(plain) is not { Success: true } amount) return plain;
        var number = decimal.Parse(amount.Groups[1].Value, CultureInfo.InvariantCulture);
        var (times, unit) = amount.Groups[2].Value switch { "k" => (1000, ""), "s" => (1, "s"), "m" => (60, "s"), "h" => (3600, "s"), "d" => (86_400, "s"), "w" => (604_800, "s"), _ => (1, "") };
        return (number * times).ToString("0.###", CultureInfo.InvariantCulture) + unit;
    }

    private static bool Ordered(CompiledGraph graph, string[] uses) => graph.Nodes.Where(n => Is(graph, n, uses[0])).Any(n => Leads(graph, n, uses, 1));

    private static bool Leads(CompiledGraph graph, GraphNode from, string[] uses, int at) =>
        at == uses.Length || GraphClaims.Behind(graph, from).Select(n => graph.ByName[n]).Any(n => Is(graph, n, uses[at]) && n.Name != from.Name && Leads(graph, n, uses, at + 1));

    [GeneratedRegex(@"timeout:\s*""?([\d.]+\s*(?:ms|s|m|h|d|w)?)")]
    private static partial Regex Timeouts();

    [GeneratedRegex(@"^([\d.]+)([ksmhdw]?)$")]
    private static partial Regex Amount();
}
