using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Authoring;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Pages.Workflows;

/// <summary>A new workflow: from a first text, a copy of another, a file, or an address of the web.</summary>
internal sealed partial class NewModel(WorkflowService workflows, TextImport import, Caller caller) : PageModel
{
    private const string First = """
        platform: v1
        name: my-workflow
        description: Says hello.

        inputs:
          who: { type: string, default: world }

        state:
          greeting: { type: string, default: "" }

        outputs:
          greeting: ${{ state.greeting }}

        start: greet
        nodes:
          greet:
            set: { greeting: "Hello, ${{ inputs.who }}!" }

        """;

    public EditorView View { get; private set; } = new(null, null, First);

    public bool AsksForAddress { get; private set; }

    /// <summary>What was typed as an address.</summary>
    public string? Typed { get; private set; }

    /// <summary>The address, when it can be asked; nothing was fetched yet.</summary>
    public Uri? Asked { get; private set; }

    public PlatformException? Refusal { get; private set; }

    /// <param name="like">A workflow to copy.</param>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "import")] string? way, string? address, string? like, CancellationToken cancellationToken)
    {
        if (way == "address") return Address(address);
        if (like is not null && await workflows.FindAsync(caller, like, null, cancellationToken) is { } other)
            View = View with { Text = Name().Replace(other.Text, $"name: {other.Workflow}-copy", 1), Notice = $"A copy of {other.Workflow}, version {other.Number}. Give it a name and save." };
        Check();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? text, [FromForm] string? act, IFormFile? file, CancellationToken cancellationToken)
    {
        View = View with { Text = await WrittenText.OfAsync(text, file, cancellationToken) };
        Check();
        if (act == "check") View = View.Told(workflows.Validate(View.Text, "workflow.yaml"));
        if (act != "save" || file is { Length: > 0 }) return Page();
        try
        {
            var saved = await workflows.SaveFromAsync(caller, View.Text, "workflow.yaml", null, cancellationToken);
            if (saved.Ok) return LocalRedirect($"/workflows/{saved.Value.Workflow}/edit?saved={saved.Value.Number}");
            View = View with { Notice = "Not saved: mend the errors among the findings first.", IsBad = true };
        }
        catch (PlatformException taken) when (taken.Code == ErrorCode.Conflict)
        {
            View = View with { Notice = $"Not saved: {taken.Message} {taken.Resolution}", IsBad = true };
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public async Task<IActionResult> OnPostFetchAsync([FromForm] string? address, CancellationToken cancellationToken)
    {
        try
        {
            var text = await import.FetchAsync(TextImport.AddressOf(address), cancellationToken);
            View = View with { Text = text.ReplaceLineEndings("\n"), Notice = $"This is what {address} holds. Read it before you save or run it: it was written by others." };
            Check();
        }
        catch (PlatformException refused)
        {
            (AsksForAddress, Typed, Refusal) = (true, address, refused);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return Page();
    }

    private PageResult Address(string? address)
    {
        (AsksForAddress, Typed) = (true, address);
        try
        {
            if (!string.IsNullOrWhiteSpace(address)) Asked = TextImport.AddressOf(address);
        }
        catch (PlatformException refused)
        {
            Refusal = refused;
        }

        return Page();
    }

    private void Check() => View = View.Checked(workflows.Validate(View.Text, "workflow.yaml"));

    [GeneratedRegex(@"^name:.*$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
