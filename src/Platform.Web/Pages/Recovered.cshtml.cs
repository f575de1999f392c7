using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Runs.Execution;

namespace Platform.Web.Pages;

/// <summary>Takes the notice of what was recovered away, for everybody: it tells of the process and not of a person.</summary>
public sealed class RecoveredModel(RecoveryLog log) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost()
    {
        log.Dismiss();
        return LocalRedirect("/");
    }
}
