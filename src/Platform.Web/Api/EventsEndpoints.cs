using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Runs;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>Events from outside, for runs that wait for them.</summary>
public sealed class EventsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/events/{name}", DeliverAsync).WithTags("Events")
            .WithSummary("Wakes every run that waits for the event and that it fits; nobody waiting, it is kept for the first wait that it fits. The body is its data; with an Idempotency-Key it counts once.");

    private static async Task<Ok<DeliveredEvent>> DeliverAsync(
        string name, JsonElement? data, HttpRequest request, Caller caller, RunService runs, CancellationToken cancellationToken)
    {
        var nothing = JsonSerializer.SerializeToElement(new { });
        return TypedResults.Ok(await runs.DeliverEventAsync(caller, name, data ?? nothing, Keys.Of(request), cancellationToken));
    }
}

/// <summary>What marks a request that may come twice.</summary>
internal static class Keys
{
    /// <summary>The <c>Idempotency-Key</c>; null when there is none.</summary>
    public static string? Of(HttpRequest request) => request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;
}
