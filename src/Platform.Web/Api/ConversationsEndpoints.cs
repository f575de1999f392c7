using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Chat;
using Platform.Core.Chat.Authors;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>Conversations that build workflows. Saying something gives a turn at once; its answer comes behind it, as a stream, by waiting, or by asking again.</summary>
public sealed class ConversationsEndpoints : IEndpointGroup
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public void Map(IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/v1/conversations").WithTags("Chat");
        all.MapGet("/", ListAsync).WithSummary("Lists conversations, the one that changed last first.");
        all.MapPost("/", CreateAsync).WithSummary("Begins a conversation; with 'text' the first message is said too.");
        all.MapGet("/models", ModelsAsync).WithSummary("Who can answer: models, and the built-in composer.");
        all.MapGet("/{id:guid}", ShowAsync).WithSummary("One conversation without its turns.");
        all.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Sets its title or who answers.");
        all.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deletes it with its turns and drafts; saved workflows stay.");
        all.MapGet("/{id:guid}/turns", TurnsAsync).WithSummary("The newest turns of a branch, oldest first; 'at' names a turn of the branch, 'before' goes back.");
        all.MapGet("/{id:guid}/turns/{turn:guid}", TurnAsync).WithSummary("One turn.");
        all.MapPost("/{id:guid}/messages", SayAsync).WithSummary("Says something: the turn at once, with ?wait=30s its answer, with Accept: text/event-stream everything as it is written.");
        all.MapPost("/{id:guid}/turns/{turn:guid}/regenerate", AgainAsync).WithSummary("Asks the same again, as a branch beside the first answer.");
        all.MapPost("/{id:guid}/turns/{turn:guid}/edit", EditAsync).WithSummary("Says something else in that place, as a branch.");
        all.MapPost("/{id:guid}/stop", StopAsync).WithSummary("Ends the answer that is being written; what is written stays.");
        all.MapGet("/{id:guid}/events", EventsAsync).WithSummary("A live stream of what changes (id: is the conversation's version; 'since' or Last-Event-ID goes on from there).");
        all.MapGet("/{id:guid}/export", ExportAsync).WithSummary("The branch that was written in last with all of its drafts.");
    }

    private static async Task<Ok<Page<ConversationView>>> ListAsync(Caller caller, ChatService chat, CancellationToken cancellationToken, string? search = null, string? after = null, int limit = 50) =>
        TypedResults.Ok(await chat.ListAsync(caller, new ConversationQuery { Search = search, After = after, Limit = Limits.Page(limit) }, cancellationToken));

    private static async Task<Created<CreatedConversation>> CreateAsync(CreateConversation body, Caller caller, ChatService chat, CancellationToken cancellationToken)
    {
        var made = await chat.CreateAsync(caller, new NewConversation { Title = body.Title, Model = body.Model, Workflow = body.Workflow }, cancellationToken);
        var turn = string.IsNullOrWhiteSpace(body.Text) ? null : await chat.SayAsync(caller, made.Id, new NewMessage(body.Text), cancellationToken);
        return TypedResults.Created($"/api/v1/conversations/{made.Id}", new CreatedConversation((await chat.FindAsync(caller, made.Id, cancellationToken))!, turn));
    }

    private static async Task<Ok<ModelChoices>> ModelsAsync(Caller caller, ChatModels models, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ModelChoices(await models.ListAsync(caller, cancellationToken), (await models.DefaultAsync(caller, cancellationToken)).Id));

    private static async Task<Results<Ok<ConversationView>, ProblemHttpResult>> ShowAsync(Guid id, Caller caller, ChatService chat, CancellationToken cancellationToken) =>
        await chat.FindAsync(caller, id, cancellationToken) is { } found ? TypedResults.Ok(found) : Missing(id);

    private static async Task<Ok<ConversationView>> ChangeAsync(Guid id, ChangeConversation body, Caller caller, ChatService chat, CancellationToken cancellationToken) =>
        TypedResults.Ok(await chat.ChangeAsync(caller, id, body.Title, body.Model, cancellationToken));

    private static async Task<NoContent> DeleteAsync(Guid id, Caller caller, ChatService chat, CancellationToken cancellationToken)
    {
        await chat.DeleteAsync(caller, id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<TurnPath>, ProblemHttpResult>> TurnsAsync(
        Guid id, Caller caller, ChatService chat, CancellationToken cancellationToken, Guid? at = null, Guid? before = null, int limit = 20) =>
        await chat.FindAsync(caller, id, cancellationToken) is null ? Missing(id) : TypedResults.Ok(await chat.PathAsync(caller, id, at, before, limit, cancellationToken));

    private static async Task<Results<Ok<TurnView>, ProblemHttpResult>> TurnAsync(Guid id, Guid turn, Caller caller, ChatService chat, CancellationToken cancellationToken)
    {
        if (await chat.FindAsync(caller, id, cancellationToken) is null) return Missing(id);
        return await chat.TurnAsync(caller, id, turn, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.NotFound($"There is no turn {turn} in this conversation.", $"GET /api/v1/conversations/{id}/turns lists them.");
    }

    private static Task<Results<Ok<TurnView>, Accepted<TurnView>, ServerSentEventsResult<string>, ProblemHttpResult>> SayAsync(
        Guid id, SayMessage body, HttpRequest request, Caller caller, ChatService chat, CancellationToken cancellationToken, string? wait = null) =>
        FollowAsync(id, request, caller, chat, wait, () => chat.SayAsync(caller, id, new NewMessage(body.Text) { After = body.After }, cancellationToken), cancellationToken);

    private static Task<Results<Ok<TurnView>, Accepted<TurnView>, ServerSentEventsResult<string>, ProblemHttpResult>> AgainAsync(
        Guid id, Guid turn, HttpRequest request, Caller caller, ChatService chat, CancellationToken cancellationToken, string? wait = null) =>
        FollowAsync(id, request, caller, chat, wait, () => chat.AgainAsync(caller, id, turn, cancellationToken), cancellationToken);

    private static Task<Results<Ok<TurnView>, Accepted<TurnView>, ServerSentEventsResult<string>, ProblemHttpResult>> EditAsync(
        Guid id, Guid turn, EditMessage body, HttpRequest request, Caller caller, ChatService chat, CancellationToken cancellationToken, string? wait = null) =>
        FollowAsync(id, request, caller, chat, wait, () => chat.SayAsync(caller, id, new NewMessage(body.Text) { InsteadOf = turn }, cancellationToken), cancellationToken);

    private static async Task<Ok<StoppedAnswer>> StopAsync(Guid id, Caller caller, ChatService chat, CancellationToken cancellationToken) =>
        TypedResults.Ok(new StoppedAnswer(await chat.StopAsync(caller, id, cancellationToken)));

    private static async Task<Results<ServerSentEventsResult<string>, ProblemHttpResult>> EventsAsync(
        Guid id, HttpRequest request, Caller caller, ChatService chat, CancellationToken cancellationToken, long since = 0)
    {
        if (await chat.FindAsync(caller, id, cancellationToken) is null) return Missing(id);
        var from = long.TryParse(request.Headers["Last-Event-ID"].ToString(), out var last) ? last : since;
        return TypedResults.ServerSentEvents(ConversationEvents.WriteAsync(chat.WatchAsync(caller, id, from, cancellationToken), until: null, cancellationToken));
    }

    private static async Task<Results<Ok<ConversationExport>, ProblemHttpResult>> ExportAsync(Guid id, Caller caller, ChatService chat, CancellationToken cancellationToken) =>
        await ConversationExport.ReadAsync(chat, caller, id, cancellationToken) is { } export ? TypedResults.Ok(export) : Missing(id);

    private static async Task<Results<Ok<TurnView>, Accepted<TurnView>, ServerSentEventsResult<string>, ProblemHttpResult>> FollowAsync(
        Guid id, HttpRequest request, Caller caller, ChatService chat, string? wait, Func<Task<TurnView>> say, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.Zero;
        if (wait is not null && (!Quantities.TryDuration(wait, out patience) || patience > LongestWait))
            return Problems.Problem(ErrorCode.Validation, $"'{wait}' is not a time to wait.", "Use wait=500ms, wait=30s or wait=5m; five minutes at most.");
        var turn = await say();
        if (request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
            return TypedResults.ServerSentEvents(ConversationEvents.WriteAsync(chat.WatchAsync(caller, id, turn.Version - 1, cancellationToken), turn.Id, cancellationToken));
        if (patience > TimeSpan.Zero) turn = await chat.AnsweredAsync(caller, id, turn.Id, patience, cancellationToken);
        return turn.Status == TurnStatus.Answering ? TypedResults.Accepted($"/api/v1/conversations/{id}/turns/{turn.Id}", turn) : TypedResults.Ok(turn);
    }

    internal static ProblemHttpResult Missing(Guid id) => Problems.NotFound($"There is no conversation {id}.", "GET /api/v1/conversations lists them.");
}

/// <summary>What changes in a conversation, as events: <c>conversation</c>, <c>turn</c>, <c>delta</c> (a piece of the answer), <c>doing</c>, <c>restart</c> (the answer begins anew), <c>end</c>.</summary>
internal static class ConversationEvents
{
    /// <param name="until">A turn whose end ends the stream; null for a stream that goes on.</param>
    public static async IAsyncEnumerable<SseItem<string>> WriteAsync(IAsyncEnumerable<ChatNews> watched, Guid? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LiveText? told = null;
        var over = false;
        await foreach (var news in watched.WithCancellation(cancellationToken))
        {
            var id = news.Conversation.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (until is null && news.Turns.Count > 0) yield return new SseItem<string>(Json(news.Conversation), "conversation") { EventId = id };
            if (news.Live is { } live && (until is null || live.Turn == until))
            {
                var goesOn = told is not null && told.Turn == live.Turn && told.Attempt == live.Attempt && live.Text.StartsWith(told.Text, StringComparison.Ordinal);
                if (told is not null && !goesOn) yield return new SseItem<string>(Json(new { turn = live.Turn, live.Attempt }), "restart");
                if (told?.Doing != live.Doing) yield return new SseItem<string>(Json(new { turn = live.Turn, text = live.Doing }), "doing");
                var more = goesOn ? live.Text[told!.Text.Length..] : live.Text;
                if (more.Length > 0) yield return new SseItem<string>(Json(new { turn = live.Turn, text = more }), "delta");
                told = live;
            }

            foreach (var turn in news.Turns.Where(t => until is null || t.Id == until))
            {
                yield return new SseItem<string>(Json(turn), "turn") { EventId = id };
                over |= turn.Id == until && turn.Status != TurnStatus.Answering;
            }

            if (over) break;
        }

        yield return new SseItem<string>("{}", "end");
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);
}

/// <param name="Model"><c>auto</c>, <c>builtin</c>, <c>openai/gpt-4.1-mini</c>, or <c>WORKFLOW:NAME</c> for a model of a saved workflow.</param>
/// <param name="Workflow">A saved workflow to talk about.</param>
/// <param name="Text">The first message.</param>
public sealed record CreateConversation(string? Title = null, string? Model = null, string? Workflow = null, string? Text = null);

/// <param name="Turn">The first message's; absent when none was said.</param>
public sealed record CreatedConversation(ConversationView Conversation, TurnView? Turn);

public sealed record ChangeConversation(string? Title = null, string? Model = null);

/// <param name="After">A turn of the branch to go on with; the newest when it is absent.</param>
public sealed record SayMessage(string Text, Guid? After = null);

public sealed record EditMessage(string Text);

/// <param name="Stopped">False when no answer was being written.</param>
public sealed record StoppedAnswer(bool Stopped);

/// <param name="Default">Who answers under <c>auto</c>.</param>
public sealed record ModelChoices(IReadOnlyList<ModelChoice> Items, string Default);
