using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.Web.Pages.Runs.Parts;

namespace Platform.Web.Pages.Runs;

/// <summary>What events change on a run's page.</summary>
[Flags]
internal enum PageChanges
{
    None = 0,
    Notice = 1,
    Result = 2,
    Talk = 4,
    Logs = 8,
    State = 16,
    Calls = 32,
    Children = 64,

    /// <summary>Answers that are being written.</summary>
    Live = 128,

    /// <summary>What can be done with the run.</summary>
    Actions = 256,

    /// <summary>It works, so that what is said of it may be old.</summary>
    Work = 512,
}

/// <summary>What happened since a page was drawn: which of its parts that changes, and the newest rows of its list of events.</summary>
/// <param name="filter">Of those rows; null when the page shows none.</param>
internal sealed class PageNews(EventFilter? filter)
{
    private const int MostRows = 100;

    // Found once for all who watch.
    private static readonly ConditionalWeakTable<EventBatch, object> Known = [];

    public PageChanges Changes { get; private set; }

    public long Last { get; private set; }

    /// <summary>When the first of it came, by the stopwatch.</summary>
    public long Since { get; private set; }

    public List<LoggedEvent> Rows { get; } = [];

    public bool IsEmpty => Last == 0;

    public static PageChanges ChangesOf(EventBatch batch) => batch.IsLeftOut ? ~PageChanges.Live : (PageChanges)Known.GetValue(batch, b => b.Events.Aggregate(PageChanges.None, (all, e) => all | ChangesOf(e.Event)));

    public void Add(EventBatch batch, PageChanges changes)
    {
        if (IsEmpty) Since = Stopwatch.GetTimestamp();
        Last = batch.Last;
        Changes |= changes;
        if (filter is null) return;
        Rows.AddRange(batch.Events.Where(e => filter.Fits(e.Event)));
        if (Rows.Count > MostRows) Rows.RemoveRange(0, Rows.Count - MostRows);
    }

    private static PageChanges ChangesOf(RunEvent told) =>
        If(PageChanges.Notice, told is RunWaiting or RunPaused or RunFailed or RunRetried or RunCancelled or RunSucceeded or HumanRequested or HumanAnswered or TaskInterrupted)
        | If(PageChanges.Actions, told is RunStarted or RunWaiting or RunPaused or RunResumed or RunFailed or RunRetried or RunCancelled or RunSucceeded or TaskInterrupted or StateEdited)
        | If(PageChanges.Work, told is RunStarted or RunResumed or StepStarted or TaskStarted or TaskFinished or TaskFailed or TaskRetrying)
        | If(PageChanges.Result, told is RunFailed or RunCancelled or RunSucceeded)
        | If(PageChanges.Talk, told is LlmFinished or LlmRetrying or ToolStarted or ToolFinished or HumanRequested or HumanAnswered or TaskInterrupted or TaskFinished or TaskFailed or RunFailed or RunCancelled)
        | If(PageChanges.Logs, EventWords.LogsOf(told) is not null)
        | If(PageChanges.State, told is StepCommitted or StateEdited)
        | If(PageChanges.Calls, told is LlmFinished or LlmRetrying or MemoryRecalled)
        | If(PageChanges.Children, told is ChildStarted or TaskFinished)
        | If(PageChanges.Live, told is LlmDelta or LlmFinished or LlmRetrying or TaskFinished or TaskFailed or TaskRetrying or RunSucceeded or RunFailed or RunCancelled or RunPaused or RunRecovered);

    private static PageChanges If(PageChanges what, bool so) => so ? what : PageChanges.None;
}
