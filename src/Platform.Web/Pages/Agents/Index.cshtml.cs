using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Usage;
using Platform.Core.Health;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Agents;

/// <summary>Every agent of every workflow's current version, and how it does.</summary>
[Menu("Agents", 130, "/agents", "user-bolt")]
internal sealed class IndexModel(AgentShelf shelf, UsageBook usage, Caller caller) : PageModel
{
    private const int PageSize = 50;

    public Period Period { get; private set; } = new(Period.Usual, "/agents");

    public string? Text { get; private set; }

    public int From { get; private set; }

    public int Found { get; private set; }

    public AgentList All { get; private set; } = new([], 0, 0);

    public IReadOnlyList<(AgentView Agent, UsageView Usage)> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int? days, string? text, int? from, CancellationToken cancellationToken)
    {
        (Text, From) = (text?.Trim(), Math.Max(0, from ?? 0));
        Period = Period.Of(days, "/agents", ("text", Text));
        All = await shelf.ListAsync(caller, cancellationToken);
        var found = All.Items.Where(Fits).ToList();
        Found = found.Count;
        var shown = found.Skip(From).Take(PageSize).ToList();
        var used = usage.Of(caller, UsageKind.Agent, [.. shown.Select(a => (IReadOnlyList<UsageKey>)[new UsageKey(a.Name, a.Workflow)])], Period.Days);
        Rows = [.. shown.Zip(used)];
        return this.PageOrPart("_Rows", this);
    }

    public string? Older => From + PageSize < Found ? Page(From + PageSize) : null;

    public string? Newer => From > 0 ? Page(Math.Max(0, From - PageSize)) : null;

    private string Page(int from) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(Period.Address(Period.Days), "from", $"{from}");

    private bool Fits(AgentView agent) => string.IsNullOrEmpty(Text)
        || new[] { agent.Name, agent.Workflow, agent.Use, agent.Description ?? "" }.Concat(agent.Tools).Any(t => t.Contains(Text, StringComparison.OrdinalIgnoreCase));
}
