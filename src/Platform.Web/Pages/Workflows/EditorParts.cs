using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>What the editor shows under Changes.</summary>
/// <param name="Theirs">What somebody else saved since the text was begun; null when nobody did.</param>
internal sealed record ChangesView(WorkflowVersion Current, DiffView? Theirs, DiffView Mine, EffectsView Effects)
{
    /// <summary>Theirs is what another tab of the same browser holds and nobody saved.</summary>
    public bool IsOtherTab { get; init; }
}

/// <summary>Parts that the pages of workflows ask for later, and the text as a file.</summary>
public sealed class EditorParts : IEndpointGroup
{
    private const int LargestText = 1024 * 1024;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/workflows/{name}/changes", ChangesAsync).ExcludeFromDescription();
        app.MapPost("/workflows/save", EditorSave.SaveAsync).ExcludeFromDescription();
        app.MapGet("/workflows/{name}/users", UsersAsync).ExcludeFromDescription();
        app.MapGet("/workflows/{name}/download", DownloadAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ChangesAsync(string name, HttpContext context, Caller caller, WorkflowService workflows, SaveEffects effects, Fragments fragments, CancellationToken cancellationToken)
    {
        if (await workflows.FindAsync(caller, name, null, cancellationToken) is not { } current) return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var text = form["text"].ToString();
        if (text.Length > LargestText) throw new PlatformException(ErrorCode.LimitExceeded, "The text is longer than 1 MB.", "No workflow may be so long.");
        var from = form["from"].ToString();
        DiffView? theirs = null;
        if (form.TryGetValue("other", out var other))
            theirs = DiffView.Of(text.ReplaceLineEndings("\n"), other.ToString().ReplaceLineEndings("\n"), "your text here", "the text of the other tab", isSplit: false);
        else if (from.Length > 0 && from != current.Hash)
        {
            var number = (await workflows.VersionsAsync(caller, name, cancellationToken)).FirstOrDefault(v => v.Hash == from)?.Number;
            var begun = number is { } known ? await workflows.FindAsync(caller, name, known, cancellationToken) : null;
            theirs = DiffView.Of(begun?.Text ?? "", current.Text, begun is null ? "what you began with" : $"version {begun.Number}, which you began with", $"version {current.Number} by {current.CreatedBy}", isSplit: false);
        }

        var mine = DiffView.Of(current.Text, text, $"version {current.Number}", "your text", isSplit: false);
        var view = new ChangesView(current, theirs, mine, await effects.OfAsync(caller, current, text, cancellationToken)) { IsOtherTab = form.ContainsKey("other") };
        return TypedResults.Text(await fragments.RenderAsync(context, "/Pages/Workflows/_Changes.cshtml", view), "text/html");
    }

    private static async Task<IResult> UsersAsync(string name, HttpContext context, Caller caller, WorkflowService workflows, Fragments fragments, CancellationToken cancellationToken)
    {
        var users = await workflows.UsersAsync(caller, name, cancellationToken);
        return TypedResults.Text(await fragments.RenderAsync(context, "/Pages/Workflows/_Users.cshtml", users), "text/html");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(string name, Caller caller, WorkflowService workflows, CancellationToken cancellationToken, int? version = null) =>
        await workflows.FindAsync(caller, name, version, cancellationToken) is { } found
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(found.Text), "application/yaml", version is null ? $"{name}.yaml" : $"{name}.v{version}.yaml")
            : TypedResults.NotFound();
}
