using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What agents decide: one that reviews says whether it approves, in the form of a person's decision, where the request asks for that.</summary>
internal sealed partial class GraphBuilder
{
    private static readonly HashSet<string> Reviewing = [.. Grammar.VerbKinds.Reviewing, "proofread", "approve", "grade", "edit"];

    /// <summary>Whether a verb says that what somebody made is looked at.</summary>
    public static bool IsReview(string verb) => Reviewing.Contains(verb);

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
        return _each is not null ? null : Ruler is { } ruler ? Ruling(ruler) : maker is { First: { } node } ? Ruling(node) : null;
    }

    /// <summary>The agent of the draft that is asked for its verdict when the condition is about what it found; null when only new ones are.</summary>
    public string? Ruler { get; init; }

    // The verdict of an agent, which gives one from now on.
    private Value? Ruling(string node) => Ruling(node, "approved", "decision", "Say whether you approve it, and what has to change.");

    // What an agent says beside its remarks: whether it approves, or yes or no to a question.
    private Value? Ruling(string node, string field, string channel, string told)
    {
        if ((_draft.Nodes[node]?["save"] as JsonObject ?? []).Where(s => Draft.Text(s.Value) == "${{ output }}").Select(s => _values.Find(v => v.Expression == $"state.{s.Key}" && v.Fields.ContainsKey(field))).OfType<Value>().FirstOrDefault() is { } given) return given;
        var said = (_draft.Nodes[node]?["save"] as JsonObject)?.FirstOrDefault().Key;
        var answer = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(field, "comment"),
            ["properties"] = new JsonObject { [field] = new JsonObject { ["type"] = "boolean" }, ["comment"] = new JsonObject { ["type"] = "string" } },
        };
        if (Answering(node, field == "yes" ? "verifier" : "approver", told, answer) is not { } body) return null;
        var next = Nextless(body);
        Produce(node, channel, "output", new JsonObject { ["type"] = "object", ["default"] = new JsonObject { [field] = false, ["comment"] = "" } }, Shape.Map);
        if (said is not null) body["save"]![said] = "${{ output.comment }}";
        if (next is not null) Reinsert(body, "next", next);
        _ruling.Add(node);
        return _values[^1];
    }

    // The agent of a node answers in a form from now on, and is told so; null where it has a form already, or is none.
    private JsonObject? Answering(string node, string purpose, string told, JsonObject answer)
    {
        if (_draft.Nodes[node] is not JsonObject body || Draft.Text(body["agent"]) is not { } name || _draft.Find("agents")?[name] is not JsonObject agent || agent["output"] is not null) return null;
        var use = Draft.Text(_draft.Find("models")?[Draft.Text(agent["model"]) ?? ""]?["use"]);
        var isOffline = use is null || use.StartsWith("builtin/", StringComparison.Ordinal) || use.StartsWith("scripted/", StringComparison.Ordinal);
        if (_draft.Nodes.Count(n => Draft.Text(n.Value?["agent"]) == name) == 1) _draft.Section("agents").Remove(name);
        body["agent"] = _models.Agent(name, $"{Draft.Text(agent["instructions"])} {told}", purpose, isOffline ? null : use, answer, [.. (agent["tools"] as JsonArray ?? []).Select(Draft.Text).OfType<string>()]);
        return body;
    }

    private static readonly Grammar.Form Scale = new("from/between # to/and # | # to # | # - # | out of #");

    private static bool Rates(PlanItem item, string subject) => item is Step { Skill: "agent" or "critique" or "work" } step && Grammar.Phrase.Of(step.Said) is var said
        && (Grammar.Lexicon.Lemma(Tasked(step)) is "rate" or "score" or "grade" || said.Has("score", "rating", "grade", "points", "probability", "likelihood", "confidence") || said.Has("number") && Scale.In(said) is not null || subject.Length > 0 && Scale.In(said) is not null && said.Has(subject));

    // Who rates in a draft that stands, where a turn begins with what is compared.
    private (PlanItem Item, string First) Rater(string subject) =>
        _draft.Nodes.Where(n => !Nodes.Contains(n.Key)).Reverse().Select(n => (Item: (PlanItem)new Step("agent", Draft.Text(_draft.Find("agents")?[Draft.Text(n.Value?["agent"]) ?? ""]?["instructions"]) ?? ""), First: n.Key)).FirstOrDefault(n => Rates(n.Item, subject));

    // Who does nothing but give a number on a scale gives it as a number, whether or not anything is compared with it.
    private static bool OnlyRates(Step step) => Grammar.Phrase.Of(step.Said) is { Count: <= 12 } said && Rates(step, "") && Scale.In(said) is var (at, _) && said.Part(at, said.Count).Any(Grammar.Lexicon.IsNumber) && (Grammar.Lexicon.Lemma(said.Low(0)) is "rate" or "score" or "grade" || Grammar.Lexicon.Lemma(said.Low(0)) is "give" or "assign" && said.Has("score", "rating", "grade", "points")) && !said.Has("reason", "reasons", "feedback", "comment", "why", "remarks");

    /// <summary>"A risk agent gives a number between 0 and 1. Below 0.3 …": the number that the last agent who rates gives; null when none rates.</summary>
    /// <param name="subject">What is compared, where it was named.</param>
    private Value? Rating(string subject)
    {
        if (_each is not null || (_made.Count > 0 ? _made[^1] : Rater(subject)) is not { Item: Step step, First: { } node } || !Rates(step, subject)) return null;
        var said = Grammar.Phrase.Of(step.Said);
        var numbers = Scale.In(said) is var (at, end) ? said.Part(at, end).Tokens.Where(Grammar.Lexicon.IsNumber).Select(t => Amounts.Of(t.Text)).OfType<double>().ToList() : [];
        var (least, most) = numbers switch { [var one, var other] => (one, other), [var full] => (0, full), _ => (0.0, 10.0) };
        var answer = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("score"),
            ["properties"] = new JsonObject { ["score"] = new JsonObject { ["type"] = "number", ["minimum"] = least, ["maximum"] = most }, ["feedback"] = new JsonObject { ["type"] = "string" } },
        };
        if (Answering(node, "scorer", $"Give the score as a number from {Amounts.Plain(least)} to {Amounts.Plain(most)}.", answer) is not { } body) return null;
        var kept = (body["save"] as JsonObject)?.FirstOrDefault().Key;
        var next = Nextless(body);
        if (kept is not null) _values.RemoveAll(v => v.Expression == $"state.{kept}"); // what it says is about what it rates, which is still "it"
        Produce(node, "score", "output.score", new JsonObject { ["type"] = "number", ["default"] = 0 }, Shape.Number);
        var isRead = kept is not null && _draft.Nodes.ToJsonString().Contains($"state.{kept} ", StringComparison.Ordinal);
        if (kept is not null && !isRead)
        {
            _draft.Section("state").Remove(kept);
            _draft.Find("outputs")?.Remove(kept);
        }

        var feedback = isRead ? kept! : _draft.Section("state").ContainsKey("feedback") ? "feedback" : Channel("feedback", TextSchema());
        body["save"]![feedback] = "${{ has(output.feedback) ? output.feedback : '' }}";
        _values.Insert(_values.Count - 1, new Value("feedback", $"state.{feedback}", Shape.Text));
        if (next is not null) Reinsert(body, "next", next);
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
        if (!isBad && Praise.In(words) is null || words.Has("customer", "user", "client", "manager", "boss", "i", "we")) return null;
        var isNot = words.Has("not", "no", "never", "nothing", "isn't", "doesn't", "aren't", "don't", "cannot", "can't", "none", "without");
        if (Jury(words, isBad != isNot) is { } jury) return jury;
        if (Verdict(said) is not { } verdict) return null;
        return $"{(isBad != isNot ? "!" : "")}{verdict.Expression}.approved";
    }

    // "If any check fails", behind several that looked at it side by side: each of them gives its verdict.
    private string? Jury(Grammar.Phrase words, bool isBad)
    {
        var isAny = words.Has("any", "one", "either", "some");
        if (_each is not null || _together.Count < 2 || !isAny && !words.Has("all", "both", "every", "each", "none", "checks", "reviewers", "reviews")) return null;
        var makers = _together.Select(v => _made.FindLast(m => Reviews(m.Item) && (_draft.Nodes[m.First]?["save"] as JsonObject)?.Any(s => v.Expression == $"state.{s.Key}") == true).First).Distinct().ToList();
        if (makers.Count < 2 || makers.Exists(m => m is null)) return null;
        var verdicts = makers.ConvertAll(Ruling);
        if (verdicts.Exists(v => v is null)) return null;
        var all = $"({string.Join(isAny && !isBad ? " || " : " && ", verdicts.Select(v => $"{v!.Expression}.approved"))})";
        return isBad ? $"!{all}" : all;
    }

    private static readonly Grammar.Form Faults = new("finds/find/found/sees/spots/reports/has any/some/no/serious/critical/major? *? mistakes/errors/problems/problem/issues/issue/bugs/bug/gaps/faults/flaws/weaknesses/objections/mistake/error | rejects/reject/rejected/objects/refuses/unhappy/dissatisfied/unsatisfied | there are/is any/still/some/no? mistakes/errors/problems/issues/bugs/objections | finds anything/something/nothing | asks/ask for changes/corrections/rework | wants/want/requests/request changes/corrections | is/are/'s/it's not? invalid/wrong/incorrect/faulty/false | too * | it/tests/test/check/review/validation fails/fail/failed");
    private static readonly Grammar.Form Praise = new("approves/approve/approved/satisfied/happy/accepts/accept/accepted/agrees/passes/pass/passed | good enough | gives/give a/an/its/the green light/ok");

    // By words alone what holds none of them has to fall somewhere, and nobody said where.
    private void Presumed(string node, string agent, IReadOnlyList<string> labels)
    {
        if (Draft.Text(_draft.Find("agents")?[agent]?["model"]) is { } model && Draft.Text(_draft.Find("models")?[model]?["use"]) == "scripted/sorter" && ModelShelf.Rest(labels) is null)
            Remark($"Without a model '{node}' goes by single words, and a text that holds none of them counts as {labels[^1]}: name a model, or a category \"other\" for what is none of them.");
    }
}
