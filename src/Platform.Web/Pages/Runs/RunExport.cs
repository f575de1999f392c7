using System.Globalization;
using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.Web.Api;

namespace Platform.Web.Pages.Runs;

/// <summary>Everything that is kept of a run as one JSON document, written while it is read: <c>{ run, version, states: [...], events: [...] }</c>.</summary>
public sealed class RunExport : IEndpointGroup
{
    private const int Batch = 500;
    private const int States = 50;

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/api/v1/runs/{id:guid}/export", WriteAsync).WithTags("Runs")
        .Produces<JsonElement>(StatusCodes.Status200OK, "application/json").ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("Everything that is kept of a run as one document: the run, the YAML of its version, the state at each step, every event with its calls. It streams.");

    private static async Task WriteAsync(
        Guid id, HttpContext context, Caller caller, RunService runs, TimeTravelService travel, WorkflowService workflows, CancellationToken cancellationToken)
    {
        var run = new RunId(id);
        if (await runs.FindAsync(caller, run, cancellationToken) is not { } view)
        {
            await RunsEndpoints.Missing(id).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{view.Workflow}-{view.Id.ToString()[^8..]}.json\"");
        await using var to = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true, MaxDepth = 1000 });
        to.WriteStartObject();
        Write(to, "run", view);
        Write(to, "version", await workflows.FindAsync(caller, view.Workflow, view.Version, cancellationToken));
        to.WriteStartArray("states");
        for (int? after = null; ;)
        {
            var page = await travel.CheckpointsAsync(caller, run, new CheckpointQuery { After = after, Limit = States }, cancellationToken);
            foreach (var step in page.Items)
            {
                if (await travel.StateAsync(caller, run, step.Step, cancellationToken) is { } state) JsonSerializer.Serialize(to, state, ApiJson.Options);
                await FlushAsync(to, context, cancellationToken);
            }

            if (page.Next is null) break;
            after = int.Parse(page.Next, CultureInfo.InvariantCulture);
        }

        to.WriteEndArray();
        to.WriteStartArray("events");
        // As far as it had come when it was asked: a run that goes on would never end the document.
        for (var after = 0L; after < view.LastSequence;)
        {
            var events = await runs.EventsAsync(caller, run, after, Batch, cancellationToken);
            if (events.Count == 0) break;
            after = events[^1].Sequence;
            foreach (var told in events) JsonSerializer.Serialize(to, EventView.Of(run, told), ApiJson.Options);
            await FlushAsync(to, context, cancellationToken);
        }

        to.WriteEndArray();
        to.WriteEndObject();
        await FlushAsync(to, context, cancellationToken);
    }

    private static void Write<T>(Utf8JsonWriter to, string name, T value)
    {
        to.WritePropertyName(name);
        JsonSerializer.Serialize(to, value, ApiJson.Options);
    }

    private static async Task FlushAsync(Utf8JsonWriter to, HttpContext context, CancellationToken cancellationToken)
    {
        await to.FlushAsync(cancellationToken);
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
    }
}
