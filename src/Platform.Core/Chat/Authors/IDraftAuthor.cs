using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Chat.Authors;

/// <summary>Who answers in a conversation: a model, or the composer. It writes texts and starts nothing.</summary>
internal interface IDraftAuthor
{
    /// <summary>Writes what it says into <see cref="Question.Live"/> as it comes.</summary>
    /// <exception cref="PlatformException">There is no answer; what was written so far is kept.</exception>
    Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken);
}

/// <summary>A turn to answer.</summary>
/// <param name="Model">As the conversation names it; never <c>auto</c>.</param>
/// <param name="Draft">The current draft; null when there is none.</param>
/// <param name="Past">The turns before, oldest first, as far as they are at hand.</param>
/// <param name="Earlier">What was asked before those, oldest first.</param>
internal sealed record Question(
    Caller Caller, Guid Conversation, string Model, string Text, ConversationDraft? Draft, IReadOnlyList<TurnView> Past, IReadOnlyList<string> Earlier, LiveTurn Live)
{
    /// <summary>Whether nobody chose the model, so that another may answer in its place.</summary>
    public bool IsAuto { get; init; }
}

/// <param name="Said">Prose, without the draft.</param>
/// <param name="Draft">The whole text of the new draft; null when nothing is to change.</param>
/// <param name="Keep">Whether the draft becomes the current one; a model's that is not valid does not.</param>
internal sealed record Answer(string Said, string? Draft, bool Keep);
