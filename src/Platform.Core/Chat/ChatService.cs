using Platform.Core.Chat.Authors;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Chat;

/// <summary>
/// Conversations that build workflows. Saying something makes a turn at once and is answered behind it; every draft is kept, and nothing that is said or
/// answered starts anything: that is for the buttons of a person.
/// </summary>
public sealed class ChatService
{
    private const int LongestText = 32_000;
    private const int LongestTitle = 120;
    private const int LongestDraft = 1_048_576;
    private const int LongestAutoTitle = 70;

    private readonly IConversationStore _store;
    private readonly ChatAnswers _answers;
    private readonly ChatModels _models;
    private readonly WorkflowService _workflows;
    private readonly Redactor _redactor;
    private readonly TimeProvider _time;

    internal ChatService(IConversationStore store, ChatAnswers answers, ChatModels models, WorkflowService workflows, Redactor redactor, TimeProvider time)
    {
        (_store, _answers, _models, _workflows, _redactor, _time) = (store, answers, models, workflows, redactor, time);
    }

    /// <summary>Makes the built-in composer ready, so that the first who asks it is answered as fast as the next. Takes a second or two.</summary>
    public void WarmUp() => _answers.WarmUp();

    /// <exception cref="PlatformException">Validation: no such model; not found: no such workflow.</exception>
    public async Task<ConversationView> CreateAsync(Caller caller, NewConversation conversation, CancellationToken cancellationToken)
    {
        var model = conversation.Model is { Length: > 0 } chosen ? chosen : ChatModels.Auto;
        await _models.EnsureKnownAsync(caller, model, cancellationToken);
        var now = _time.GetUtcNow();
        var about = conversation.Workflow is { Length: > 0 } name ? await AboutAsync(caller, name, cancellationToken) : null;
        var title = conversation.Title is { Length: > 0 } given ? Title(given) : about is null ? "" : about.Workflow;
        var made = await _store.CreateAsync(caller.Organization, new ConversationView(
            OrderedGuid.New(now), title, model, about?.Workflow, about?.Number, caller.Name, now, now, 1, 0, 0, null));
        if (about is null) return made;
        var draft = Drafted(about.Text, null, isCurrent: true);
        await _store.AddAsync(caller.Organization, Turn(caller, made.Id, null, TurnKind.Start, $"About {about.Workflow}, version {about.Number}", null, draft));
        return await RequireAsync(caller, made.Id, cancellationToken);
    }

    public ValueTask<Page<ConversationView>> ListAsync(Caller caller, ConversationQuery query, CancellationToken cancellationToken) =>
        _store.ListAsync(caller.Organization, query, cancellationToken);

