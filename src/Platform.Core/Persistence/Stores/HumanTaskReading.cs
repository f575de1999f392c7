using System.Text.Json;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Core.Persistence.Stores;

/// <summary>A human task's row as its view.</summary>
internal static class HumanTaskReading
{
    public static HumanTaskView View(InterruptRow row, string workflow)
    {
        var asked = StoredJson.Element(row.Asked);
        return new HumanTaskView
        {
            Id = new HumanTaskId(row.Id),
            Run = row.RunId,
            Workflow = workflow,
            Node = row.Node,
            TaskId = $"{row.RunId}/{row.Task}",
            Title = Text(asked, "title") ?? row.Node,
            Description = Given(asked, "description") is { } about ? Readable(about) : null,
            Form = Given(asked, "form"),
            Values = Given(asked, "values"),
            Approval = Given(asked, "approval"),
            Assignee = row.Assignee,
            ClaimedBy = row.ClaimedBy,
            DueAt = row.DueAt,
            Status = row.Status switch
            {
                "open" => HumanTaskStatus.Open,
                "claimed" => HumanTaskStatus.Claimed,
                "answered" => HumanTaskStatus.Answered,
                "timed_out" => HumanTaskStatus.TimedOut,
                _ => HumanTaskStatus.Cancelled,
            },
            CreatedAt = row.CreatedAt,
            AnsweredAt = row.AnsweredAt,
            AnsweredBy = row.AnsweredBy,
            Answer = row.Answer is null ? null : StoredJson.Element(row.Answer),
        };
    }

    private static string? Text(JsonElement asked, string key) =>
        asked.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // What was to be looked at may be a list or an object: its texts each in a paragraph, all else as JSON.
    private static string Readable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String) => string.Join("\n\n", value.EnumerateArray().Select(i => i.GetString())),
        JsonValueKind.Array when value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.Object) => string.Join("\n\n", value.EnumerateArray().Select(Lines)),
        JsonValueKind.Object => Lines(value),
        _ => value.GetRawText(),
    };

    private static string Lines(JsonElement item) =>
        string.Join('\n', item.EnumerateObject().Select(p => $"{p.Name}: {(p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : p.Value.GetRawText())}"));

    private static JsonElement? Given(JsonElement asked, string key) =>
        asked.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
