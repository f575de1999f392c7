using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;

namespace Platform.Core.Persistence.Stores;

/// <summary>One commit of one execution, within a transaction.</summary>
internal static class CommitWriting
{
    public const decimal NanosPerDollar = 1_000_000_000m;

    public static Committed Write(SqlSession s, LeasedRun run, RunCommit commit, byte[] events, byte[]? records)
    {
        // The fence: without this epoch nothing below happens.
        if (Advance(s, run, commit) is not { } head) return Committed.Lost;

        RunRows.AppendEvents(s, run.Id, run.Organization, commit.Events, events, records);
        CallWriting.Write(s, run, commit);
        StatWriting.Write(s, run, commit);
        foreach (var checkpoint in commit.Checkpoints)
        {
            s.Post(
                "INSERT INTO checkpoints (run_id, step, organization_id, at, \"full\", state) VALUES ($1, $2, $3, $4, $5, $6)",
                run.Id, checkpoint.Step, run.Organization, commit.At, checkpoint.Full, checkpoint.State);
        }

        foreach (var (task, outcome) in commit.Journaled)
        {
            s.Post(
                "INSERT INTO journal (run_id, task, organization_id, outcome) VALUES ($1, $2, $3, $4) ON CONFLICT (run_id, task) DO UPDATE SET outcome = excluded.outcome",
                run.Id, TaskKeys.Short(task), run.Organization, StoredJson.Outcome(outcome));
        }

        foreach (var task in commit.Forgotten) s.Post("DELETE FROM journal WHERE run_id = $1 AND task = $2", run.Id, TaskKeys.Short(task));
        foreach (var note in commit.Notes)
        {
            s.Post(
                "INSERT INTO task_notes (run_id, task, number, organization_id, note) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (run_id, task, number) DO UPDATE SET note = excluded.note",
                run.Id, TaskKeys.Short(note.Task), note.Number, run.Organization, Packed.Of(JsonSerializer.SerializeToUtf8Bytes(note.Note)));
        }

        foreach (var task in commit.ForgottenNotes) s.Post("DELETE FROM task_notes WHERE run_id = $1 AND task = $2", run.Id, TaskKeys.Short(task));
        foreach (var task in commit.Told)
            s.Post("UPDATE interrupts SET told = 1 WHERE run_id = $1 AND task = $2 AND consumed = 0 AND answer_kind IS NOT NULL", run.Id, TaskKeys.Short(task));
        foreach (var task in commit.Consumed) s.Post("UPDATE interrupts SET consumed = 1 WHERE run_id = $1 AND task = $2 AND consumed = 0", run.Id, TaskKeys.Short(task));
        var toDispatch = new List<DueRun>();
        foreach (var wait in commit.Interrupts)
        {
            if (RunRows.InsertInterrupt(s, run.Id, run.Organization, run.Workflow, wait, commit.At)) head = head with { Signal = head.Signal + 1 };
            if (wait.Child is null) continue;
            RunRows.Insert(s, wait.Child);
            PauseWriting.Inherit(s, run.Id, wait.Child.Id);
            toDispatch.Add(new DueRun(wait.Child.Id, wait.Child.Priority));
        }

        return commit.Rest is null
            ? new Committed(false, false, head.Signal, head.CancelRequested, toDispatch, [])
            : Rest(s, run, commit, head, toDispatch);
    }

    private static Committed Rest(SqlSession s, LeasedRun run, RunCommit commit, Head head, List<DueRun> toDispatch)
    {
        var rest = commit.Rest!;
        if (rest.Status == RunStatus.Waiting)
        {
            // An answer that came since they were read has raised the signal: then the run must not rest, or nobody would wake it.
            if (head.Signal != rest.Signal || head.CancelRequested is not null) return new Committed(false, false, head.Signal, head.CancelRequested, toDispatch, []);
            s.Post(
                "UPDATE runs SET status = 'waiting', waiting_for = $2, rest_signal = signal, lease_owner = NULL, lease_until = NULL WHERE id = $1",
                run.Id, StoredJson.Names(rest.WaitingFor));
            return new Committed(false, true, head.Signal, null, toDispatch, []);
        }

        toDispatch.AddRange(RunRows.End(s, run.Id, rest, commit.At));
        var tree = new CancelledTree();
        if (rest.Status != RunStatus.Succeeded) RunRows.CancelChildren(s, run.Id, $"run {run.Id}", commit.At, _ => false, tree);
        toDispatch.AddRange(tree.ToDispatch);
        return new Committed(false, true, head.Signal, head.CancelRequested, toDispatch, tree.Running);
    }

    // Besides the epoch, the numbers must follow: when a commit before this one failed, this one must not leave a gap. A run that waits has given its lease back
    // under the same epoch: an execution of before that still wants to commit has lost it.
    private static Head? Advance(SqlSession s, LeasedRun run, RunCommit commit)
    {
        var last = commit.Events.Count == 0 ? (long?)null : commit.Events[^1].Sequence;
        var before = commit.Events.Count == 0 ? (long?)null : commit.Events[0].Sequence - 1;
        var step = commit.Checkpoints.Count == 0 ? (int?)null : commit.Checkpoints[^1].Step;
        if (commit.Usage is not { } usage)
        {
            return s.One(
                """
                UPDATE runs SET last_sequence = COALESCE($3, last_sequence), lease_until = $4, step = COALESCE($5, step)
                WHERE id = $1 AND epoch = $2 AND lease_owner IS NOT NULL AND last_sequence = COALESCE($6, last_sequence) RETURNING signal, cancel_requested
                """,
                r => new Head(r.GetInt64(0), r.TextOrNull(1)), run.Id, run.Epoch, last, commit.LeaseUntil, step, before);
        }

        return s.One(
            """
            UPDATE runs SET last_sequence = COALESCE($3, last_sequence), lease_until = $4, step = COALESCE($5, step), input_tokens = $7, output_tokens = $8,
                cached_tokens = $9, reasoning_tokens = $10, cost_nanos = $11, model_calls = $12, unpriced_calls = $13, active_ms = $14, estimated_calls = $15
            WHERE id = $1 AND epoch = $2 AND lease_owner IS NOT NULL AND last_sequence = COALESCE($6, last_sequence) RETURNING signal, cancel_requested
            """,
            r => new Head(r.GetInt64(0), r.TextOrNull(1)), run.Id, run.Epoch, last, commit.LeaseUntil, step, before,
            usage.InputTokens, usage.OutputTokens, usage.CachedTokens, usage.ReasoningTokens, (long)(usage.Cost * NanosPerDollar),
            usage.ModelCalls, usage.UnpricedCalls, (long)usage.Active.TotalMilliseconds, usage.EstimatedCalls);
    }

    private sealed record Head(long Signal, string? CancelRequested);
}
