using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Costs.Calls;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Models.Calls;

/// <summary>The call log: every attempt to call a model, newest first.</summary>
internal sealed class IndexModel(CallLog log, WorkflowService workflows, Caller caller) : PageModel
{
    public CallFilters Filters { get; private set; } = new();

    public Page<ModelCallView> Rows { get; private set; } = new([], null);

    public IReadOnlyList<string> Workflows { get; private set; } = [];

    /// <summary>Why the filter cannot be used; null when it can.</summary>
    public string? Wrong { get; private set; }

    public bool IsFiltered => Address(null) != "/models/calls";

    public async Task<IActionResult> OnGetAsync(
        Guid? run, string? workflow, string? model, string? provider, string? node, string? agent, string? user, string? status, string? from, string? to, string? text,
        string? after, CancellationToken cancellationToken)
    {
        Filters = new CallFilters { Run = run, Workflow = workflow, Model = model, Provider = provider, Node = node, Agent = agent, User = user, Status = status, From = from, To = to, Text = text, After = after };
        try
        {
            Rows = log.List(caller, Filters.Read());
        }
        catch (PlatformException e) when (e.Code == ErrorCode.Validation)
        {
            Wrong = $"{e.Message} {e.Resolution}";
        }

        if (!Request.WantsPart()) Workflows = await workflows.SuggestAsync(caller, null, WorkflowChoice.Asked, cancellationToken);
        return this.PageOrPart("_Page", this);
    }

    public string Address(string? after)
    {
        var parts = new Dictionary<string, string?>
        {
            ["run"] = Filters.Run?.ToString(),
            ["workflow"] = Filters.Workflow,
            ["model"] = Filters.Model,
            ["provider"] = Filters.Provider,
            ["node"] = Filters.Node,
            ["agent"] = Filters.Agent,
            ["user"] = Filters.User,
            ["status"] = Filters.Status,
            ["from"] = Filters.From,
            ["to"] = Filters.To,
            ["text"] = Filters.Text,
            ["after"] = after,
        };
        return QueryHelpers.AddQueryString("/models/calls", parts.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary(p => p.Key, p => p.Value));
    }
}
