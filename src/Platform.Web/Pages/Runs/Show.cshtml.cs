using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Live;
using Platform.Web.Pages.Runs.Parts;
using Platform.Web.Pages.Runs.Spans;
using Platform.Web.Pages.Runs.Talks;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>One run, live. Tab, filters, place and what is selected are in the address.</summary>
internal sealed class ShowModel(RunParts parts, RunReader reader, TravelReader travel, RunService runs, Caller caller) : PageModel
{
    public static readonly (string Tab, string Title)[] Tabs =
    [
        ("timeline", "Timeline"), ("talk", "Conversation"), ("state", "State"), ("events", "Events"), ("calls", "Model calls"), ("logs", "Logs"),
        ("children", "Child runs"), ("source", "Source"), ("replay", "Replay"),
    ];

    public RunView Run { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    /// <summary>Its workflow was deleted, which has no page then and starts no runs.</summary>
    public bool IsOrphan { get; private set; }

    public string Tab { get; private set; } = "timeline";

    /// <summary>By tab: the step, the sequence before the first. Null for the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public int? From { get; set; }

    public RunHead Head { get; private set; } = null!;

    public RunNotice Notice { get; private set; } = null!;

    public RunGraph? Graph { get; private set; }

    public RunResult Result { get; private set; } = null!;

    /// <summary>The node that is selected in the graph; null when none is.</summary>
    public NodeView? Node { get; private set; }

    public Timeline? Timeline { get; private set; }

    public SpanView? Span { get; private set; }

    public TalksPart? Talks { get; private set; }

    public EventsPart? Events { get; private set; }

    public LogsPart? Logs { get; private set; }

    public CallsPart? Calls { get; private set; }

    public StatePart? State { get; private set; }

    public SourcePart? Source { get; private set; }

    public ReplayPart? Replay { get; private set; }

    public ChildrenPart? Children { get; private set; }

    /// <summary>Where the page hears of what is new, with all that decides which part of it is sent.</summary>
    public string StreamAddress => QueryHelpers.AddQueryString(
        $"/runs/{Run.Id}/stream",
        new[] { ("after", (string?)Run.LastSequence.ToString("0")), ("tab", Tab) }
            .Concat(new[] { "from", "before", "type", "of", "talk" }.Select(name => (name, (string?)Request.Query[name].ToString())))
            .Append(("own", Tab == "timeline" && !TimelineQuery.Of(Request.Query).IsPlain ? "1" : null))
            .Where(p => !string.IsNullOrEmpty(p.Item2)).ToDictionary(p => p.Item1, p => p.Item2));

    public async Task<IActionResult> OnGetAsync(
        Guid id, CancellationToken cancellationToken, string tab = "timeline", string? node = null, [FromQuery(Name = "page")] int page = 1, int? against = null,
        string? talk = null, int? line = null, string? file = null)
    {
        if (await reader.FindAsync(new RunId(id), cancellationToken) is not { } run) return NotFound();
        Run = run;
        Tab = Tabs.Any(t => t.Tab == tab) ? tab : "timeline";
        if (Request.WantsPart() && await PartAsync(node, talk, cancellationToken) is { } part) return part;

        Graph = await reader.GraphAsync(run, cancellationToken);
        IsOrphan = run.Status.IsEnded() && await reader.IsOrphanAsync(run, cancellationToken);
        Head = await reader.HeadAsync(run, cancellationToken);
        Notice = await reader.NoticeAsync(run, isPage: true, cancellationToken);
        Result = await reader.ResultAsync(run, cancellationToken);
        if (node is not null) Node = await parts.Spans.NodeAsync(run, node, Request.Query["visit"], cancellationToken);
        switch (Tab)
        {
            case "replay": Replay = await travel.ReplayAsync(run, against, cancellationToken); break;
            case "events": Events = await parts.Events.ReadAsync(run, EventFilter.From(Request.Query), cancellationToken); break;
            case "logs": Logs = await parts.Events.LogsAsync(run, cancellationToken); break;
            case "calls": Calls = await reader.CallsAsync(run, page, cancellationToken); break;
            case "talk": Talks = await parts.Talks.ReadAsync(run, talk, cancellationToken); break;
            case "state": State = await travel.StateAsync(run, From, cancellationToken); break;
            case "source": Source = await reader.SourceAsync(run, Graph?.Looks, file, line, cancellationToken); break;
            case "children": Children = await parts.Children.ReadAsync(run, cancellationToken); break;
            default: await ReadTimelineAsync(cancellationToken); break;
        }

        return Page();
    }

    // HTMX asks for the page's own address and gets the part that it names.
    private async Task<IActionResult?> PartAsync(string? node, string? talk, CancellationToken cancellationToken)
    {
        switch (Request.Headers["HX-Target"].ToString())
        {
            case "tl-rows":
                await ReadTimelineAsync(cancellationToken, withSpan: false);
                return this.PageOrPart("_TimelineRows", Timeline!);
            case "span-detail":
                return this.PageOrPart("Spans/_Panel", await parts.Spans.ReadAsync(Run, Request.Query["span"], cancellationToken));
            case "node-detail":
                return this.PageOrPart("Spans/_Node", node is null ? null : await parts.Spans.NodeAsync(Run, node, Request.Query["visit"], cancellationToken));
            case "talk":
                return this.PageOrPart("Talks/_Talks", await parts.Talks.ReadAsync(Run, talk, cancellationToken));
            default:
                if (Tab != "state" || await travel.StateAsync(Run, From, cancellationToken) is not { } state) return null;
                return this.PageOrPart("_StateAt", state);
        }
    }

    private async Task ReadTimelineAsync(CancellationToken cancellationToken, bool withSpan = true)
    {
        var query = TimelineQuery.Of(Request.Query);
        Timeline = await reader.TimelineAsync(Run, query, cancellationToken);
        if (withSpan && query.Span is not null) Span = await parts.Spans.ReadAsync(Run, query.Span, cancellationToken);
    }

    /// <summary>Sends an event that the run waits for.</summary>
    public async Task<IActionResult> OnPostEventAsync(Guid id, string name, string? data, CancellationToken cancellationToken)
    {
        var form = new SendEvent(new RunId(id), name, data ?? "");
        if (SendEvent.TryRead(data, out var wrong) is not { } read)
            return Request.WantsPart() ? this.PageOrPart("_SendEvent", form with { Refused = wrong }) : throw new PlatformException(ErrorCode.Validation, wrong!, "Go back and change it.");
        var sent = await runs.DeliverEventAsync(caller, name, read, null, cancellationToken);
        return Request.WantsPart() ? this.PageOrPart("_SendEvent", form with { Sent = sent }) : LocalRedirect($"/runs/{id}");
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
