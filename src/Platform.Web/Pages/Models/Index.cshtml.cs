using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Health;
using Platform.Core.Models.Recordings;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Models;

/// <summary>Which models the workflows use, and how they do.</summary>
[Menu("Models", 150, "/models", "robot")]
internal sealed class IndexModel(ModelHealth health, IReplyCache cache, Caller caller) : PageModel
{
    /// <summary>One row for each model, whatever number of workflows use it.</summary>
    public IReadOnlyList<IGrouping<(string Use, string? Address), ModelView>> Rows { get; private set; } = [];

    /// <summary>Answers that are kept for models with <c>cache</c>.</summary>
    public CacheView Cache => cache.View(caller.Organization);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = [.. (await health.ListAsync(caller, cancellationToken)).GroupBy(m => (m.Use, m.Address))];
        return this.PageOrPart("_Rows", this);
    }

    public async Task<IActionResult> OnPostCheckAsync(string? name, CancellationToken cancellationToken)
    {
        await health.CheckAsync(caller, string.IsNullOrEmpty(name) ? null : name, workflow: null, cancellationToken);
        return LocalRedirect("/models");
    }
}
