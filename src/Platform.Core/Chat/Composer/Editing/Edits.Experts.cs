using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>One more of those who answer, each for a category of his own: "add a third expert for labour law questions".</summary>
internal sealed partial class Edits
{
    [GeneratedRegex(@"^(?:please )?(?:add|create|include|insert|i (?:also )?need|we (?:also )?need|there should be) (?:also )?(?:an?|another|one more) (?:(?:new|second|third|fourth|fifth|sixth|further|extra|additional|more) )?(?:(?<who>(?:[a-z]+ )?(?:expert|specialist|advis[eo]r|assistant|agent|teacher|consultant|helper))(?: agent)? (?:for|on|about|(?:that|who|which) (?:answers|handles|takes|deals with|replies to)) (?:the |all )?(?<kind>[a-z][\w -]*?)|(?:way|branch|path|route|case|option) for (?:the )?(?<kind>[a-z][\w -]*?)(?:: ?|, | where | with )(?:an? |the )?(?<who>[a-z][\w -]*?)(?: agent)?(?: (?:answers|replies|responds|handles)(?: (?:it|them|to it))?)?)(?: (?<thing>questions?|problems?|issues?|tickets?|requests?|cases?|matters?|ones|messages?|mails?|e-?mails?|inquiries|queries))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Expert();

    // Whoever is added does for his category what the others do for theirs.
    private bool Colleague(Match more)
    {
        if (Sorter() is not var (sorter, channel, _)) return false;
        var mates = Mates(channel);
        if (mates.Count == 0 || Instruction(mates[0]) is not { } told) return false;
        var label = more.Groups["kind"].Value.Trim().ToLowerInvariant();
        var who = more.Groups["who"].Value.Trim().ToLowerInvariant();
        var called = who is "agent" || !more.Value.Contains(':', StringComparison.Ordinal) && who is "expert" or "specialist" or "assistant" or "advisor" or "adviser" or "consultant" or "helper" or "teacher" ? $"{label} {(who == "agent" ? "" : who)}".Trim() : who;
        if (Labels().Contains(label, StringComparer.OrdinalIgnoreCase)) return Cannot($"'{sorter}' knows the category '{label}' already.");
        var at = told.IndexOf(" as the ", StringComparison.OrdinalIgnoreCase);
        var work = (at > 0 ? told[..at] : told.TrimEnd('.')).Trim();
        if (work.Contains('\n', StringComparison.Ordinal) || work.Length > 120) return false;
        var before = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        AddLabel(label);
        if (!Append($"if it is {label}, an agent called {Words.Identifier(called)} that {char.ToLowerInvariant(work[0])}{work[1..]} as the {called}", null, null)) return false;
        Meet(channel, before);
        return true;
    }

    private string? Instruction(string node) => Draft.Text(Draft.Nodes[node]?["agent"]) is { } agent ? Draft.Text(Draft.Find("agents")?[agent]?["instructions"]) : null;

    // The agents to which the ways of the choice lead.
    private List<string> Mates(string channel) =>
        [.. Draft.Nodes.Select(n => n.Value?["next"]).OfType<JsonArray>().Where(ways => ways.OfType<JsonObject>().Any(w => (Draft.Text(w["when"]) ?? "").Contains($"state.{channel} == '", StringComparison.Ordinal))).SelectMany(ways => ways.OfType<JsonObject>()).SelectMany(w => Draft.Targets(w["to"])).Where(t => Draft.Nodes[t]?["agent"] is not null).Distinct(StringComparer.Ordinal)];

    // What a new way makes goes where the same of the other ways goes.
    private void Meet(string channel, IReadOnlySet<string> before)
    {
        if (Mates(channel) is not { Count: > 2 } all || all.FindAll(n => !before.Contains(n)) is not [var made] || Draft.Nodes[made] is not JsonObject { } body || body["next"] is not null) return;
        var mates = all.FindAll(before.Contains).ConvertAll(n => (JsonObject)Draft.Nodes[n]!);
        if (mates.Select(m => m["next"]?.ToJsonString()).Distinct().ToList() is not [{ } next] || mates.Select(m => m["save"]?.ToJsonString()).Distinct().ToList() is not [{ } save] || (body["save"] as JsonObject)?.FirstOrDefault().Key is not { } own) return;
        if ((mates[0]["save"] as JsonObject)?.FirstOrDefault().Key is not { } shared || Draft.Nodes.Any(n => n.Key != made && n.Value?.ToJsonString().Contains($"state.{own} ", StringComparison.Ordinal) == true)) return;
        body["save"] = JsonNode.Parse(save);
        body["next"] = JsonNode.Parse(next);
        Draft.Nodes.Remove(made);
        Draft.Nodes.Insert(Draft.Nodes.Select(n => n.Key).ToList().FindLastIndex(all.Contains) + 1, made, body); // it stands beside them
        if (own != shared) Draft.Find("state")?.Remove(own);
        if (own != shared) Draft.Find("outputs")?.Remove(own);
        Did($"what '{made}' makes goes on as that of the others does");
    }
}
