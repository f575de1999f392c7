using Platform.Core.Foundation;
using Platform.Core.Runs.Retention;

namespace Platform.Core.Persistence.Stores;

/// <summary>Deletes runs: the row at once, what belongs to it bit by bit.</summary>
internal sealed class SqlRetentionStore(Database database, IDatabaseWriter writer) : IRetentionStore
{
    private const int RunsAtOnce = 100;

    /// <summary>The tables with rows of a run besides its own, and the column by which they are removed bit by bit. A test looks for tables that are missing here.</summary>
    internal static readonly (string Table, string Column)[] OfRun = [("checkpoints", "step"), ("event_batches", "first_sequence"), ("journal", "task"), ("interrupts", "id"), ("model_calls", "id")];

    public IReadOnlyList<OrganizationId> Organizations() => database.Read(s => s.All("SELECT organization_id FROM organizations ORDER BY 1", r => new OrganizationId(r.Guid(0))));

    public IReadOnlyList<string> Workflows(OrganizationId organization) => database.Read(s =>
        s.All("SELECT name FROM workflows WHERE organization_id = $1 ORDER BY name", r => r.GetString(0), organization));

    public RunId? After(OrganizationId organization, string workflow, int keep) => database.Read(s => s.One(
        "SELECT id FROM runs WHERE organization_id = $1 AND workflow = $2 AND parent_run IS NULL ORDER BY id DESC LIMIT 1 OFFSET $3", r => (RunId?)r.Run(0),
        organization, workflow, (long)keep));

    public IReadOnlyList<RunId> Ended(OrganizationId organization, OldRuns which, RunId? after, int take) => database.Read(s =>
    {
        var (before, upTo) = (which.EndedBefore ?? DateTimeOffset.UnixEpoch, which.UpTo?.Value ?? Guid.Empty);
        var made = IdRange.From(before); // what was made later cannot have ended earlier
        return s.All(
            """
            SELECT r.id FROM runs r WHERE r.organization_id = $1 AND r.workflow = $2 AND r.id > $3 AND r.id <= $4 AND r.parent_run IS NULL AND r.ended_at IS NOT NULL
                AND (r.ended_at < $5 OR r.id <= $6) AND NOT EXISTS (SELECT 1 FROM runs c WHERE c.parent_run = r.id AND c.ended_at IS NULL)
            ORDER BY r.id LIMIT $7
            """,
            r => r.Run(0), organization, which.Workflow, after?.Value ?? Guid.Empty, Later(made, upTo), before, upTo, take);
    });

    public Task<IReadOnlyList<RunId>> DeleteAsync(OrganizationId organization, IReadOnlyList<RunId> runs, DateTimeOffset now) =>
        writer.WriteAsync<IReadOnlyList<RunId>>(s => [.. runs.Where(run => Delete(s, organization, run, now))]);

    public Task<Cleared> ClearAsync(OrganizationId organization, int mostRows, DateTimeOffset now) => writer.WriteAsync(s =>
    {
        var deleted = s.All("SELECT run_id FROM deleted_runs WHERE organization_id = $1 ORDER BY run_id LIMIT $2", r => r.Run(0), organization, RunsAtOnce);
        var (rows, children) = (0, 0);
        foreach (var run in deleted)
        {
            children += Children(s, organization, run, mostRows - rows - children, now, out var isParent);
            foreach (var (table, column) in OfRun)
            {
                if (rows + children >= mostRows) return new Cleared(children, More: true);
                rows += s.Execute(
                    $"DELETE FROM {table} WHERE run_id = $1 AND {column} IN (SELECT {column} FROM {table} WHERE run_id = $1 ORDER BY {column} LIMIT $2)",
                    run, mostRows - rows - children);
            }

            if (rows + children >= mostRows) return new Cleared(children, More: true);
            if (!isParent) rows += s.Execute("DELETE FROM deleted_runs WHERE run_id = $1", run);
        }

        return new Cleared(children, More: rows + children > 0 && (children > 0 || deleted.Count == RunsAtOnce));
    });

    public Task<bool> ClaimAsync(OrganizationId organization, string name, string owner, DateTimeOffset until, DateTimeOffset now) => writer.WriteAsync(s =>
        s.Execute(
            """
            INSERT INTO claims (organization_id, name, owner, until) VALUES ($1, $2, $3, $4)
            ON CONFLICT (organization_id, name) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE claims.owner = excluded.owner OR claims.until <= $5
            """,
            organization, name, owner, until, now) > 0);

    // Its status is asked once more, for a retry may have come between.
    private static bool Delete(SqlSession s, OrganizationId organization, RunId run, DateTimeOffset now)
    {
        var labels = s.One(
            "DELETE FROM runs WHERE id = $1 AND organization_id = $2 AND ended_at IS NOT NULL RETURNING labels", r => StoredJson.ReadMap(r.TextOrNull(0)), run, organization);
        if (labels is null) return false;
        foreach (var label in RunLabels.Of(labels)) s.Execute("DELETE FROM run_labels WHERE organization_id = $1 AND label = $2 AND run_id = $3", organization, label, run);
        s.Execute("INSERT INTO deleted_runs (run_id, organization_id, at) VALUES ($1, $2, $3)", run, organization, now);
        return true;
    }

    // A child that was retried by hand stays until it has ended again; so does the note that its parent is gone.
    private static int Children(SqlSession s, OrganizationId organization, RunId parent, int most, DateTimeOffset now, out bool left)
    {
        var children = s.All("SELECT id FROM runs WHERE parent_run = $1 ORDER BY id LIMIT $2", r => r.Run(0), parent, Math.Max(1, most));
        var deleted = children.Count(child => Delete(s, organization, child, now));
        left = children.Count > 0 && (deleted < children.Count || deleted >= most);
        return deleted;
    }

    private static Guid Later(Guid a, Guid b) => string.CompareOrdinal(a.ToString("N"), b.ToString("N")) >= 0 ? a : b;
}
