using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Tools.Ids;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Makes ids. The same task makes the same ids when it runs again, so that a crash between two nodes leaves no order with two numbers.</summary>
public sealed class IdNewTool(TimeProvider time) : IToolKind
{
    public string Key => "id.new";

    public string Description => "Makes one or more unique ids: uuid7 (sorts by time), uuid4, ulid or nanoid.";

    public string Example => "order: { tool: id.new, with: { kind: uuid7 } }";

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of("""
        {
          "type": "object",
          "properties": {
            "kind": { "enum": ["uuid7", "uuid4", "ulid", "nanoid"], "description": "uuid7 when left out" },
            "count": { "type": "integer", "minimum": 1, "maximum": 1000, "description": "1 when left out" },
            "size": { "type": "integer", "minimum": 8, "maximum": 64, "description": "signs of a nanoid; 21 when left out" },
            "fresh": { "type": "boolean", "description": "true: new ones even when the same task runs again" }
          },
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["id", "ids"], "properties": {
              "id": { "type": "string", "description": "the first" },
              "ids": { "type": "array", "items": { "type": "string" } } } }
            """),
        Limits = ["At most 1,000 ids in one call."],
        Notes = "A task that runs again after a crash or a retry gets the same ids: they are made from the task's own id, and the time in a uuid7 or ulid is that of the run's start. "
            + "So they are no secrets: never use one as a password or a token. fresh: true takes new ones each time.",
    };

    public void Check(PartConfig? tool, Findings found) => ToolCatalog.CheckCommon(tool, found);

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, Make);

    private ValueTask<JsonElement> Make(ToolCall call, CancellationToken cancellationToken)
    {
        var fresh = call.Flag("fresh", usual: false);
        var source = fresh ? IdSource.Random(time.GetUtcNow()) : IdSource.Of(call.Context.Organization, call.Context.IdempotencyKey, time.GetUtcNow());
        var ids = Enumerable.Range(0, call.Whole("count") ?? 1).Select(i => source.Make(call.Text("kind") ?? "uuid7", i, call.Whole("size") ?? 21)).ToList();
        return ValueTask.FromResult(JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["id"] = ids[0], ["ids"] = ids }));
    }
}
