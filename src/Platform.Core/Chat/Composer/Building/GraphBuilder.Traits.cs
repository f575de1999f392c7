using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What an agent has of its own beside its task: dials of its model, turns, who it is, the conversation, the fields of its answer.</summary>
internal sealed partial class GraphBuilder
{
    /// <summary>Gives an agent what was said of it.</summary>
    private string Trained(string agent, Step step)
    {
        if (_draft.Find("agents")?[agent] is not JsonObject worker) return agent;
        if (step.Get("persona") is { Length: > 0 } persona && Draft.Text(worker["instructions"]) is { } task) worker["instructions"] = $"{persona.TrimEnd('.', '!')}. {task}".Replace("${{", "$ {{", StringComparison.Ordinal);
        if (step.Get("max_turns") is { } turns && Amounts.Whole(turns) is { } most) worker["max_turns"] = Math.Clamp(most, 1, 1000);
        if (!_models.Dial(agent, step)) Remark("Built-in rules know no temperature and no number of tokens: name a model, such as \"use gpt-4o-mini\".");
        return agent;
    }

    // The conversation so far is read before the prompt, and what was said now is added to it for the next run on the same thread.
    private void Remembering(string node, Step step)
    {
        if (step.Get("remembers") is null || _each is not null || _draft.Nodes[node] is not JsonObject made || Draft.Text(made["prompt"]) is not { } prompt) return;
        var history = _draft.Section("state").ContainsKey("history") ? "history" : Channel("history", new JsonObject { ["type"] = "array", ["merge"] = "append", ["keep"] = "thread", ["default"] = new JsonArray() });
        var asked = Input().Match(prompt) is { Success: true } input ? $"'message': {input.Value}, " : "";
        made["prompt"] = $"Conversation so far:\n${{{{ state.{history} }}}}\n\n{(asked.Length > 0 && prompt.StartsWith("${{", StringComparison.Ordinal) ? "Message:\n" : "")}{prompt}";
        var save = made["save"] as JsonObject ?? [];
        save[history] = $"${{{{ [{{{asked}'answer': output}}] }}}}";
        if (made["save"] is null) made["save"] = save;
        Remark($"'{node}' remembers the conversation of its thread: start each run on the same thread.");
    }

    [GeneratedRegex(@"inputs\.\w+")]
    private static partial Regex Input();

    // "… and returns JSON with a title, a price and tags": the answer is a record of these.
    private static JsonObject? Structure(Step step) => step.Fields.Count == 0 ? null : new JsonObject
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. step.Fields.Select(f => JsonValue.Create(f))]),
        ["properties"] = new JsonObject(step.Fields.Select(f => KeyValuePair.Create(f, (JsonNode?)FieldType(f)))),
    };

    private static JsonObject FieldType(string field) => field switch
    {
        _ when IsNumber(field) => new JsonObject { ["type"] = "number" },
        _ when field.StartsWith("is_", StringComparison.Ordinal) || field.StartsWith("has_", StringComparison.Ordinal) => new JsonObject { ["type"] = "boolean" },
        _ when field.EndsWith('s') && Words.Singular(field) != field && !field.EndsWith("ss", StringComparison.Ordinal) && field is not ("address" or "status" or "news" or "analysis") => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
        _ => new JsonObject { ["type"] = "string" },
    };

    // The channel that such an answer is kept in.
    private static JsonObject Recorded(JsonObject record) => new()
    {
        ["type"] = "object",
        ["properties"] = record["properties"]!.DeepClone(),
        ["default"] = new JsonObject(((JsonObject)record["properties"]!).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)(Draft.Text(p.Value?["type"]) switch { "number" => JsonValue.Create(0), "boolean" => JsonValue.Create(false), "array" => new JsonArray(), _ => JsonValue.Create("") })))),
    };
}
