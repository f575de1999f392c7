using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Chat;

/// <summary>Where conversations lie. One turn at a time is answered in each: whoever adds another meanwhile is refused.</summary>
internal interface IConversationStore
{
    Task<ConversationView> CreateAsync(OrganizationId organization, ConversationView conversation);

    /// <summary>Null when there is no such conversation.</summary>
    ValueTask<ConversationView?> FindAsync(OrganizationId organization, Guid id, CancellationToken cancellationToken);

    ValueTask<Page<ConversationView>> ListAsync(OrganizationId organization, ConversationQuery query, CancellationToken cancellationToken);

    /// <summary>Sets what is not null. False when there is no such conversation.</summary>
    Task<bool> ChangeAsync(OrganizationId organization, Guid id, ConversationChange change, DateTimeOffset now);

    /// <summary>With its turns, drafts and calls. False when there is no such conversation.</summary>
    Task<bool> DeleteAsync(OrganizationId organization, Guid id);

    /// <summary>Every turn with its parent, oldest first.</summary>
    ValueTask<List<(Guid Id, Guid? Parent)>> TreeAsync(OrganizationId organization, Guid conversation, CancellationToken cancellationToken);

    /// <summary>Those that there are, oldest first; at most 64 ids.</summary>
    ValueTask<List<TurnView>> TurnsAsync(OrganizationId organization, Guid conversation, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Those that changed since, oldest first; at most 64.</summary>
    ValueTask<List<TurnView>> ChangedAsync(OrganizationId organization, Guid conversation, long since, CancellationToken cancellationToken);

    /// <exception cref="PlatformException">Not found; or conflict: a turn is being answered.</exception>
    Task<TurnView> AddAsync(OrganizationId organization, NewTurn turn);

    /// <summary>Notes that the answer goes on, and what was written so far.</summary>
    /// <returns>False when it is to stop, or is gone.</returns>
    Task<bool> BeatAsync(OrganizationId organization, Guid conversation, Guid turn, string said, TurnNotes notes, DateTimeOffset now);

    /// <summary>False when it is not answering any more.</summary>
    Task<bool> EndAsync(OrganizationId organization, Guid conversation, EndedTurn end);

    /// <summary>Asks whoever answers to stop. False when the turn is not being answered.</summary>
    Task<bool> AskStopAsync(OrganizationId organization, Guid conversation, Guid turn);

    /// <summary>Who answers a turn, and when it was last heard of; null when it is not being answered.</summary>
    ValueTask<(string Owner, DateTimeOffset Beat)?> OwnerAsync(OrganizationId organization, Guid conversation, Guid turn, CancellationToken cancellationToken);

    ValueTask<ConversationDraft?> DraftAsync(OrganizationId organization, Guid conversation, int number, CancellationToken cancellationToken);

    /// <summary>Newest first; at most 500.</summary>
    ValueTask<List<DraftView>> DraftsAsync(OrganizationId organization, Guid conversation, CancellationToken cancellationToken);

    /// <summary>Writes calls of models into the log and the sums of their day.</summary>
    Task CallsAsync(OrganizationId organization, Guid conversation, string user, IReadOnlyList<LoggedEvent> calls);
}

/// <summary>What of a conversation is set; null leaves it.</summary>
internal sealed record ConversationChange(string? Title = null, string? Model = null, string? Workflow = null, int? WorkflowVersion = null);

/// <param name="Title">For a conversation that has none yet.</param>
/// <param name="Draft">The draft that it makes; its number is given by the store.</param>
/// <param name="Current">Number of the draft that stays or becomes current when it makes none.</param>
internal sealed record NewTurn(
    Guid Id, Guid Conversation, Guid? Parent, TurnKind Kind, TurnStatus Status, string Model, string By, string Owner, DateTimeOffset At, string Asked, string Title, int? Current, NewDraft? Draft)
{
    /// <summary>Whether nobody chose the model; it is not kept.</summary>
    public bool IsAuto { get; init; }
}

/// <param name="IsCurrent">Whether it becomes the current one.</param>
internal sealed record NewDraft(string Text, int? Base, string? Name, int Errors, int Warnings, int Added, int Removed, bool IsCurrent);

/// <param name="Said">Null leaves what was written so far.</param>
internal sealed record EndedTurn(
    Guid Turn, TurnStatus Status, string Model, string? Said, TurnNotes? Notes, TurnFault? Fault, NewDraft? Draft, long InputTokens, long OutputTokens, decimal Cost, bool CostKnown, DateTimeOffset At);
