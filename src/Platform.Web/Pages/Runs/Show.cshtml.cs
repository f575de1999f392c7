using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>One run, live. Tab, step, node and place are in the address.</summary>
internal sealed class ShowModel(RunReader reader, TravelReader travel, RunService runs, Caller caller) : PageModel
{
    public static readonly (string Tab, string Title)[] Tabs =
        [("timeline", "Timeline"), ("state", "State"), ("events", "Events"), ("calls", "Model calls"), ("children", "Child runs"), ("replay", "Replay")];

    public RunView Run { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public string Tab { get; private set; } = "timeline";

    /// <summary>By tab: the first step, the step, the sequence before the first. Null for the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public int? From { get; set; }

    public RunNotice Notice { get; private set; } = null!;

    public RunGraph? Graph { get; private set; }

    public RunResult Result { get; private set; } = null!;

    public Timeline? Timeline { get; private set; }

    public ItemsPage? Items { get; private set; }

    public EventsPart? Events { get; private set; }

    public CallsPart? Calls { get; private set; }

    public StatePart? State { get; private set; }

    public ReplayPart? Replay { get; private set; }

    public IReadOnlyList<RunView> Children { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(
        Guid id, CancellationToken cancellationToken, string tab = "timeline", int step = 0, string node = "", string? status = null, [FromQuery(Name = "page")] int page = 1,
        int? against = null)
    {
        if (await reader.FindAsync(new RunId(id), cancellationToken) is not { } run) return NotFound();
        Run = run;
        Tab = tab;
        if (tab == "state")
        {
            State = await travel.StateAsync(run, From, cancellationToken);
            if (State is not null && Request.WantsPart()) return this.PageOrPart("_StateAt", State);
        }

        Graph = await reader.GraphAsync(run, cancellationToken);
        Notice = await reader.NoticeAsync(run, cancellationToken);
        Result = reader.Result(run);
        switch (tab)
        {
            case "replay": Replay = await travel.ReplayAsync(run, against, cancellationToken); break;
            case "events": Events = await reader.EventsAsync(run, From, cancellationToken); break;
            case "calls": Calls = await reader.CallsAsync(run, page, cancellationToken); break;
            case "children": Children = await reader.ChildrenAsync(run, cancellationToken); break;
            case "items": Items = await reader.ItemsAsync(run, step, node, page, status, cancellationToken); break;
        }

        if (tab == "items" && Items is not null) return Page();
        if (!Tabs.Any(t => t.Tab == Tab)) Tab = "timeline";
        if (Tab == "timeline") Timeline = await reader.TimelineAsync(run, From, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancellationToken)
    {
        await runs.CancelAsync(caller, new RunId(id), cancellationToken);
        return LocalRedirect($"/runs/{id}");
    }

    public async Task<IActionResult> OnPostPauseAsync(Guid id, CancellationToken cancellationToken)
    {
        await runs.PauseAsync(caller, new RunId(id), cancellationToken);
        return LocalRedirect($"/runs/{id}");
    }

    public async Task<IActionResult> OnPostRetryAsync(Guid id, CancellationToken cancellationToken)
    {
        await runs.RetryAsync(caller, new RunId(id), cancellationToken);
        return LocalRedirect($"/runs/{id}");
    }

    public async Task<IActionResult> OnPostResumeAsync(Guid id, CancellationToken cancellationToken)
    {
        var resumed = await runs.ResumeAsync(caller, new RunId(id), new ResumeRun(), cancellationToken);
        return resumed.Ok ? LocalRedirect($"/runs/{id}") : throw new PlatformException(ErrorCode.Conflict, resumed.Findings[0].Message, "Open the run and answer what it waits for.");
    }
}
