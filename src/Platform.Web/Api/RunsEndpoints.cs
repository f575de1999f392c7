using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>Runs: asked for, stopped, sent on.</summary>
public sealed class RunsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/v1/runs").WithTags("Runs");
        runs.MapList(ListAsync).WithSummary("Lists runs, newest first, or with sort=oldest the other way round.");
        runs.MapGet("/{id:guid}", ShowAsync).WithSummary("One run.");
        runs.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Ends a run and its children; one that has ended stays as it is.");
        runs.MapPost("/{id:guid}/retry", RetryAsync).WithSummary("Goes on from the last checkpoint of a failed or cancelled run; with { state }, after changing channels.");
        runs.MapPost("/{id:guid}/pause", PauseAsync).WithSummary("Stops a run after its step, or before its start, until it is resumed; its children too.");
        runs.MapPost("/{id:guid}/resume", ResumeAsync).WithSummary("Lets a paused run go on; otherwise answers a breakpoint, or another single thing that the run waits for; with state, after changing channels.");
    }

    private static async Task<Results<Ok<Page<RunView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] RunFilters filters, Caller caller, RunService runs, CancellationToken cancellationToken)
    {
        if (!filters.TryRead(out var query, out var wrong)) return Problems.Problem(ErrorCode.Validation, wrong, "See /docs for the filters of GET /api/v1/runs.");
        return TypedResults.Ok(await runs.ListAsync(caller, query, cancellationToken));
    }

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> ShowAsync(Guid id, Caller caller, RunService runs, CancellationToken cancellationToken) =>
        await runs.FindAsync(caller, new RunId(id), cancellationToken) is { } run ? TypedResults.Ok(run) : Missing(id);

    private static async Task<Ok<RunView>> CancelAsync(Guid id, Caller caller, RunService runs, CancellationToken cancellationToken) =>
        TypedResults.Ok(await runs.CancelAsync(caller, new RunId(id), cancellationToken));

    private static async Task<Ok<RunView>> PauseAsync(Guid id, Caller caller, RunService runs, CancellationToken cancellationToken) =>
        TypedResults.Ok(await runs.PauseAsync(caller, new RunId(id), cancellationToken));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> RetryAsync(
        Guid id, RetryBody? body, Caller caller, RunService runs, TimeTravelService travel, CancellationToken cancellationToken)
    {
        var retried = await travel.RetryAsync(caller, new RunId(id), body?.State, runs, cancellationToken);
        return retried.Ok ? TypedResults.Ok(retried.Value) : retried.ToProblem();
    }

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> ResumeAsync(
        Guid id, ResumeRun? answer, Caller caller, RunService runs, TimeTravelService travel, CancellationToken cancellationToken)
    {
        var resumed = answer?.State is { } state
            ? await travel.EditAsync(caller, new RunId(id), state, answer, cancellationToken)
            : await runs.ResumeAsync(caller, new RunId(id), answer ?? new ResumeRun(), cancellationToken);
        return resumed.Ok ? TypedResults.Ok(resumed.Value) : resumed.ToProblem();
    }

    internal static ProblemHttpResult Missing(Guid id) => Problems.NotFound($"There is no run {id}.", "GET /api/v1/runs lists those that exist.");
}

/// <param name="State">New values by channel, set before the run goes on.</param>
public sealed record RetryBody(JsonElement? State = null);
