using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>Queues a failed or cancelled run again, within a transaction.</summary>
internal static class RetryWriting
{
    public static void Retry(SqlSession s, RunId run, string by, DateTimeOffset now, List<DueRun> queued)
    {
        var row = s.One(
            "SELECT organization_id, status, last_sequence FROM runs WHERE id = $1",
            r => (Organization: new OrganizationId(r.Guid(0)), Status: r.GetString(1), Last: r.GetInt64(2)), run);
        if (row.Status is not ("failed" or "cancelled"))
        {
            throw new PlatformException(
                ErrorCode.Conflict, $"The run is {row.Status}; only a failed or cancelled run can be retried.",
                row.Status == "succeeded" ? "Start a new run." : "Wait until it has ended, or cancel it first.");
        }

        RunRows.AppendEvents(s, run, row.Organization, [new LoggedEvent(row.Last + 1, now, new RunRetried(by))]);
        var priority = s.One(
            """
            UPDATE runs SET status = 'queued', attempt = attempt + 1, epoch = epoch + 1, last_sequence = last_sequence + 1,
                stood_ms = stood_ms + CASE WHEN started_at IS NULL OR ended_at IS NULL OR ended_at > $2 THEN 0 ELSE $2 - ended_at END, ended_at = NULL, error = NULL, cause = NULL,
                due_at = NULL, cancel_requested = NULL, lease_owner = NULL, lease_until = NULL, deadline = $2 + allowed_ms
            WHERE id = $1 RETURNING priority
            """,
            r => r.GetInt32(0), run, now);
        Reopen(s, run, now);
        RetryChildren(s, run, by, now, queued);
        queued.Add(new DueRun(run, priority));
    }

    /// <summary>What the run waited for when it ended waits again, with as much time as it had at first.</summary>
    private static void Reopen(SqlSession s, RunId run, DateTimeOffset now) => s.Execute(
        """
        UPDATE interrupts SET status = 'open', answer_kind = NULL, answer = NULL, answered_at = NULL, told = 0, created_at = $2,
            due_at = CASE WHEN kind = 'timer' OR due_at IS NULL OR due_at > $2 THEN due_at ELSE $2 + (due_at - created_at) END
        WHERE run_id = $1 AND consumed = 0 AND kind <> 'child' AND status IN ('cancelled', 'timed_out')
        """,
        run, now);

    private static void RetryChildren(SqlSession s, RunId run, string by, DateTimeOffset now, List<DueRun> queued)
    {
        var children = s.All(
            """
            SELECT i.id, c.id, c.status, c.outputs FROM interrupts i JOIN runs c ON c.parent_run = i.run_id AND c.parent_task = $2 || i.task
            WHERE i.run_id = $1 AND i.consumed = 0 AND i.kind = 'child' AND (i.answer_kind IS NULL OR i.answer_kind <> 'answered')
            """,
            r => (Wait: r.Guid(0), Run: r.Run(1), Status: r.GetString(2), Outputs: r.TextOrNull(3)), run, $"{run}/");
        foreach (var child in children)
        {
            if (child.Status == "succeeded")
            {
                s.Execute(
                    "UPDATE interrupts SET status = 'answered', answer_kind = 'answered', answer = $2, answered_at = $3 WHERE id = $1",
                    child.Wait, child.Outputs ?? "{}", now);
                continue;
            }

            s.Execute("UPDATE interrupts SET status = 'open', answer_kind = NULL, answer = NULL, answered_at = NULL, told = 0 WHERE id = $1", child.Wait);
            if (child.Status is "failed" or "cancelled") Retry(s, child.Run, by, now, queued);
        }
    }
}
