namespace Platform.Core.Authoring;

/// <summary>What the schema does not say of a key: its default and how it is written.</summary>
/// <param name="Said">In place of the schema's sentence, where it has none; else empty.</param>
/// <param name="Default">What holds when the key is not given; empty when nothing does.</param>
/// <param name="Example">As it is written in a file; several lines are well.</param>
internal sealed record KeyNote(string Said, string Default = "", string Example = "");

/// <summary>The keys of the language with their defaults and an example each, as <c>docs/language.md</c> and the pages that it leads to tell them. Pure.</summary>
internal static class KeyNotes
{
    /// <summary>By the route of the key, in which <c>*</c> is a name of the file.</summary>
    private static readonly (string Route, KeyNote Note)[] All =
    [
        ("platform", new("", "", "platform: v1")),
        ("name", new("", "", "name: support-triage")),
        ("description", new("", "", "description: Sorts tickets and answers the easy ones.")),
        ("include", new("", "", "include: [parts/models.yaml, parts/tools.yaml]")),
        ("types", new("", "", "types:\n  Verdict: { type: object, required: [label], properties: { label: { type: string } } }")),
        ("inputs", new("", "no inputs", "inputs:\n  topic: { type: string, description: What it is about. }\n  words: { type: integer, default: 300 }")),
        ("state", new("", "no channels", "state:\n  notes: { type: array, items: { type: string }, merge: append }")),
        ("outputs", new("", "nothing", "outputs: { report: \"${{ state.report }}\" }")),
        ("models", new("", "", "models:\n  main: { use: anthropic/claude-haiku-4-5, temperature: 0.2 }")),
        ("tools", new("", "", "tools:\n  crm: { use: http.request, allow: [crm.example.com] }")),
        ("agents", new("", "", "agents:\n  writer: { model: main, instructions: Write well., tools: [crm] }")),
        ("env", new("", "none", "env: [REGION]")),
        ("start", new("", "", "start: fetch")),
        ("nodes", new("", "", "nodes:\n  fetch: { tool: crm, next: draft }\n  draft: { agent: writer, prompt: \"Write on ${{ inputs.topic }}\" }")),
        ("limits", new("", "100 steps, 1h, 8 at once", "limits: { steps: 50, time: 10m, cost: $0.50 }")),
        ("limits/steps", new("Supersteps of one run.", "100", "steps: 50")),
        ("limits/time", new("How long one run may work; waiting does not count.", "1h", "time: 10m")),
        ("limits/deadline", new("By the clock on the wall from the start, every wait and pause counted.", "none", "deadline: 2d")),
        ("limits/cost", new("", "none", "cost: $0.50")),
        ("limits/tokens", new("Tokens of all model calls of one run.", "none", "tokens: 200k")),
        ("limits/parallel", new("Tasks of one run at once.", "8", "parallel: 4")),
        ("concurrency", new("", "as many as there are places", "concurrency: { limit: 3, group: \"${{ inputs.customer }}\" }")),
        ("retention", new("", "the platform's own setting", "retention: { days: 30, runs: 1000 }")),
        ("budgets", new("", "none", "budgets: { day: $5, month: $100, warn: 80% }")),
        ("budgets/warn", new("Where people are warned.", "80%", "warn: 80%")),
        ("redact", new("", "nothing is left out", "redact: [email, phone, card]")),
        ("expose", new("Makes the workflow a tool of other programs, at /mcp.", "not exposed", "expose: mcp")),
        ("triggers", new("", "none", "triggers:\n  - { cron: \"0 9 * * 1-5\", timezone: Europe/Paris }")),
        ("experiments", new("Reserved for a later release.")),
        ("state/*/merge", new("How the writes of one step join what is there: replace, append, union, add, min, max, deep, or an expression over old and new.", "replace", "merge: append")),
        ("state/*/default", new("The value before anything was written.", "", "default: []")),
        ("state/*/keep", new("", "each run begins anew", "keep: thread")),
        ("models/*/use", new("", "", "use: openai/gpt-5-mini")),
        ("models/*/fallback", new("", "none", "fallback: [spare]")),
        ("models/*/price", new("", "the price list", "price: { input: 1, output: 5 }")),
        ("models/*/api_key", new("The provider's key, from a secret; never the key itself.", "the provider's own variable", "api_key: ${{ secrets.MY_KEY }}")),
        ("models/*/cache", new("", "not kept", "cache: 1h")),
        ("tools/*/use", new("", "", "use: http.request")),
        ("tools/*/approve", new("", "never", "approve: ${{ arguments.amount > 100 }}")),
        ("tools/*/limits", new("", "none", "limits: { calls: 20, per_minute: 60 }")),
        ("agents/*/model", new("", "", "model: main")),
        ("agents/*/instructions", new("", "", "instructions: |\n  You answer customers in two sentences.")),
        ("agents/*/tools", new("", "none", "tools: [crm, time.now]")),
        ("agents/*/output", new("The answer as an object: a JSON Schema, or a type of the file.", "text", "output: { $ref: \"#/types/Verdict\" }")),
        ("agents/*/max_turns", new("Questions to the model within one task, 1 to 200.", "10", "max_turns: 6")),
        ("agents/*/approve", new("", "as the tool says", "approve: { crm: always }")),
        ("agents/*/limits", new("", "none", "limits: { calls: 50 }")),
        ("agents/*/memory", new("", "none", "memory: { namespace: user, recall: 5, save: true }")),
        ("agents/*/memory/recall", new("", "5", "recall: 5")),
        ("agents/*/memory/ttl", new("", "for ever", "ttl: 30d")),
        ("nodes/*/map", new("Runs the action once for each element of a list, several at a time; results keep the list's order.", "once", "map: { over: \"${{ inputs.tickets }}\", as: ticket, parallel: 4 }")),
        ("nodes/*/map/over", new("The list: an expression, or the list itself.", "", "over: ${{ inputs.tickets }}")),
        ("nodes/*/map/as", new("", "item", "as: ticket")),
        ("nodes/*/map/parallel", new("", "the run's own limit", "parallel: 4")),
        ("nodes/*/map/on_item_error", new("fail ends the node with the first element that fails; collect goes on, and the error stands in the element's place.", "fail", "on_item_error: collect")),
        ("nodes/*/when", new("The node is passed over when this does not hold; next goes on.", "always", "when: ${{ state.score < 0.8 }}")),
        ("nodes/*/needs", new("", "no join", "needs: [left, right]")),
        ("nodes/*/retry", new("Tries the action again when it fails with one of the error codes.", "no second attempt", "retry: { attempts: 3, backoff: 1s..30s, on: [timeout, unavailable] }")),
        ("nodes/*/retry/attempts", new("Attempts in all.", "3", "attempts: 5")),
        ("nodes/*/retry/backoff", new("The pause before the next attempt; a range doubles from the first to the second.", "1s..30s", "backoff: 1s..30s")),
        ("nodes/*/retry/on", new("Error codes after which it is tried again.", "timeout, rate_limited, unavailable", "on: [timeout]")),
        ("nodes/*/timeout", new("For one attempt.", "none but the run's", "timeout: 30s")),
        ("nodes/*/on_error", new("What follows when the last attempt failed: the run fails, goes on, or goes to a node that can read error.code and error.message.", "fail", "on_error: { to: note }")),
        ("nodes/*/save", new("", "the result is not kept", "save: { notes: \"${{ [output] }}\" }")),
        ("nodes/*/next", new("Where it goes on: a node; several that run in parallel; or ways that are tried in order. To end, or no next, ends the branch.", "end", "next:\n  - { when: \"${{ state.score < 0.8 }}\", to: improve }\n  - { to: end }")),
        ("nodes/*/breakpoint", new("The run stops here for inspection.", "none", "breakpoint: before")),
        ("nodes/*/with", new("", "", "with: { formula: \"${{ inputs.formula }}\" }")),
        ("nodes/*/prompt", new("", "", "prompt: Answer this ticket: ${{ inputs.ticket }}")),
        ("nodes/*/code/language", new("", "", "language: python")),
        ("nodes/*/code/timeout", new("", "30s", "timeout: 10s")),
        ("nodes/*/code/memory", new("", "256MB", "memory: 128MB")),
        ("nodes/*/human/form", new("", "a button, without fields", "form: { type: object, required: [approved], properties: { approved: { type: boolean } } }")),
        ("nodes/*/human/timeout", new("", "for ever", "timeout: 2d")),
        ("nodes/*/human/assign", new("", "anybody", "assign: role:reviewer")),
        ("nodes/*/wait/timeout", new("", "for ever", "timeout: 1d")),
    ];

