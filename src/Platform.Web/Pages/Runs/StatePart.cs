using System.Text.Json;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>The channels after one step, and what the step changed.</summary>
/// <param name="Pinned">A person chose the step: the page does not run on to newer ones.</param>
/// <param name="CanEdit">It is the newest state of a run that stands still.</param>
internal sealed record StatePart(
    Guid Run, int Step, int First, int Last, DateTimeOffset At, IReadOnlyList<ChannelRow> Channels, IReadOnlyList<ChangeRow> Changes, int MoreChanges,
    IReadOnlyList<string> Next, IReadOnlyList<WaitingView> Waiting, IReadOnlyList<CheckpointView> Steps, bool Pinned, bool CanEdit)
{
    private const int ChangesShown = 60;

    public CheckpointView? Here => Steps.FirstOrDefault(s => s.Step == Step);

    public static StatePart Of(RunView run, StateView state, IReadOnlyList<CheckpointView> steps, int first, bool pinned)
    {
        var changes = state.Changes ?? [];
        var changed = changes.Select(c => c.Channel).ToHashSet(StringComparer.Ordinal);
        var rows = state.Channels.EnumerateObject()
            .Select(p => new ChannelRow(p.Name, p.Value, SizeOf(p.Value), changed.Contains(p.Name)))
            .OrderBy(r => r.Name, StringComparer.Ordinal).ToList();
        return new StatePart(
            run.Id.Value, state.Step, first, Math.Max(run.Step, state.Step), state.At, rows, [.. changes.Take(ChangesShown).Select(ChangeRow.Of)],
            Math.Max(0, changes.Count - ChangesShown), state.Next, state.Waiting, steps, pinned, state.Step == run.Step && StandsStill(run.Status));
    }

    public static bool StandsStill(RunStatus status) => status is not (RunStatus.Queued or RunStatus.Running or RunStatus.Succeeded);

    private static string SizeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => Display.Many(value.GetArrayLength(), "item"),
        JsonValueKind.Object => Display.Many(value.EnumerateObject().Count(), "key"),
        JsonValueKind.String => Display.Many(value.GetString()!.Length, "character"),
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}

/// <param name="Changed">The step changed it.</param>
internal sealed record ChannelRow(string Name, JsonElement Value, string Size, bool Changed)
{
    public const int LongestLine = 100;

    /// <summary>The value where it is short enough to stand beside its name; null when it has to be opened.</summary>
    public string? Line => Display.Line(Value, LongestLine);
}

/// <summary>One difference, in words of the page.</summary>
/// <param name="Kind"><c>added, changed</c> or <c>removed</c>.</param>
internal sealed record ChangeRow(string Channel, string Path, string Kind, string? Before, string? After)
{
    private const int Clip = 600;

    public string Mark => Kind switch { "added" => "+", "removed" => "−", _ => "~" };

    public static ChangeRow Of(StateChange change) => new(
        change.Channel, change.Path.Replace('/', '.'), change.Kind.ToString().ToLowerInvariant(), Text(change.Before), Text(change.After));

    private static string? Text(JsonElement? value) => value is { } given ? Display.Clip(Display.Json(given), Clip) : null;
}
