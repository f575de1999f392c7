using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Security;

namespace Platform.Core.Tools;

/// <summary>For whom a tool is called.</summary>
/// <param name="IdempotencyKey">The task's id: the same when the task runs again after a crash, so the other side can tell a repetition.</param>
public sealed record ToolCallContext(OrganizationId Organization, WorkFolder Files, string IdempotencyKey)
{
    /// <summary>The workflow whose run it is; empty when it is called by none.</summary>
    public string Workflow { get; init; } = "";

    /// <summary>Stands at the gate of the models that the tool calls; null when nobody counts.</summary>
    public IModelMeter? Models { get; init; }
}

/// <summary>One call of a tool, its arguments checked against the schema.</summary>
public sealed record ToolCall(JsonElement Arguments, ToolCallContext Context)
{
    /// <summary>Null when the argument was not given, or given as null.</summary>
    public JsonElement? Argument(string name) =>
        Arguments.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>An argument that the schema holds to text.</summary>
    public string? Text(string name) => Argument(name)?.GetString();

    public string RequiredText(string name) => Text(name)
        ?? throw new PlatformException(ErrorCode.Validation, $"The argument '{name}' must not be null.", $"Give '{name}'.");

    public int? Whole(string name) => Argument(name) is { } value ? (int)value.GetDouble() : null;

    public bool Flag(string name, bool usual) => Argument(name)?.GetBoolean() ?? usual;
}
