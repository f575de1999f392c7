using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>A run's past: its state at each step, runs forked from there, and whether it would go the same way again.</summary>
public sealed class TimeTravelEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/v1/runs/{id:guid}").WithTags("Runs");
        runs.MapGet("/checkpoints", ListAsync).WithSummary("The run's checkpoints by step, each with what it changed; 'before' gives those that lead up to a step.");
        runs.MapGet("/checkpoints/{step:int}", ShowAsync).WithSummary("The state as it stood after a step; with diff=previous, or diff=STEP, also what differs.");
        runs.MapPost("/fork", ForkAsync).WithSummary("Starts a new run from a step, with edited state, inputs or next nodes, also under another version.");
        runs.MapPost("/replay", ReplayAsync).WithSummary("Does the run again in memory with what the world answered then, and names the first difference.");
        runs.MapPatch("/state", EditAsync).WithSummary("Changes channels of a run that waits, is paused or has failed; the body is { state }.");
    }

    private static async Task<Ok<Page<CheckpointView>>> ListAsync(
        Guid id, Caller caller, TimeTravelService travel, CancellationToken cancellationToken, string? after = null, string? before = null, int limit = 50)
    {
        var query = new CheckpointQuery { After = Step("after", after), Before = Step("before", before), Limit = Limits.Page(limit) };
        if (query is { After: not null, Before: not null }) throw new PlatformException(ErrorCode.Validation, "'after' and 'before' do not go together.", "Give one of them.");
        return TypedResults.Ok(await travel.CheckpointsAsync(caller, new RunId(id), query, cancellationToken));
    }

    private static async Task<Results<Ok<StateView>, ProblemHttpResult>> ShowAsync(
        Guid id, int step, Caller caller, TimeTravelService travel, CancellationToken cancellationToken, string? diff = null)
    {
        var state = diff is null
            ? await travel.StateAsync(caller, new RunId(id), step, cancellationToken)
            : await travel.CompareAsync(caller, new RunId(id), step, diff == "previous" ? null : Step("diff", diff), cancellationToken);
        return state is null
            ? Problems.NotFound($"The run {id} has no step {step}.", $"GET /api/v1/runs/{id}/checkpoints lists its steps.")
            : TypedResults.Ok(state);
    }

    private static async Task<Results<Created<RunView>, ProblemHttpResult>> ForkAsync(
        Guid id, ForkRunBody body, Caller caller, TimeTravelService travel, CancellationToken cancellationToken,
        [FromHeader(Name = "Idempotency-Key")] string? key = null)
    {
        var forked = await travel.ForkAsync(caller, new RunId(id), body.ToCommand() with { IdempotencyKey = string.IsNullOrEmpty(key) ? null : key }, cancellationToken);
        return forked.Ok ? TypedResults.Created($"/api/v1/runs/{forked.Value.Id}", forked.Value) : forked.ToProblem();
    }

    private static async Task<Ok<ReplayReport>> ReplayAsync(
        Guid id, ReplayBody? body, Caller caller, TimeTravelService travel, CancellationToken cancellationToken) =>
        TypedResults.Ok(await travel.ReplayAsync(caller, new RunId(id), body?.Version, cancellationToken));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> EditAsync(
        Guid id, EditStateBody body, Caller caller, TimeTravelService travel, CancellationToken cancellationToken)
    {
        var edited = await travel.EditAsync(caller, new RunId(id), body.State, answer: null, cancellationToken);
        return edited.Ok ? TypedResults.Ok(edited.Value) : edited.ToProblem();
    }

    private static int? Step(string name, string? given)
    {
        if (string.IsNullOrEmpty(given)) return null;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var step)) return step;
        throw new PlatformException(ErrorCode.Validation, $"'{name}' is '{given}', but must be the number of a step.", $"Leave '{name}' out, or give a step that the checkpoints list.");
    }
}

/// <param name="Step">The checkpoint to begin with; 0 is the start.</param>
/// <param name="State">New values by channel; the others stay as they were.</param>
/// <param name="Version">Default: the run's own.</param>
/// <param name="Inputs">Default: the run's own.</param>
/// <param name="Next">Nodes that are due instead of those that were.</param>
public sealed record ForkRunBody(
    int Step, JsonElement? State = null, int? Version = null, JsonElement? Inputs = null, IReadOnlyList<string>? Next = null,
    IReadOnlyDictionary<string, string>? Labels = null)
{
    public ForkRun ToCommand() => new()
    {
        Step = Step,
        State = State,
        Version = Version,
        Inputs = Inputs,
        Next = Next,
        Labels = Labels ?? new Dictionary<string, string>(StringComparer.Ordinal),
    };
}

/// <param name="Version">Default: the run's own.</param>
public sealed record ReplayBody(int? Version = null);

/// <param name="State">New values by channel.</param>
public sealed record EditStateBody(JsonElement State);