    /// <summary>The page that tells more, for what stands under a route; the longest fitting beginning counts.</summary>
    private static readonly (string Route, string Guide)[] Pages =
    [
        ("state", "language#state"), ("nodes", "language#nodes"), ("models", "models"), ("tools", "tools"), ("agents", "language#models-tools-agents"), ("limits", "language#limits"),
        ("concurrency", "language#how-many-at-once"), ("retention", "language#retention"), ("budgets", "costs#budgets"), ("redact", "costs#the-call-log"), ("expose", "mcp#workflows-as-tools"),
        ("models/*/fallback", "models-in-operation"), ("models/*/cache", "models-in-operation"), ("models/*/record", "models-in-operation"), ("models/*/replay", "models-in-operation"), ("models/*/price", "costs#prices"),
        ("tools/*/approve", "approvals"), ("tools/*/limits", "approvals#limits"), ("agents/*/approve", "approvals"), ("agents/*/limits", "approvals#limits"), ("agents/*/max_turns", "approvals#limits"), ("agents/*/memory", "memory"),
        ("nodes/*/code", "sandbox"), ("nodes/*/wait", "language#events-from-outside"), ("nodes/*/tool", "tools"),
        .. new[] { "map", "when", "needs", "retry", "timeout", "on_error", "save", "next", "breakpoint", "description" }.Select(k => ($"nodes/*/{k}", "language#around-any-action")),
    ];

    /// <summary>Pages and their parts, for who checks that they are there: <c>language#nodes</c>.</summary>
    public static IEnumerable<string> AllPages => Pages.Select(p => p.Guide).Distinct(StringComparer.Ordinal);

    /// <summary>Null when there is nothing to add to the schema.</summary>
    /// <param name="key">The place of the key itself.</param>
    public static KeyNote? Of(Place key) => All.Where(n => key.Is(n.Route)).Select(n => n.Note).FirstOrDefault();

    /// <summary>An address of this product: <c>/docs/language#nodes</c>.</summary>
    public static string GuideOf(Place place) =>
        $"/docs/{Pages.Where(p => place.IsUnder(p.Route)).OrderByDescending(p => p.Route.Length).Select(p => p.Guide).FirstOrDefault() ?? "language#the-top-of-the-file"}";
}
