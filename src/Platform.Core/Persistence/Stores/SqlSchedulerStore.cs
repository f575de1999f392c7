using Platform.Core.Foundation;
using Platform.Core.Runs.Scheduling;

namespace Platform.Core.Persistence.Stores;

/// <summary>The scheduler's numbers. Every count is bounded, and each is read from an index.</summary>
internal sealed class SqlSchedulerStore(Database database) : ISchedulerStore
{
    private const string Ready = "organization_id = $1 AND status = 'queued' AND paused_by IS NULL AND (due_at IS NULL OR due_at <= $2)";

    public SchedulerQueue Queue(OrganizationId organization, DateTimeOffset now, int most) => database.Read(s =>
    {
        int Count(string where) => (int)s.Number($"SELECT count(*) FROM (SELECT 1 FROM runs WHERE {where} LIMIT $3) c", organization, now, most);
        return new SchedulerQueue(
            Count($"{Ready} AND thread IS NULL AND concurrency_group IS NULL"),
            Count($"{Ready} AND (thread IS NOT NULL OR concurrency_group IS NOT NULL)"),
            Count("organization_id = $1 AND status = 'queued' AND paused_by IS NULL AND due_at > $2"),
            Count("organization_id = $1 AND status = 'running' AND $2 = $2"),
            Count("organization_id = $1 AND status = 'waiting' AND paused_by IS NULL AND $2 = $2"),
            Count("organization_id = $1 AND status IN ('queued', 'waiting') AND paused_by IS NOT NULL AND $2 = $2"),
            s.One($"SELECT created_at FROM runs WHERE {Ready} AND thread IS NULL AND concurrency_group IS NULL ORDER BY id LIMIT 1", r => (DateTimeOffset?)r.Time(0), organization, now));
    });

    // The organisation of a deadline is written so that the index of deadlines is taken, and not that of all of its runs.
    public IReadOnlyList<SchedulerTimer> Timers(OrganizationId organization, DateTimeOffset after, DateTimeOffset before, int take) => database.Read(s => s.All(
        """
        SELECT * FROM (SELECT i.run_id, r.workflow, i.node, i.kind, i.due_at AS at FROM interrupts i JOIN runs r ON r.id = i.run_id
            WHERE i.due_at IS NOT NULL AND i.status IN ('open', 'claimed') AND i.due_at > $2 AND i.due_at <= $3 AND i.organization_id = $1 AND r.paused_by IS NULL ORDER BY i.due_at LIMIT $4) a
        UNION ALL SELECT * FROM (SELECT id, workflow, '', 'start', due_at FROM runs
            WHERE status = 'queued' AND due_at IS NOT NULL AND due_at > $2 AND due_at <= $3 AND organization_id = $1 AND paused_by IS NULL AND thread IS NULL AND concurrency_group IS NULL ORDER BY due_at LIMIT $4) b
        UNION ALL SELECT * FROM (SELECT id, workflow, '', 'deadline', deadline FROM runs
            WHERE deadline IS NOT NULL AND ended_at IS NULL AND deadline > $2 AND deadline <= $3 AND COALESCE(organization_id, organization_id) = $1 ORDER BY deadline LIMIT $4) c
        ORDER BY 5 LIMIT $4
        """,
        r => new SchedulerTimer(r.Run(0), r.GetString(1), r.GetString(2), Kind(r.GetString(3)), r.Time(4)), organization, after, before, take));

    public IReadOnlyList<(string Owner, DateTimeOffset? BeatAt, int Running)> Owners() => database.Read(s =>
    {
        var running = s.All("SELECT lease_owner, count(*) FROM runs WHERE status = 'running' AND lease_owner IS NOT NULL GROUP BY lease_owner LIMIT 200", r => (Owner: r.GetString(0), Count: (int)r.GetInt64(1)));
        var alive = s.All("SELECT owner, beat_at FROM processes ORDER BY owner LIMIT 200", r => (Owner: r.GetString(0), At: r.Time(1)));
        return alive.Select(a => (a.Owner, (DateTimeOffset?)a.At, running.FirstOrDefault(r => r.Owner == a.Owner).Count))
            .Concat(running.Where(r => !alive.Exists(a => a.Owner == r.Owner)).Select(r => (r.Owner, (DateTimeOffset?)null, r.Count))).ToList();
    });

    private static string Kind(string kind) => kind == "human" ? "person" : kind;
}
