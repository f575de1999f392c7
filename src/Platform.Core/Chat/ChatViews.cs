using Platform.Core.Chat.Authors;
using Platform.Core.Foundation;

namespace Platform.Core.Chat;

/// <summary>What began a turn.</summary>
public enum TurnKind
{
    /// <summary>A person said something, and a model or the composer answered.</summary>
    Message,

    /// <summary>A person wrote the draft by hand.</summary>
    Edit,

    /// <summary>An earlier draft was made the current one again.</summary>
    Use,

    /// <summary>The conversation is about a saved workflow: its text is the first draft.</summary>
    Start,
}

/// <summary>How far the answer of a turn is.</summary>
public enum TurnStatus
{
    Answering,
    Done,
    Failed,

    /// <summary>A person stopped it.</summary>
    Stopped,

    /// <summary>The process that answered is gone.</summary>
    Interrupted,
}

/// <summary>A conversation without its turns.</summary>
/// <param name="Model">Who answers: <c>auto</c>, <c>builtin</c>, <c>openai/gpt-4.1-mini</c>, or <c>WORKFLOW:NAME</c> for a model of a saved workflow.</param>
/// <param name="Workflow">The workflow that it is about or was saved as; null when there is none yet.</param>
/// <param name="WorkflowVersion">The version of it that the drafts go back to.</param>
/// <param name="Version">Rises with every change of the conversation: what a watcher has seen.</param>
/// <param name="Turns">Of all branches.</param>
/// <param name="Answering">The turn that is being answered; null when none is.</param>
public sealed record ConversationView(
    Guid Id, string Title, string Model, string? Workflow, int? WorkflowVersion, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    long Version, int Turns, int Drafts, Guid? Answering);

/// <summary>What a person said and what came of it.</summary>
/// <param name="Parent">The turn before it; null for a first one. Turns with the same parent are branches.</param>
/// <param name="Model">Who answered: <c>builtin</c>, or the kind of model.</param>
/// <param name="Draft">Number of the draft that is current after it; null when there is none.</param>
/// <param name="Made">Number of the draft that it made; it is not current when it is not valid and a model wrote it. Null when it made none.</param>
/// <param name="Cost">US dollars of all attempts whose price is known.</param>
public sealed record TurnView(
    Guid Id, Guid? Parent, long Version, TurnKind Kind, TurnStatus Status, string Model, string By, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    string Asked, string Said, int? Draft, int? Made, int Added, int Removed, TurnNotes Notes, TurnFault? Fault,
    long InputTokens, long OutputTokens, decimal Cost, bool CostKnown)
{
    /// <summary>Its place among the turns of the same parent; set where a path is read.</summary>
    public TurnPlace? Place { get; init; }
}

/// <param name="Index">1-based.</param>
/// <param name="Before">The branch before it; null for the first.</param>
public sealed record TurnPlace(int Index, int Count, Guid? Before, Guid? After);

/// <summary>Why there is no answer, and what to do.</summary>
public sealed record TurnFault(string Code, string Message, string Resolution);

/// <summary>How the answer came about.</summary>
/// <param name="Attempts">Of a model, each with what the compiler found in its draft.</param>
/// <param name="Understood">What the composer understood.</param>
/// <param name="NotUnderstood">What it could not do.</param>
/// <param name="Notices">What happened on the way: a call that failed and was made again.</param>
public sealed record TurnNotes(IReadOnlyList<AttemptNote> Attempts, IReadOnlyList<string> Understood, IReadOnlyList<string> NotUnderstood, IReadOnlyList<string> Notices)
{
    public static readonly TurnNotes None = new([], [], [], []);

