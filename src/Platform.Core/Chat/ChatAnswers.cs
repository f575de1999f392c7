using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Core.Chat.Authors;
using Platform.Core.Foundation;
using Platform.Core.Models.BadDays;
using Platform.Core.Runs.Execution;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Chat;

/// <summary>
/// Answers turns behind whoever asked, and lets others watch. While an answer is written its turn is noted every second: when the process is gone, the turn
/// is found to be interrupted by the next who looks, with what was written until then.
/// </summary>
internal sealed partial class ChatAnswers(
    IConversationStore store, LiveTurns live, WorkflowService workflows, ModelAuthor model, ComposerAuthor composer, IOptions<ConversationOptions> options, TimeProvider time, ILogger<ChatAnswers> logger)
    : IAsyncDisposable
{
    private const int MostPast = 40;
    private const int MostEarlier = 64;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20); // after which whoever answers counts as gone
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(40); // what changes within it is told together

    private readonly SemaphoreSlim _places = new(options.Value.Parallel);
    private volatile bool _leaving;

    /// <summary>This process, as turns name it.</summary>
    public string Owner { get; } = LeaseOwner.New();

    /// <summary>Takes a second or two of work, which else the first answer of a process takes longer.</summary>
    public void WarmUp() => composer.Warm();

    public void Wake(Guid conversation) => live.Wake(conversation);

    /// <summary>Ends the answer that this process writes there.</summary>
    public void Stop(Guid conversation) => live.Of(conversation)?.Stop();

    /// <exception cref="PlatformException">Conflict: another turn is being answered.</exception>
    public async Task<TurnView> BeginAsync(Caller caller, NewTurn turn, ConversationDraft? draft, TurnTree tree, CancellationToken cancellationToken)
    {
        if (_leaving) throw new PlatformException(ErrorCode.Unavailable, "The server is stopping.", "Send it again in a moment.");
        var path = turn.Parent is { } parent ? tree.PathTo(parent) : [];
        var past = await store.TurnsAsync(caller.Organization, turn.Conversation, [.. path.TakeLast(MostPast)], cancellationToken);
        var earlier = await store.TurnsAsync(caller.Organization, turn.Conversation, [.. path.SkipLast(MostPast).TakeLast(MostEarlier)], cancellationToken);
        var added = await store.AddAsync(caller.Organization, turn);
        var writing = live.Begin(turn.Conversation, turn.Id);
        writing.Model = turn.Model;
        var question = new Question(caller, turn.Conversation, turn.Model, turn.Asked, draft, past, [.. earlier.Where(t => t.Kind == TurnKind.Message).Select(t => t.Asked)], writing) { IsAuto = turn.IsAuto };
        _ = Task.Run(() => AnswerAsync(question), CancellationToken.None);
        return added with { Place = new TurnTree([.. await store.TreeAsync(caller.Organization, turn.Conversation, cancellationToken)]).PlaceOf(turn.Id) };
    }

    /// <summary>Notes that an answer nobody writes any more was interrupted. False when somebody does.</summary>
    public async Task<bool> InterruptLostAsync(OrganizationId organization, Guid conversation, Guid turn, CancellationToken cancellationToken)
    {
        if (live.Of(conversation)?.Turn == turn || await store.OwnerAsync(organization, conversation, turn, cancellationToken) is not { } by) return false;
        if (!LeaseOwner.IsDead(by.Owner) && time.GetUtcNow() - by.Beat < Silence) return false;
        var end = new EndedTurn(turn, TurnStatus.Interrupted, "", null, null, Interrupted(), null, 0, 0, 0, true, time.GetUtcNow());
        if (!await store.EndAsync(organization, conversation, end)) return false;
        live.Wake(conversation);
        return true;
    }

    public async IAsyncEnumerable<ChatNews> WatchAsync(
        OrganizationId organization, Guid conversation, long since, Func<Guid, Task<ConversationView?>> find, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = live.Watch(conversation);
        LiveText? told = null;
        for (var first = true; await find(conversation) is { } now; first = false)
        {
            var writing = live.Of(conversation)?.Now();
            if (first || now.Version != since || writing != told)
            {
                var changed = now.Version == since ? [] : await store.ChangedAsync(organization, conversation, since, cancellationToken);
                (since, told) = (now.Version, writing);
                yield return new ChatNews(now, changed, writing);
                await Task.Delay(Settle, cancellationToken);
            }

            await watch.WaitAsync(Beat, cancellationToken);
        }
    }

    /// <summary>Until the turn is not being answered any more, or the time is over.</summary>
    public async Task WaitAsync(
        OrganizationId organization, Guid conversation, Guid turn, TimeSpan patience, Func<Guid, Task<ConversationView?>> find, CancellationToken cancellationToken)
    {
        using var watch = live.Watch(conversation);
        var until = time.GetUtcNow() + patience;
        while (await find(conversation) is { Answering: { } answering } && answering == turn && until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await watch.WaitAsync(left < Beat ? left : Beat, cancellationToken);
    }

    /// <summary>The process stops: what is being written ends as interrupted, with what there is.</summary>
    public async ValueTask DisposeAsync()
    {
        _leaving = true;
        foreach (var writing in live.All) writing.Stop();
        for (var waited = 0; live.All.Count > 0 && waited < 100; waited++) await Task.Delay(20);
    }

    private async Task AnswerAsync(Question question)
    {
        var (organization, writing) = (question.Caller.Organization, question.Live);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(writing.Stopped);
        var beats = BeatAsync(question, over.Token);
        EndedTurn end;
        try
        {
            if (!await _places.WaitAsync(TimeSpan.Zero, over.Token))
            {
                writing.Say("Waiting for other answers to end");
                await _places.WaitAsync(over.Token);
            }

            try
            {
                end = Ended(question, await AskAsync(question, over.Token));
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            end = Ended(question, TurnStatus.Stopped, null) with { Fault = _leaving ? Interrupted() : null, Status = _leaving ? TurnStatus.Interrupted : TurnStatus.Stopped };
        }
        catch (PlatformException e)
        {
            end = Ended(question, TurnStatus.Failed, new TurnFault(e.Code.Text(), e.Message, e.Resolution));
        }
        catch (Exception e) // The wall of this task: nobody waits for it, and its turn must not stay open.
        {
            LogFailed(e, question.Conversation);
            end = Ended(question, TurnStatus.Failed, new TurnFault(ErrorCode.Internal.Text(), "Something went wrong inside Platform.", "Try again; the logs tell more."));
        }

        await over.CancelAsync();
        await beats;
        await StoreAsync(organization, question, end);
        live.End(question.Conversation, writing);
    }

    private async Task StoreAsync(OrganizationId organization, Question question, EndedTurn end)
    {
        try
        {
            await store.EndAsync(organization, question.Conversation, end);
        }
        catch (PlatformException e)
        {
            LogFailed(e, question.Conversation); // the database is gone or busy: whoever looks later finds the turn interrupted
        }
    }

    private EndedTurn Ended(Question question, Answer answer)
    {
        var end = Ended(question, TurnStatus.Done, null) with { Said = answer.Said };
        return answer.Draft is { } text && text != question.Draft?.Text ? end with { Draft = DraftRules.Of(workflows, text, question.Draft, answer.Keep) } : end;
    }

    private EndedTurn Ended(Question question, TurnStatus status, TurnFault? fault)
    {
        var (writing, used) = (question.Live, question.Live.Usage);
        return new EndedTurn(question.Live.Turn, status, writing.Model, ModelText.Read(writing.Now().Text).Prose, writing.Notes, fault, null, used.Input, used.Output, used.Cost, used.CostKnown, time.GetUtcNow());
    }

    // Tells others that the answer goes on, and hears from them whether it is to stop.
    private async Task BeatAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Beat, cancellationToken);
                var now = question.Live.Now();
                if (await store.BeatAsync(question.Caller.Organization, question.Conversation, now.Turn, ModelText.Read(now.Text).Prose, now.Notes, time.GetUtcNow())) continue;
                question.Live.Stop();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The answer has ended.
        }
        catch (PlatformException e)
        {
            LogFailed(e, question.Conversation);
        }
    }

    // Whoever chose no model gets an answer also when the one that was chosen for them cannot be used: a saved workflow may name a server that is gone. In a talk that
    // a model has led so far the composer would not understand what was meant, so there the failure is told.
    private async Task<Answer> AskAsync(Question question, CancellationToken cancellationToken)
    {
        if (question.Model == ChatModels.Builtin) return await composer.AnswerAsync(question, cancellationToken);
        try
        {
            return await model.AnswerAsync(question, cancellationToken);
        }
        catch (PlatformException e) when (question.IsAuto && IsAway(e) && question.Live.Now().Text.Length == 0 && question.Past.All(t => t.Status != TurnStatus.Done || t.Model == ChatModels.Builtin))
        {
            question.Live.Model = ChatModels.Builtin;
            question.Live.Notice($"{question.Model} cannot be used now, so the built-in composer answered. {e.Message} {e.Resolution}");
            return await composer.AnswerAsync(question, cancellationToken);
        }
    }

    private static bool IsAway(PlatformException error) => error.Code == ErrorCode.Unavailable || error.Kind == ModelErrorKind.Authentication.Text() || error.Kind == ModelErrorKind.InvalidRequest.Text();

    private static TurnFault Interrupted() => new("interrupted", "The platform stopped while this answer was written.", "Try again.");

    [LoggerMessage(5601, LogLevel.Warning, "An answer in conversation {ConversationId} failed")]
    private partial void LogFailed(Exception exception, Guid conversationId);
}
