using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What agents decide: one that reviews says whether it approves, in the form of a person's decision, where the request asks for that.</summary>
internal sealed partial class GraphBuilder
{
    private static readonly HashSet<string> Reviewing = ["review", "check", "verify", "validate", "evaluate", "assess", "judge", "critique", "criticise", "criticize", "proofread", "approve", "test", "inspect", "examine", "grade", "fact-check", "double-check", "edit"];

    private static bool Reviews(PlanItem item) => item is Step { Skill: "critique" } || item is Step { Skill: "agent" or "work" } step && Reviewing.Contains(Grammar.Lexicon.Lemma(Tasked(step)) ?? Tasked(step).ToLowerInvariant());

    /// <summary>"Until the reviewer is satisfied": the last agent that reviews gives its verdict beside what it says; null when no agent reviews.</summary>
    /// <param name="asked">What is asked; who is named in it decides, whatever else he does.</param>
    /// <param name="among">The nodes that may be meant; null for all.</param>
    private Value? Verdict(string asked, IReadOnlyCollection<string>? among = null)
    {
        var words = Grammar.Phrase.Of(asked);
        bool IsNamed(PlanItem item) => item is Step { Skill: "agent" } step && step.Get("name") is { } called && words.Has(Grammar.Phrase.Of(called.ToLowerInvariant()).Low(called.Count(c => c == ' ')));
        var may = _made.FindAll(m => among?.Contains(m.First) != false);
        var maker = may.FindLast(m => IsNamed(m.Item)) is { First: not null } named ? named : may.FindLast(m => Reviews(m.Item));
        if (_each is not null || maker is not { First: { } node } || _draft.Nodes[node] is not JsonObject body) return null;
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
        _ruling.Add(node);
        return _values[^1];
    }

    // Nodes whose agents give a verdict.
    private readonly HashSet<string> _ruling = new(StringComparer.Ordinal);

    /// <summary>What an agent that reviews is asked by its verdict: "the checker finds mistakes", "the critic is happy"; null for any other question.</summary>
    /// <remarks>"There are no more errors" asks the same.</remarks>
    private string? Ruled(string said)
    {
        var words = Grammar.Phrase.Of(said);
        var isBad = Faults.In(words) is not null;
        if (!isBad && Praise.In(words) is null || words.Has("customer", "user", "client", "manager", "boss", "i", "we") || Verdict(said) is not { } verdict) return null;
        var isNot = words.Has("not", "no", "never", "nothing", "isn't", "doesn't", "aren't", "don't", "cannot", "can't", "none", "without");
        return $"{(isBad != isNot ? "!" : "")}{verdict.Expression}.approved";
    }

    private static readonly Grammar.Form Faults = new("finds/find/found/sees/spots/reports/has any/some/no/serious/critical/major? *? mistakes/errors/problems/problem/issues/issue/bugs/bug/gaps/faults/flaws/weaknesses/objections/mistake/error | rejects/reject/rejected/objects/refuses/unhappy/dissatisfied/unsatisfied | there are/is any/still/some/no? mistakes/errors/problems/issues/bugs/objections | finds anything/something/nothing | is/are/'s/it's not? invalid/wrong/incorrect/faulty/false | too * | it/tests/test/check/review/validation fails/fail/failed");
    private static readonly Grammar.Form Praise = new("approves/approve/approved/satisfied/happy/accepts/accept/accepted/agrees/passes/pass/passed | good enough | gives/give a/an/its/the green light/ok");
}
