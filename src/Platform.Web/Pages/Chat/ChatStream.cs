using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Chat;
using Platform.Core.Security;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Chat;

/// <summary>
/// Keeps the page of a conversation live, in every tab: turns as they come and change, the answer as it is written, and word that the draft is another. The id
/// of an event is the conversation's version: a page that was away says the last one it heard, and the turn that it ends with by now, and gets what it missed.
/// </summary>
public sealed class ChatStream : IEndpointGroup
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/chat/{id:guid}/stream", StreamAsync).ExcludeFromDescription();
        app.MapGet("/chat/{id:guid}/drafts/{number:int}.yaml", DownloadAsync).ExcludeFromDescription();
        app.MapGet("/chat/{id:guid}/export", ExportAsync).ExcludeFromDescription();
    }

    /// <summary>Changes with all that the panel beside the conversation shows.</summary>
    internal static string MarkOf(ConversationView talk) => string.Create(CultureInfo.InvariantCulture, $"{talk.Turns}.{talk.Drafts}.{talk.WorkflowVersion}");

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(Guid id, int number, Caller caller, ChatService chat, CancellationToken cancellationToken) =>
        await chat.DraftAsync(caller, id, number, cancellationToken) is { } draft
            ? TypedResults.File(Encoding.UTF8.GetBytes(draft.Text), "application/yaml; charset=utf-8", $"{draft.Name ?? "workflow"}.yaml")
            : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(Guid id, Caller caller, ChatService chat, CancellationToken cancellationToken) =>
        await ConversationExport.ReadAsync(chat, caller, id, cancellationToken) is { } export
            ? TypedResults.File(Encoding.UTF8.GetBytes(export.Markdown()), "text/markdown; charset=utf-8", "conversation.md")
            : TypedResults.NotFound();

    private static async Task<Results<ServerSentEventsResult<string>, NotFound>> StreamAsync(
        Guid id, HttpContext context, Caller caller, ChatService chat, Fragments fragments, CancellationToken cancellationToken,
        long since = 0, long? after = null, Guid? at = null, Guid? last = null, string? panel = null)
    {
        if (await chat.FindAsync(caller, id, cancellationToken) is null) return TypedResults.NotFound();
        // A browser that connects again by itself tells no turn, for its address is as old as the page: it gets the turns anew, which none is added to.
        var again = long.TryParse(context.Request.Headers["Last-Event-ID"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        var page = new LivePage(id, at, again ? null : last, panel, context, caller, chat, fragments);
        return TypedResults.ServerSentEvents(PartsAsync(page, chat.WatchAsync(caller, id, again ? seen : after ?? since, cancellationToken), cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> PartsAsync(LivePage page, IAsyncEnumerable<ChatNews> watched, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new SseItem<string>("watching", "watching");
        var first = true;
        await foreach (var news in watched.WithCancellation(cancellationToken))
        {
            var id = news.Conversation.Version.ToString(CultureInfo.InvariantCulture);
            var html = await page.DrawAsync(news, first, cancellationToken);
            if (html.Length > 0) yield return new SseItem<string>(html, "parts") { EventId = id };
            if (page.HasOtherDraft(news.Conversation)) yield return new SseItem<string>(id, "draft") { EventId = id };
            first = false;
            await Task.Delay(Pause, cancellationToken);
        }

        yield return new SseItem<string>("over", "end");
    }

    /// <summary>What one tab shows, and what of it changed.</summary>
    /// <param name="last">The end of the branch that the page was drawn with; null when it must be drawn anew.</param>
    /// <param name="panel">What the panel was drawn from.</param>
    private sealed class LivePage(Guid id, Guid? at, Guid? last, string? panel, HttpContext context, Caller caller, ChatService chat, Fragments fragments)
    {
        private Guid? _last = last;
        private long _seen;
        private string? _panel = panel;
        private Guid? _answering;

        public async Task<string> DrawAsync(ChatNews news, bool first, CancellationToken cancellationToken)
        {
            var html = new StringBuilder();
            var (talk, live) = (news.Conversation, news.Live);
            if (first || talk.Version != _seen)
            {
                _seen = talk.Version;
                await TurnsAsync(news, first, html, cancellationToken);
                html.Append(CultureInfo.InvariantCulture, $"<h1 id=\"title\" hx-swap-oob=\"innerHTML\">{Encoded(talk.Title.Length > 0 ? talk.Title : "New conversation")}</h1>");
                html.Append(CultureInfo.InvariantCulture, $"<span id=\"state\" hx-swap-oob=\"innerHTML\">{await PartialAsync("_State", talk)}</span>");
                if (_answering is { } was && talk.Answering is null) html.Append(CultureInfo.InvariantCulture, $"<p id=\"told\" hx-swap-oob=\"innerHTML\">{Encoded(Told(news.Turns.LastOrDefault(t => t.Id == was)))}</p>");
                else if (talk.Answering is not null && _answering is null) html.Append("<p id=\"told\" hx-swap-oob=\"innerHTML\">The answer is being written.</p>");
                _answering = talk.Answering;
            }
            else if (live is not null && await chat.TurnAsync(caller, id, live.Turn, cancellationToken) is { } turn) await SaidAsync(new TurnPart(talk, turn, live), html);

            return html.ToString();
        }

        /// <summary>Whether the panel beside the conversation is to be asked for again.</summary>
        public bool HasOtherDraft(ConversationView talk)
        {
            if (talk.Answering is not null || MarkOf(talk) == _panel) return false;
            _panel = MarkOf(talk);
            return true;
        }

        private async Task TurnsAsync(ChatNews news, bool first, StringBuilder html, CancellationToken cancellationToken)
        {
            var talk = news.Conversation;
            var path = await chat.PathAsync(caller, id, at, null, ShowModel.PageOfTurns, cancellationToken);
            var known = path.Turns.ToList().FindIndex(t => t.Id == _last);
            if (_last is null && first && path.Turns.Count == 0) return;
            if (known < 0)
            {
                // Another branch, or more than a page was missed.
                html.Append(CultureInfo.InvariantCulture, $"<div id=\"turns\" hx-swap-oob=\"innerHTML\">{await PartialAsync("_Turns", new TurnsPart(talk, path, news.Live, at))}</div>");
            }
            else
            {
                var shown = path.Turns.Take(known + 1).Select(t => t.Id).ToHashSet();
                foreach (var turn in path.Turns.Where(t => shown.Contains(t.Id) && (news.Turns.Any(c => c.Id == t.Id) || (first && news.Live?.Turn == t.Id))))
                    await SaidAsync(new TurnPart(talk, turn, news.Live?.Turn == turn.Id ? news.Live : null), html);
                foreach (var turn in path.Turns.Skip(known + 1))
                    html.Append(CultureInfo.InvariantCulture, $"<div id=\"turns\" hx-swap-oob=\"beforeend\">{await PartialAsync("_Turn", new TurnPart(talk, turn, news.Live?.Turn == turn.Id ? news.Live : null))}</div>");
            }

            if (path.Last is { } end && end != _last) html.Append(CultureInfo.InvariantCulture, $"<input type=\"hidden\" name=\"after\" value=\"{end}\" id=\"after\" autocomplete=\"off\" hx-swap-oob=\"true\">");
            _last = path.Last;
        }

        private async Task SaidAsync(TurnPart part, StringBuilder html) =>
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"said\" id=\"said-{part.Turn.Id}\"{(part.Turn.Status == TurnStatus.Answering ? " aria-busy=\"true\"" : "")} hx-swap-oob=\"true\">{await PartialAsync("_Said", part)}</div>");

        private static string Told(TurnView? turn) => turn is null ? "" : turn.Fault is { } fault ? fault.Message : turn.Made is { } made ? $"{turn.Said} Draft {made} is ready." : turn.Said;

        private Task<string> PartialAsync<T>(string partial, T model) => fragments.RenderAsync(context, $"/Pages/Chat/{partial}.cshtml", model);

        private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
    }
}
