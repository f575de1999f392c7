using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>The hot path: prepared commands, no EF Core.</summary>
internal sealed class SqlRunLog(Database database, IDatabaseWriter writer) : IRunLog
{
    // A run starts when nothing on its thread runs or waits and nothing before it is queued.
    private const string MayStart = """
        (r.due_at IS NULL OR r.due_at <= $2) AND (r.thread IS NULL OR NOT EXISTS (
            SELECT 1 FROM runs o WHERE o.organization_id = r.organization_id AND o.thread = r.thread AND o.id <> r.id
                AND (o.status IN ('running', 'waiting') OR (o.status = 'queued' AND o.id < r.id))))
        """;

    private const string HasAnswer = """
        (r.cancel_requested IS NOT NULL OR EXISTS (
            SELECT 1 FROM interrupts i WHERE i.run_id = r.id AND i.consumed = 0
                AND (i.answer_kind IS NOT NULL OR (i.status IN ('open', 'claimed') AND i.due_at <= $2))))
        """;

    public Task<LeasedRun?> AcquireAsync(RunId run, LeaseClaim claim) => writer.WriteAsync(s =>
    {
        var held = s.One(
            $"""
            SELECT r.status, r.lease_owner, r.lease_until, r.epoch FROM runs r
            WHERE r.id = $1 AND (r.status = 'running' OR (r.status = 'queued' AND {MayStart}) OR (r.status = 'waiting' AND {HasAnswer}))
            """,
            r => (Status: r.GetString(0), Owner: r.TextOrNull(1), Until: r.TimeOrNull(2), Epoch: r.GetInt32(3)), run, claim.Now);
        if (held.Status is null || (held.Owner is not null && held.Until > claim.Now && !claim.IsDead(held.Owner))) return null;
        var before = RunStatuses.Of(held.Status);
        return s.One(
            """
            UPDATE runs SET status = 'running', lease_owner = $3, lease_until = $4, epoch = epoch + 1, started_at = COALESCE(started_at, $5), waiting_for = NULL
            WHERE id = $1 AND epoch = $2
            RETURNING organization_id, workflow, version, epoch, last_sequence, signal, cancel_requested, thread, inputs, started_at, attempt, depth,
                parent_run, parent_task
            """,
            r => new LeasedRun(
                run, new OrganizationId(r.Guid(0)), r.GetString(1), r.GetInt32(2), before, before == RunStatus.Running ? held.Owner : null,
                r.GetInt32(3), r.GetInt64(4), r.GetInt64(5), r.TextOrNull(6), r.TextOrNull(7), r.Bytes(8), r.Time(9), r.GetInt32(10), r.GetInt32(11),
                r.RunOrNull(12), r.TextOrNull(13)),
            run, held.Epoch, claim.Owner, claim.Now + claim.Length, claim.Now);
    });

    public RunPosition Load(LeasedRun run) => database.Read(s =>
    {
        var position = StateReader.Read(s, run.Id, null, out var full, out var deltas);
        if (position is null) return new RunPosition(null, 0, 0);
        var journal = s.All("SELECT task, outcome FROM journal WHERE run_id = $1", r => (TaskKeys.Full(run.Id, r.GetString(0)), StoredJson.ReadOutcome(r.Bytes(1))), run.Id);
        var waiting = s.All(
            "SELECT task, kind, due_at, asked FROM interrupts WHERE run_id = $1 AND consumed = 0",
            r => (Task: TaskKeys.Full(run.Id, r.GetString(0)), Interrupt: ReadInterrupt(r.GetString(1), r.TimeOrNull(2), r.GetString(3))), run.Id);
        return new RunPosition(
            position.State with
            {
                Usage = Used(s, run.Id), // the row's: it counts tasks that ended after the last checkpoint too
                Journal = position.State.Journal.AddRange(journal.Select(j => KeyValuePair.Create(j.Item1, j.Item2))),
                Waiting = position.State.Waiting.SetItems(waiting.Select(w => KeyValuePair.Create(w.Task, w.Interrupt))),
            },
            full, deltas);
    });

