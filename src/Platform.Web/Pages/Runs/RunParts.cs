using System.Text.Json;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Forms;
using Platform.Web.Live;
using Platform.Web.Pages.Runs.Parts;
using Platform.Web.Pages.Runs.Spans;
using Platform.Web.Pages.Runs.Talks;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>The parts of the page that read the run's history.</summary>
internal sealed record RunParts(SpanReader Spans, TalkReader Talks, EventsReader Events, ChildTree Children);

/// <param name="Speaks">Some node of it asks a model.</param>
internal sealed record RunGraph(string Svg, IReadOnlyDictionary<string, NodeLook> Looks, bool Speaks);

/// <param name="BusySince">Since when the step goes on that is not committed, and whose time is in no figure of the run yet; null while none does.</param>
internal sealed record RunHead(RunView Run, DateTimeOffset? BusySince)
{
    /// <summary>From when its active time counts by now; null while it stands.</summary>
    public DateTimeOffset? ActiveFrom => BusySince?.AddMilliseconds(-Run.Usage.ActiveMs);
}

/// <param name="Tab">The one that is open.</param>
internal sealed record RunTabs(RunView Run, string Tab);

/// <summary>Why it waits or failed, and what a person can do about it right here.</summary>
/// <param name="More">More tasks wait than are shown.</param>
/// <param name="At">Where in the YAML it failed; null when it did not, or nobody knows.</param>
/// <param name="Now">What it does at this moment; null when nothing needs to be said.</param>
/// <param name="IsOpen">The first form stands open though its buttons stand above it: on a page that is opened, not on one on which somebody reads, for what they read would move. One without such buttons is open in any case.</param>
internal sealed record RunNotice(RunView Run, IReadOnlyList<TaskForm> Tasks, bool More, SourceSpan? At, RunNow? Now, bool IsOpen)
{
    /// <summary>What makes it go on, by what it waits for; empty when nothing needs to be said.</summary>
    public IReadOnlyList<string> Wakes => RunWords.Wakes(Run);

    /// <summary>A form for each event that it waits for.</summary>
    public IEnumerable<SendEvent> Events => Run is { Why: { } why, PausedBy: null } && !Run.Status.IsEnded() ? SendEvent.Of(Run, why) : [];
}

/// <summary>One sentence, and one of what follows from it.</summary>
internal sealed record RunNow(string Said, string More)
{
    /// <summary>It ended well, but not all of it did: items of maps failed.</summary>
    public bool IsPartly { get; init; }
}

internal sealed record TaskForm(HumanTaskView Task, FormView Form);

/// <param name="Written">Files of the work folder that changed while it ran.</param>
internal sealed record RunResult(RunView Run, IReadOnlyList<WorkFile> Written);

/// <param name="Said">One line that says what happened.</param>
/// <param name="Data">The whole event as JSON.</param>
internal sealed record EventRow(long Sequence, string Type, DateTimeOffset At, int Step, string? Node, int? Index, string Said, JsonElement Data)
{
    private const int LogClip = 32_000;

    /// <summary>What code printed, as it stood on its terminal; null when it printed nothing.</summary>
    public string? Logs { get; private init; }

    public static EventRow Of(RunId run, LoggedEvent told) => new(
        told.Sequence, told.Type, told.At, told.Event.Step, told.Event.Node, told.Event.Index,
        EventWords.Say(told.Event), EventView.Of(run, told).Data)
    {
        Logs = EventWords.LogsOf(told.Event) is { } logs ? Display.Clip(logs, LogClip) : null,
    };
}

internal sealed record CallsPart(Guid Run, IReadOnlyList<LoggedEvent> Calls, int Page, int Pages, int Count)
{
    public const int Size = 20;
}
