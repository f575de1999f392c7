using System.Data.Common;
using System.Globalization;
using Platform.Core.Chat;
using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>Conversations. Each change raises the conversation's version, and what it changed bears it.</summary>
internal sealed class SqlConversationStore(Database database, IDatabaseWriter writer) : IConversationStore
{
    private const int MostTurns = 64;
    private const int MostDrafts = 500;
    private const decimal NanosPerDollar = 1_000_000_000m;

    private const string Columns = "id, title, model, workflow, workflow_version, created_by, created_at, updated_at, version, turns, drafts, answering";
    private const string TurnColumns =
        "id, parent_id, version, kind, status, model, created_by, created_at, ended_at, draft, made, added, removed, input_tokens, output_tokens, cost_nanos, cost_known, error_code, error, resolution, asked, said, notes";
    private const string DraftColumns = "number, turn_id, base, name, errors, warnings, added, removed, created_at";

    private static readonly string Places = string.Join(", ", Enumerable.Range(3, MostTurns).Select(i => $"${i}"));

    public Task<ConversationView> CreateAsync(OrganizationId organization, ConversationView conversation) => writer.WriteAsync(s =>
    {
        s.Post(
            """
            INSERT INTO chat_conversations (id, organization_id, title, model, workflow, workflow_version, created_by, created_at, updated_at, version, turns, drafts)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 1, 0, 0)
            """,
            conversation.Id, organization, Storable(conversation.Title), conversation.Model, conversation.Workflow, conversation.WorkflowVersion, conversation.CreatedBy, conversation.CreatedAt);
        return conversation;
    });

    public ValueTask<ConversationView?> FindAsync(OrganizationId organization, Guid id, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.OneAsync($"SELECT {Columns} FROM chat_conversations WHERE id = $1 AND organization_id = $2", Conversation, id, organization), cancellationToken);

    public ValueTask<Page<ConversationView>> ListAsync(OrganizationId organization, ConversationQuery query, CancellationToken cancellationToken)
    {
        var values = new List<object?> { organization };
        string Bind(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }

        var where = "organization_id = $1";
        if (query.After is { Length: > 0 } after)
        {
            var (at, id) = Cursor(after);
            where += $" AND (updated_at < {Bind(at)} OR (updated_at = {Bind(at)} AND id < {Bind(id)}))";
        }

        if (!string.IsNullOrWhiteSpace(query.Search)) where += $" AND lower(title) LIKE {Bind($"%{Escaped(query.Search.Trim().ToLowerInvariant())}%")} ESCAPE '!'";
        if (query.Workflow is { } workflow) where += $" AND workflow = {Bind(workflow)}";
        var take = Math.Clamp(query.Limit, 1, 200);
        var sql = $"SELECT {Columns} FROM chat_conversations WHERE {where} ORDER BY updated_at DESC, id DESC LIMIT {Bind(take + 1)}";
        return database.ReadAsync(async s =>
        {
            var rows = await s.AllAsync(sql, Conversation, values.ToArray());
            return new Page<ConversationView>(
                [.. rows.Take(take)], rows.Count > take ? string.Create(CultureInfo.InvariantCulture, $"{rows[take - 1].UpdatedAt.ToUnixTimeMilliseconds()}.{rows[take - 1].Id:N}") : null);
        }, cancellationToken);
    }

    public Task<bool> ChangeAsync(OrganizationId organization, Guid id, ConversationChange change, DateTimeOffset now) => writer.WriteAsync(s => s.Execute(
        """
        UPDATE chat_conversations SET title = COALESCE($3, title), model = COALESCE($4, model), workflow = COALESCE($5, workflow), workflow_version = COALESCE($6, workflow_version),
            version = version + 1, updated_at = CASE WHEN $5 IS NULL THEN updated_at ELSE $7 END
        WHERE id = $1 AND organization_id = $2
        """,
        id, organization, change.Title is { } title ? Storable(title) : null, change.Model, change.Workflow, change.WorkflowVersion, now) > 0);

