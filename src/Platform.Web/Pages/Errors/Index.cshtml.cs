using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Runs.Failures;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Errors;

/// <summary>What fails, grouped by cause: one thing to mend for each group.</summary>
[Menu("Errors", 40, "/errors", "bug")]
internal sealed class IndexModel(FailureBook failures, WorkflowService workflows, Caller caller) : PageModel
{
    public Period Period { get; private set; } = new(Period.Usual, "/errors");

    public string? Workflow { get; private set; }

    public bool ByCount { get; private set; }

    public FailureReport Report { get; private set; } = new([], 0, 0, false);

    public IReadOnlyList<string> Workflows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int? days, string? workflow, string? by, CancellationToken cancellationToken)
    {
        (Workflow, ByCount) = (string.IsNullOrEmpty(workflow) ? null : workflow, by == "count");
        Period = Period.Of(days, "/errors", ("workflow", Workflow), ("by", ByCount ? "count" : null));
        Report = failures.Report(caller, new FailureQuery { From = failures.Today.AddDays(1 - Period.Days), To = failures.Today, Workflow = Workflow, ByCount = ByCount });
        if (!Request.WantsPart()) Workflows = await workflows.SuggestAsync(caller, null, WorkflowChoice.Asked, cancellationToken);
        return this.PageOrPart("_Rows", this);
    }
}
