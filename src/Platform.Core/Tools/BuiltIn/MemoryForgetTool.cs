using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Memory;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Forgets what was remembered under a key.</summary>
public sealed class MemoryForgetTool(MemoryBook book) : IToolKind
{
    public string Key => "memory.forget";

    public string Description => "Forgets what was remembered under a key, for good.";

    public string Example => """drop: { tool: memory.forget, with: { key: favourite-colour } }""";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of($$"""
        {
          "type": "object",
          "properties": {
            "key": { "type": "string", "minLength": 1, "maxLength": {{MemoryBook.LongestKey}}, "description": "the key, as a search told it" },
            "namespace": { "type": "string", "description": "where several are allowed: one of them; the first when left out" }
          },
          "required": ["key"],
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["namespace", "key", "forgotten"], "properties": {
              "namespace": {"type": "string"},
              "key": {"type": "string"},
              "forgotten": {"type": "boolean", "description": "false when there was none"} } }
            """),
        Limits = ["One key in one call; a person forgets more at once on /memory."],
        Settings =
        [
            new("namespace", "organization, user, workflow, thread or a path; or several"),
            new("shared", "true: the path is the organisation's, and not the workflow's own"),
        ],
        Notes = "See docs/memory.md.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        if (ToolCatalog.CheckCommon(tool, found, "namespace", "shared") is { } check) MemorySettings.Check(check);
    }

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => ForgetAsync(settings, call, cancellationToken));

    private async ValueTask<JsonElement> ForgetAsync(ToolSettings settings, ToolCall call, CancellationToken cancellationToken)
    {
        var memory = MemorySettings.Read(settings.Read());
        var (origin, _) = await book.ErrandAsync(call.Context, cancellationToken);
        var name = memory.Chosen(call.Text("namespace"));
        var key = call.RequiredText("key");
        var forgotten = await book.ForgetAsync(settings.Organization, name.Of(origin), key);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["namespace"] = name.Text, ["key"] = key, ["forgotten"] = forgotten });
    }
}
