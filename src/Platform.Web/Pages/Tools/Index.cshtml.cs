using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Costs.Usage;
using Platform.Core.Health;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tools;

/// <summary>Which tools there are, who uses them, and how they do.</summary>
[Menu("Tools", 140, "/tools", "tool")]
internal sealed class IndexModel(ToolShelf shelf, UsageBook usage, Caller caller) : PageModel
{
    public Period Period { get; private set; } = new(Period.Usual, "/tools");

    public IReadOnlyList<(ToolView Tool, UsageView Usage)> Rows { get; private set; } = [];

    public IReadOnlyList<ToolServerView> Servers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int? days, CancellationToken cancellationToken)
    {
        Period = Period.Of(days, "/tools");
        var tools = await shelf.ListAsync(caller, cancellationToken);
        var names = await shelf.NamesAsync(caller, cancellationToken);
        var used = usage.Of(caller, UsageKind.Tool, [.. tools.Select(t => Keys(names[t.Name]))], Period.Days);
        Rows = [.. tools.Zip(used)];
        Servers = await shelf.ServersAsync(caller, cancellationToken);
        return this.PageOrPart("_Rows", this);
    }

    public static IReadOnlyList<UsageKey> Keys(IReadOnlyList<ToolName> names) => [.. names.Select(n => new UsageKey(n.Name, n.Workflow, n.Less))];
}