    private static RunUsage Used(SqlSession s, RunId run) => s.One(
        "SELECT input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, model_calls, unpriced_calls, active_ms FROM runs WHERE id = $1",
        r => new RunUsage(
            r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4) / CommitWriting.NanosPerDollar,
            r.GetInt32(5), r.GetInt32(6), TimeSpan.FromMilliseconds(r.GetInt64(7))),
        run) ?? new RunUsage();

    public async Task<Answers> TakeAnswersAsync(LeasedRun run, DateTimeOffset now)
    {
        var answers = database.Read(s => Answers(s, run.Id));
        if (answers.NextDue is null || answers.NextDue > now) return answers;
        return await writer.WriteAsync(s =>
        {
            s.Execute(
                """
                UPDATE interrupts SET status = 'timed_out', answer_kind = 'timed_out', answered_at = $2
                WHERE run_id = $1 AND consumed = 0 AND status IN ('open', 'claimed') AND due_at <= $2
                """,
                run.Id, now);
            return Answers(s, run.Id);
        });
    }

    public Task<Committed> CommitAsync(LeasedRun run, RunCommit commit)
    {
        var events = commit.Events.Count == 0 ? [] : StoredJson.Events(commit.Events, commit.Events[0].At);
        var packed = commit with { Checkpoints = [.. commit.Checkpoints.Select(c => c with { State = Packed.Of(c.State) })] };
        return writer.WriteAsync(s => CommitWriting.Write(s, run, packed, events));
    }

    public IReadOnlyDictionary<string, CelValue> Kept(OrganizationId organization, string thread, string workflow)
    {
        var stored = database.Read(s => s.One(
            "SELECT channels FROM threads WHERE organization_id = $1 AND name = $2 AND workflow = $3", r => r.GetString(0), organization, thread, workflow));
        return stored is not null && CelValue.ParseJson(stored) is CelMap map
            ? map.ToDictionary(m => m.Key.ToText(), m => m.Value, StringComparer.Ordinal)
            : new Dictionary<string, CelValue>(StringComparer.Ordinal);
    }

    public IReadOnlyList<RunId> Due(LeaseClaim claim, int take) => database.Read(s =>
    {
        var left = s.All(
            "SELECT id, lease_owner, lease_until FROM runs WHERE status = 'running'",
            r => (Run: r.Run(0), Owner: r.TextOrNull(1), Until: r.TimeOrNull(2)))
            .Where(r => r.Owner is null || r.Until <= claim.Now || claim.IsDead(r.Owner)).Select(r => r.Run);
        var answered = s.All(
            """
            SELECT DISTINCT r.id FROM interrupts i JOIN runs r ON r.id = i.run_id
            WHERE i.consumed = 0 AND i.answer_kind IS NOT NULL AND r.status = 'waiting' LIMIT $1
            """,
            r => r.Run(0), take);
        var timedOut = s.All(
            """
            SELECT DISTINCT r.id FROM interrupts i JOIN runs r ON r.id = i.run_id
            WHERE i.due_at IS NOT NULL AND i.status IN ('open', 'claimed') AND i.due_at <= $1 AND r.status = 'waiting' LIMIT $2
            """,
            r => r.Run(0), claim.Now, take);
        var queued = s.All(
            $"SELECT r.id FROM runs r WHERE r.id <> $1 AND r.status = 'queued' AND {MayStart} ORDER BY r.priority DESC, r.id LIMIT $3",
            r => r.Run(0), Guid.Empty, claim.Now, take);
        return left.Concat(answered).Concat(timedOut).Concat(queued).Distinct().Take(take).ToList();
    });

    public IReadOnlyList<(RunId Run, DateTimeOffset At)> Upcoming(DateTimeOffset before, int take) => database.Read(s =>
        s.All(
            """
            SELECT run_id, due_at FROM interrupts WHERE due_at IS NOT NULL AND status IN ('open', 'claimed') AND due_at <= $1
            UNION SELECT id, due_at FROM runs WHERE status = 'queued' AND due_at <= $1 ORDER BY 2 LIMIT $2
            """,
            r => (r.Run(0), r.Time(1)), before, take));

    public Task ReleaseAsync(LeasedRun run) => writer.WriteAsync(s =>
        s.Execute("UPDATE runs SET lease_until = 0 WHERE id = $1 AND epoch = $2 AND lease_owner IS NOT NULL", run.Id, run.Epoch));

    internal static Interrupt ReadInterrupt(string kind, DateTimeOffset? dueAt, string asked) => new()
    {
        Kind = InterruptText.Kind(kind),
        DueAt = dueAt,
        Data = CelValue.ParseJson(asked) as CelMap ?? CelMap.Empty,
    };

    // The signal is read first: an answer that comes between the two reads is then taken up twice at worst, never missed.
    private static Answers Answers(SqlSession s, RunId run)
    {
        var (signal, cancel) = s.One("SELECT signal, cancel_requested FROM runs WHERE id = $1", r => (r.GetInt64(0), r.TextOrNull(1)), run);
        var rows = s.All(
            "SELECT task, kind, status, due_at, answer, answer_kind, answered_by FROM interrupts WHERE run_id = $1 AND consumed = 0",
            r => (Task: TaskKeys.Full(run, r.GetString(0)), Kind: InterruptText.Kind(r.GetString(1)), Status: r.GetString(2), Due: r.TimeOrNull(3),
                Answer: r.IsDBNull(5) ? null : InterruptText.Answer(r.GetString(5), r.TextOrNull(4)), By: r.TextOrNull(6)), run);
        var given = rows.Where(r => r.Answer is not null).ToList();
        var open = rows.Where(r => r.Answer is null && r.Status is "open" or "claimed" && r.Due is not null).ToList();
        return new Answers(
            given.ToDictionary(g => g.Task, g => g.Answer!),
            [.. given.Select(g => new AnsweredBy(g.Task, g.Kind, g.Answer!, g.By))],
            signal, cancel, open.Count == 0 ? null : open.Min(o => o.Due));
    }
}
