using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;

namespace Platform.Core.Persistence.Stores;

/// <summary>What goes on around executions.</summary>
internal sealed class SqlRunControl(Database database, IDatabaseWriter writer) : IRunControl
{
    /// <summary>A process that has said nothing for so long is taken for dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private const string Overdue = "SELECT organization_id, deadline, lease_owner, lease_until, last_sequence FROM runs WHERE id = $1 AND deadline <= $2 AND deadline IS NOT NULL AND ended_at IS NULL";

    public async Task<Committed?> EndOverdueAsync(RunId run, LeaseClaim claim) =>
        await database.ReadAsync(s => s.AnyAsync(Overdue, run, claim.Now), CancellationToken.None) ? await writer.WriteAsync(s => EndOverdue(s, run, claim)) : null;

    public ValueTask<List<(RunId Run, string By)>> CancelsOfAsync(string owner, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync("SELECT id, cancel_requested FROM runs WHERE lease_owner = $1 AND cancel_requested IS NOT NULL", r => (r.Run(0), r.GetString(1)), owner), cancellationToken);

    public Task BeatAsync(string owner, DateTimeOffset now) => writer.WriteAsync(s =>
    {
        s.Execute("DELETE FROM processes WHERE beat_at < $1", now - Silence);
        return s.Execute(
            "INSERT INTO processes (owner, organization_id, beat_at) VALUES ($1, $2, $3) ON CONFLICT (owner) DO UPDATE SET beat_at = excluded.beat_at",
            owner, OrganizationId.Local, now);
    });

    public ValueTask<List<string>> ProcessesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.AllAsync("SELECT owner FROM processes ORDER BY owner LIMIT 1000", r => r.GetString(0)), cancellationToken);

    public Task LeaveAsync(string owner) => writer.WriteAsync(s => s.Execute("DELETE FROM processes WHERE owner = $1", owner));

    public async Task ForgetEventsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(s => s.AnyAsync("SELECT 1 FROM outside_events WHERE expires_at <= $1", now), cancellationToken))
            await writer.WriteAsync(s => s.Execute("DELETE FROM outside_events WHERE expires_at <= $1", now));
    }

    // Looked at again under the lock: meanwhile it may have ended, or somebody may have taken it.
    private static Committed? EndOverdue(SqlSession s, RunId run, LeaseClaim claim)
    {
        var row = s.One(
            Overdue,
            r => (Organization: new OrganizationId(r.Guid(0)), Deadline: r.Time(1), Owner: r.TextOrNull(2), Until: r.TimeOrNull(3), Last: r.GetInt64(4)), run, claim.Now);
        if (row.Last == 0 || (row.Owner is not null && row.Until > claim.Now && !claim.IsDead(row.Owner))) return null;
        var fault = RunDeadline.Fault(row.Deadline);
        RunRows.AppendEvents(s, run, row.Organization, [new LoggedEvent(row.Last + 1, claim.Now, new RunFailed(fault))]);
        s.Execute("UPDATE runs SET last_sequence = last_sequence + 1 WHERE id = $1", run);
        var rest = new RunRest(RunStatus.Failed, 0) { Error = new RunFault(fault.Code, fault.Message, null, 0, fault.Resolution) };
        var next = RunRows.End(s, run, rest, claim.Now);
        var tree = new CancelledTree();
        RunRows.CancelChildren(s, run, $"run {run}", claim.Now, claim.IsDead, tree);
        return new Committed(false, true, 0, null, [.. next, .. tree.ToDispatch], tree.Running);
    }
}
