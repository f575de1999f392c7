using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Runs;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>Events from outside, for runs that wait for them.</summary>
public sealed class EventsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/events/{name}", DeliverAsync).WithTags("Events").WithSummary("Wakes every task with wait: { event: name } that it matches; the body is the event's data.");

    private static async Task<Ok<DeliveredEvent>> DeliverAsync(
        string name, JsonElement? data, Caller caller, RunService runs, CancellationToken cancellationToken)
    {
        var nothing = JsonSerializer.SerializeToElement(new { });
        return TypedResults.Ok(new DeliveredEvent(await runs.DeliverEventAsync(caller, name, data ?? nothing, cancellationToken)));
    }
}

/// <param name="Woken">How many tasks the event woke.</param>
public sealed record DeliveredEvent(int Woken);
