using Platform.Core.Events;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>Stops runs until somebody lets them go on, within a transaction. Whoever advances one hears it by the signal and stops after its superstep.</summary>
internal static class PauseWriting
{
    private const string Unfinished = "ended_at IS NULL";

    public static void Pause(SqlSession s, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead, List<DueRun> next)
    {
        var row = Read(s, run, now, isDead);
        if (row.PausedBy is null && !row.HasEnded)
        {
            // One that is advanced, or was left in its middle, tells of it when it stops.
            var resting = !row.IsHeld && row.Status != "running";
            if (resting) RunRows.AppendEvents(s, run, row.Organization, [new LoggedEvent(row.Last + 1, now, new RunPaused(by))]);
            s.Execute(
                "UPDATE runs SET paused_by = $2, paused_at = $3, signal = signal + 1, last_sequence = last_sequence + $4 WHERE id = $1", run, by, now, resting ? 1 : 0);
            if (row.Status == "queued") next.AddRange(StartRules.Successors(s, row.Organization, null, row.Line, row.Limit, now));
        }

        foreach (var child in Children(s, run)) Pause(s, child, by, now, isDead, next);
    }

    public static void Unpause(SqlSession s, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead, List<DueRun> next)
    {
        var row = Read(s, run, now, isDead);
        if (row.PausedBy is not null && !row.HasEnded)
        {
            var resting = !row.IsHeld && row.Status != "running";
            if (resting) RunRows.AppendEvents(s, run, row.Organization, [new LoggedEvent(row.Last + 1, now, new RunResumed($"{by} let it go on"))]);

            // One that had started is loaded and planned again: it goes on where it stopped, or waits for what it waited for.
            s.Execute(
                """
                UPDATE runs SET paused_by = NULL, paused_at = NULL, signal = signal + 1, last_sequence = last_sequence + $2,
                    status = CASE WHEN status = 'waiting' THEN 'running' ELSE status END, waiting_for = CASE WHEN status = 'waiting' THEN NULL ELSE waiting_for END
                WHERE id = $1
                """,
                run, resting ? 1 : 0);
            next.Add(new DueRun(run, row.Priority));
        }

        foreach (var child in Children(s, run)) Unpause(s, child, by, now, isDead, next);
    }

    /// <summary>A child that begins while its parent is about to stop begins paused.</summary>
    public static void Inherit(SqlSession s, RunId parent, RunId child) => s.Execute(
        """
        UPDATE runs SET paused_by = (SELECT p.paused_by FROM runs p WHERE p.id = $1), paused_at = (SELECT p.paused_at FROM runs p WHERE p.id = $1)
        WHERE id = $2 AND EXISTS (SELECT 1 FROM runs p WHERE p.id = $1 AND p.paused_by IS NOT NULL)
        """,
        parent, child);

    private static List<RunId> Children(SqlSession s, RunId run) =>
        s.All($"SELECT id FROM runs WHERE parent_run = $1 AND parent_run IS NOT NULL AND {Unfinished} ORDER BY id", r => r.Run(0), run);

    private static Row Read(SqlSession s, RunId run, DateTimeOffset now, Func<string, bool> isDead) => s.One(
        "SELECT organization_id, status, lease_owner, lease_until, last_sequence, priority, paused_by, concurrency_group, concurrency_limit FROM runs WHERE id = $1",
        r => new Row(
            new OrganizationId(r.Guid(0)), r.GetString(1), r.TextOrNull(2) is { } owner && r.TimeOrNull(3) > now && !isDead(owner), r.GetInt64(4), r.GetInt32(5),
            r.TextOrNull(6), r.TextOrNull(7), r.IsDBNull(8) ? 0 : r.GetInt64(8)), run)!; // whoever asks has found it

    private sealed record Row(
        OrganizationId Organization, string Status, bool IsHeld, long Last, int Priority, string? PausedBy, string? Line, long Limit)
    {
        public bool HasEnded => Status is "succeeded" or "failed" or "cancelled";
    }
}
