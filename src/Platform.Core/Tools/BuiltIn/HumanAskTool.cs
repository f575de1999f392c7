using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Asks a person. The run sleeps until somebody answers.</summary>
public sealed class HumanAskTool : IToolKind
{
    public string Key => "human.ask";

    public string Description => "Asks a person a question and waits for the answer, however long it takes. Ask only what cannot be found out otherwise.";

    public string Example => """choice: { tool: human.ask, with: { question: "Which colour?", options: [red, blue] } }""";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "required": ["question"],
          "properties": {
            "question": { "type": "string", "minLength": 1, "maxLength": 500, "description": "one sentence" },
            "details": { "type": "string", "maxLength": 20000, "description": "what the person must know to answer" },
            "options": { "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 200 }, "minItems": 1, "maxItems": 50, "uniqueItems": true, "description": "the answer is one of these; any text when left out" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "properties": {
              "answer": {"description": "one of the options, or text; with a form of one's own, its fields stand in its place"} } }
            """),
        Limits = ["A question of at most 500 characters, 20,000 of details, 50 options."],
        Settings =
        [
            new("assign", "who is asked: a name, role:reviewer"),
            new("timeout", "how long to wait; for ever when left out"),
            new("form", "a JSON Schema of the answer, in the place of one text"),
        ],
        Notes = "The run sleeps until somebody answers; see docs/approvals.md.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        if (ToolCatalog.CheckWaiting(tool, found, "assign", "timeout", "form") is not { } check) return;
        check.Text("assign");
        if (tool!.Settings["form"] is not { } form || SettingsCheck.IsExpression(form)) return;
        if (form is not ConfigMap) check.Wrong(form, "form", "a JSON Schema");
        else if (JsonSchema.Compile(form.ToJson(), new SchemaOptions()) is { Schema: null } bad) found.Add(ToolFindings.BadForm(tool, form, bad.Problems[0].Message));
    }

    public AIFunction Create(ToolSettings settings) => WaitingFunction.Of(settings, Description, ArgumentsSchema);

    public Func<JsonElement, ToolNeed> NeedOf(ToolSettings settings)
    {
        var read = settings.Read();
        var (form, assign, timeout) = (read.Value("form"), read.Text("assign"), read.Duration("timeout", PolicySettings.LongestWait));
        return arguments => new PersonNeed(
            arguments.GetProperty("question").GetString()!,
            arguments.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.String ? details.GetString() : null,
            form ?? Answer(arguments), assign, timeout);
    }

    // { "answer": "…" }
    private static JsonElement Answer(JsonElement arguments)
    {
        var answer = arguments.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Array
            ? new JsonObject { ["enum"] = JsonNode.Parse(options.GetRawText()) }
            : new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 20_000 };
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("answer"),
            ["properties"] = new JsonObject { ["answer"] = answer },
            ["additionalProperties"] = false,
        });
    }
}
