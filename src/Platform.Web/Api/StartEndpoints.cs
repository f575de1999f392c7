using Microsoft.AspNetCore.Http.HttpResults;
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
        var command = body.ToCommand(name, request.Headers["Idempotency-Key"]);
        var started = patience > TimeSpan.Zero
            ? await runs.StartAsync(caller, command, new Patience(patience, lifetime.ApplicationStopping), cancellationToken)
            : await runs.StartAsync(caller, command, cancellationToken);
        return started.Ok ? TypedResults.Created($"/api/v1/runs/{started.Value.Id}", started.Value) : started.ToProblem();
    }
}
