using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Tasks;

/// <summary>One human task: its form, and what a person needs to know to answer it.</summary>
internal sealed class ShowModel(HumanTaskService tasks, RunService runs, TimeTravelService travel, WorkFiles files, Caller caller) : PageModel
{
    public HumanTaskView Item { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public RunView? Run { get; private set; }

    /// <summary>What the run knows now, and what changed last; null before its first step.</summary>
    public StateView? State { get; private set; }

    public FormView Form { get; private set; } = null!; // The same.

    /// <summary>The next task that waits, for who has answered this one; null when none does.</summary>
    public HumanTaskView? Next { get; private set; }

    /// <summary>Why the answer was not taken; null when none was given, or it was taken.</summary>
    public string? Refused { get; private set; }

    /// <summary>Where to go after the answer.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public bool IsOpen => Item.Status is HumanTaskStatus.Open or HumanTaskStatus.Claimed;

    public bool IsMine => Item.ClaimedBy == caller.Name;

    /// <param name="part"><c>run</c> for the run's status alone; null for the task's.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string? part, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        return part == "run" && Run is { } run ? this.PageOrPart("_RunStatus", run) : this.PageOrPart("_State", this);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        var answer = await FormReader.ReadAsync(Form.Fields, Request.Form, UploadAsync);
        Form = Form with { Fields = answer.Fields };
        if (answer.HasErrors) return Unfit();
        try
        {
            var completed = await tasks.CompleteAsync(caller, Item.Id, answer.Value, cancellationToken);
            if (completed.Ok) return Request.WantsPart() ? Partial("_Taken", this) : LocalRedirect(Back is not null && Url.IsLocalUrl(Back) ? Back : $"/tasks/{id}");
            var (fields, rest) = SchemaForm.WithFindings(answer.Fields, completed.Findings);
            Form = Form with { Fields = fields, Rest = rest };
            return Unfit();
        }
        catch (PlatformException late) when (late.Code == ErrorCode.Conflict)
        {
            // Two answered at once, or its time was over: what this person wrote is shown, for it took them time.
            if (!await ReadAsync(id, cancellationToken)) return NotFound();
            Refused = Display.Json(answer.Value);
            if (Request.WantsPart()) return Partial("_Late", this);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        async Task<string> UploadAsync(IFormFile file)
        {
            await using var content = file.OpenReadStream();
            return (await files.UploadAsync(caller, Item.Workflow, file.FileName, content, cancellationToken)).Path;
        }
    }

    // Where a part of another page asked, the part is told: what is wrong at its field, with what was typed.
    private IActionResult Unfit() => Request.WantsPart() && Form.Part is not null ? Partial("/Pages/Shared/_Form.cshtml", Form) : Htmx.Unfit(this);

    public async Task<IActionResult> OnPostClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await tasks.ClaimAsync(caller, new HumanTaskId(id), cancellationToken);
        }
        catch (PlatformException late) when (late.Code == ErrorCode.Conflict)
        {
            // The page says who was faster.
        }

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
        if (!IsOpen) Next = (await tasks.ListAsync(caller, new HumanTaskQuery { Limit = 1 }, cancellationToken)).Items is [var first, ..] ? first : null;
        if (!Request.WantsPart() && Run is not null) State = await travel.CompareAsync(caller, found.Run, null, null, cancellationToken);
        return true;
    }

    /// <summary>The exact arguments of the call that waits; null when it is about none.</summary>
    public JsonElement? Arguments => Item.Approval is { } asked && asked.TryGetProperty("arguments", out var arguments) ? arguments : null;
}
