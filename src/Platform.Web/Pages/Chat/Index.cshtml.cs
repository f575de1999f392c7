using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Chat;
using Platform.Core.Chat.Authors;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Chat;

/// <summary>All conversations, and the beginning of a new one.</summary>
[Menu("Chat", 110, "/chat", "message")]
internal sealed class IndexModel(ChatService chat, ChatModels models, Caller caller) : PageModel
{
    public static readonly IReadOnlyList<string> Suggestions =
    [
        "Summarize a text with a model, then ask a person to approve the summary",
        "For each page in a list, fetch it and collect the titles",
        "Classify a support ticket; send billing questions to a person, answer the rest",
        "Fetch a status page and post it to Slack when something is down",
    ];

    public Page<ConversationView> Rows { get; private set; } = new([], null);

    public IReadOnlyList<ModelChoice> Models { get; private set; } = [];

    public ModelChoice Default { get; private set; } = null!; // Set before the page is drawn.

    public string? Search { get; private set; }

    public string? After { get; private set; }

    /// <summary>A saved workflow to talk about.</summary>
    public string? Workflow { get; private set; }

    public string Typed { get; private set; } = "";

    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? q, string? after, string? workflow, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(q, after, workflow, cancellationToken)) Response.StatusCode = StatusCodes.Status400BadRequest;
        return this.PageOrPart("_Rows", this);
    }

    public async Task<IActionResult> OnPostAsync(string? text, string? idea, string? model, string? workflow, CancellationToken cancellationToken)
    {
        text = string.IsNullOrEmpty(idea) ? text : idea;
        try
        {
            if (string.IsNullOrWhiteSpace(text) && string.IsNullOrEmpty(workflow)) throw new PlatformException(ErrorCode.Validation, "Nothing was said.", "Write what the workflow should do, or choose one of the suggestions.");
            var made = await chat.CreateAsync(caller, new NewConversation { Model = model, Workflow = workflow }, cancellationToken);
            if (!string.IsNullOrWhiteSpace(text)) await chat.SayAsync(caller, made.Id, new NewMessage(text), cancellationToken);
            return LocalRedirect($"/chat/{made.Id}");
        }
        catch (PlatformException wrong) when (wrong.Code is ErrorCode.Validation or ErrorCode.LimitExceeded or ErrorCode.NotFound)
        {
            (Wrong, Typed) = ($"{wrong.Message} {wrong.Resolution}", text ?? "");
            await ReadAsync(null, null, workflow, cancellationToken);
            return this.Unfit();
        }
    }

    public string Address(string? after) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
        "/chat", new Dictionary<string, string?> { ["q"] = Search, ["workflow"] = Workflow, ["after"] = after }.Where(p => !string.IsNullOrEmpty(p.Value)));

    private async Task<bool> ReadAsync(string? q, string? after, string? workflow, CancellationToken cancellationToken)
    {
        (Search, After, Workflow) = (q, after, string.IsNullOrWhiteSpace(workflow) ? null : workflow);
        if (!Request.WantsPart()) (Models, Default) = (await models.ListAsync(caller, cancellationToken), await models.DefaultAsync(caller, cancellationToken));
        try
        {
            Rows = await chat.ListAsync(caller, new ConversationQuery { Search = q, Workflow = Workflow, After = after, Limit = 30 }, cancellationToken);
            return true;
        }
        catch (PlatformException wrong) when (wrong.Code == ErrorCode.Validation)
        {
            Wrong = $"{wrong.Message} {wrong.Resolution}";
            return false;
        }
    }
}
