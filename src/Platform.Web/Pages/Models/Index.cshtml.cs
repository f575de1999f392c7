using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Usage;
using Platform.Core.Health;
using Platform.Core.Models.Recordings;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Models;

/// <summary>Which models the workflows use, and how they do.</summary>
[Menu("Models", 150, "/models", "robot")]
internal sealed class IndexModel(ModelHealth health, ProviderReadiness providers, IReplyCache cache, UsageBook usage, Caller caller) : PageModel
{
    /// <summary>One row for each model, whatever number of workflows use it.</summary>
    public IReadOnlyList<IGrouping<(string Use, string? Address), ModelView>> Rows { get; private set; } = [];

    /// <summary>Answers that are kept for models with <c>cache</c>.</summary>
    public CacheView Cache => cache.View(caller.Organization);

    public Period Period { get; private set; } = new(Period.Usual, "/models");

    /// <summary>By what the models use.</summary>
    public IReadOnlyDictionary<string, UsageView> Usage { get; private set; } = new Dictionary<string, UsageView>(StringComparer.Ordinal);

    public IReadOnlyList<ProviderView> Providers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int? days, CancellationToken cancellationToken)
    {
        Period = Period.Of(days, "/models");
        Rows = [.. (await health.ListAsync(caller, cancellationToken)).GroupBy(m => (m.Use, m.Address))];
        var uses = Rows.Select(r => r.Key.Use).Distinct(StringComparer.Ordinal).ToList();
        Usage = uses.Zip(usage.Of(caller, UsageKind.Model, [.. uses.Select(u => (IReadOnlyList<UsageKey>)[new UsageKey(u)])], Period.Days)).ToDictionary(u => u.First, u => u.Second, StringComparer.Ordinal);
        if (!Request.WantsPart()) Providers = await providers.ListAsync(caller.Organization, cancellationToken);
        return this.PageOrPart("_Rows", this);
    }

    public async Task<IActionResult> OnPostCheckAsync(string? name, CancellationToken cancellationToken)
    {
        await health.CheckAsync(caller, string.IsNullOrEmpty(name) ? null : name, workflow: null, cancellationToken);
        return LocalRedirect("/models");
    }
}
