using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Live;

namespace Platform.Web.Api;

/// <summary>What happened in a run: by pages, or as a stream that goes on where a reader stopped.</summary>
public sealed class RunEventsEndpoints : IEndpointGroup
{
    private const int Scan = 500;

    public void Map(IEndpointRouteBuilder app)
    {
        var run = app.MapGroup("/api/v1/runs/{id:guid}").WithTags("Runs");
        run.MapGet("/events", EventsAsync).WithSummary("Events in order: JSON by pages, or with Accept: text/event-stream a live stream (id: is the sequence, the last event is named 'end').");
        run.MapGet("/tasks", TasksAsync).WithSummary("How each task began and ended: its events, by pages.");
        run.MapGet("/llm-calls", LlmCallsAsync).WithSummary("Every call of a model, whole, by pages.");
    }

    private static async Task<Results<Ok<Page<EventView>>, StreamResult, ProblemHttpResult>> EventsAsync(
        Guid id, HttpRequest request, Caller caller, RunService runs, Crowd crowd, CancellationToken cancellationToken, long after = 0, int limit = 100)
    {
        var run = new RunId(id);
        if (await runs.FindAsync(caller, run, cancellationToken) is null) return RunsEndpoints.Missing(id);
        if (request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            // Last-Event-ID wins: a browser that reconnects sends it with the address it had at first.
            var from = long.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : after;
            return EventStream.Of(run, crowd, stop => runs.WatchBatchesAsync(caller, run, from, WhenBehind.Reads, stop));
        }

        var most = Limits.Page(limit);
        var events = await runs.EventsAsync(caller, run, after, most, cancellationToken);
        var next = events.Count == most ? events[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<EventView>([.. events.Select(e => EventView.Of(run, e))], next));
    }

    private static Task<Results<Ok<Page<EventView>>, ProblemHttpResult>> TasksAsync(
        Guid id, Caller caller, RunService runs, CancellationToken cancellationToken, long after = 0, int limit = 100) =>
        FilterAsync(id, caller, runs, e => e is TaskStarted or TaskRetrying or TaskFinished or TaskFailed or TaskSkipped or TaskInterrupted, after, limit, cancellationToken);

    private static Task<Results<Ok<Page<EventView>>, ProblemHttpResult>> LlmCallsAsync(
        Guid id, Caller caller, RunService runs, CancellationToken cancellationToken, long after = 0, int limit = 100) =>
        FilterAsync(id, caller, runs, e => e is LlmFinished, after, limit, cancellationToken);

    // Events have one index, by sequence; a kind is picked out while scanning, so the cursor is a sequence here too.
    private static async Task<Results<Ok<Page<EventView>>, ProblemHttpResult>> FilterAsync(
        Guid id, Caller caller, RunService runs, Func<RunEvent, bool> keep, long after, int limit, CancellationToken cancellationToken)
    {
        var run = new RunId(id);
        if (await runs.FindAsync(caller, run, cancellationToken) is null) return RunsEndpoints.Missing(id);
        var most = Limits.Page(limit);
        var kept = new List<EventView>();
        while (true)
        {
            var batch = await runs.EventsAsync(caller, run, after, Scan, cancellationToken);
            foreach (var told in batch)
            {
                after = told.Sequence;
                if (keep(told.Event)) kept.Add(EventView.Of(run, told));
                if (kept.Count == most) return TypedResults.Ok(new Page<EventView>(kept, after.ToString(CultureInfo.InvariantCulture)));
            }

            if (batch.Count < Scan) return TypedResults.Ok(new Page<EventView>(kept, null));
        }
    }
}

/// <summary>An event as the API tells it.</summary>
/// <param name="Sequence">1-based and without gaps; 0 for what is live only.</param>
/// <param name="TaskId"><c>run/step/node/index</c>; absent when it concerns no task.</param>
/// <param name="Data">What the kind adds.</param>
public sealed record EventView(long Sequence, string Type, DateTimeOffset At, int Step, string? Node, int? Index, string? TaskId, JsonElement Data)
{
    // These stand beside 'data', so they are left out of it.
    private static readonly HashSet<string> Outside = new(StringComparer.Ordinal) { "type", "step", "node", "index", "since" };

    public static EventView Of(RunId run, LoggedEvent told)
    {
        using var whole = JsonDocument.Parse(EventJson.Write(told.Event));
        var data = whole.RootElement.EnumerateObject().Where(p => !Outside.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Value);
        return new EventView(
            told.Sequence, told.Type, told.At, told.Event.Step, told.Event.Node, told.Event.Index, told.TaskOf(run)?.ToString(),
            JsonSerializer.SerializeToElement(data));
    }

    // An event that many watch is written once: they share it, for as long as it is kept.
    private static readonly ConditionalWeakTable<LoggedEvent, byte[]> Texts = [];

    /// <summary>The same as JSON in UTF-8.</summary>
    public static byte[] TextOf(RunId run, LoggedEvent told) => Texts.GetValue(told, e =>
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(buffer, run, e);
        return buffer.WrittenSpan.ToArray();
    });

    /// <summary>Writes the same as JSON, by hand and without a tree: whoever reads a run of a million steps is told each of them.</summary>
    public static void Write(IBufferWriter<byte> buffer, RunId run, LoggedEvent told)
    {
        using var to = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        to.WriteStartObject();
        to.WriteNumber("sequence"u8, told.Sequence);
        to.WriteString("type"u8, told.Type);
        to.WriteString("at"u8, told.At);
        to.WriteNumber("step"u8, told.Event.Step);
        if (told.Event.Node is { } node) to.WriteString("node"u8, node);
        if (told.Event.Index is { } index) to.WriteNumber("index"u8, index);
        if (told.TaskOf(run) is { } task) to.WriteString("taskId"u8, task.ToString());
        to.WriteStartObject("data"u8);
        WriteData(to, EventJson.Write(told.Event));
        to.WriteEndObject();
        to.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter to, ReadOnlySpan<byte> whole)
    {
        var read = new Utf8JsonReader(whole, new JsonReaderOptions { MaxDepth = 512 });
        read.Read(); // the object's begin
        while (read.Read() && read.TokenType == JsonTokenType.PropertyName)
        {
            var name = read.GetString()!;
            read.Read();
            var begins = (int)read.TokenStartIndex;
            read.Skip();
            if (Outside.Contains(name)) continue;
            to.WritePropertyName(name);
            to.WriteRawValue(whole[begins..(int)read.BytesConsumed], skipInputValidation: true);
        }
    }
}