    /// <summary>Null when there is no such conversation.</summary>
    public async Task<ConversationView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(caller.Organization, id, cancellationToken) is not { } found) return null;
        if (found.Answering is not { } turn || !await _answers.InterruptLostAsync(caller.Organization, id, turn, cancellationToken)) return found;
        return await _store.FindAsync(caller.Organization, id, cancellationToken);
    }

    /// <param name="title">Null leaves it.</param>
    /// <param name="model">Null leaves it.</param>
    /// <exception cref="PlatformException">Not found; validation: an empty title, no such model.</exception>
    public async Task<ConversationView> ChangeAsync(Caller caller, Guid id, string? title, string? model, CancellationToken cancellationToken)
    {
        if (title is not null && string.IsNullOrWhiteSpace(title)) throw new PlatformException(ErrorCode.Validation, "A conversation needs a title.", "Give it one of 1 to 120 characters.");
        if (model is not null) await _models.EnsureKnownAsync(caller, model, cancellationToken);
        if (!await _store.ChangeAsync(caller.Organization, id, new ConversationChange(title is null ? null : Title(title), model), _time.GetUtcNow())) throw NotThere(id);
        _answers.Wake(id);
        return await RequireAsync(caller, id, cancellationToken);
    }

    /// <summary>With everything in it; workflows that were saved from it stay.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await RequireAsync(caller, id, cancellationToken);
        _answers.Stop(id);
        if (!await _store.DeleteAsync(caller.Organization, id)) throw NotThere(id);
        _answers.Wake(id);
    }

    /// <summary>Says something. The turn is there at once and its answer is written behind it: <see cref="WatchAsync"/> and <see cref="AnsweredAsync"/> follow it.</summary>
    /// <exception cref="PlatformException">Not found; validation: nothing was said, or too much; conflict: an answer is being written.</exception>
    public async Task<TurnView> SayAsync(Caller caller, Guid conversation, NewMessage message, CancellationToken cancellationToken)
    {
        var found = await RequireAsync(caller, conversation, cancellationToken);
        var text = _redactor.Redact(Clean(message.Text));
        if (text.Length == 0) throw new PlatformException(ErrorCode.Validation, "Nothing was said.", "Write what the workflow should do.");
        if (text.Length > LongestText) throw new PlatformException(ErrorCode.LimitExceeded, $"A message has at most {LongestText:#,0} characters; this one has {text.Length:#,0}.", "Say it shorter, or in several messages.");
        var tree = new TurnTree(await _store.TreeAsync(caller.Organization, conversation, cancellationToken));
        var parent = message.InsteadOf is { } replaced
            ? tree.Has(replaced) ? tree.ParentOf(replaced) : throw NoTurn(replaced)
            : message.After is { } after ? tree.Has(after) ? tree.EndOf(after) : throw NoTurn(after) : tree.Newest;
        var draft = parent is { } before ? await CurrentAsync(caller, conversation, before, cancellationToken) : null;
        var model = found.Model == ChatModels.Auto ? (await _models.DefaultAsync(caller, cancellationToken)).Id : found.Model;
        var turn = Turn(caller, conversation, parent, TurnKind.Message, text, draft?.Number, null) with { Status = TurnStatus.Answering, Model = model, Title = Shorten(text), IsAuto = found.Model == ChatModels.Auto };
        return await _answers.BeginAsync(caller, turn, draft, tree, cancellationToken);
    }

    /// <summary>Asks the same again, as a branch beside the first answer.</summary>
    /// <exception cref="PlatformException">Not found; conflict: an answer is being written; validation: nothing was asked there.</exception>
    public async Task<TurnView> AgainAsync(Caller caller, Guid conversation, Guid turn, CancellationToken cancellationToken)
    {
        var old = await TurnAsync(caller, conversation, turn, cancellationToken) ?? throw NoTurn(turn);
        if (old.Kind != TurnKind.Message) throw new PlatformException(ErrorCode.Validation, "Nothing was asked in that turn.", "Choose a turn that answers a message.");
        return await SayAsync(caller, conversation, new NewMessage(old.Asked) { InsteadOf = turn }, cancellationToken);
    }

    /// <summary>Ends the answer that is being written; what is written stays. False when none is.</summary>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task<bool> StopAsync(Caller caller, Guid conversation, CancellationToken cancellationToken)
    {
        var found = await RequireAsync(caller, conversation, cancellationToken);
        if (found.Answering is not { } turn) return false;
        _answers.Stop(conversation);
        return await _store.AskStopAsync(caller.Organization, conversation, turn);
    }

    /// <summary>One turn with its place; null when there is none.</summary>
    public async Task<TurnView?> TurnAsync(Caller caller, Guid conversation, Guid turn, CancellationToken cancellationToken)
    {
        var found = await _store.TurnsAsync(caller.Organization, conversation, [turn], cancellationToken);
        if (found.Count == 0) return null;
        var tree = new TurnTree(await _store.TreeAsync(caller.Organization, conversation, cancellationToken));
        return found[0] with { Place = tree.PlaceOf(turn) };
    }

    /// <summary>The turns of one branch, the newest <paramref name="limit"/> of them.</summary>
    /// <param name="at">A turn of the branch; null for the one that was written in last.</param>
    /// <param name="before">The cursor of the page after: only older turns.</param>
    /// <exception cref="PlatformException">Not found: no such turn.</exception>
    public async Task<TurnPath> PathAsync(Caller caller, Guid conversation, Guid? at, Guid? before, int limit, CancellationToken cancellationToken)
    {
        var tree = new TurnTree(await _store.TreeAsync(caller.Organization, conversation, cancellationToken));
        if (at is { } wanted && !tree.Has(wanted)) throw NoTurn(wanted);
        if ((at is { } turn ? tree.EndOf(turn) : tree.Newest) is not { } last) return new TurnPath([], null, null);
        var path = tree.PathTo(last);
        var end = before is { } cursor ? Math.Max(0, path.ToList().IndexOf(cursor)) : path.Count;
        var from = Math.Max(0, end - Math.Clamp(limit, 1, 60));
        var turns = await _store.TurnsAsync(caller.Organization, conversation, [.. path.Skip(from).Take(end - from)], cancellationToken);
        return new TurnPath([.. turns.Select(t => t with { Place = tree.PlaceOf(t.Id) })], from > 0 ? path[from] : null, last);
    }

    /// <summary>What changes from a version on, and what is being written; ends when the conversation is deleted. One that falls behind is told the newest state.</summary>
    public IAsyncEnumerable<ChatNews> WatchAsync(Caller caller, Guid conversation, long since, CancellationToken cancellationToken) =>
        _answers.WatchAsync(caller.Organization, conversation, since, id => FindAsync(caller, id, cancellationToken), cancellationToken);

    /// <summary>The turn when it has ended, or as it is after the time.</summary>
    public async Task<TurnView> AnsweredAsync(Caller caller, Guid conversation, Guid turn, TimeSpan patience, CancellationToken cancellationToken)
    {
        await _answers.WaitAsync(caller.Organization, conversation, turn, patience, id => FindAsync(caller, id, cancellationToken), cancellationToken);
        return await TurnAsync(caller, conversation, turn, cancellationToken) ?? throw NoTurn(turn);
    }

    /// <summary>Newest first; at most 500.</summary>
    public async Task<IReadOnlyList<DraftView>> DraftsAsync(Caller caller, Guid conversation, CancellationToken cancellationToken) =>
        await _store.DraftsAsync(caller.Organization, conversation, cancellationToken);

    /// <summary>Null when there is no such draft.</summary>
    public ValueTask<ConversationDraft?> DraftAsync(Caller caller, Guid conversation, int number, CancellationToken cancellationToken) =>
        _store.DraftAsync(caller.Organization, conversation, number, cancellationToken);

    /// <summary>The lines that a draft changed, with some unchanged ones around them.</summary>
    /// <param name="from">The draft to compare with; null for the one that it was made from.</param>
    /// <exception cref="PlatformException">Not found.</exception>
    public async Task<IReadOnlyList<DiffHunk>> DiffAsync(Caller caller, Guid conversation, int number, int? from, CancellationToken cancellationToken)
    {
        var draft = await RequireDraftAsync(caller, conversation, number, cancellationToken);
        var other = (from ?? draft.Base) is { } old ? await RequireDraftAsync(caller, conversation, old, cancellationToken) : null;
        return TextDiff.Hunks(other?.Text ?? "", draft.Text);
    }

    /// <summary>A draft that a person wrote. It becomes the current one, mistakes and all: its findings say what is wrong.</summary>
    /// <param name="after">A turn of the branch; null for the newest.</param>
    /// <exception cref="PlatformException">Not found; conflict: an answer is being written; limit exceeded.</exception>
    public async Task<TurnView> WriteAsync(Caller caller, Guid conversation, string text, Guid? after, CancellationToken cancellationToken)
    {
        await RequireAsync(caller, conversation, cancellationToken);
        var clean = _redactor.Redact(text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal));
        if (string.IsNullOrWhiteSpace(clean)) throw new PlatformException(ErrorCode.Validation, "The draft is empty.", "Write a workflow, or say what it should do.");
        if (clean.Length > LongestDraft) throw new PlatformException(ErrorCode.LimitExceeded, "A draft has at most 1 MB.", "Move long texts into files and include them.");
        if (!clean.EndsWith('\n')) clean += "\n";
        return await EditAsync(caller, conversation, clean, "Changed by hand", after, cancellationToken);
    }

    /// <summary>A draft under another name, as a new draft: it becomes the current one.</summary>
    /// <param name="name">In people's words; <c>Weekly digest</c> becomes <c>weekly-digest</c>.</param>
    /// <exception cref="PlatformException">Not found; validation: nothing of the name can stand in one, or the draft has mistakes; conflict: an answer is being written.</exception>
    public async Task<TurnView> RenameAsync(Caller caller, Guid conversation, int number, string name, Guid? after, CancellationToken cancellationToken)
    {
        var draft = await RequireDraftAsync(caller, conversation, number, cancellationToken);
        if (Naming.Slug(name) is not { Length: > 0 } slug) throw new PlatformException(ErrorCode.Validation, $"'{name}' cannot name a workflow.", "Use letters, digits and -, beginning with a letter.");
        if (_workflows.Validate(draft.Text, "draft.yaml").Value is not { } graph) throw new PlatformException(ErrorCode.Validation, "A draft with mistakes cannot be named anew.", "Mend what the findings say first.");
        var lines = draft.Text.Split('\n');
        var at = graph.Config.NameAt;
        lines[at.Line - 1] = $"{lines[at.Line - 1][..(at.Column - 1)]}{slug}{lines[at.EndLine - 1][(at.EndColumn - 1)..]}";
        return await EditAsync(caller, conversation, string.Join('\n', lines), $"Named {slug}", after, cancellationToken);
    }

    /// <summary>A name like this one that no workflow has yet: <c>digest-2</c>.</summary>
    public async Task<string> FreeNameAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        var free = name;
        for (var i = 2; await _workflows.FindAsync(caller, free, null, cancellationToken) is not null; i++) free = $"{name}-{i}";
        return free;
    }

    private async Task<TurnView> EditAsync(Caller caller, Guid conversation, string text, string asked, Guid? after, CancellationToken cancellationToken)
    {
        var (end, draft) = await EndAsync(caller, conversation, after, cancellationToken);
        if (draft?.Text == text && end is { } last) return (await TurnAsync(caller, conversation, last, cancellationToken))!;
        var made = await _store.AddAsync(caller.Organization, Turn(caller, conversation, end, TurnKind.Edit, asked, draft?.Number, Drafted(text, draft, isCurrent: true)));
        _answers.Wake(conversation);
        return made;
    }

    /// <summary>Makes an earlier draft the current one again.</summary>
    /// <exception cref="PlatformException">Not found; conflict: an answer is being written.</exception>
    public async Task<TurnView> UseAsync(Caller caller, Guid conversation, int number, Guid? after, CancellationToken cancellationToken)
    {
        await RequireDraftAsync(caller, conversation, number, cancellationToken);
        var (end, _) = await EndAsync(caller, conversation, after, cancellationToken);
        var made = await _store.AddAsync(caller.Organization, Turn(caller, conversation, end, TurnKind.Use, $"Back to draft {number}", number, null));
        _answers.Wake(conversation);
        return made;
    }

    /// <summary>Saves a draft as a version of the workflow that it names.</summary>
    /// <param name="replaces">The version that may be followed although it is not what the conversation knows; null refuses that.</param>
    /// <exception cref="PlatformException">Not found; conflict: another workflow has that name, or somebody else saved it meanwhile.</exception>
    public async Task<Result<WorkflowVersion>> SaveAsync(Caller caller, Guid conversation, int number, int? replaces, CancellationToken cancellationToken)
    {
        var about = await RequireAsync(caller, conversation, cancellationToken);
        var draft = await RequireDraftAsync(caller, conversation, number, cancellationToken);
        if (draft.Name is { } name && await _workflows.FindAsync(caller, name, null, cancellationToken) is { } there && there.Text != draft.Text && there.Number != replaces)
        {
            if (about.Workflow != name)
                throw new PlatformException(ErrorCode.Conflict, $"There is a workflow '{name}' already (version {there.Number}), and this conversation did not make it.", $"Save it as version {there.Number + 1} all the same, or give the draft another name.") { Kind = $"{there.Number}" };
            if (about.WorkflowVersion != there.Number)
                throw new PlatformException(ErrorCode.Conflict, $"'{name}' was changed elsewhere: version {there.Number} by {there.CreatedBy} came after version {about.WorkflowVersion}, which this conversation knows.", $"Look at it first, or save this as version {there.Number + 1} all the same.") { Kind = $"{there.Number}" };
        }

        var saved = await _workflows.SaveAsync(caller, draft.Text, "draft.yaml", cancellationToken);
        if (!saved.Ok) return saved;
        await _store.ChangeAsync(caller.Organization, conversation, new ConversationChange(Workflow: saved.Value.Workflow, WorkflowVersion: saved.Value.Number), _time.GetUtcNow());
        _answers.Wake(conversation);
        return saved;
    }

    private async Task<WorkflowVersion> AboutAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        await _workflows.FindAsync(caller, name, null, cancellationToken) ?? throw new PlatformException(ErrorCode.NotFound, $"No workflow is named '{name}'.", "Begin a new conversation without one, or choose a saved workflow.");

    private async Task<(Guid? End, ConversationDraft? Draft)> EndAsync(Caller caller, Guid conversation, Guid? after, CancellationToken cancellationToken)
    {
        var tree = new TurnTree(await _store.TreeAsync(caller.Organization, conversation, cancellationToken));
        if (after is { } wanted && !tree.Has(wanted)) throw NoTurn(wanted);
        var end = after is { } turn ? tree.EndOf(turn) : tree.Newest;
        return (end, end is { } last ? await CurrentAsync(caller, conversation, last, cancellationToken) : null);
    }

    private async Task<ConversationDraft?> CurrentAsync(Caller caller, Guid conversation, Guid turn, CancellationToken cancellationToken) =>
        (await _store.TurnsAsync(caller.Organization, conversation, [turn], cancellationToken)) is [{ Draft: { } number }]
            ? await _store.DraftAsync(caller.Organization, conversation, number, cancellationToken)
            : null;

    private NewTurn Turn(Caller caller, Guid conversation, Guid? parent, TurnKind kind, string asked, int? current, NewDraft? draft)
    {
        var now = _time.GetUtcNow();
        return new NewTurn(OrderedGuid.New(now), conversation, parent, kind, TurnStatus.Done, "", caller.Name, _answers.Owner, now, asked, "", current, draft);
    }

    private NewDraft Drafted(string text, ConversationDraft? from, bool isCurrent) => DraftRules.Of(_workflows, text, from, isCurrent);

    private async Task<ConversationView> RequireAsync(Caller caller, Guid id, CancellationToken cancellationToken) => await FindAsync(caller, id, cancellationToken) ?? throw NotThere(id);

    private async Task<ConversationDraft> RequireDraftAsync(Caller caller, Guid conversation, int number, CancellationToken cancellationToken) =>
        await _store.DraftAsync(caller.Organization, conversation, number, cancellationToken)
        ?? throw new PlatformException(ErrorCode.NotFound, $"There is no draft {number} in this conversation.", "Choose one of its drafts.");

    private static PlatformException NotThere(Guid id) => new(ErrorCode.NotFound, $"There is no conversation {id}.", "It may have been deleted; choose another or begin a new one.");

    private static PlatformException NoTurn(Guid turn) => new(ErrorCode.NotFound, $"There is no turn {turn} in this conversation.", "Load the conversation again.");

    private static string Clean(string? text) => (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();

    private string Title(string text) => _redactor.Redact(Clean(text).ReplaceLineEndings(" ")) is var line && line.Length <= LongestTitle ? line : $"{line[..(LongestTitle - 1)]}…";

    // The first line, up to the end of a word.
    private static string Shorten(string text)
    {
        var line = text.Split('\n')[0].Trim();
        if (line.Length <= LongestAutoTitle) return line;
        var end = line.LastIndexOf(' ', LongestAutoTitle);
        return $"{line[..(end > LongestAutoTitle / 2 ? end : LongestAutoTitle)]}…";
    }
}