    /// <summary>Messages that a person may send next as they stand; each stands in the answer as a line of a list too.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>What whoever runs the draft of this turn should have read: what it may not do as it was meant, and what was left out.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}

/// <summary>One draft that a model proposed.</summary>
/// <param name="Findings">Errors first; at most 20.</param>
/// <param name="Cost">US dollars; null when the price is not known.</param>
public sealed record AttemptNote(int Number, int Errors, int Warnings, IReadOnlyList<FindingNote> Findings, long InputTokens, long OutputTokens, decimal? Cost, double DurationMs);

public sealed record FindingNote(string Code, string Severity, string Message, int Line, int Column)
{
    public static FindingNote Of(Finding finding) => new(finding.Code, finding.Severity.ToString().ToLowerInvariant(), finding.Message, finding.At.Line, finding.At.Column);
}

/// <summary>One text of the workflow, as it stood after a turn.</summary>
/// <param name="Number">1-based within its conversation.</param>
/// <param name="Base">Number of the draft that it was made from; null for the first of a branch.</param>
/// <param name="Name">The workflow's name in it; null when it cannot be read.</param>
/// <param name="Added">Lines against its base.</param>
public record DraftView(int Number, Guid Turn, int? Base, string? Name, bool Valid, int Errors, int Warnings, int Added, int Removed, DateTimeOffset CreatedAt);

/// <summary>A draft with its text.</summary>
public sealed record ConversationDraft(int Number, Guid Turn, int? Base, string? Name, bool Valid, int Errors, int Warnings, int Added, int Removed, DateTimeOffset CreatedAt, string Text)
    : DraftView(Number, Turn, Base, Name, Valid, Errors, Warnings, Added, Removed, CreatedAt);

/// <summary>Which conversations to list, the one that changed last first.</summary>
public sealed record ConversationQuery
{
    /// <summary>Part of a title; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Those that are about this workflow, or made it; null for all.</summary>
    public string? Workflow { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A conversation to begin.</summary>
public sealed record NewConversation
{
    /// <summary>Null for <c>auto</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Null: made from the first message.</summary>
    public string? Title { get; init; }

    /// <summary>A saved workflow to talk about; null to begin with nothing.</summary>
    public string? Workflow { get; init; }
}

/// <summary>Something to say.</summary>
public sealed record NewMessage(string Text)
{
    /// <summary>The turn it follows, or one before that in the same branch; null for the newest.</summary>
    public Guid? After { get; init; }

    /// <summary>The turn whose place it takes, as a branch beside it; null when it is simply the next.</summary>
    public Guid? InsteadOf { get; init; }
}

/// <summary>The turns from the first to one at the end of a branch, as far as they were asked for.</summary>
/// <param name="Turns">Oldest first.</param>
/// <param name="Before">Set when there are older ones: the cursor for them.</param>
/// <param name="Last">The end of the branch; null when nothing was said yet.</param>
public sealed record TurnPath(IReadOnlyList<TurnView> Turns, Guid? Before, Guid? Last);

/// <summary>What changed in a conversation.</summary>
/// <param name="Turns">New ones and those that changed.</param>
/// <param name="Live">What is being written right now, whole.</param>
public sealed record ChatNews(ConversationView Conversation, IReadOnlyList<TurnView> Turns, LiveText? Live);

/// <summary>An answer as far as it is written.</summary>
/// <param name="Doing">What goes on, in a sentence: <c>Mending 2 mistakes (attempt 2 of 4)</c>.</param>
/// <param name="Attempt">The text begins anew with each attempt.</param>
public sealed record LiveText(Guid Turn, string Text, string Doing, int Attempt, TurnNotes Notes)
{
    /// <summary>What is said so far, without the draft; and the lines of the draft so far, 0 before it begins.</summary>
    public (string Said, int DraftLines) Parts()
    {
        // A fence that is just being opened is no prose.
        var last = Text.LastIndexOf('\n') + 1;
        var read = ModelText.Read(last < Text.Length && Text[last] is '`' or '~' ? Text[..last] : Text);
        return (read.Prose, read.File?.Count(c => c == '\n') ?? 0);
    }
}
