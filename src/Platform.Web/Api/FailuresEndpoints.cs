using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Runs.Failures;
using Platform.Core.Runs.Scheduling;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>Failures by cause, and the scheduler.</summary>
public sealed class FailuresEndpoints : IEndpointGroup
{
    private const int UsualDays = 7;

    public void Map(IEndpointRouteBuilder app)
    {
        var errors = app.MapGroup("/api/v1/errors").WithTags("Errors");
        errors.MapGet("/", List).WithSummary("Failed runs and tasks of the last ?days=7 by cause, newest first.");
        errors.MapPost("/{cause}/retry", RetryAsync).WithSummary("Retries the runs that stand failed for a cause, at most 500 at once.");
        app.MapGet("/api/v1/jobs", Jobs).WithTags("System").WithSummary("The scheduler: nodes, what stands in line, what comes next, what recurs.");
    }

    private static Ok<FailureReport> List(int? days, string? workflow, int? limit, Caller caller, FailureBook failures) => TypedResults.Ok(failures.Report(
        caller, new FailureQuery { From = failures.Today.AddDays(1 - (days ?? UsualDays)), To = failures.Today, Workflow = workflow, Limit = limit ?? 50 }));

    private static async Task<Ok<RetriedFailures>> RetryAsync(string cause, Caller caller, FailureBook failures, CancellationToken cancellationToken) => failures.Find(caller, cause) is null
        ? throw new PlatformException(ErrorCode.NotFound, $"There is no cause '{cause}'.", "GET /api/v1/errors lists them.")
        : TypedResults.Ok(await failures.RetryAsync(caller, cause, cancellationToken));

    private static Ok<SchedulerView> Jobs(Caller caller, SchedulerBook book) => TypedResults.Ok(book.View(caller));
}
