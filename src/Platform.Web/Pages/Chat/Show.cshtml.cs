using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Chat;
using Platform.Core.Chat.Authors;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Forms;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Chat;

/// <summary>One conversation with its draft beside it.</summary>
internal sealed class ShowModel(ChatService chat, ChatModels models, WorkflowService workflows, RunService runs, WorkFiles files, SecretNeeds secrets, Caller caller) : PageModel
{
    public const int PageOfTurns = 20;

    /// <summary>What the address says besides the conversation.</summary>
    [BindProperty(SupportsGet = true)]
    public ChatPlace Place { get; set; } = new();

    public ConversationView Conversation { get; private set; } = null!; // Set before the page is drawn, or there is no page.

    public TurnPath Path { get; private set; } = new([], null, null);

    public IReadOnlyList<ModelChoice> Models { get; private set; } = [];

    public ModelChoice Default { get; private set; } = null!; // The same.

    public DraftPanel Panel { get; private set; } = null!; // The same.

    /// <summary>What a person wrote that could not be taken.</summary>
    public string Typed { get; private set; } = "";

    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string? part, CancellationToken cancellationToken)
    {
        if (part == "turns" && Request.WantsPart())
        {
            if (await chat.FindAsync(caller, id, cancellationToken) is not { } found) return NotFound();
            Response.Headers.CacheControl = "no-store";
            return Partial("_Turns", new TurnsPart(found, await chat.PathAsync(caller, id, Place.At, Place.Before, PageOfTurns, cancellationToken), null, Place.At));
        }

        try
        {
            if (!await ReadAsync(id, cancellationToken)) return NotFound();
        }
        catch (PlatformException missing) when (missing.Code == ErrorCode.NotFound)
        {
            return NotFound();
        }

        return this.PageOrPart("_Panel", Panel);
    }

    public Task<IActionResult> OnPostSayAsync(Guid id, string? text, Guid? after, CancellationToken cancellationToken)
    {
        Typed = text ?? "";
        return DoAsync(id, () => chat.SayAsync(caller, id, new NewMessage(Typed) { After = after }, cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostEditAsync(Guid id, Guid turn, string? text, CancellationToken cancellationToken) =>
        DoAsync(id, () => chat.SayAsync(caller, id, new NewMessage(text ?? "") { InsteadOf = turn }, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostAgainAsync(Guid id, Guid turn, CancellationToken cancellationToken) =>
        DoAsync(id, () => chat.AgainAsync(caller, id, turn, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostStopAsync(Guid id, CancellationToken cancellationToken) =>
        DoAsync(id, () => chat.StopAsync(caller, id, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostModelAsync(Guid id, string? model, CancellationToken cancellationToken) =>
        DoAsync(id, () => chat.ChangeAsync(caller, id, null, model, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostRenameAsync(Guid id, string? title, CancellationToken cancellationToken) =>
        DoAsync(id, () => chat.ChangeAsync(caller, id, title ?? "", null, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostUseAsync(Guid id, int draft, Guid? after, CancellationToken cancellationToken) =>
        DoAsync(id, () => chat.UseAsync(caller, id, draft, after, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostWriteAsync(Guid id, string? yaml, Guid? after, CancellationToken cancellationToken) =>
        DoAsync(id, () => chat.WriteAsync(caller, id, yaml ?? "", after, cancellationToken), cancellationToken, "?tab=findings&pane=draft");

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await chat.DeleteAsync(caller, id, cancellationToken);
        }
        catch (PlatformException gone) when (gone.Code == ErrorCode.NotFound)
        {
            // It is what was asked for.
        }

        return LocalRedirect("/chat");
    }

    /// <param name="name">Under which it is saved, as a new draft; null keeps the name that it has.</param>
    public Task<IActionResult> OnPostSaveAsync(Guid id, int draft, int? replaces, string? name, Guid? after, CancellationToken cancellationToken) =>
        SaveAsync(id, draft, replaces, (name, after), "Save", saved => Task.FromResult<IActionResult>(LocalRedirect((Place with { Saved = saved.Number, Pane = "draft" }).Address(id))), cancellationToken);

    /// <summary>Saves when needed, then shows the form of the inputs, or the files that must be sent first; what needs neither starts at once.</summary>
    public Task<IActionResult> OnPostRunAsync(Guid id, int draft, int? replaces, string? name, Guid? after, CancellationToken cancellationToken) => SaveAsync(id, draft, replaces, (name, after), "Run", async saved =>
    {
        var graph = (await workflows.LoadAsync(caller, saved.Workflow, saved.Number, cancellationToken)).Graph;
        if (SchemaForm.Of(graph.InputsSchema, null).Count > 0) return LocalRedirect($"/workflows/{saved.Workflow}?version={saved.Number}#{(files.Lacking(caller, graph).Count > 0 ? "files" : "start")}");
        if (files.Lacking(caller, graph).Count > 0) return LocalRedirect($"/workflows/{saved.Workflow}?version={saved.Number}#files");
        var started = await runs.StartAsync(caller, new StartRun { Workflow = saved.Workflow, Version = saved.Number, Trigger = "chat" }, cancellationToken);
        return LocalRedirect(started.Ok ? $"/runs/{started.Value.Id}" : $"/workflows/{saved.Workflow}?version={saved.Number}#start");
    }, cancellationToken);

    private async Task<IActionResult> SaveAsync(
        Guid id, int draft, int? replaces, (string? Name, Guid? After) other, string action, Func<WorkflowVersion, Task<IActionResult>> then, CancellationToken cancellationToken)
    {
        Place = Place with { Draft = draft, Pane = "draft" };
        try
        {
            if (other.Name is { } name) Place = Place with { Draft = draft = (await chat.RenameAsync(caller, id, draft, name, other.After, cancellationToken)).Draft ?? draft };
            var saved = await chat.SaveAsync(caller, id, draft, replaces, cancellationToken);
            if (saved.Ok) return await then(saved.Value);
            Place = Place with { Tab = "findings" };
            await ReadAsync(id, cancellationToken);
            Panel = Panel with { Problem = new PanelProblem("It cannot be saved yet: the findings say what is wrong.", null, null, action) };
        }
        catch (PlatformException wrong) when (wrong.Code is ErrorCode.Conflict or ErrorCode.NotFound or ErrorCode.Validation)
        {
            if (wrong.Code == ErrorCode.NotFound || !await ReadAsync(id, cancellationToken)) return NotFound();
            Response.StatusCode = Problems.StatusOf(wrong.Code);
            int? there = int.TryParse(wrong.Kind, out var version) ? version : null;
            var free = there is not null && Panel.Draft?.Name is { } taken ? await chat.FreeNameAsync(caller, taken, cancellationToken) : null;
            Panel = Panel with { Problem = new PanelProblem($"{wrong.Message} {wrong.Resolution}", there, free, action) };
            return Page();
        }

        return this.Unfit();
    }

    // A page without script is led back to the conversation; one with it hears of the change by its stream.
    private async Task<IActionResult> DoAsync(Guid id, Func<Task> work, CancellationToken cancellationToken, string then = "")
    {
        try
        {
            await work();
            if (!Request.WantsPart()) return LocalRedirect($"/chat/{id}{then}{(then.Length == 0 ? "#end" : "")}");
            if (then.Length > 0) Response.Headers["HX-Redirect"] = $"/chat/{id}{then}";
            return new NoContentResult();
        }
        catch (PlatformException wrong)
        {
            Response.StatusCode = Problems.StatusOf(wrong.Code);
            if (Request.WantsPart()) return Content($"{wrong.Message} {wrong.Resolution}", "text/plain");
            if (wrong.Code == ErrorCode.NotFound || !await ReadAsync(id, cancellationToken)) return NotFound();
            Wrong = $"{wrong.Message} {wrong.Resolution}";
            return Page();
        }
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await chat.FindAsync(caller, id, cancellationToken) is not { } found) return false;
        Conversation = found;
        Path = await chat.PathAsync(caller, id, Place.At, Place.Before, PageOfTurns, cancellationToken);
        Models = await models.ListAsync(caller, cancellationToken);
        Default = await models.DefaultAsync(caller, cancellationToken);
        Panel = await DraftPanel.ReadAsync(chat, workflows, secrets, caller, found, Path, Place, cancellationToken);
        return true;
    }
}

/// <summary>The part of a conversation's address that says what of it is seen.</summary>
internal sealed record ChatPlace
{
    /// <summary>A turn of the branch that is shown; null for the one that was written in last.</summary>
    public Guid? At { get; init; }

    /// <summary>Only turns before this one.</summary>
    public Guid? Before { get; init; }

    /// <summary>Null for the current one.</summary>
    public int? Draft { get; init; }

    /// <summary><c>picture, yaml, changes, findings</c> or <c>edit</c>.</summary>
    public string? Tab { get; init; }

    /// <summary><c>split</c> for the changes side by side.</summary>
    public string? View { get; init; }

    /// <summary>On a narrow screen: <c>draft</c>, else the conversation.</summary>
    public string? Pane { get; init; }

    /// <summary>The version that was just saved.</summary>
    public int? Saved { get; init; }

    public string Address(Guid conversation) => QueryHelpers.AddQueryString($"/chat/{conversation}", new Dictionary<string, string?>
    {
        ["at"] = At?.ToString(),
        ["draft"] = Draft?.ToString(),
        ["tab"] = Tab is "picture" ? null : Tab,
        ["view"] = View,
        ["pane"] = Pane,
        ["saved"] = Saved?.ToString(),
    }.Where(p => !string.IsNullOrEmpty(p.Value)));
}
