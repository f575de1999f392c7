using System.Text;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>What several writers do to the rows of a run. Called within a transaction.</summary>
internal static class RunRows
{
    private const string Unfinished = "status IN ('queued', 'running', 'waiting')";

    /// <summary>The run that was started before with the same idempotency key; null when there is none.</summary>
    public static RunId? Same(SqlSession s, NewRun run) => run.IdempotencyKey is null
        ? null
        : s.One("SELECT id FROM runs WHERE organization_id = $1 AND idempotency_key = $2", r => r.RunOrNull(0), run.Organization, run.IdempotencyKey);

    /// <param name="claim">Leases it at once; null leaves it queued.</param>
    public static void Insert(SqlSession s, NewRun run, LeaseClaim? claim = null)
    {
        var leased = claim is not null;
        var line = LineOf(s, run);
        s.Post(
            """
            INSERT INTO runs (id, organization_id, workflow, version, status, thread, step, last_sequence, epoch, signal, priority, due_at, labels,
                input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, model_calls, unpriced_calls, active_ms,
                trigger, parent_run, parent_task, depth, attempt, created_at, idempotency_key, created_by, inputs, lease_owner, lease_until, started_at,
                forked_from, forked_step, concurrency_group, concurrency_limit, deadline, allowed_ms)
            VALUES ($1, $2, $3, $4, $17, $5, 0, 1, $18, 0, $6, $7, $8, 0, 0, 0, 0, 0, 0, 0, 0, $9, $10, $11, $12, 1, $13, $14, $15, $16, $19, $20, $21, $22, $23,
                $24, $25, $26, $27)
            """,
            run.Id, run.Organization, run.Workflow, run.Version, run.Thread, run.Priority, run.DueAt, StoredJson.Map(run.Labels),
            run.Trigger, run.ParentRun, run.ParentTask?.ToString(), run.Depth, run.At, run.IdempotencyKey, run.By, run.Inputs,
            leased ? "running" : "queued", leased ? 1 : 0, claim?.Owner, claim is null ? null : claim.Now + claim.Length, leased ? run.At : null,
            run.ForkedFrom?.Run, run.ForkedFrom?.Step,
            line, line is null ? null : run.Concurrency?.Limit,
            run.Deadline?.At, (long?)run.Deadline?.Allowed.TotalMilliseconds);
        foreach (var label in RunLabels.Of(run.Labels))
            s.Post("INSERT INTO run_labels (organization_id, label, run_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", run.Organization, label, run.Id);
        AppendEvents(s, run.Id, run.Organization, [new LoggedEvent(1, run.At, new RunQueued(run.Workflow, run.Version, run.Thread))]);
    }

    // A run below one that has a place in the same line shares it: the one above would else wait for it for ever.
    private static string? LineOf(SqlSession s, NewRun run)
    {
        if (run.Concurrency is not { } stands) return null;
        var line = StartRules.Line(run.Organization, run.Workflow, stands.Group);
        return run.ParentRun is not null && s.Any(
            """
            WITH RECURSIVE above(id, parent, line) AS (
                SELECT id, parent_run, concurrency_group FROM runs WHERE id = $1
                UNION ALL
                SELECT r.id, r.parent_run, r.concurrency_group FROM runs r JOIN above ON r.id = above.parent)
            SELECT 1 FROM above WHERE line = $2
            """,
            run.ParentRun, line) ? null : line;
    }

    /// <summary>The lease of a run that was leased with its insertion.</summary>
    public static LeasedRun Leased(NewRun run) => new(
        run.Id, run.Organization, run.Workflow, run.Version, RunStatus.Queued, TakenFrom: null, Epoch: 1, LastSequence: 1, Signal: 0, CancelRequested: null,
        run.Thread, Encoding.UTF8.GetBytes(run.Inputs), run.At, Attempt: 1, run.Depth, run.ParentRun, run.ParentTask?.ToString())
    {
        IsNew = true,
        Priority = run.Priority,
        Deadline = run.Deadline?.At,
    };

    public static void AppendEvents(SqlSession s, RunId run, OrganizationId organization, IReadOnlyList<LoggedEvent> events)
    {
        if (events.Count > 0) AppendEvents(s, run, organization, events, StoredJson.Events(events, events[0].At), StoredRecords.Of(events));
    }

