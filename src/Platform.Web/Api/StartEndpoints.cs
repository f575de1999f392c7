using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>Starts runs, and can wait for their end.</summary>
public sealed class StartEndpoints : IEndpointGroup
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/workflows/{name}/runs", StartAsync)
            .WithTags("Runs")
            .WithSummary("Starts a run. With ?wait=30s answers when it ended or waits, or after that time. Inputs with format: file may come as parts of multipart/form-data.")
            .Accepts<StartRunBody>("application/json", "multipart/form-data")
            .DisableAntiforgery(); // The guard of the browser's origin stands in front; programs have no form token.

    private static async Task<Results<Created<RunView>, Ok<RunView>, ProblemHttpResult>> StartAsync(
        string name, HttpRequest request, Caller caller, RunService runs, StartBodyReader reader, IHostApplicationLifetime lifetime, CancellationToken cancellationToken, string? wait = null)
    {
        var patience = TimeSpan.Zero;
        if (wait is not null && (!Quantities.TryDuration(wait, out patience) || patience > LongestWait))
            return Problems.Problem(ErrorCode.Validation, $"'{wait}' is not a time to wait.", "Use wait=500ms, wait=30s or wait=5m; five minutes at most.");

        var body = await reader.ReadAsync(caller, name, request, cancellationToken);
        var started = await runs.StartAsync(caller, body.ToCommand(name, request.Headers["Idempotency-Key"]), cancellationToken);
        if (!started.Ok) return started.ToProblem();
        var run = started.Value;
        if (patience > TimeSpan.Zero) run = await RestAsync(run, patience, caller, runs, lifetime.ApplicationStopping, cancellationToken);
        return TypedResults.Created($"/api/v1/runs/{run.Id}", run);
    }

    /// <summary>The run once it ended or waits for something, or as it is when the time is over or the server stops.</summary>
    private static async Task<RunView> RestAsync(
        RunView run, TimeSpan patience, Caller caller, RunService runs, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        patient.CancelAfter(patience);
        try
        {
            var outside = false;
            await foreach (var told in runs.WatchAsync(caller, run.Id, 0, patient.Token))
            {
                // A run that waits for its own children or for a timer goes on by itself; one that waits for the outside may wait for days.
                if (told.Event is TaskInterrupted { Kind: "human" or "event" or "breakpoint" }) outside = true;
                if (told.Event is RunWaiting && outside) break;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: the caller gets the run as it is now, and may ask again.
        }

        return await runs.FindAsync(caller, run.Id, cancellationToken) ?? run;
    }
}
