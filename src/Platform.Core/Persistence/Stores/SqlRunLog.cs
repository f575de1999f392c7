using System.Collections.Immutable;
using System.Data.Common;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>The hot path: prepared commands, no EF Core.</summary>
internal sealed class SqlRunLog(Database database, IDatabaseWriter writer) : IRunLog
{
    private const string HasAnswer = """
        (r.cancel_requested IS NOT NULL OR EXISTS (
            SELECT 1 FROM interrupts i WHERE i.run_id = r.id AND i.consumed = 0
                AND (i.answer_kind IS NOT NULL OR (i.status IN ('open', 'claimed') AND i.due_at <= $2))))
        """;

    public Task<LeasedRun?> AcquireAsync(RunId run, LeaseClaim claim) => writer.WriteAsync(s =>
    {
        var held = s.One(
            $"""
            SELECT r.status, r.lease_owner, r.lease_until, r.epoch, r.organization_id, r.thread, r.concurrency_group, r.concurrency_limit FROM runs r
            WHERE r.id = $1 AND (r.deadline IS NULL OR r.deadline > $2)
                AND (r.status = 'running' OR (r.status = 'queued' AND {StartRules.RowMayStart}) OR (r.status = 'waiting' AND r.paused_by IS NULL AND {HasAnswer}))
            """,
            r => (Status: r.GetString(0), Owner: r.TextOrNull(1), Until: r.TimeOrNull(2), Epoch: r.GetInt32(3), Organization: new OrganizationId(r.Guid(4)),
                Thread: r.TextOrNull(5), Line: r.TextOrNull(6), Limit: r.IsDBNull(7) ? 0 : r.GetInt64(7)), run, claim.Now);
        if (held.Status is null || (held.Owner is not null && held.Owner != claim.Owner && held.Until > claim.Now && !claim.IsDead(held.Owner))) return null;
        if (held.Status == "queued" && !StartRules.MayStart(s, run, held.Organization, held.Thread, held.Line, held.Limit, claim.Now)) return null;
        var before = RunStatuses.Of(held.Status);
        return s.One(
            """
            UPDATE runs SET status = 'running', lease_owner = $3, lease_until = $4, epoch = epoch + 1, started_at = COALESCE(started_at, $5), waiting_for = NULL
            WHERE id = $1 AND epoch = $2
            RETURNING organization_id, workflow, version, epoch, last_sequence, signal, cancel_requested, thread, inputs, started_at, attempt, depth,
                parent_run, parent_task, priority, deadline
            """,
            r => new LeasedRun(
                run, new OrganizationId(r.Guid(0)), r.GetString(1), r.GetInt32(2), before, before == RunStatus.Running ? held.Owner : null,
                r.GetInt32(3), r.GetInt64(4), r.GetInt64(5), r.TextOrNull(6), r.TextOrNull(7), r.Bytes(8), r.Time(9), r.GetInt32(10), r.GetInt32(11),
                r.RunOrNull(12), r.TextOrNull(13))
            {
                Priority = r.GetInt32(14),
                Deadline = r.TimeOrNull(15),
            },
            run, held.Epoch, claim.Owner, claim.Now + claim.Length, claim.Now);
    });

