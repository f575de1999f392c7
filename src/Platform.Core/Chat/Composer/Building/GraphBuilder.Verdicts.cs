using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What agents decide: one that reviews says whether it approves, in the form of a person's decision, where the request asks for that.</summary>
internal sealed partial class GraphBuilder
{
    private static readonly HashSet<string> Reviewing = ["review", "check", "verify", "validate", "evaluate", "assess", "judge", "critique", "criticise", "criticize", "proofread", "approve", "test", "inspect", "examine", "grade", "fact-check", "double-check", "edit"];

    private static bool Reviews(PlanItem item) => item is Step { Skill: "critique" } || item is Step { Skill: "agent" or "work" } step && Reviewing.Contains(Grammar.Lexicon.Lemma(Tasked(step)) ?? Tasked(step).ToLowerInvariant());

    /// <summary>"Until the reviewer is satisfied": the last agent that reviews gives its verdict beside what it says; null when no agent reviews.</summary>
    /// <param name="among">The nodes that may be meant; null for all.</param>
    private Value? Verdict(IReadOnlyCollection<string>? among = null)
    {
        if (_each is not null || _made.FindLast(m => Reviews(m.Item) && among?.Contains(m.First) != false) is not { First: { } node } || _draft.Nodes[node] is not JsonObject body) return null;
        if (Draft.Text(body["agent"]) is not { } name || _draft.Find("agents")?[name] is not JsonObject agent || agent["output"] is not null) return null;
        var said = (body["save"] as JsonObject)?.FirstOrDefault().Key;
        var use = Draft.Text(_draft.Find("models")?[Draft.Text(agent["model"]) ?? ""]?["use"]);
        var isOffline = use is null || use.StartsWith("builtin/", StringComparison.Ordinal) || use.StartsWith("scripted/", StringComparison.Ordinal);
        if (_draft.Nodes.Count(n => Draft.Text(n.Value?["agent"]) == name) == 1) _draft.Section("agents").Remove(name);
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("approved", "comment"),
            ["properties"] = new JsonObject { ["approved"] = new JsonObject { ["type"] = "boolean" }, ["comment"] = new JsonObject { ["type"] = "string" } },
        };
        body["agent"] = _models.Agent(name, $"{Draft.Text(agent["instructions"])} Say whether you approve it, and what has to change.", "approver", isOffline ? null : use, schema, [.. (agent["tools"] as JsonArray ?? []).Select(Draft.Text).OfType<string>()]);
        var next = Nextless(body);
        Produce(node, "decision", "output", new JsonObject { ["type"] = "object", ["default"] = new JsonObject { ["approved"] = false, ["comment"] = "" } }, Shape.Map);
        if (said is not null) body["save"]![said] = "${{ output.comment }}";
        if (next is not null) Reinsert(body, "next", next);
        return _values[^1];
    }
}
