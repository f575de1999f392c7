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
using Platform.Web.Live;
using Platform.Web.Pages.Runs.Parts;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <summary>Keeps a run's page live: sends the page's own partials, each at most about ten times a second however fast events come, and answers as they are written.</summary>
public sealed class RunStream : IEndpointGroup
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Pieces of an answer go out at once, and those that come meanwhile together: a token is seen within this time, whatever the page draws.
    private static readonly TimeSpan LivePause = TimeSpan.FromMilliseconds(20);

    // A page that hears nothing for longer takes its connection for dead.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private const int MostRows = 100;
    private const int MostAtOnce = 1000;

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/runs/{id:guid}/stream", StreamAsync).ExcludeFromDescription();

    private static async Task<Results<ServerSentEventsResult<string>, NotFound>> StreamAsync(
        Guid id, HttpContext context, Caller caller, RunService runs, RunDrawings drawings, IServiceScopeFactory scopes, Fragments fragments, CancellationToken cancellationToken,
        long after = 0, string tab = "timeline", int? from = null)
    {
        var run = new RunId(id);
        if (await runs.FindAsync(caller, run, cancellationToken) is null) return TypedResults.NotFound();
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) after = seen;
        var page = new LivePage(run, tab, from, context.Request.Query, drawings, scopes, fragments);
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
                if (!news.IsCompleted) await Task.WhenAny(news, Task.Delay(held.Count > 0 ? Left(drawn) : page.NoticeIn(Beat), cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                if (held.Count == 0 && !news.IsCompleted)
                {
                    if (await page.LateNoticeAsync(after) is { } late) yield return new SseItem<string>(late, "notice");
                    else yield return new SseItem<string>("", "beat");
                }

                if (news.IsCompleted)
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
                    foreach (var (name, html) in await page.DrawAsync(held))
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

    /// <summary>Which parts of the page a batch of events changes, each drawn once for all who watch it.</summary>
    private sealed class LivePage(RunId id, string tab, int? from, IQueryCollection query, RunDrawings drawings, IServiceScopeFactory scopes, Fragments fragments)
    {
        // What a run does is told once it has done it for so long: a loop that waits a little and works a little would flicker.
        private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(400);

        private long _noticeSince; // since when what is said of the run may be old; 0 when it is not

        /// <summary>Until what is said of the run has to be drawn anew, at most so long.</summary>
        public TimeSpan NoticeIn(TimeSpan most)
        {
            if (_noticeSince == 0) return most;
            var left = Calm - Stopwatch.GetElapsedTime(_noticeSince);
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < most ? left : most;
        }

        /// <summary>What is said of the run, where that was held back; null when it was not, or not for long enough.</summary>
        public async Task<string?> LateNoticeAsync(long upTo)
        {
            if (_noticeSince == 0 || NoticeIn(Beat) > TimeSpan.Zero) return null;
            _noticeSince = 0;
            return await NoticeAsync(upTo);
        }

        public async Task<IReadOnlyList<(string Name, string Html)>> DrawAsync(IReadOnlyList<LoggedEvent> batch)
        {
            var stored = batch.ToList();
            var parts = new List<(string, Task<string?>)>
            {
                ("header", PartAsync("header", stored, (p, run) => p.DrawAsync("_Header", run))),
                ("graph", PartAsync("graph", stored, async (p, run) => await p.Reader.GraphAsync(run, CancellationToken.None) is { } graph ? await p.DrawAsync("_Graph", graph) : null)),
            };
            if (stored.Exists(e => e.Event is RunStarted or RunWaiting or RunPaused or RunResumed or RunFailed or RunRetried or RunCancelled or RunSucceeded or TaskInterrupted or StateEdited))
                parts.Add(("actions", PartAsync("actions", stored, (p, run) => p.DrawAsync("_Actions", run))));
            if (stored.Exists(e => e.Event is RunWaiting or RunPaused or RunFailed or RunRetried or RunCancelled or RunSucceeded or HumanRequested or HumanAnswered or TaskInterrupted))
            {
                _noticeSince = 0;
                parts.Add(("notice", NoticeAsync(stored[^1].Sequence)));
            }
            else if (_noticeSince != 0 && NoticeIn(Beat) == TimeSpan.Zero)
            {
                _noticeSince = 0;
                parts.Add(("notice", NoticeAsync(stored[^1].Sequence)));
            }
            else if (_noticeSince == 0 && stored.Exists(e => e.Event is RunStarted or RunResumed or StepStarted)) _noticeSince = Stopwatch.GetTimestamp();

            if (stored.Exists(e => e.Event is RunFailed or RunCancelled or RunSucceeded))
                parts.Add(("result", PartAsync("result", stored, (p, run) => p.DrawAsync("_Result", p.Reader.Result(run)))));
            if (TabAsync(stored) is { } shown) parts.Add((tab, shown));
            var drawn = new List<(string, string)>();
            foreach (var (name, part) in parts) if (await part is { } html) drawn.Add((name, html));
            return drawn;
        }

        private Task<string?>? TabAsync(List<LoggedEvent> stored)
        {
            switch (tab)
            {
                case "timeline":
                    // Only that there is news: the browser asks for the rows that it shows, wherever it has scrolled to.
                    return PartAsync("timeline", stored, (_, run) => Task.FromResult<string?>(string.Create(CultureInfo.InvariantCulture, $"<span data-sequence=\"{run.LastSequence}\"></span>")));
                case "talk" when stored.Exists(e => e.Event is LlmFinished or LlmRetrying or ToolStarted or ToolFinished or HumanRequested or HumanAnswered):
                    return PartAsync($"talk {Asked("talk")}", stored, async (p, run) => await p.DrawAsync("Talks/_Talks", await p.Parts.Talks.ReadAsync(run, Asked("talk"), CancellationToken.None)));
                case "logs" when stored.Exists(e => EventWords.LogsOf(e.Event) is not null):
                    return PartAsync("logs", stored, async (p, run) => await p.DrawAsync("_Logs", await p.Parts.Events.LogsAsync(run, CancellationToken.None)));
                case "state" when from is null && stored.Exists(e => e.Event is StepCommitted or StateEdited):
                    return PartAsync("state", stored, async (p, run) =>
                        await p.Services.GetRequiredService<TravelReader>().StateAsync(run, null, CancellationToken.None) is { } state ? await p.DrawAsync("_State", state) : null);
                case "events" when EventFilter.From(query) is { After: null, Before: null } filter:
                    return RowsAsync(filter, [.. stored.Where(e => filter.Fits(e.Event))]);
                case "calls" when from is null && stored.Exists(e => e.Event is LlmFinished or LlmRetrying or MemoryRecalled):
                    return PartAsync("calls", stored, async (p, run) => await p.DrawAsync("_Calls", await p.Reader.CallsAsync(run, 1, CancellationToken.None)));
                case "children" when stored.Exists(e => e.Event is ChildStarted or TaskFinished):
                    return PartAsync("children", stored, async (p, run) => await p.DrawAsync("_Children", await p.Parts.Children.ReadAsync(run, CancellationToken.None)));
                default:
                    return null;
            }
        }

        // Who joined at the same moment has the same batch.
        private Task<string?>? RowsAsync(EventFilter filter, List<LoggedEvent> stored) => stored.Count == 0 ? null : PartAsync($"events {filter} {stored[0].Sequence} {stored[^1].Sequence}", stored, async (p, _) =>
        {
            var rows = new StringBuilder();
            foreach (var told in stored.TakeLast(MostRows).Reverse()) rows.Append(await p.DrawAsync("_Event", EventRow.Of(id, told)));
            return rows.ToString();
        });

        private string? Asked(string name) => query[name].ToString() is { Length: > 0 } given ? given : null;

        private Task<string?> NoticeAsync(long upTo) =>
            PartAsync("notice", upTo, async (p, run) => await p.DrawAsync("_Notice", await p.Reader.NoticeAsync(run, isPage: false, CancellationToken.None)));

        private Task<string?> PartAsync(string part, List<LoggedEvent> stored, Func<SharedPage, RunView, Task<string?>> draw) => PartAsync(part, stored[^1].Sequence, draw);

        // In a scope of its own: it may outlive the stream that began it.
        private Task<string?> PartAsync(string part, long upTo, Func<SharedPage, RunView, Task<string?>> draw) =>
            drawings.GetAsync(id, part, upTo, async () =>
            {
                await using var scope = scopes.CreateAsyncScope();
                var page = new SharedPage(scope.ServiceProvider, fragments);
                return await page.Reader.FindAsync(id, CancellationToken.None) is { } run ? await draw(page, run) : null;
            });
    }

    private sealed record SharedPage(IServiceProvider Services, Fragments Fragments)
    {
        public RunReader Reader { get; } = Services.GetRequiredService<RunReader>();

        public RunParts Parts { get; } = Services.GetRequiredService<RunParts>();

        public async Task<string?> DrawAsync<T>(string partial, T model) => await Fragments.RenderSharedAsync(Services, $"/Pages/Runs/{partial}.cshtml", model);
    }
}
