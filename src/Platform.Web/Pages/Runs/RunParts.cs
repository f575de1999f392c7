using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Forms;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

internal sealed record RunGraph(string Svg, IReadOnlyDictionary<string, NodeLook> Looks);

/// <summary>Why it waits or failed, and what a person can do about it right here.</summary>
/// <param name="More">More tasks wait than are shown.</param>
internal sealed record RunNotice(RunView Run, IReadOnlyList<TaskForm> Tasks, bool More)
{
    public bool CanResume => Run.Status == RunStatus.Waiting && Tasks.Count == 0 && Run.WaitingFor.Any(w => w.Contains("breakpoint", StringComparison.OrdinalIgnoreCase));
}

internal sealed record TaskForm(HumanTaskView Task, FormView Form);

/// <param name="Written">Files of the work folder that changed while it ran.</param>
internal sealed record RunResult(RunView Run, IReadOnlyList<WorkFile> Written);

/// <param name="Newest">Newest first and live; else from the start.</param>
internal sealed record EventsPart(Guid Run, IReadOnlyList<EventRow> Rows, bool Newest, long After, long Last, long LastSequence);

/// <param name="Said">One line that says what happened.</param>
/// <param name="Data">The whole event as JSON, clipped.</param>
internal sealed record EventRow(long Sequence, string Type, DateTimeOffset At, int Step, string? Node, int? Index, string Said, string Data)
{
    private const int Clip = 8_000;

    public static EventRow Of(RunId run, LoggedEvent told) => new(
        told.Sequence, told.Type, told.At, told.Event.Step, told.Event.Node, told.Event.Index,
        EventWords.Say(told.Event), Display.Clip(Display.Json(EventView.Of(run, told).Data), Clip));
}

internal sealed record CallsPart(Guid Run, IReadOnlyList<LoggedEvent> Calls, int Page, int Pages, int Count)
{
    public const int Size = 20;
}

/// <summary>The channels after one step, and what the step changed.</summary>
internal sealed record StatePart(Guid Run, int Step, DateTimeOffset At, IReadOnlyList<ChannelRow> Channels, IReadOnlyList<string> Next, IReadOnlyList<CheckpointView> Steps)
{
    private const int Clip = 3_000;
    private const int StepsShown = 200;

    public static StatePart Of(Guid run, StateView now, StateView? before, IReadOnlyList<CheckpointView> steps)
    {
        var old = before?.Channels.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal) ?? [];
        var rows = now.Channels.EnumerateObject()
            .Select(p => Row(p.Name, p.Value, old.TryGetValue(p.Name, out var was) ? was : null, now.Step > 0))
            .OrderByDescending(r => r.Change is not null).ThenBy(r => r.Name, StringComparer.Ordinal).ToList();
        return new StatePart(run, now.Step, now.At, rows, now.Next, [.. steps.TakeLast(StepsShown).Reverse()]);
    }

    private static ChannelRow Row(string name, JsonElement value, JsonElement? was, bool compare)
    {
        var changed = compare && (was is not { } old || !JsonElement.DeepEquals(old, value));
        return new ChannelRow(name, Display.Clip(Display.Json(value), Clip), SizeOf(value), changed ? ChangeOf(was, value) : null);
    }

    private static string SizeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => Display.Many(value.GetArrayLength(), "item"),
        JsonValueKind.Object => Display.Many(value.EnumerateObject().Count(), "key"),
        JsonValueKind.String => Display.Many(value.GetString()!.Length, "character"),
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };

    private static string ChangeOf(JsonElement? was, JsonElement value)
    {
        if (was is not { } old) return "new";
        if (old.ValueKind == JsonValueKind.Array && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > old.GetArrayLength())
        {
            var added = value.EnumerateArray().Skip(old.GetArrayLength()).Take(3).Select(i => Display.Clip(i.GetRawText(), 160));
            return $"+{Display.Many(value.GetArrayLength() - old.GetArrayLength(), "item")}: {string.Join(", ", added)}";
        }

        return $"{Display.Clip(old.GetRawText(), 160)} → {Display.Clip(value.GetRawText(), 160)}";
    }
}

/// <param name="Change">What the step did to it; null when nothing.</param>
internal sealed record ChannelRow(string Name, string Value, string Size, string? Change);