    public ValueTask<RunPosition> LoadAsync(LeasedRun run, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        var position = await StateReader.ReadAsync(s, run.Id, null);
        if (position is null) return new RunPosition(null, 0, 0);
        var journal = await s.AllAsync("SELECT task, outcome FROM journal WHERE run_id = $1", r => (TaskKeys.Full(run.Id, r.GetString(0)), StoredJson.ReadOutcome(r.Bytes(1))), run.Id);
        var waiting = await s.AllAsync(
            "SELECT task, kind, due_at, asked FROM interrupts WHERE run_id = $1 AND consumed = 0",
            r => (Task: TaskKeys.Full(run.Id, r.GetString(0)), Interrupt: ReadInterrupt(r.GetString(1), r.TimeOrNull(2), r.GetString(3))), run.Id);
        var notes = await s.AllAsync(
            "SELECT task, note FROM task_notes WHERE run_id = $1 ORDER BY task, number",
            r => (Task: TaskKeys.Full(run.Id, r.GetString(0)), Note: StoredJson.Element(Packed.Open(r.Bytes(1)))), run.Id);
        return new RunPosition(
            position.State with
            {
                Usage = run.Before == RunStatus.Running ? await CallsOfRun.CountedAsync(s, run.Id, await UsedAsync(s, run.Id)) : await UsedAsync(s, run.Id), // the row's: it counts tasks that ended after the last checkpoint too
                Journal = position.State.Journal.AddRange(journal.Select(j => KeyValuePair.Create(j.Item1, j.Item2))),
                Notes = notes.GroupBy(n => n.Task).ToImmutableDictionary(n => n.Key, n => n.Select(m => m.Note).ToImmutableList()),
                Waiting = position.State.Waiting.SetItems(waiting.Select(w => KeyValuePair.Create(w.Task, w.Interrupt))),
            },
            position.FullBytes, position.DeltaBytes);
    }, cancellationToken);

    private static async ValueTask<RunUsage> UsedAsync(SqlSession s, RunId run) => await s.OneAsync(
        "SELECT input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, model_calls, unpriced_calls, active_ms, estimated_calls FROM runs WHERE id = $1",
        r => new RunUsage(
            r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4) / CommitWriting.NanosPerDollar,
            r.GetInt32(5), r.GetInt32(6), TimeSpan.FromMilliseconds(r.GetInt64(7)), r.GetInt32(8)),
        run) ?? new RunUsage();

    public async Task<Answers> TakeAnswersAsync(LeasedRun run, DateTimeOffset now)
    {
        // An execution that is told to stop still takes up what was answered.
        var answers = await database.ReadAsync(
            async s => Given(await s.OneAsync(AskHead, ReadHead, run.Id), await s.AllAsync(AskAnswers, r => ReadAnswer(r, run.Id), run.Id)), CancellationToken.None);
        if (answers.NextDue is null || answers.NextDue > now) return answers;
        return await writer.WriteAsync(s =>
        {
            s.Execute(
                """
                UPDATE interrupts SET status = 'timed_out', answer_kind = 'timed_out', answered_at = $2
                WHERE run_id = $1 AND consumed = 0 AND status IN ('open', 'claimed') AND due_at <= $2
                    AND EXISTS (SELECT 1 FROM runs r WHERE r.id = $1 AND r.epoch = $3)
                """,
                run.Id, now, run.Epoch);
            return Given(s.One(AskHead, ReadHead, run.Id), s.All(AskAnswers, r => ReadAnswer(r, run.Id), run.Id));
        });
    }

    public Task<Committed> CommitAsync(LeasedRun run, RunCommit commit)
    {
        var queued = Queue(run, commit);
        writer.Lead();
        return queued;
    }

    public void Lead() => writer.Lead();

    public void Wake() => writer.Wake();

    public Task<Committed> Queue(LeasedRun run, RunCommit commit)
    {
        var events = commit.Events.Count == 0 ? [] : StoredJson.Events(commit.Events, commit.Events[0].At);
        var packed = commit with { Checkpoints = [.. commit.Checkpoints.Select(c => c with { State = Packed.Of(c.State) })] };
        var records = StoredRecords.Of(commit.Events);
        return writer.Queue(s => CommitWriting.Write(s, run, packed, events, records));
    }

    public async ValueTask<IReadOnlyDictionary<string, CelValue>> KeptAsync(OrganizationId organization, string thread, string workflow, CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(s => s.OneAsync(
            "SELECT channels FROM threads WHERE organization_id = $1 AND name = $2 AND workflow = $3", r => r.GetString(0), organization, thread, workflow), cancellationToken);
        return stored is not null && CelValue.ParseJson(stored) is CelMap map
            ? map.ToDictionary(m => m.Key.ToText(), m => m.Value, StringComparer.Ordinal)
            : new Dictionary<string, CelValue>(StringComparer.Ordinal);
    }

    public ValueTask<List<DueRun>> DueAsync(LeaseClaim claim, int take, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        var left = (await s.AllAsync(
            "SELECT id, priority, lease_owner, lease_until FROM runs WHERE status = 'running'",
            r => (Due: new DueRun(r.Run(0), r.GetInt32(1)), Owner: r.TextOrNull(2), Until: r.TimeOrNull(3))))
            .Where(r => r.Owner is null || r.Owner == claim.Owner || r.Until <= claim.Now || claim.IsDead(r.Owner)).Select(r => r.Due);
        var answered = await s.AllAsync(
            "SELECT id, priority FROM runs WHERE status = 'waiting' AND signal <> rest_signal AND paused_by IS NULL LIMIT $1",
            r => new DueRun(r.Run(0), r.GetInt32(1)), take);
        var timedOut = await s.AllAsync(
            """
            SELECT DISTINCT r.id, r.priority FROM interrupts i JOIN runs r ON r.id = i.run_id
            WHERE i.due_at IS NOT NULL AND i.status IN ('open', 'claimed') AND i.due_at <= $1 AND r.status = 'waiting' AND r.paused_by IS NULL LIMIT $2
            """,
            r => new DueRun(r.Run(0), r.GetInt32(1)), claim.Now, take);
        var overdue = await s.AllAsync(
            "SELECT id, priority FROM runs WHERE deadline IS NOT NULL AND ended_at IS NULL AND deadline <= $1 AND status <> 'running' LIMIT $2",
            r => new DueRun(r.Run(0), r.GetInt32(1)), claim.Now, take);
        return left.Concat(overdue).Concat(answered).Concat(timedOut).Concat(await StartRules.ReadyAsync(s, claim.Now, take)).Distinct().Take(take).ToList();
    }, cancellationToken);

    public ValueTask<List<(DueRun Due, DateTimeOffset At)>> UpcomingAsync(DateTimeOffset after, DateTimeOffset before, int take, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync(
            """
            SELECT i.run_id, r.priority, i.due_at FROM interrupts i JOIN runs r ON r.id = i.run_id
                WHERE i.due_at IS NOT NULL AND i.status IN ('open', 'claimed') AND i.due_at > $1 AND i.due_at <= $2
            UNION SELECT id, priority, due_at FROM runs WHERE status = 'queued' AND due_at IS NOT NULL AND due_at > $1 AND due_at <= $2
            UNION SELECT id, priority, deadline FROM runs WHERE deadline IS NOT NULL AND ended_at IS NULL AND deadline > $1 AND deadline <= $2
            ORDER BY 3 LIMIT $3
            """,
            r => (new DueRun(r.Run(0), r.GetInt32(1)), r.Time(2)), after, before, take), cancellationToken);

    public Task ReleaseAsync(LeasedRun run) => writer.WriteAsync(s =>
        s.Execute("UPDATE runs SET lease_until = 0 WHERE id = $1 AND epoch = $2 AND lease_owner IS NOT NULL", run.Id, run.Epoch));

    internal static Interrupt ReadInterrupt(string kind, DateTimeOffset? dueAt, string asked) => new()
    {
        Kind = InterruptText.Kind(kind),
        DueAt = dueAt,
        Data = CelValue.ParseJson(asked) as CelMap ?? CelMap.Empty,
    };

    // The signal is read first: an answer that comes between the two reads is then taken up twice at worst, never missed.
    private const string AskHead = "SELECT signal, cancel_requested, paused_by FROM runs WHERE id = $1";
    private const string AskAnswers = "SELECT task, kind, status, due_at, answer, answer_kind, answered_by, told, answered_at FROM interrupts WHERE run_id = $1 AND consumed = 0";

    private static Head ReadHead(DbDataReader r) => new(r.GetInt64(0), r.TextOrNull(1), r.TextOrNull(2));

    private static AnswerRow ReadAnswer(DbDataReader r, RunId run) => new(
        TaskKeys.Full(run, r.GetString(0)), InterruptText.Kind(r.GetString(1)), r.GetString(2), r.TimeOrNull(3),
        r.IsDBNull(5) ? null : InterruptText.Answer(r.GetString(5), r.TextOrNull(4)) with { By = r.TextOrNull(6), At = r.TimeOrNull(8) }, r.TextOrNull(6), r.Flag(7));

    private static Answers Given(Head head, List<AnswerRow> rows)
    {
        var given = rows.Where(r => r.Answer is not null).ToList();
        var open = rows.Where(r => r.Answer is null && r.Status is "open" or "claimed" && r.Due is not null).ToList();
        return new Answers(
            given.ToDictionary(g => g.Task, g => g.Answer!),
            [.. given.Select(g => new AnsweredBy(g.Task, g.Kind, g.Answer!, g.By) { IsTold = g.IsTold })],
            head.Signal, head.Cancel, open.Count == 0 ? null : open.Min(o => o.Due))
        {
            PausedBy = head.Paused,
        };
    }

    private readonly record struct Head(long Signal, string? Cancel, string? Paused);

    private readonly record struct AnswerRow(TaskId Task, InterruptKind Kind, string Status, DateTimeOffset? Due, Answer? Answer, string? By, bool IsTold);
}
