using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tasks;

[Menu("Tasks", 30, "/tasks", "inbox")]
internal sealed class IndexModel(HumanTaskService tasks, WorkflowService workflows, Caller caller, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Overdue { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Workflow { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public Page<HumanTaskView> Rows { get; private set; } = new([], null);

    public IReadOnlyList<string> Workflows { get; private set; } = [];

    public bool IsFiltered => Mine || Overdue || !string.IsNullOrEmpty(Workflow);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var query = new HumanTaskQuery
        {
            Done = Done,
            For = Mine ? HumanTaskService.NamesOf(caller) : null,
            DueBefore = Overdue ? time.GetUtcNow() : null,
            Workflow = string.IsNullOrEmpty(Workflow) ? null : Workflow,
            After = HumanTaskId.TryParse(After, out _) ? After : null,
        };
        Rows = await tasks.ListAsync(caller, query, cancellationToken);
        if (!Request.WantsPart()) Workflows = await workflows.SuggestAsync(caller, null, WorkflowChoice.Asked, cancellationToken);
        return this.PageOrPart("_Rows", this);
    }

    public bool IsLate(HumanTaskView task) => !Done && task.DueAt < time.GetUtcNow();

    /// <summary>The same list with another view of it.</summary>
    public string Address(bool done = false, bool mine = false, bool overdue = false, string? after = null)
    {
        var parts = new List<string>();
        if (done) parts.Add("done=true");
        if (mine) parts.Add("mine=true");
        if (overdue) parts.Add("overdue=true");
        if (!string.IsNullOrEmpty(Workflow)) parts.Add($"workflow={Uri.EscapeDataString(Workflow)}");
        if (after is not null) parts.Add($"after={Uri.EscapeDataString(after)}");
        return parts.Count == 0 ? "/tasks" : $"/tasks?{string.Join('&', parts)}";
    }
}

/// <summary>A human task's status as a person reads it.</summary>
internal static class TaskWords
{
    public static string Of(HumanTaskStatus status) => status switch
    {
        HumanTaskStatus.Open => "open",
        HumanTaskStatus.Claimed => "claimed",
        HumanTaskStatus.Answered => "answered",
        HumanTaskStatus.TimedOut => "expired",
        HumanTaskStatus.Cancelled => "cancelled",
        _ => "open",
    };
}
