using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Docs;

/// <summary>One of the product's own pages.</summary>
internal sealed class GuideModel(Guides guides) : PageModel
{
    public Guide Guide { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public IReadOnlyList<Guide> All => guides.All;

    public IActionResult OnGet(string name)
    {
        if (guides.Find(name) is not { } found) return NotFound();
        Guide = found;
        return Page();
    }
}
