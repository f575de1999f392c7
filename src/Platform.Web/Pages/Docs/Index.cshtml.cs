using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Docs;

/// <summary>The product's own pages by what one wants to do, and the way to the API.</summary>
[Menu("Docs", 220, "/docs", "book")]
internal sealed class IndexModel(Guides guides) : PageModel
{
    public IEnumerable<IGrouping<string, Guide>> Groups => guides.All.GroupBy(g => g.Group);
}
