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

    public static void Insert(SqlSession s, NewRun run)
    {
        s.Execute(
            """
            INSERT INTO runs (id, organization_id, workflow, version, status, thread, step, last_sequence, epoch, signal, priority, due_at, labels,
                input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_nanos, model_calls, unpriced_calls, active_ms,
                trigger, parent_run, parent_task, depth, attempt, created_at, idempotency_key, created_by, inputs)
            VALUES ($1, $2, $3, $4, 'queued', $5, 0, 1, 0, 0, $6, $7, $8, 0, 0, 0, 0, 0, 0, 0, 0, $9, $10, $11, $12, 1, $13, $14, $15, $16)
            """,
            run.Id, run.Organization, run.Workflow, run.Version, run.Thread, run.Priority, run.DueAt, StoredJson.Map(run.Labels),
            run.Trigger, run.ParentRun, run.ParentTask?.ToString(), run.Depth, run.At, run.IdempotencyKey, run.By, run.Inputs);
        foreach (var label in RunLabels.Of(run.Labels))
            s.Execute("INSERT INTO run_labels (organization_id, label, run_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", run.Organization, label, run.Id);
        AppendEvents(s, run.Id, run.Organization, [new LoggedEvent(1, run.At, new RunQueued(run.Workflow, run.Version, run.Thread))]);
    }

    public static void AppendEvents(SqlSession s, RunId run, OrganizationId organization, IReadOnlyList<LoggedEvent> events)
    {
        if (events.Count > 0) AppendEvents(s, run, organization, events, StoredJson.Events(events, events[0].At));
    }

    /// <param name="stored">The events as they are stored; made before the transaction, for only one writes at a time.</param>
    public static void AppendEvents(SqlSession s, RunId run, OrganizationId organization, IReadOnlyList<LoggedEvent> events, byte[] stored)
    {
        if (events.Count == 0) return;
        s.Execute(
            "INSERT INTO event_batches (run_id, first_sequence, organization_id, last_sequence, at, events) VALUES ($1, $2, $3, $4, $5, $6)",
            run, events[0].Sequence, organization, events[^1].Sequence, events[0].At, stored);
    }

    /// <summary>
    /// Ends a run: its row, what it waited for, its parent's wait, its thread. Its lease is given back and its epoch raised, so that whoever
    /// still holds it writes nothing more.
    /// </summary>
    /// <returns>Runs that can go on now.</returns>
    public static List<RunId> End(SqlSession s, RunId run, RunRest end, DateTimeOffset now)
    {
        var row = s.One(
            """
            UPDATE runs SET status = $2, outputs = $3, error = $4, ended_at = $5, lease_owner = NULL, lease_until = NULL, waiting_for = NULL,
                cancel_requested = NULL, signal = signal + 1, epoch = epoch + 1
            WHERE id = $1 RETURNING organization_id, thread, parent_run, parent_task, workflow
            """,
            r => (Organization: new OrganizationId(r.Guid(0)), Thread: r.TextOrNull(1), Parent: r.RunOrNull(2), ParentTask: r.TextOrNull(3), Workflow: r.GetString(4)),
            run, end.Status.Text(), end.Outputs?.ToJson(), end.Error is null ? null : StoredJson.Error(end.Error), now);
        var consumed = end.Status == RunStatus.Succeeded;
        s.Execute("UPDATE interrupts SET status = 'cancelled', answered_at = $2, consumed = $3 WHERE run_id = $1 AND status IN ('open', 'claimed')", run, now, consumed);
        if (consumed) s.Execute("DELETE FROM journal WHERE run_id = $1", run);

        var next = new List<RunId>();
        if (row.Parent is { } parent && AnswerParent(s, parent, row.ParentTask!, end, now)) next.Add(parent);
        if (row.Thread is not null)
        {
            if (end.Kept is not null) Keep(s, row.Organization, row.Thread, row.Workflow, run, end.Kept, now);
            next.AddRange(NextOnThread(s, row.Organization, row.Thread));
        }

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
            s.Execute("UPDATE runs SET cancel_requested = $2, signal = signal + 1 WHERE id = $1", run, by);
            tree.Running.Add(run);
        }
        else
        {
            AppendEvents(s, run, row.Organization, [new LoggedEvent(row.Last + 1, now, new RunCancelled(by))]);
            s.Execute("UPDATE runs SET last_sequence = last_sequence + 1 WHERE id = $1", run);
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

    public static void InsertInterrupt(SqlSession s, RunId run, OrganizationId organization, NewInterrupt wait, DateTimeOffset now)
    {
        var (task, asked) = wait.Task;
        var isEvent = asked.Kind == InterruptKind.Event;
        var answered = wait.Answered is { } given ? InterruptText.Of(given.Kind) : null;
        s.Execute(
            """
            INSERT INTO interrupts (id, organization_id, run_id, task, node, kind, event_name, asked, due_at, assignee, status, answer, answer_kind,
                created_at, answered_at, consumed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0)
            """,
            Guid.CreateVersion7(now), organization, run, TaskKeys.Short(task), task.Node, InterruptText.Of(asked.Kind),
            isEvent ? InterruptText.Text(asked, "name") : null, asked.Data.ToJson(), asked.DueAt, InterruptText.Text(asked, "assign"),
            answered is null ? "open" : "answered", wait.Answered?.Value.ToJson(), answered, now, answered is null ? null : now);
    }

    private static bool AnswerParent(SqlSession s, RunId parent, string task, RunRest end, DateTimeOffset now)
    {
        var ok = end.Status == RunStatus.Succeeded;
        var answer = ok ? (end.Outputs ?? CelMap.Empty).ToJson() : Failure(end).ToJson();
        var woken = s.Execute(
            """
            UPDATE interrupts SET status = 'answered', answer = $3, answer_kind = $4, answered_at = $5
            WHERE run_id = $1 AND task = $2 AND consumed = 0 AND kind = 'child' AND status IN ('open', 'claimed')
            """,
            parent, task[37..], answer, InterruptText.Of(ok ? AnswerKind.Answered : AnswerKind.Failed), now);
        if (woken > 0) s.Execute("UPDATE runs SET signal = signal + 1 WHERE id = $1", parent);
        return woken > 0;
    }

    private static CelMap Failure(RunRest end) => CelMap.Of(
    [
        new("code", CelValue.Of(end.Error?.Code ?? ErrorCode.Cancelled.Text())),
        new("message", CelValue.Of(end.Error?.Message ?? "The child run was cancelled.")),
    ]);

    private static void Keep(SqlSession s, OrganizationId organization, string thread, string workflow, RunId run, CelMap kept, DateTimeOffset now) =>
        s.Execute(
            """
            INSERT INTO threads (organization_id, name, workflow, run_id, channels, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (organization_id, name, workflow) DO UPDATE SET run_id = excluded.run_id, channels = excluded.channels, updated_at = excluded.updated_at
            """,
            organization, thread, workflow, run, kept.ToJson(), now);

    private static List<RunId> NextOnThread(SqlSession s, OrganizationId organization, string thread) =>
        s.All("SELECT id FROM runs WHERE organization_id = $1 AND thread = $2 AND status = 'queued' ORDER BY id LIMIT 1", r => r.Run(0), organization, thread);
}

/// <summary>What became of a run and its descendants.</summary>
internal sealed class CancelledTree
{
    public List<RunId> Ended { get; } = [];

    public List<RunId> Running { get; } = [];

    public List<RunId> ToDispatch { get; } = [];
}
