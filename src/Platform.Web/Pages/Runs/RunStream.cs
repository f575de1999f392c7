using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
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

/// <summary>Keeps a run's page live: sends the page's own partials, each at most about ten times a second for long however fast events come, and answers as they are written.</summary>
public sealed class RunStream : IEndpointGroup
{
    // What happens now and then is drawn at once, with what follows it closely; a burst ten times a second.
    private const double PerSecond = 10;
    private const double AtOnce = 10;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(12);

    // Pieces of an answer go out at once, and those that come meanwhile together: a token is seen within this time, whatever the page draws.
    private static readonly TimeSpan LivePause = TimeSpan.FromMilliseconds(20);

    // A page that hears nothing for longer takes its connection for dead.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private const int MostAtOnce = 20; // batches that are heard before the next look at the clock

    private static readonly byte[] Watching = SentEvents.Of("watching", "watching");
    private static readonly byte[] End = SentEvents.Of("end", "over");

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/runs/{id:guid}/stream", StreamAsync).ExcludeFromDescription();

    private static async Task<Results<StreamResult, NotFound>> StreamAsync(
        Guid id, HttpContext context, Caller caller, RunService runs, RunDrawings drawings, Crowd crowd, Fragments fragments, long after = 0, string tab = "timeline", int? from = null)
    {
        var run = new RunId(id);
        if (await runs.FindAsync(caller, run, context.RequestAborted) is null) return TypedResults.NotFound();
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) after = seen;
        var page = new LivePage(run, tab, from, context.Request.Query, drawings, context.RequestServices.GetRequiredService<IServiceScopeFactory>(), fragments);
        return new StreamResult((to, stop) => WriteAsync(page, crowd, mine => runs.WatchBatchesAsync(caller, run, after, page.WhenBehind, mine), to, stop));
    }

    private static async Task WriteAsync(LivePage page, Crowd crowd, Func<CancellationToken, IAsyncEnumerable<EventBatch>> watch, PipeWriter to, CancellationToken stop)
    {
        using var reader = crowd.Join();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var told = watch(both.Token).GetAsyncEnumerator(both.Token);
        Task<bool>? next = null;
        try
        {
            // The answer's head goes out with its first event: from here on nothing is missed, and the browser knows it.
            to.Write(Watching);
            await to.FlushAsync(stop);
            var live = new LiveAnswers();
            var held = new PageNews(page.Filter); // stored, and not drawn yet
            var (pace, drawn, last) = (new Pace(PerSecond, AtOnce), 0L, 0L);
            for (var open = true; open;)
            {
                next ??= told.MoveNextAsync().AsTask();
                if (!next.IsCompleted) await ((Task)next).WaitAsync(held.IsEmpty ? page.NoticeIn(Beat) : Left(held, pace, drawn, crowd), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stop.ThrowIfCancellationRequested();
                if (held.IsEmpty && !next.IsCompleted)
                {
                    to.Write(await page.LateNoticeAsync(last) ?? SentEvents.Beat);
                    await crowd.FlushAsync(to, stop);
                }

                for (var heard = 0; open && heard < MostAtOnce && next is { IsCompleted: true }; heard++)
                {
                    open = await next;
                    if (open) Sort(told.Current, live, held);
                    next = open ? told.MoveNextAsync().AsTask() : null;
                }

                var wrote = live.Take();
                var draws = !held.IsEmpty && (!open || Left(held, pace, drawn, crowd) == TimeSpan.Zero);
                if (draws) pace.Take(1);
                if (wrote.Length > 0) to.Write(SentEvents.Of("live", wrote));
                var parts = draws ? await DrawAsync(page, held, crowd, to, stop) : [];
                if (parts.Count > 0) SentEvents.WriteId(to, held.Last);
                foreach (var part in parts) to.Write(part);
                if (wrote.Length > 0 || parts.Count > 0) await crowd.FlushAsync(to, stop);
                if (draws) (held, drawn, last) = (new PageNews(page.Filter), Stopwatch.GetTimestamp(), held.Last);
                if (wrote.Length > 0) await Task.Delay(LivePause + crowd.Gather, stop);
            }

            to.Write(End);
            await to.FlushAsync(stop);
        }
        finally
        {
            await both.CancelAsync();
            if (next is not null) await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // ended or cancelled, it does not outlive its stream
        }
    }

    // The rest goes ahead of the rows, which take longer; in a crowd all goes together. The number that the browser goes on from comes with the last of it.
    private static async Task<IReadOnlyList<byte[]>> DrawAsync(LivePage page, PageNews news, Crowd crowd, PipeWriter to, CancellationToken stop)
    {
        var tab = page.TabAsync(news);
        var rest = page.DrawAsync(news);
        if (tab is null) return await rest;
        if (!tab.IsCompleted && crowd.Gather == TimeSpan.Zero)
        {
            foreach (var part in await rest) to.Write(part);
            await crowd.FlushAsync(to, stop);
            return await tab is { } late ? [late] : [];
        }

        return await tab is { } shown ? [shown, .. await rest] : await rest;
    }

    private static void Sort(EventBatch batch, LiveAnswers live, PageNews held)
    {
        var changes = PageNews.ChangesOf(batch);
        if (changes.HasFlag(PageChanges.Live))
        {
            foreach (var told in batch.Events)
            {
                if (told.Event is LlmDelta piece) live.Add(piece);
                else live.Hear(told.Event);
            }
        }

        if (batch.IsLeftOut) live.CloseAll();
        if (batch.Last > 0) held.Add(batch, changes);
    }

    // Until the parts of the page may be drawn anew.
    private static TimeSpan Left(PageNews held, Pace pace, long drawn, Crowd crowd)
    {
        TimeSpan[] all = [pace.Until(1), Gather - Stopwatch.GetElapsedTime(held.Since), drawn == 0 ? TimeSpan.Zero : crowd.Gather - Stopwatch.GetElapsedTime(drawn)];
        return all.Max() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Which parts of the page the news change, each drawn and written down once for all who watch it.</summary>
    private sealed class LivePage(RunId id, string tab, int? from, IQueryCollection query, RunDrawings drawings, IServiceScopeFactory scopes, Fragments fragments)
    {
        // What a run does is told once it has done it for so long: a loop that waits a little and works a little would flicker.
        private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(400);

        private long _noticeSince; // since when what is said of the run may be old; 0 when it is not

        /// <summary>Of the rows that the page shows; null when it shows none, or not the newest.</summary>
        public EventFilter? Filter { get; } = tab == "events" && EventFilter.From(query) is { After: null, Before: null } filter ? filter : null;

        /// <summary>A list of events tells each; everything else is drawn as it is now.</summary>
        public WhenBehind WhenBehind => Filter is null ? WhenBehind.Jumps : WhenBehind.Reads;

        /// <summary>Until what is said of the run has to be drawn anew, at most so long.</summary>
        public TimeSpan NoticeIn(TimeSpan most)
        {
            if (_noticeSince == 0) return most;
            var left = Calm - Stopwatch.GetElapsedTime(_noticeSince);
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < most ? left : most;
        }

        /// <summary>What is said of the run, where that was held back; null when it was not, or not for long enough.</summary>
        public async Task<byte[]?> LateNoticeAsync(long upTo)
        {
            if (_noticeSince == 0 || NoticeIn(Beat) > TimeSpan.Zero) return null;
            _noticeSince = 0;
            return await NoticeAsync(upTo);
        }

        /// <summary>Everything beside the tab.</summary>
        public async Task<IReadOnlyList<byte[]>> DrawAsync(PageNews news)
        {
            var (changes, upTo) = (news.Changes, news.Last);
            var parts = new List<Task<byte[]?>>
            {
                PartAsync("header", upTo, async (p, run) => await p.DrawAsync("_Header", await p.Reader.HeadAsync(run, CancellationToken.None, upTo))),
                PartAsync("graph", upTo, async (p, run) => await p.Reader.GraphAsync(run, CancellationToken.None, upTo) is { } graph ? await p.DrawAsync("_Graph", graph) : null),
            };
            if (changes.HasFlag(PageChanges.Actions)) parts.Add(PartAsync("actions", upTo, (p, run) => p.DrawAsync("_Actions", run)));
            if ((changes & (PageChanges.Calls | PageChanges.Children | PageChanges.State | PageChanges.Result)) != 0) parts.Add(PartAsync("tabs", upTo, (p, run) => p.DrawAsync("_Tabs", new RunTabs(run, tab)), tab));
            if (changes.HasFlag(PageChanges.Notice) || (_noticeSince != 0 && NoticeIn(Beat) == TimeSpan.Zero))
            {
                _noticeSince = 0;
                parts.Add(NoticeAsync(upTo));
            }
            else if (_noticeSince == 0 && changes.HasFlag(PageChanges.Work)) _noticeSince = Stopwatch.GetTimestamp();

            if (changes.HasFlag(PageChanges.Result)) parts.Add(PartAsync("result", upTo, async (p, run) => await p.DrawAsync("_Result", await p.Reader.ResultAsync(run, CancellationToken.None))));
            var drawn = new List<byte[]>(parts.Count);
            foreach (var part in parts) if (await part is { } frame) drawn.Add(frame);
            return drawn;
        }

        /// <summary>What the open tab shows; null when nothing of it changed.</summary>
        public Task<byte[]?>? TabAsync(PageNews news)
        {
            var (changes, upTo) = (news.Changes, news.Last);
            switch (tab)
            {
                case "timeline":
                    // The end, for all who follow it. Where a person scrolled or chose, the browser takes it for news alone and asks for the rows that it shows.
                    return query["own"].Count > 0
                        ? PartAsync("timeline", upTo, (_, run) => Task.FromResult<string?>(string.Create(CultureInfo.InvariantCulture, $"<span data-sequence=\"{run.LastSequence}\"></span>")), "own")
                        : PartAsync("timeline", upTo, async (p, run) => await p.DrawAsync("_TimelineRows", await p.Reader.TimelineAsync(run, TimelineQuery.AtEnd, CancellationToken.None, upTo)));
                case "talk" when changes.HasFlag(PageChanges.Talk):
                    return PartAsync("talk", upTo, async (p, run) => await p.DrawAsync("Talks/_Talks", await p.Parts.Talks.ReadAsync(run, Asked("talk"), CancellationToken.None)), Asked("talk"));
                case "logs" when changes.HasFlag(PageChanges.Logs):
                    return PartAsync("logs", upTo, async (p, run) => await p.DrawAsync("_Logs", await p.Parts.Events.LogsAsync(run, CancellationToken.None)));
                case "state" when from is null && changes.HasFlag(PageChanges.State):
                    return PartAsync("state", upTo, async (p, run) =>
                        await p.Services.GetRequiredService<TravelReader>().StateAsync(run, null, CancellationToken.None) is { } state ? await p.DrawAsync("_State", state) : null);
                case "events" when news.Rows.Count > 0:
                    return RowsAsync(news.Rows);
                case "calls" when from is null && changes.HasFlag(PageChanges.Calls):
                    return PartAsync("calls", upTo, async (p, run) => await p.DrawAsync("_Calls", await p.Reader.CallsAsync(run, 1, CancellationToken.None)));
                case "children" when changes.HasFlag(PageChanges.Children):
                    return PartAsync("children", upTo, async (p, run) => await p.DrawAsync("_Children", await p.Parts.Children.ReadAsync(run, CancellationToken.None)));
                default:
                    return null;
            }
        }

        // Who joined at the same moment has the same rows.
        private Task<byte[]?> RowsAsync(IReadOnlyList<LoggedEvent> rows) => PartAsync(
            "events", rows[^1].Sequence,
            async (p, _) =>
            {
                var html = new StringBuilder();
                foreach (var told in rows) html.Append(await p.DrawAsync("_Event", EventRow.Of(id, told)));
                return html.ToString();
            },
            $"{Filter} {rows[0].Sequence} {rows[^1].Sequence} {rows.Count}");

        private Task<byte[]?> NoticeAsync(long upTo) =>
            PartAsync("notice", upTo, async (p, run) => await p.DrawAsync("_Notice", await p.Reader.NoticeAsync(run, isPage: false, CancellationToken.None, upTo)));

        private string? Asked(string name) => query[name].ToString() is { Length: > 0 } given ? given : null;

        // In a scope of its own: it may outlive the stream that began it.
        private Task<byte[]?> PartAsync(string name, long upTo, Func<SharedPage, RunView, Task<string?>> draw, string? which = null) =>
            drawings.GetAsync(id, $"{name} {which}", upTo, async () =>
            {
                await using var scope = scopes.CreateAsyncScope();
                var page = new SharedPage(scope.ServiceProvider, fragments);
                return await page.Reader.FindAsync(id, CancellationToken.None) is { } run && await draw(page, run) is { } html ? SentEvents.Of(name, html) : null;
            });
    }

    private sealed record SharedPage(IServiceProvider Services, Fragments Fragments)
    {
        public RunReader Reader { get; } = Services.GetRequiredService<RunReader>();

        public RunParts Parts { get; } = Services.GetRequiredService<RunParts>();

        public async Task<string?> DrawAsync<T>(string partial, T model) => await Fragments.RenderSharedAsync(Services, $"/Pages/Runs/{partial}.cshtml", model);
    }
}
