using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Chat;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;


namespace Platform.Web.Api;

/// <summary>The drafts of a conversation: every text that its workflow had.</summary>
public sealed class ConversationDraftsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var drafts = app.MapGroup("/api/v1/conversations/{id:guid}/drafts").WithTags("Chat");
        drafts.MapGet("/", ListAsync).WithSummary("All drafts without their texts, newest first.");
        drafts.MapPost("/", WriteAsync).WithSummary("A draft written by hand: YAML, or JSON { text }; it becomes the current one.").Accepts<WorkflowText>("application/yaml", "application/json", "*/*");
        drafts.MapGet("/{number:int}", ShowAsync).WithSummary("One draft: JSON with what the compiler finds, or its text with Accept: application/yaml.");
        drafts.MapGet("/{number:int}/diff", DiffAsync).WithSummary("The lines that it changed against the draft it was made from, or against 'from'.");
        drafts.MapPost("/{number:int}/use", UseAsync).WithSummary("Makes it the current one again.");
        drafts.MapPost("/{number:int}/save", SaveAsync).WithSummary("Saves it as a version of the workflow that it names; 'replaces' allows to follow a version that the conversation does not know.");
    }

    private static async Task<Results<Ok<Page<DraftView>>, ProblemHttpResult>> ListAsync(Guid id, Caller caller, ChatService chat, CancellationToken cancellationToken) =>
        await chat.FindAsync(caller, id, cancellationToken) is null
            ? ConversationsEndpoints.Missing(id)
            : TypedResults.Ok(new Page<DraftView>(await chat.DraftsAsync(caller, id, cancellationToken), null));

    private static async Task<Created<TurnView>> WriteAsync(Guid id, HttpRequest request, Caller caller, ChatService chat, CancellationToken cancellationToken, Guid? after = null)
    {
        var turn = await chat.WriteAsync(caller, id, await WorkflowText.ReadAsync(request, cancellationToken), after, cancellationToken);
        return TypedResults.Created($"/api/v1/conversations/{id}/drafts/{turn.Draft}", turn);
    }

    private static async Task<Results<Ok<DraftWithFindings>, ContentHttpResult, ProblemHttpResult>> ShowAsync(
        Guid id, int number, HttpRequest request, Caller caller, ChatService chat, WorkflowService workflows, CancellationToken cancellationToken)
    {
        if (await chat.DraftAsync(caller, id, number, cancellationToken) is not { } draft) return NoDraft(id, number);
        if (request.Headers.Accept.ToString().Contains("yaml", StringComparison.OrdinalIgnoreCase)) return TypedResults.Content(draft.Text, "application/yaml; charset=utf-8");
        return TypedResults.Ok(new DraftWithFindings(draft, [.. workflows.Validate(draft.Text, "draft.yaml").Findings.Select(FindingView.Of)]));
    }

    private static async Task<Ok<Page<DiffHunk>>> DiffAsync(Guid id, int number, Caller caller, ChatService chat, CancellationToken cancellationToken, int? from = null) =>
        TypedResults.Ok(new Page<DiffHunk>(await chat.DiffAsync(caller, id, number, from, cancellationToken), null));

    private static async Task<Ok<TurnView>> UseAsync(Guid id, int number, Caller caller, ChatService chat, CancellationToken cancellationToken, Guid? after = null) =>
        TypedResults.Ok(await chat.UseAsync(caller, id, number, after, cancellationToken));

    private static async Task<Results<Ok<SavedWorkflow>, ProblemHttpResult>> SaveAsync(Guid id, int number, Caller caller, ChatService chat, CancellationToken cancellationToken, int? replaces = null)
    {
        var saved = await chat.SaveAsync(caller, id, number, replaces, cancellationToken);
        return saved.Ok ? TypedResults.Ok(SavedWorkflow.Of(saved)) : saved.ToProblem();
    }

    private static ProblemHttpResult NoDraft(Guid id, int number) => Problems.NotFound($"There is no draft {number} in this conversation.", $"GET /api/v1/conversations/{id}/drafts lists them.");
}

public sealed record DraftWithFindings(ConversationDraft Draft, IReadOnlyList<FindingView> Findings);
