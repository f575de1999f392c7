using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Calls;
using Platform.Core.Security;

namespace Platform.Web.Pages.Models.Calls;

/// <summary>One attempt to call a model, with all of its texts.</summary>
internal sealed class ShowModel(CallLog log, Caller caller) : PageModel
{
    public ModelCallDetail Call { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public IActionResult OnGet(Guid id)
    {
        if (log.Find(caller, id) is not { } call) return NotFound();
        Call = call;
        return Page();
    }
}
