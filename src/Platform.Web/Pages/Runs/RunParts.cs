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
    private const int LogClip = 32_000;

    /// <summary>What code printed, as it stood on its terminal; null when it printed nothing.</summary>
    public string? Logs { get; private init; }

    public static EventRow Of(RunId run, LoggedEvent told) => new(
        told.Sequence, told.Type, told.At, told.Event.Step, told.Event.Node, told.Event.Index,
        EventWords.Say(told.Event), Display.Clip(Display.Json(EventView.Of(run, told).Data), Clip))
    {
        Logs = EventWords.LogsOf(told.Event) is { } logs ? Display.Clip(logs, LogClip) : null,
    };
}

internal sealed record CallsPart(Guid Run, IReadOnlyList<LoggedEvent> Calls, int Page, int Pages, int Count)
{
    public const int Size = 20;
}
