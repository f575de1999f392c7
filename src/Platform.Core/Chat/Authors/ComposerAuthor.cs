using Platform.Core.Chat.Composer;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Tools;
using Platform.Core.Workflows;

namespace Platform.Core.Chat.Authors;

/// <summary>The built-in composer, without any model.</summary>
internal sealed class ComposerAuthor(GraphCompiler compiler, IPartKinds kinds, ModelCatalog models, ToolCatalog tools, WorkflowService workflows, IConversationStore store) : IDraftAuthor
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, string> _purposes = tools.All.ToDictionary(t => t.Key, t => t.Description, StringComparer.Ordinal);

    /// <summary>The first reading of a process compiles the words it reads with, which takes a second or two; done before, a person does not wait for it.</summary>
    public void Warm() => new WorkflowComposer(ComposerParts.From(compiler, kinds, models, [])).Warm();

    public async Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        if (await BackAsync(question, cancellationToken) is { } back) return back;
        var parts = ComposerParts.From(compiler, kinds, models, await workflows.NamesAsync(question.Caller, cancellationToken)) with { ToolPurposes = _purposes };
        var before = DraftHistory.BeforeLastChange(question.Past) is { } earlier ? await store.DraftAsync(question.Caller.Organization, question.Conversation, earlier, cancellationToken) : null;
        var request = new ComposerRequest(question.Text, question.Draft?.Text) { Before = before?.Text, Doubts = DoubtsOf(question.Past, question.Draft?.Number) };
        var reply = await ComposeAsync(parts, request, cancellationToken);
        question.Live.Understood(reply.Understood, reply.NotUnderstood);
        if (reply.Offers.Count > 0) question.Live.Offer(reply.Offers);
        if (reply.Doubts.Count > 0) question.Live.Doubt(reply.Doubts);

        // It promises that its drafts compile; nobody is handed one that does not.
        return new Answer(reply.Text, reply.Draft, Keep: reply.Draft is null || workflows.Validate(reply.Draft, "draft.yaml").Ok);
    }

    // Every draft is kept, so going back is making an earlier one the newest.
    private async Task<Answer?> BackAsync(Question question, CancellationToken cancellationToken)
    {
        var named = DraftHistory.Named(question.Text);
        if (named is null && !DraftHistory.IsUndo(question.Text)) return null;
        if ((named ?? DraftHistory.BeforeLastChange(question.Past)) is not { } number) return new Answer("There is no change to take back. Each draft is kept: say \"go back to draft 1\".", null, Keep: true);
        if (await store.DraftAsync(question.Caller.Organization, question.Conversation, number, cancellationToken) is not { } draft) return new Answer($"There is no draft {number} in this conversation.", null, Keep: true);
        if (draft.Text == question.Draft?.Text) return new Answer($"The workflow already is as in draft {number}.", null, Keep: true);
        if (DoubtsOf(question.Past, number) is { Count: > 0 } doubts) question.Live.Doubt(doubts);
        return new Answer($"The workflow is as in draft {number} again.", draft.Text, Keep: true);
    }

    private static IReadOnlyList<string> DoubtsOf(IReadOnlyList<TurnView> past, int? draft) => past.LastOrDefault(t => draft is not null && t.Made == draft)?.Notes.Doubts ?? [];

    private static async Task<ComposerReply> ComposeAsync(ComposerParts parts, ComposerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => new WorkflowComposer(parts).Compose(request), cancellationToken).WaitAsync(Longest, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new PlatformException(ErrorCode.Timeout, "The composer needs too long to read this request.", "Say it in shorter sentences, one step each, or choose a model.");
        }
    }
}
