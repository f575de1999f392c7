using System.Text.Json;
using Platform.Core.Events;

namespace Platform.Web.Live;

/// <summary>What code printed stands in the result of its call: <c>{ result, logs, … }</c>.</summary>
internal static class ToolLogs
{
    /// <summary>Null when it printed nothing.</summary>
    public static string? Of(ToolFinished tool) =>
        tool.Result is { ValueKind: JsonValueKind.Object } result && result.TryGetProperty("logs", out var logs) && logs.ValueKind == JsonValueKind.String
            && logs.GetString() is { Length: > 0 } text
            ? text
            : null;
}