    public Task<bool> DeleteAsync(OrganizationId organization, Guid id) => writer.WriteAsync(s =>
    {
        if (s.Execute("DELETE FROM chat_conversations WHERE id = $1 AND organization_id = $2", id, organization) == 0) return false;
        s.Post("DELETE FROM chat_turns WHERE conversation_id = $1", id);
        s.Post("DELETE FROM chat_drafts WHERE conversation_id = $1", id);
        s.Post("DELETE FROM model_calls WHERE run_id = $1", id); // they hold what was said; the sums of their days stay
        return true;
    });

    public ValueTask<List<(Guid Id, Guid? Parent)>> TreeAsync(OrganizationId organization, Guid conversation, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        "SELECT t.id, t.parent_id FROM chat_turns t JOIN chat_conversations c ON c.id = t.conversation_id WHERE t.conversation_id = $1 AND c.organization_id = $2 ORDER BY t.id",
        r => (r.Guid(0), r.IsDBNull(1) ? (Guid?)null : r.Guid(1)), conversation, organization), cancellationToken);

    public ValueTask<List<TurnView>> TurnsAsync(OrganizationId organization, Guid conversation, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return ValueTask.FromResult<List<TurnView>>([]);

        // Always as many places, so that the statement is prepared once: the last id stands in those that are left.
        object?[] values = [organization, conversation, .. Enumerable.Range(0, MostTurns).Select(i => (object?)ids[Math.Min(i, ids.Count - 1)])];
        return database.ReadAsync(s => s.AllAsync($"SELECT {TurnColumns} FROM chat_turns WHERE organization_id = $1 AND conversation_id = $2 AND id IN ({Places}) ORDER BY id", Turn, values), cancellationToken);
    }

    public ValueTask<List<TurnView>> ChangedAsync(OrganizationId organization, Guid conversation, long since, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        var newest = await s.AllAsync(
            $"SELECT {TurnColumns} FROM chat_turns WHERE conversation_id = $1 AND version > $2 AND organization_id = $3 ORDER BY version DESC LIMIT {MostTurns}", Turn, conversation, since, organization);
        return newest.OrderBy(t => t.CreatedAt).ThenBy(t => t.Version).ToList();
    }, cancellationToken);

    public Task<TurnView> AddAsync(OrganizationId organization, NewTurn turn) => writer.WriteAsync(s =>
    {
        var isAnswering = turn.Status == TurnStatus.Answering;
        var raised = s.Execute(
            """
            UPDATE chat_conversations SET version = version + 1, turns = turns + 1, updated_at = $3, answering = $4, title = CASE WHEN title = '' THEN $5 ELSE title END
            WHERE id = $1 AND organization_id = $2 AND answering IS NULL
            """,
            turn.Conversation, organization, turn.At, isAnswering ? turn.Id : null, Storable(turn.Title));
        if (raised == 0) throw Refused(s, organization, turn.Conversation);
        var version = s.Number("SELECT version FROM chat_conversations WHERE id = $1", turn.Conversation);
        var made = turn.Draft is { } draft ? AddDraft(s, organization, turn.Conversation, turn.Id, draft, turn.At) : (int?)null;
        s.Post(
            """
            INSERT INTO chat_turns (id, organization_id, conversation_id, parent_id, version, kind, status, model, created_by, created_at, ended_at, owner, beat_at, stop_asked, draft, made,
                added, removed, input_tokens, output_tokens, cost_nanos, cost_known, asked, said, notes)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $10, 0, $13, $14, $15, $16, 0, 0, 0, 1, $17, '', $18)
            """,
            turn.Id, organization, turn.Conversation, turn.Parent, version, Word(turn.Kind), Word(turn.Status), turn.Model, turn.By, turn.At, isAnswering ? null : turn.At, turn.Owner,
            made ?? turn.Current, made, turn.Draft?.Added ?? 0, turn.Draft?.Removed ?? 0, Storable(turn.Asked), StoredNotes.Write(TurnNotes.None));
        return s.One($"SELECT {TurnColumns} FROM chat_turns WHERE id = $1", Turn, turn.Id)!;
    });

    public Task<bool> BeatAsync(OrganizationId organization, Guid conversation, Guid turn, string said, TurnNotes notes, DateTimeOffset now) => writer.WriteAsync(s =>
    {
        if (s.One("SELECT stop_asked FROM chat_turns WHERE id = $1 AND organization_id = $2 AND status = 'answering'", r => (long?)r.GetInt64(0), turn, organization) is not 0) return false;
        s.Post("UPDATE chat_conversations SET version = version + 1 WHERE id = $1", conversation);
        s.Post(
            "UPDATE chat_turns SET beat_at = $2, said = $3, notes = $4, version = (SELECT version FROM chat_conversations WHERE id = $5) WHERE id = $1",
            turn, now, Storable(said), StoredNotes.Write(notes), conversation);
        return true;
    });

    public Task<bool> EndAsync(OrganizationId organization, Guid conversation, EndedTurn end) => writer.WriteAsync(s =>
    {
        if (s.Execute("UPDATE chat_turns SET status = $2, ended_at = $3 WHERE id = $1 AND organization_id = $4 AND status = 'answering'", end.Turn, Word(end.Status), end.At, organization) == 0) return false;
        s.Execute("UPDATE chat_conversations SET version = version + 1, updated_at = $3, answering = CASE WHEN answering = $2 THEN NULL ELSE answering END WHERE id = $1", conversation, end.Turn, end.At);
        var version = s.Number("SELECT version FROM chat_conversations WHERE id = $1", conversation);
        var made = end.Draft is { } draft ? AddDraft(s, organization, conversation, end.Turn, draft, end.At) : (int?)null;
        s.Post(
            """
            UPDATE chat_turns SET version = $2, model = CASE WHEN $3 = '' THEN model ELSE $3 END, said = COALESCE($4, said), notes = COALESCE($5, notes), error_code = $6, error = $7, resolution = $8,
                made = $9, draft = COALESCE($10, draft), added = $11, removed = $12, input_tokens = $13, output_tokens = $14, cost_nanos = $15, cost_known = $16
            WHERE id = $1
            """,
            end.Turn, version, end.Model, end.Said is { } said ? Storable(said) : null, end.Notes is { } notes ? StoredNotes.Write(notes) : null, end.Fault?.Code, end.Fault is { } fault ? Storable(fault.Message) : null,
            end.Fault?.Resolution, made, end.Draft is { IsCurrent: true } ? made : null, end.Draft?.Added ?? 0, end.Draft?.Removed ?? 0, end.InputTokens, end.OutputTokens, (long)Math.Round(end.Cost * NanosPerDollar), end.CostKnown);
        return true;
    });

    public Task<bool> AskStopAsync(OrganizationId organization, Guid conversation, Guid turn) => writer.WriteAsync(s =>
        s.Execute("UPDATE chat_turns SET stop_asked = 1 WHERE id = $1 AND conversation_id = $2 AND organization_id = $3 AND status = 'answering'", turn, conversation, organization) > 0);

    public ValueTask<(string Owner, DateTimeOffset Beat)?> OwnerAsync(OrganizationId organization, Guid conversation, Guid turn, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync<(string, DateTimeOffset)?>(
        "SELECT owner, beat_at FROM chat_turns WHERE id = $1 AND conversation_id = $2 AND organization_id = $3 AND status = 'answering'", r => (r.GetString(0), r.Time(1)), turn, conversation, organization), cancellationToken);

    public ValueTask<ConversationDraft?> DraftAsync(OrganizationId organization, Guid conversation, int number, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync(
        $"SELECT {DraftColumns}, text FROM chat_drafts WHERE conversation_id = $1 AND number = $2 AND organization_id = $3",
        r => new ConversationDraft(r.GetInt32(0), r.Guid(1), Whole(r, 2), r.TextOrNull(3), r.GetInt32(4) == 0, r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7), r.Time(8), r.GetString(9)),
        conversation, number, organization), cancellationToken);

    public ValueTask<List<DraftView>> DraftsAsync(OrganizationId organization, Guid conversation, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        $"SELECT {DraftColumns} FROM chat_drafts WHERE conversation_id = $1 AND organization_id = $2 ORDER BY number DESC LIMIT {MostDrafts}",
        r => new DraftView(r.GetInt32(0), r.Guid(1), Whole(r, 2), r.TextOrNull(3), r.GetInt32(4) == 0, r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7), r.Time(8)),
        conversation, organization), cancellationToken);

    public Task CallsAsync(OrganizationId organization, Guid conversation, string user, IReadOnlyList<LoggedEvent> calls) => writer.WriteAsync(s =>
    {
        // A conversation that was deleted meanwhile keeps no call, but its money is spent.
        CallWriting.Write(s, new Asker(organization, new RunId(conversation), Chat.Authors.ChatModels.Purpose), calls, () => user);
        return true;
    });

    private static int AddDraft(SqlSession s, OrganizationId organization, Guid conversation, Guid turn, NewDraft draft, DateTimeOffset at)
    {
        s.Execute("UPDATE chat_conversations SET drafts = drafts + 1 WHERE id = $1", conversation);
        var number = (int)s.Number("SELECT drafts FROM chat_conversations WHERE id = $1", conversation);
        s.Post(
            """
            INSERT INTO chat_drafts (conversation_id, number, organization_id, turn_id, base, name, errors, warnings, added, removed, created_at, text)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            conversation, number, organization, turn, draft.Base, draft.Name, draft.Errors, draft.Warnings, draft.Added, draft.Removed, at, Storable(draft.Text));
        return number;
    }

    private static PlatformException Refused(SqlSession s, OrganizationId organization, Guid conversation) =>
        s.Any("SELECT 1 FROM chat_conversations WHERE id = $1 AND organization_id = $2", conversation, organization)
            ? new PlatformException(ErrorCode.Conflict, "An answer is being written in this conversation.", "Wait until it has ended, or stop it; then send this again.")
            : new PlatformException(ErrorCode.NotFound, $"There is no conversation {conversation}.", "It may have been deleted; choose another or begin a new one.");

    private static ConversationView Conversation(DbDataReader r) => new(
        r.Guid(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), Whole(r, 4), r.GetString(5), r.Time(6), r.Time(7), r.GetInt64(8), r.GetInt32(9), r.GetInt32(10), r.IsDBNull(11) ? null : r.Guid(11));

    private static TurnView Turn(DbDataReader r) => new(
        r.Guid(0), r.IsDBNull(1) ? null : r.Guid(1), r.GetInt64(2), Enum.Parse<TurnKind>(r.GetString(3), ignoreCase: true), Enum.Parse<TurnStatus>(r.GetString(4), ignoreCase: true),
        r.GetString(5), r.GetString(6), r.Time(7), r.TimeOrNull(8), r.GetString(20), r.GetString(21), Whole(r, 9), Whole(r, 10), r.GetInt32(11), r.GetInt32(12), StoredNotes.Read(r.GetString(22)),
        r.TextOrNull(18) is { } error ? new TurnFault(r.TextOrNull(17) ?? "", error, r.TextOrNull(19) ?? "") : null,
        r.GetInt64(13), r.GetInt64(14), r.GetInt64(15) / NanosPerDollar, r.Flag(16));

    private static int? Whole(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt32(column);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Storable(string text) => CallWriting.Storable(text, int.MaxValue, out _);

    private static string Escaped(string part) => part.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private static (long At, Guid Id) Cursor(string after) =>
        after.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && Guid.TryParse(id, out var last)
            ? (time, last)
            : throw new PlatformException(ErrorCode.Validation, $"'{after}' is no cursor: 'after' is the 'next' of the page before.", "Leave 'after' out to begin with the newest.");
}
