using System.Text.Json.Nodes;

namespace Platform.Core.Config;

/// <summary>
/// The JSON Schema (2020-12) that editors complete and check workflow files with. It knows the shape; names, expressions and graphs are the
/// compiler's to judge, so it refuses nothing that the compiler allows.
/// </summary>
public static class WorkflowSchema
{
    private const string Expression = @"\$\{\{";

    /// <param name="words">The node kinds that there are.</param>
    public static string Json(NodeWords words) => Document(words).ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });

    private static JsonObject Document(NodeWords words) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = "https://platform.local/schemas/workflow-v1.json",
        ["title"] = "Platform workflow",
        ["type"] = "object",
        ["required"] = List("platform", "name", "start", "nodes"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["platform"] = Said(new JsonObject { ["const"] = "v1" }, "Version of the language."),
            ["name"] = Said(new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z][a-z0-9-]{0,62}$" }, "Unique in an organisation."),
            ["description"] = Text("What the workflow is for, in a sentence."),
            ["include"] = Said(OneOrMany(), "Files whose types, models, tools and agents join this one's."),
            ["types"] = Said(MapOf(Schema()), "Reusable JSON Schemas: $ref: \"#/types/NAME\"."),
            ["inputs"] = Said(MapOf(Schema()), "What a caller must give; required unless it has a default."),
            ["state"] = Said(MapOf(Ref("channel")), "Channels: what nodes read and write."),
            ["outputs"] = Said(MapOf(new JsonObject()), "The run's result."),
            ["models"] = Said(MapOf(Ref("model")), "Language models by name."),
            ["tools"] = Said(MapOf(Ref("tool")), "Tools by name."),
            ["agents"] = Said(MapOf(Ref("agent")), "Agents by name."),
            ["env"] = Said(OneOrMany(), "Environment variables that expressions may read."),
            ["start"] = Said(OneOrMany(), "The first node, or several at once."),
            ["nodes"] = Said(MapOf(new JsonObject { ["anyOf"] = new JsonArray(Ref("node"), Null()) }), "The graph."),
            ["limits"] = Ref("limits"),
            ["concurrency"] = Concurrency(),
            ["retention"] = Retention(),
            ["budgets"] = Budgets(),
            ["redact"] = Redact(),
            ["expose"] = Expose(),
            ["triggers"] = Said(new JsonObject { ["type"] = "array", ["items"] = Ref("trigger") }, "What starts runs from outside."),
            ["experiments"] = new JsonObject { ["type"] = List("object", "array", "null") },
        },
        ["$defs"] = new JsonObject
        {
            ["duration"] = new JsonObject { ["type"] = "string", ["pattern"] = @"^\s*([0-9.]+(ms|s|m|h|d))+\s*$" },
            ["condition"] = new JsonObject { ["type"] = List("string", "boolean"), ["description"] = "One expression that is true or false: ${{ state.done }}" },
            ["targets"] = Said(OneOrMany(), "A node, several that run in parallel, or 'end'."),
            ["channel"] = Channel(),
            ["model"] = new JsonObject { ["type"] = "object", ["properties"] = Model() },
            ["tool"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["use"] = Text("The kind: http.request, workflow, …"),
                    [PolicySettings.Approve] = Ref("approve"),
                    [PolicySettings.Limits] = CallLimits("calls", "per_minute"),
                },
            },
            ["approve"] = Approve(),
            ["agent"] = Agent(),
            ["way"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = List("to"),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject { ["when"] = Ref("condition"), ["to"] = Ref("targets") },
            },
            ["node"] = Node(words),
            ["limits"] = Limits(),
            ["trigger"] = Trigger(),
        },
    };

    // What every model takes is checked with the model's own settings; here it is only told.
    private static JsonObject Model()
    {
        (string Key, string Said)[] words =
        [
            ("use", "The kind: provider/model."), ("temperature", "0 for the same answer each time, up to 2 for more chance."), ("top_p", "0 to 1: only the likeliest words."),
            ("max_tokens", "The longest answer."), ("stop", "Texts that end the answer."), ("seed", "The same number, the same chance, where the provider can."),
            ("timeout", "For one call: 30s."), ("first_token_timeout", "For the first piece of the answer: 5s."), ("retries", "How often a call that failed is tried again."),
            ("parallel", "At most so many calls at once."), ("fallback", "Models that are asked when this one fails: a name or a list."),
            ("cache", "For how long the same question gets the same answer: 1h."), ("price", "US dollars for a million tokens: { input: 1, output: 5 }."),
            ("record", "A file that every call is written to."), ("replay", "A file that calls are answered from."),
            ("base_url", "Another address of the provider."), ("api_key", "${{ secrets.NAME }}"),
        ];
        return new JsonObject(words.Select(w => new KeyValuePair<string, JsonNode?>(w.Key, Said(new JsonObject(), w.Said))));
    }

    private static JsonObject Channel() => new()
    {
        ["type"] = List("object", "boolean", "null"),
        ["properties"] = new JsonObject
        {
            ["merge"] = Text("replace, append, union, add, min, max, deep, or an expression over old and new."),
            ["default"] = new JsonObject(),
            ["keep"] = Said(new JsonObject { ["const"] = "thread" }, "The next run on the same thread begins with the last value."),
        },
    };

    private static JsonObject Agent() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["model"] = Text("Name of a model."),
            ["instructions"] = Text("What the agent is and how it works."),
            ["tools"] = Said(OneOrMany(), "Names of tools it may call."),
            ["output"] = Schema(),
            ["max_turns"] = new JsonObject { ["type"] = List("integer", "string") },
            [PolicySettings.Approve] = Said(new JsonObject { ["type"] = List("string", "object"), ["additionalProperties"] = Ref("approve") }, "Whether a person must allow calls: one policy for all its tools, or one for each by name. Goes before the tool's own."),
            [PolicySettings.Limits] = CallLimits("calls"),
            ["memory"] = Said(new JsonObject { ["anyOf"] = new JsonArray(Spaces(), AgentMemory()) }, "What lasts from one run to the next: what the agent recalls, and whether it saves."),
            ["description"] = Text("For people."),
        },
    };

    private static JsonObject Approve() => new()
    {
        ["description"] = "Whether a person must allow a call: always, never, one expression over 'arguments', or { when, assign, timeout }.",
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = List(PolicySettings.Always, PolicySettings.Never) },
            new JsonObject { ["type"] = "string", ["pattern"] = Expression },
            new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject { ["when"] = Text("always, never or ${{ arguments.amount > 100 }}"), ["assign"] = Text("role:finance, or a name."), ["timeout"] = Ref("duration") },
            }),
    };

    private static JsonObject CallLimits(params string[] keys) => new()
    {
        ["type"] = "object",
        ["description"] = "How often tools may be called.",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(keys.Select(k => KeyValuePair.Create(k, (JsonNode?)Count(k == "calls" ? "In one run; for an agent, in one of its tasks." : "Within any minute, in all runs of the workflow.")))),
    };

    private static JsonObject Spaces() => new()
    {
        ["anyOf"] = new JsonArray(Space(), new JsonObject { ["type"] = "array", ["items"] = Space() }),
        ["description"] = "organization, user, workflow, thread, or a path of your own; one or several.",
    };

    private static JsonObject Space() => new() { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = List("organization", "user", "workflow", "thread") }, new JsonObject { ["type"] = "string" }) };

    private static JsonObject AgentMemory() => new()
    {
        ["type"] = "object",
        ["required"] = List("namespace"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["namespace"] = Spaces(),
            ["recall"] = Count("At most so many entries are given to the agent before its first question, 0 to 50; 5 when it is not given."),
            ["save"] = Said(new JsonObject { ["type"] = "boolean" }, "The agent gets the tools memory.save and memory.search."),
            ["shared"] = Said(new JsonObject { ["type"] = "boolean" }, "A path of your own is shared in the organisation; else it is the workflow's."),
            ["ttl"] = Text("For how long what it saves is kept: 30d; for ever when it is not given."),
            ["schema"] = Schema(),
            ["model"] = Text("A model that makes vectors; the built-in way when it is not given."),
        },
    };

    private static JsonObject Node(NodeWords words)
    {
        var properties = new JsonObject
        {
            ["description"] = Text("For people."),
            ["map"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = List("over"),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject
                {
                    ["over"] = new JsonObject { ["type"] = List("string", "array") },
                    ["as"] = Text("The item's name in expressions; 'item' when it is not given."),
                    ["parallel"] = Count("At most so many items at once."),
                    ["on_item_error"] = new JsonObject { ["enum"] = List("fail", "collect") },
                },
            },
            ["when"] = Ref("condition"),
            ["needs"] = Said(OneOrMany(), "A join: runs when each of these has finished."),
            ["retry"] = new JsonObject
            {
                ["type"] = List("object", "integer"),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject { ["attempts"] = Count("3 when it is not given."), ["backoff"] = Text("1s, or 1s..30s."), ["on"] = OneOrMany() },
            },
            ["timeout"] = Ref("duration"),
            ["on_error"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["enum"] = List("fail", "continue") },
                    new JsonObject { ["type"] = "object", ["required"] = List("to"), ["additionalProperties"] = false, ["properties"] = new JsonObject { ["to"] = Text("A node.") } }),
            },
            ["save"] = Said(MapOf(new JsonObject()), "Channels to write, from 'output'."),
            ["next"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    Ref("targets"), Ref("way"), Null(),
                    new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["anyOf"] = new JsonArray(Ref("way"), new JsonObject { ["type"] = "string" }) } }),
            },
            ["breakpoint"] = new JsonObject { ["enum"] = List("before", "after") },
        };
        foreach (var (kind, beside) in words.Kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            properties[kind] = Action(kind, words);
            foreach (var key in beside) properties[key] ??= Said(new JsonObject(), key == "with" ? "Arguments by name; expressions are evaluated first." : "What it is asked: text with ${{ }}, or a list of messages.");
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    // Its keys are told and not enforced: what may stand there is the kind's to judge.
    private static JsonObject Action(string kind, NodeWords words)
    {
        var (description, settings) = words.Manual.GetValueOrDefault(kind, ("", []));
        var action = Said(new JsonObject(), description.Length > 0 ? description : $"The node's action: {kind}.");
        if (settings.Count > 0) action["properties"] = new JsonObject(settings.Select(s => new KeyValuePair<string, JsonNode?>(s.Name, Said(new JsonObject(), s.Description))));
        return action;
    }

    private static JsonObject Limits() => new()
    {
        ["type"] = List("object", "null"),
        ["description"] = "Hard bounds of one run.",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["steps"] = Count("100 when it is not given."),
            ["time"] = Ref("duration"),
            ["deadline"] = Ref("duration"),
            ["cost"] = Said(new JsonObject { ["type"] = "string", ["pattern"] = @"^\s*\$[0-9]*\.?[0-9]*\s*$" }, "US dollars: $0.50."),
            ["tokens"] = Count("Such as 200k."),
            ["parallel"] = Count("8 when it is not given."),
        },
    };

    private static JsonObject Concurrency() => new()
    {
        ["type"] = List("object", "integer", "string", "null"),
        ["description"] = "How many runs go on at once: a number, or { limit, group }. Further ones are queued.",
        ["additionalProperties"] = false,
        ["required"] = List("limit"),
        ["properties"] = new JsonObject
        {
            ["limit"] = Count("At least 1."),
            ["group"] = Text("Runs are counted for each value of it: ${{ inputs.customer }}"),
        },
    };

    private static JsonObject Retention() => new()
    {
        ["type"] = List("object", "null"),
        ["description"] = "How long ended runs are kept; without it the platform's own setting holds.",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["days"] = Count("After their end."),
            ["runs"] = Count("So many, the newest."),
        },
    };

    private static JsonObject Budgets() => new()
    {
        ["type"] = List("object", "null"),
        ["description"] = "What all runs of the workflow may spend together, US dollars, UTC.",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["day"] = Money("On one day: $5."),
            ["month"] = Money("In one month: $100."),
            ["warn"] = Text("Where people are warned; 80% when it is not given."),
        },
    };

    private static JsonObject Redact()
    {
        var kind = new JsonObject { ["enum"] = List([.. Reading.MoneyReader.PersonalKinds]) };
        return new JsonObject
        {
            ["description"] = "Personal data that is left out of the history, the call log and what is shown live.",
            ["anyOf"] = new JsonArray(kind, new JsonObject { ["type"] = "array", ["items"] = kind.DeepClone() }),
        };
    }

    private static JsonObject Expose()
    {
        var door = new JsonObject { ["enum"] = List(WorkflowConfig.ExposeMcp) };
        return new JsonObject
        {
            ["description"] = "mcp: the workflow is a tool of the platform's own MCP server, at /mcp.",
            ["anyOf"] = new JsonArray(door, new JsonObject { ["type"] = "array", ["items"] = door.DeepClone() }),
        };
    }

    private static JsonObject Money(string said) => Said(new JsonObject { ["type"] = "string", ["pattern"] = @"^\s*\$[0-9]*\.?[0-9]*\s*$" }, said);

    private static JsonObject Trigger() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["oneOf"] = new JsonArray([.. new[] { "webhook", "cron", "event" }.Select(k => (JsonNode)new JsonObject { ["required"] = List(k) })]),
        ["properties"] = new JsonObject
        {
            ["webhook"] = Text("Name in the address."),
            ["cron"] = Text("minute hour day month weekday"),
            ["event"] = Text("Name of the event."),
            ["secret"] = Said(new JsonObject { ["type"] = "string", ["pattern"] = Expression }, "${{ secrets.NAME }}"),
            ["timezone"] = Text("Europe/Paris"),
            ["match"] = Ref("condition"),
            ["inputs"] = MapOf(new JsonObject()),
        },
    };

    private static JsonObject Schema() => new() { ["type"] = List("object", "boolean", "null"), ["description"] = "A JSON Schema (2020-12)." };

    private static JsonObject MapOf(JsonNode values) => new() { ["type"] = List("object", "null"), ["additionalProperties"] = values };

    private static JsonObject OneOrMany() => new() { ["type"] = List("string", "array"), ["items"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Count(string said) => Said(new JsonObject { ["type"] = List("integer", "string") }, said);

    private static JsonObject Text(string said) => Said(new JsonObject { ["type"] = "string" }, said);

    private static JsonObject Null() => new() { ["type"] = "null" };

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Said(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }

    private static JsonArray List(params string[] words) => [.. words.Select(w => (JsonNode)w)];
}
