using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Health;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tools;

/// <summary>Which tools there are.</summary>
[Menu("Tools", 140, "/tools", "tool")]
internal sealed class IndexModel(ToolShelf shelf, Caller caller) : PageModel
{
    /// <summary>By what stands before the dot.</summary>
    public IReadOnlyList<IGrouping<string, ToolView>> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Groups = [.. (await shelf.ListAsync(caller, cancellationToken)).GroupBy(t => t.Name.Split('.')[0])];
        return Page();
    }
}