    /// <param name="stored">The events as they are stored; made before the transaction, for only one writes at a time.</param>
    /// <param name="records">What was recorded with them; null when nothing was.</param>
    public static void AppendEvents(SqlSession s, RunId run, OrganizationId organization, IReadOnlyList<LoggedEvent> events, byte[] stored, byte[]? records)
    {
        if (events.Count == 0) return;
        s.Post(
            "INSERT INTO event_batches (run_id, first_sequence, organization_id, last_sequence, at, events, recorded) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            run, events[0].Sequence, organization, events[^1].Sequence, events[0].At, stored, records);
    }

    /// <summary>
    /// Ends a run: its row, what it waited for, its parent's wait, its thread. Its lease is given back and its epoch raised, so that whoever
    /// still holds it writes nothing more.
    /// </summary>
    /// <returns>Runs that can go on now.</returns>
    public static List<DueRun> End(SqlSession s, RunId run, RunRest end, DateTimeOffset now)
    {
        var row = s.One(
            """
            UPDATE runs SET status = $2, outputs = $3, error = $4, ended_at = $5, lease_owner = NULL, lease_until = NULL, waiting_for = NULL,
                cancel_requested = NULL, paused_by = NULL, paused_at = NULL, signal = signal + 1, epoch = epoch + 1
            WHERE id = $1 RETURNING organization_id, thread, parent_run, parent_task, workflow, concurrency_group, concurrency_limit
            """,
            r => (Organization: new OrganizationId(r.Guid(0)), Thread: r.TextOrNull(1), Parent: r.RunOrNull(2), ParentTask: r.TextOrNull(3), Workflow: r.GetString(4),
                Line: r.TextOrNull(5), Limit: r.IsDBNull(6) ? 0 : r.GetInt64(6)),
            run, end.Status.Text(), end.Outputs?.ToJson(), end.Error is null ? null : StoredJson.Error(end.Error), now);
        if (end is { Status: RunStatus.Failed, Error: { } error }) FailureWriting.OfRun(s, run, row.Organization, row.Workflow, error, now);
        var consumed = end.Status == RunStatus.Succeeded;
        s.Post("UPDATE interrupts SET status = 'cancelled', answered_at = $2, consumed = $3 WHERE run_id = $1 AND status IN ('open', 'claimed')", run, now, consumed);
        if (consumed) s.Post("DELETE FROM journal WHERE run_id = $1", run);

        var next = new List<DueRun>();
        if (row.Parent is { } parent && AnswerParent(s, parent, row.ParentTask!, end, now) is { } woken) next.Add(woken);
        if (row.Thread is not null && end.Kept is not null) Keep(s, row.Organization, row.Thread, row.Workflow, run, end.Kept, now);
        next.AddRange(StartRules.Successors(s, row.Organization, row.Thread, row.Line, row.Limit, now));
        return next;
    }

    /// <summary>Ends a run and its descendants where nobody advances them, and asks whoever does to stop.</summary>
    public static void Cancel(SqlSession s, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead, CancelledTree tree)
    {
        var row = s.One(
            "SELECT organization_id, status, lease_owner, lease_until, last_sequence FROM runs WHERE id = $1",
            r => (Organization: new OrganizationId(r.Guid(0)), Status: r.GetString(1), Owner: r.TextOrNull(2), Until: r.TimeOrNull(3), Last: r.GetInt64(4)), run);
        if (row.Status is "succeeded" or "failed" or "cancelled") return;
        if (row.Owner is not null && row.Until > now && !isDead(row.Owner))
        {
            s.Post("UPDATE runs SET cancel_requested = $2, signal = signal + 1 WHERE id = $1", run, by);
            tree.Running.Add(run);
        }
        else
        {
            AppendEvents(s, run, row.Organization, [new LoggedEvent(row.Last + 1, now, new RunCancelled(by))]);
            s.Post("UPDATE runs SET last_sequence = last_sequence + 1 WHERE id = $1", run);
            tree.ToDispatch.AddRange(End(s, run, new RunRest(RunStatus.Cancelled, 0), now));
            tree.Ended.Add(run);
        }

        CancelChildren(s, run, by, now, isDead, tree);
    }

    public static void CancelChildren(SqlSession s, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead, CancelledTree tree)
    {
        foreach (var child in s.All($"SELECT id FROM runs WHERE parent_run = $1 AND {Unfinished} ORDER BY id", r => r.Run(0), run))
            Cancel(s, child, by, now, isDead, tree);
    }

    /// <summary>Null when it was answered already, timed out or cancelled. An answer wakes its run: the signal tells whoever advances it now.</summary>
    public static DueRun? Answer(SqlSession s, OrganizationId organization, Guid interrupt, string answer, string by, DateTimeOffset now)
    {
        var run = s.One(
            """
            UPDATE interrupts SET status = 'answered', answer = $3, answer_kind = 'answered', answered_by = $4, answered_at = $5
            WHERE id = $1 AND organization_id = $2 AND status IN ('open', 'claimed') AND (due_at IS NULL OR due_at > $5) RETURNING run_id
            """,
            r => r.RunOrNull(0), interrupt, organization, answer, by, now);
        return run is { } woken ? Signal(s, woken) : null;
    }

    /// <summary>Something came for the run: whoever advances it, or lets it rest, is told by the number.</summary>
    public static DueRun Signal(SqlSession s, RunId run) =>
        new(run, s.One("UPDATE runs SET signal = signal + 1 WHERE id = $1 RETURNING priority", r => r.GetInt32(0), run));

    /// <summary>A wait begins. True when a kept event answered it at once; the run's signal is raised then.</summary>
    public static bool InsertInterrupt(SqlSession s, RunId run, OrganizationId organization, string workflow, NewInterrupt wait, DateTimeOffset now)
    {
        var id = OrderedGuid.New(now);
        var (task, asked) = wait.Task;
        var isEvent = asked.Kind == InterruptKind.Event;
        var answered = wait.Answered is { } given ? InterruptText.Of(given.Kind) : null;
        s.Post(
            """
            INSERT INTO interrupts (id, organization_id, run_id, task, node, kind, event_name, asked, due_at, assignee, status, answer, answer_kind,
                created_at, answered_at, workflow, consumed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0)
            """,
            id, organization, run, TaskKeys.Short(task), task.Node, InterruptText.Of(asked.Kind),
            isEvent ? InterruptText.Text(asked, "name") : null, asked.Data.ToJson(), asked.DueAt, InterruptText.Text(asked, "assign"),
            answered is null ? "open" : "answered", wait.Answered?.Value.ToJson(), answered, now, answered is null ? null : now,
            asked.Kind == InterruptKind.Human ? workflow : null);
        return isEvent && EventKeeping.Take(s, organization, run, id, asked.Data, now);
    }

    private static DueRun? AnswerParent(SqlSession s, RunId parent, string task, RunRest end, DateTimeOffset now)
    {
        var ok = end.Status == RunStatus.Succeeded;
        var answer = ok ? (end.Outputs ?? CelMap.Empty).ToJson() : Failure(end).ToJson();
        var woken = s.Execute(
            """
            UPDATE interrupts SET status = 'answered', answer = $3, answer_kind = $4, answered_at = $5
            WHERE run_id = $1 AND task = $2 AND consumed = 0 AND kind = 'child' AND status IN ('open', 'claimed')
            """,
            parent, task[37..], answer, InterruptText.Of(ok ? AnswerKind.Answered : AnswerKind.Failed), now);
        return woken > 0 ? Signal(s, parent) : null;
    }

    private static CelMap Failure(RunRest end) => CelMap.Of(
    [
        new("code", CelValue.Of(end.Error?.Code ?? ErrorCode.Cancelled.Text())),
        new("message", CelValue.Of(end.Error?.Message ?? "The child run was cancelled.")),
    ]);

    private static void Keep(SqlSession s, OrganizationId organization, string thread, string workflow, RunId run, CelMap kept, DateTimeOffset now) =>
        s.Post(
            """
            INSERT INTO threads (organization_id, name, workflow, run_id, channels, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (organization_id, name, workflow) DO UPDATE SET run_id = excluded.run_id, channels = excluded.channels, updated_at = excluded.updated_at
            """,
            organization, thread, workflow, run, kept.ToJson(), now);
}

/// <summary>What became of a run and its descendants.</summary>
internal sealed class CancelledTree
{
    public List<RunId> Ended { get; } = [];

    public List<RunId> Running { get; } = [];

    public List<DueRun> ToDispatch { get; } = [];
}
