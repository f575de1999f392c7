using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Expressions;
using Platform.Core.Security;
using Platform.Core.State;
using Platform.Core.Tools;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Nodes.Calls;

/// <summary>What a call waits for, as an interrupt, and what came for it, as an answer.</summary>
internal static class CallQuestions
{
    private const int LongestDescription = 300;
    private const string Approval = "approval";

    /// <summary>Asks a person whether a call may be made. Secrets are left out of what is shown; all else is exact, for the person must know what is decided.</summary>
    /// <param name="agent">Null when a node calls the tool itself.</param>
    public static Interrupt Leave(BoundTool tool, string? agent, JsonElement arguments, string why, Redactor redactor, DateTimeOffset now)
    {
        var shown = redactor.Redact(arguments);
        var who = agent is null ? "A node" : $"Agent '{agent}'";
        var about = tool.Function.Description is { Length: > LongestDescription } text ? $"{text[..LongestDescription]}…" : tool.Function.Description;
        return new Interrupt
        {
            Kind = InterruptKind.Human,
            DueAt = Due(tool.Policy.Timeout, now),
            Data = Map(
                ("title", CelValue.Of(agent is null ? $"Allow '{tool.Name}'?" : $"Allow '{tool.Name}' for agent '{agent}'?")),
                ("description", CelValue.Of($"{who} wants to call '{tool.Name}'. {about}".TrimEnd() + $"\nA person decides because {why}.")),
                ("form", CelValue.FromJson(Form(tool, IsExact(shown, arguments)))),
                ("values", Map(("arguments", CelValue.FromJson(shown)))),
                ("assign", tool.Policy.Assign is { } assign ? CelValue.Of(assign) : null),
                (Approval, Map(
                    ("tool", CelValue.Of(tool.Name)), ("agent", agent is null ? null : CelValue.Of(agent)), ("why", CelValue.Of(why)), ("arguments", CelValue.FromJson(shown))))),
        };
    }

    public static Interrupt Of(ToolNeed need, string tool, string? agent, DateTimeOffset now) => need switch
    {
        PersonNeed person => new Interrupt
        {
            Kind = InterruptKind.Human,
            DueAt = Due(person.Timeout, now),
            Data = Map(
                ("title", CelValue.Of(person.Title)),
                ("description", person.Description is { } text ? CelValue.Of(text) : agent is null ? null : CelValue.Of($"Agent '{agent}' asks with '{tool}'.")),
                ("form", CelValue.FromJson(person.Form)),
                ("assign", person.Assign is { } assign ? CelValue.Of(assign) : null)),
        },
        ChildNeed child => new Interrupt
        {
            Kind = InterruptKind.Child,
            Data = Map(("workflow", CelValue.Of(child.Workflow)), ("inputs", CelValue.FromJson(child.Inputs))),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(need)),
    };

    /// <summary>Null as long as nobody has answered.</summary>
    public static CallAnswer? Answer(CallWait wait)
    {
        if (wait.Answer is not { } answer) return null;
        var end = answer.Kind switch { AnswerKind.TimedOut => CallEnd.TimedOut, AnswerKind.Failed => CallEnd.Failed, _ => CallEnd.Answered };
        return new CallAnswer(end, Json.Of(answer.Value), answer.By, answer.At, Asked(wait.Interrupt));
    }

    private static AskedApproval? Asked(Interrupt interrupt)
    {
        if (!interrupt.Data.TryGet(Approval, out var asked) || asked is not CelMap map) return null;
        return new AskedApproval(
            map.TryGet("why", out var why) ? why.ToText() : "",
            map.TryGet("arguments", out var shown) ? Json.Of(shown) : default);
    }

    // Arguments without a secret that they have need not keep to the schema; the real ones are checked when the call is made.
    private static JsonElement Form(BoundTool tool, bool isExact)
    {
        var schema = isExact && tool.Function.JsonSchema.ValueKind == JsonValueKind.Object ? JsonNode.Parse(tool.Function.JsonSchema.GetRawText())!.AsObject() : new JsonObject { ["type"] = "object" };
        schema.Remove("title");
        schema["description"] = "The call is made with these; change them where they are wrong.";
        var form = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("decision"),
            ["properties"] = new JsonObject
            {
                ["arguments"] = schema,
                ["reason"] = new JsonObject { ["type"] = "string", ["maxLength"] = 2000, ["description"] = "Why not, when you refuse: whoever asks is told." },
                ["decision"] = new JsonObject { ["enum"] = new JsonArray(ToolDecision.Approve, ToolDecision.Refuse) },
            },
            ["additionalProperties"] = false,
        };
        foreach (var definitions in new[] { "$defs", "definitions" })
            if (schema[definitions] is { } shared) form[definitions] = shared.DeepClone(); // what '#/$defs/…' means inside
        return JsonSerializer.SerializeToElement(form);
    }

    private static bool IsExact(JsonElement shown, JsonElement arguments) => JsonElement.DeepEquals(shown, arguments);

    private static DateTimeOffset? Due(TimeSpan? timeout, DateTimeOffset now) => timeout is { } most ? now + most : null;

    private static CelMap Map(params (string Key, CelValue? Value)[] members) =>
        CelMap.Of(members.Where(m => m.Value is not null).Select(m => new KeyValuePair<string, CelValue>(m.Key, m.Value!)));
}
