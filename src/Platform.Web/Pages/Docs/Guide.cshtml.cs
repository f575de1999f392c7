using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Docs;

/// <summary>One of the product's own pages.</summary>
internal sealed class GuideModel(Guides guides) : PageModel
{
    public Guide Guide { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public IReadOnlyList<Guide> All => guides.All;

    /// <summary>The ones before and after, in the order in which one reads them; null at the ends.</summary>
    public (Guide? Before, Guide? After) Beside
    {
        get
        {
            var at = All.ToList().FindIndex(g => g.Name == Guide.Name);
            return (All.ElementAtOrDefault(at - 1), All.ElementAtOrDefault(at + 1));
        }
    }

    public IActionResult OnGet(string name)
    {
        if (guides.Find(name) is not { } found) return NotFound();
        Guide = found;
        return Page();
    }
}
