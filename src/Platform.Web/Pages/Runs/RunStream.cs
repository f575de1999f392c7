using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Api;
using Platform.Web.Pages.Runs.Parts;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>Keeps a run's page live: sends the page's own partials, each at most about ten times a second however fast events come, and answers as they are written.</summary>
public sealed class RunStream : IEndpointGroup
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Pieces of an answer go out at once, and those that come meanwhile together: a token is seen within this time, whatever the page draws.
    private static readonly TimeSpan LivePause = TimeSpan.FromMilliseconds(20);

    private const int MostRows = 100;
    private const int MostAtOnce = 1000;

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/runs/{id:guid}/stream", StreamAsync).ExcludeFromDescription();

    private static async Task<Results<ServerSentEventsResult<string>, NotFound>> StreamAsync(
        Guid id, HttpContext context, Caller caller, RunService runs, RunReader reader, RunParts parts, TravelReader travel, Fragments fragments, CancellationToken cancellationToken,
        long after = 0, string tab = "timeline", int? from = null)
    {
        var run = new RunId(id);
        if (await runs.FindAsync(caller, run, cancellationToken) is null) return TypedResults.NotFound();
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) after = seen;
        var page = new LivePage(run, tab, from, context, reader, parts, travel, fragments);
        return TypedResults.ServerSentEvents(FragmentsAsync(page, runs.WatchAsync(caller, run, after, cancellationToken), after, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> FragmentsAsync(
        LivePage page, IAsyncEnumerable<LoggedEvent> watched, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Bounded: a burst of events waits in the log, not in memory, until the parts of the page have been drawn.
        var told = Channel.CreateBounded<LoggedEvent>(new BoundedChannelOptions(1000) { SingleReader = true, SingleWriter = true });
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(watched, told.Writer, both.Token);
        try
        {
            // The answer's head goes out with its first event: from here on nothing is missed, and the browser knows it.
            yield return new SseItem<string>("watching", "watching");
            var live = new LiveAnswers();
            var held = new List<LoggedEvent>(); // stored, and not drawn yet
            var drawn = 0L;
            Task<bool>? news = null;
            for (var open = true; open;)
            {
                news ??= told.Reader.WaitToReadAsync(cancellationToken).AsTask();
                if (held.Count > 0) await Task.WhenAny(news, Task.Delay(Left(drawn), cancellationToken));
                if (held.Count == 0 || news.IsCompleted)
                {
                    open = await news;
                    news = null;
                }

                for (var read = 0; read < MostAtOnce && told.Reader.TryRead(out var one); read++) Sort(one, live, held);
                var wrote = live.Take();
                if (wrote.Length > 0) yield return new SseItem<string>(wrote, "live");
                if (held.Count > 0 && (!open || Left(drawn) == TimeSpan.Zero))
                {
                    after = Math.Max(after, held.Max(e => e.Sequence));
                    foreach (var (name, html) in await page.DrawAsync(held, cancellationToken))
                    {
                        yield return new SseItem<string>(html, name) { EventId = after.ToString(CultureInfo.InvariantCulture) };
                    }

                    held.Clear();
                    drawn = Stopwatch.GetTimestamp();
                }

                if (wrote.Length > 0) await Task.Delay(LivePause, cancellationToken);
            }

            await pump;
            yield return new SseItem<string>("over", "end");
        }
        finally
        {
            await both.CancelAsync();
            await Task.WhenAny(pump); // Ended or cancelled, it does not outlive its stream; what it threw was seen above.
        }
    }

    private static void Sort(LoggedEvent told, LiveAnswers live, List<LoggedEvent> held)
    {
        if (told.Event is LlmDelta piece) live.Add(piece);
        else live.Hear(told.Event);
        if (told.Sequence > 0) held.Add(told);
    }

    // Until the parts of the page may be drawn anew.
    private static TimeSpan Left(long drawn)
    {
        var left = Pause - Stopwatch.GetElapsedTime(drawn);
        return drawn == 0 || left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    private static async Task PumpAsync(IAsyncEnumerable<LoggedEvent> watched, ChannelWriter<LoggedEvent> to, CancellationToken cancellationToken)
    {
        Exception? why = null;
        try
        {
            await foreach (var told in watched.WithCancellation(cancellationToken)) await to.WriteAsync(told, cancellationToken);
        }
        catch (Exception exception) // Not swallowed: it ends the channel, and the reader throws it.
        {
            why = exception;
        }

        to.Complete(why);
    }

    /// <summary>Which parts of the page a batch of events changes, drawn.</summary>
    private sealed class LivePage(RunId id, string tab, int? from, HttpContext context, RunReader reader, RunParts readers, TravelReader travel, Fragments fragments)
    {
        public async Task<IReadOnlyList<(string Name, string Html)>> DrawAsync(IReadOnlyList<LoggedEvent> batch, CancellationToken cancellationToken)
        {
            if (await reader.FindAsync(id, cancellationToken) is not { } run) return [];
            var stored = batch.ToList();
            var parts = new List<(string, string)> { ("header", await DrawAsync("_Header", run)) };
            if (await reader.GraphAsync(run, cancellationToken) is { } graph) parts.Add(("graph", await DrawAsync("_Graph", graph)));
            if (stored.Exists(e => e.Event is RunStarted or RunWaiting or RunPaused or RunResumed or RunFailed or RunRetried or RunCancelled or RunSucceeded or HumanRequested or HumanAnswered or TaskInterrupted))
                parts.Add(("notice", await DrawAsync("_Notice", await reader.NoticeAsync(run, cancellationToken))));
            if (run.Status.IsEnded()) parts.Add(("result", await DrawAsync("_Result", reader.Result(run))));
            parts.AddRange(await DrawTabAsync(run, stored, cancellationToken));
            return parts;
        }

        private async Task<IReadOnlyList<(string, string)>> DrawTabAsync(RunView run, List<LoggedEvent> stored, CancellationToken cancellationToken)
        {
            switch (tab)
            {
                case "timeline":
                    // Only that there is news: the browser asks for the rows that it shows, wherever it has scrolled to.
                    return [("timeline", string.Create(CultureInfo.InvariantCulture, $"<span data-sequence=\"{run.LastSequence}\"></span>"))];
                case "talk" when stored.Exists(e => e.Event is LlmFinished or LlmRetrying or ToolStarted or ToolFinished or HumanRequested or HumanAnswered):
                    return [("talk", await DrawAsync("Talks/_Talks", await readers.Talks.ReadAsync(run, Asked("talk"), cancellationToken)))];
                case "logs" when stored.Exists(e => EventWords.LogsOf(e.Event) is not null):
                    return [("logs", await DrawAsync("_Logs", await readers.Events.LogsAsync(run, cancellationToken)))];
                case "state" when from is null && stored.Exists(e => e.Event is StepCommitted or StateEdited):
                    return await travel.StateAsync(run, null, cancellationToken) is { } state ? [("state", await DrawAsync("_State", state))] : [];
                case "events" when EventFilter.From(context.Request.Query) is { After: null, Before: null } filter:
                    var rows = new StringBuilder();
                    foreach (var told in stored.Where(e => filter.Fits(e.Event)).TakeLast(MostRows).Reverse()) rows.Append(await DrawAsync("_Event", EventRow.Of(id, told)));
                    return [("events", rows.ToString())];
                case "calls" when from is null && stored.Exists(e => e.Event is LlmFinished or LlmRetrying or MemoryRecalled):
                    return [("calls", await DrawAsync("_Calls", await reader.CallsAsync(run, 1, cancellationToken)))];
                case "children" when stored.Exists(e => e.Event is ChildStarted or TaskFinished):
                    return [("children", await DrawAsync("_Children", await readers.Children.ReadAsync(run, cancellationToken)))];
                default:
                    return [];
            }
        }

        private string? Asked(string name) => context.Request.Query[name].ToString() is { Length: > 0 } given ? given : null;

        private Task<string> DrawAsync<T>(string partial, T model) => fragments.RenderAsync(context, $"/Pages/Runs/{partial}.cshtml", model);
    }
}
