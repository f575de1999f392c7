using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Models;

namespace Platform.Core.Tools.BuiltIn;

/// <summary>Remembers something for later runs.</summary>
public sealed class MemorySaveTool(MemoryBook book) : IToolKind
{
    private const int LongestText = 1_000_000; // the bound that counts is Platform:Memory:ValueKilobytes

    public string Key => "memory.save";

    public string Description => "Remembers one thing for later conversations and runs. Give 'text' as one sentence that stands alone, and a 'key' when it replaces what is known under that key.";

    public string Example => """keep: { tool: memory.save, with: { key: favourite-colour, text: Ana likes blue. } }""";

    public Type? ModelOf => typeof(IEmbeddingProvider);

    public bool NeedsModel => false;

    public JsonElement ArgumentsSchema { get; } = ToolSchema.Of($$"""
        {
          "type": "object",
          "properties": {
            "text": { "type": "string", "minLength": 1, "maxLength": {{LongestText}}, "description": "what to remember, as a sentence" },
            "value": { "description": "or any JSON" },
            "key": { "type": "string", "minLength": 1, "maxLength": {{MemoryBook.LongestKey}}, "description": "a short name; what was saved under it is replaced. Left out: the same thing is remembered once" },
            "ttl": { "type": "string", "maxLength": 32, "description": "for how long, 30d; never longer than the workflow allows" },
            "namespace": { "type": "string", "description": "where several are allowed: one of them; the first when left out" }
          },
          "oneOf": [ { "required": ["text"] }, { "required": ["value"] } ],
          "additionalProperties": false
        }
        """);

    public ToolManual Manual { get; } = new()
    {
        Result = ToolSchema.Of("""
            { "type": "object", "required": ["namespace", "key", "outcome"], "properties": {
              "namespace": {"type": "string"},
              "key": {"type": "string"},
              "outcome": {"type": "string", "description": "created, updated or unchanged"},
              "expires_at": {"type": ["string", "null"], "description": "when it vanishes"} } }
            """),
        Limits = ["A value of at most 64 KB, unless Platform:Memory:ValueKilobytes says otherwise.", "What an organisation may remember is bounded by Platform:Memory:MostEntries and MostMegabytes."],
        Settings =
        [
            new("namespace", "organization, user, workflow, thread or a path; or several"),
            new("ttl", "for how long at most"),
            new("schema", "a JSON Schema of the values"),
            new("model", "one under models that makes vectors; the built-in way when left out"),
            new("shared", "true: the path is the organisation's, and not the workflow's own"),
        ],
        Notes = "See docs/memory.md.",
    };

    public void Check(PartConfig? tool, Findings found)
    {
        if (ToolCatalog.CheckCommon(tool, found, MemorySettings.Keys) is { } check) MemorySettings.Check(check.Text("model"));
    }

    public AIFunction Create(ToolSettings settings) => new ToolFunction(settings.Name, Description, ArgumentsSchema, (call, cancellationToken) => SaveAsync(settings, call, cancellationToken));

    private async ValueTask<JsonElement> SaveAsync(ToolSettings settings, ToolCall call, CancellationToken cancellationToken)
    {
        var memory = MemorySettings.Read(settings.Read());
        var value = call.Argument("text") ?? call.Argument("value") ?? throw new PlatformException(ErrorCode.Validation, "There is nothing to remember.", "Give 'text' or 'value'.");
        memory.EnsureFits(value);
        var (origin, run) = await book.ErrandAsync(call.Context, cancellationToken);
        var name = memory.Chosen(call.Text("namespace"));
        var saved = await book.SaveAsync(
            settings.Organization, name.Of(origin),
            new SaveMemory(call.Text("key"), value, Shorter(memory.Lifetime, call.Text("ttl"))) { By = origin.User, Run = run, IdempotencyKey = call.Context.IdempotencyKey },
            MemoryModel.Of(settings.Model, call.Context.Models), cancellationToken);
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["namespace"] = name.Text,
            ["key"] = saved.Entry.Key,
            ["outcome"] = saved.Outcome.ToString().ToLowerInvariant(),
            ["expires_at"] = saved.Entry.ExpiresAt?.ToString("O"),
        });
    }

    private static TimeSpan? Shorter(TimeSpan? allowed, string? asked)
    {
        if (asked is null) return allowed;
        if (!Quantities.TryDuration(asked, out var wanted) || wanted <= TimeSpan.Zero) throw new PlatformException(ErrorCode.Validation, $"'{asked}' is no duration.", "Write it as 12h or 30d.");
        return allowed is { } most && most < wanted ? most : wanted;
    }
}
