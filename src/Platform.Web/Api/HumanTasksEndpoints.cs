using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>The inbox of people.</summary>
public sealed class HumanTasksEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/v1/human-tasks").WithTags("People");
        tasks.MapGet("/", ListAsync).WithSummary("What waits for a person, oldest first; with done=true what is answered, newest first.");
        tasks.MapGet("/{id:guid}", ShowAsync).WithSummary("One human task with its form.");
        tasks.MapPost("/{id:guid}/claim", ClaimAsync).WithSummary("Takes it: others see that somebody works on it.");
        tasks.MapPost("/{id:guid}/release", ReleaseAsync).WithSummary("Gives it back.");
        tasks.MapPost("/{id:guid}/complete", CompleteAsync).WithSummary("Answers it and wakes the run; the body is { answer }.");
    }

    private static async Task<Ok<Page<HumanTaskView>>> ListAsync(
        Caller caller, HumanTaskService tasks, CancellationToken cancellationToken,
        bool done = false, bool mine = false, bool overdue = false, string? workflow = null, Guid? run = null, string? after = null, int limit = 50)
    {
        if (!string.IsNullOrEmpty(after) && !HumanTaskId.TryParse(after, out _))
            throw new PlatformException(ErrorCode.Validation, $"'{after}' is no cursor: 'after' is the 'next' of the page before.", "Leave 'after' out to begin at the first page.");
        var query = new HumanTaskQuery
        {
            Done = done,
            Workflow = workflow,
            For = mine ? HumanTaskService.NamesOf(caller) : null,
            DueBefore = overdue ? DateTimeOffset.UtcNow : null,
            Run = run is { } id ? new RunId(id) : null,
            After = after,
            Limit = Limits.Page(limit),
        };
        return TypedResults.Ok(await tasks.ListAsync(caller, query, cancellationToken));
    }

    private static async Task<Results<Ok<HumanTaskView>, ProblemHttpResult>> ShowAsync(
        Guid id, Caller caller, HumanTaskService tasks, CancellationToken cancellationToken) =>
        await tasks.FindAsync(caller, new HumanTaskId(id), cancellationToken) is { } task
            ? TypedResults.Ok(task)
            : Problems.NotFound($"There is no human task {id}.", "GET /api/v1/human-tasks lists those that wait.");

    private static async Task<Ok<HumanTaskView>> ClaimAsync(Guid id, Caller caller, HumanTaskService tasks, CancellationToken cancellationToken) =>
        TypedResults.Ok(await tasks.ClaimAsync(caller, new HumanTaskId(id), cancellationToken));

    private static async Task<Ok<HumanTaskView>> ReleaseAsync(Guid id, Caller caller, HumanTaskService tasks, CancellationToken cancellationToken) =>
        TypedResults.Ok(await tasks.ReleaseAsync(caller, new HumanTaskId(id), cancellationToken));

    private static async Task<Results<Ok<HumanTaskView>, ProblemHttpResult>> CompleteAsync(
        Guid id, CompleteTask body, Caller caller, HumanTaskService tasks, CancellationToken cancellationToken)
    {
        var completed = await tasks.CompleteAsync(caller, new HumanTaskId(id), body.Answer, cancellationToken);
        return completed.Ok ? TypedResults.Ok(completed.Value) : completed.ToProblem();
    }
}

/// <param name="Answer">What the task's form asks for.</param>
public sealed record CompleteTask(JsonElement Answer);
