using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Graph;
using Platform.Core.Runs;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>Is it up, is it well, what can it do.</summary>
public sealed class SystemEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var system = app.MapGroup("").WithTags("System");
        system.MapGet("/health/live", Live).WithSummary("The process answers.");
        system.MapGet("/health/ready", ReadyAsync).WithSummary("The database answers and is of this release; 503 otherwise.");
        system.MapGet("/api/v1/status", StatusAsync).WithSummary("Release, database and what is going on.");
        system.MapGet("/api/v1/node-kinds", NodeKinds).WithSummary("The kinds of node that workflows may use, each with an example.");
    }

    private static Ok<HealthView> Live() => TypedResults.Ok(new HealthView("live"));

    private static async Task<Results<Ok<HealthView>, JsonHttpResult<HealthView>>> ReadyAsync(IDatabaseAdmin database, CancellationToken cancellationToken)
    {
        var status = await database.StatusAsync(cancellationToken);
        return status is { Exists: true, Pending.Count: 0 }
            ? TypedResults.Ok(new HealthView("ready"))
            : TypedResults.Json(new HealthView("the database is not up to date"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<StatusView>> StatusAsync(
        Caller caller, RunService runs, IDatabaseAdmin database, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = await database.StatusAsync(cancellationToken);
        var version = typeof(SystemEndpoints).Assembly.GetName().Version?.ToString(3) ?? "";
        return TypedResults.Ok(new StatusView(
            version, time.GetUtcNow(), await runs.ActiveCountsAsync(caller, cancellationToken), new DatabaseView(status.Engine, status.SizeBytes, status.Runs)));
    }

    private static Ok<IReadOnlyList<NodeKindView>> NodeKinds(IEnumerable<INodeKind> kinds) =>
        TypedResults.Ok<IReadOnlyList<NodeKindView>>(
            [.. kinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new NodeKindView(k.Key, k.Companions, k.Example, k.ExampleParts))]);
}

public sealed record HealthView(string Status);

public sealed record StatusView(string Version, DateTimeOffset Now, ActiveCounts Runs, DatabaseView Database);

/// <param name="Engine"><c>SQLite 3.40.1</c>.</param>
public sealed record DatabaseView(string Engine, long SizeBytes, long Runs);

/// <param name="Example">One node in YAML.</param>
/// <param name="ExampleParts">What the example needs at the top of its file; empty when nothing.</param>
public sealed record NodeKindView(string Key, IReadOnlyList<string> Companions, string Example, string ExampleParts);
