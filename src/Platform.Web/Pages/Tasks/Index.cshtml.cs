using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tasks;

[Menu("Tasks", 30, "/tasks", "inbox")]
internal sealed class IndexModel(HumanTaskService tasks, Caller caller) : PageModel
{
    public bool Done { get; private set; }

    public string? After { get; private set; }

    public Page<HumanTaskView> Rows { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(bool done, string? after, CancellationToken cancellationToken)
    {
        (Done, After) = (done, after);
        Rows = await tasks.ListAsync(caller, new HumanTaskQuery { Done = done, After = after }, cancellationToken);
        return this.PageOrPart("_Rows", this);
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
