using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tasks;

/// <summary>One human task: its form, and what it is about.</summary>
internal sealed class ShowModel(HumanTaskService tasks, RunService runs, WorkFiles files, Caller caller) : PageModel
{
    public HumanTaskView Item { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public RunView? Run { get; private set; }

    public FormView Form { get; private set; } = null!; // The same.

    /// <summary>Where to go after the answer.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await ReadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        var answer = await FormReader.ReadAsync(Form.Fields, Request.Form, UploadAsync);
        Form = Form with { Fields = answer.Fields };
        if (answer.HasErrors) return this.Unfit();

        var completed = await tasks.CompleteAsync(caller, Item.Id, answer.Value, cancellationToken);
        if (completed.Ok) return LocalRedirect(Back is not null && Url.IsLocalUrl(Back) ? Back : $"/tasks/{id}");
        var (fields, rest) = SchemaForm.WithFindings(answer.Fields, completed.Findings);
        Form = Form with { Fields = fields, Rest = rest };
        return this.Unfit();

        async Task<string> UploadAsync(IFormFile file)
        {
            await using var content = file.OpenReadStream();
            return (await files.UploadAsync(caller, Item.Workflow, file.FileName, content, cancellationToken)).Path;
        }
    }

    public async Task<IActionResult> OnPostClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        await tasks.ClaimAsync(caller, new HumanTaskId(id), cancellationToken);
        return LocalRedirect($"/tasks/{id}");
    }

    public async Task<IActionResult> OnPostReleaseAsync(Guid id, CancellationToken cancellationToken)
    {
        await tasks.ReleaseAsync(caller, new HumanTaskId(id), cancellationToken);
        return LocalRedirect($"/tasks/{id}");
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(caller, new HumanTaskId(id), cancellationToken) is not { } found) return false;
        Item = found;
        Form = TaskForms.Of(found, Back);
        Run = await runs.FindAsync(caller, found.Run, cancellationToken);
        return true;
    }
}
