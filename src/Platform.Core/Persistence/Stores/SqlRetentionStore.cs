using Platform.Core.Foundation;
using Platform.Core.Runs.Retention;

namespace Platform.Core.Persistence.Stores;

/// <summary>Deletes runs: the row at once, what belongs to it bit by bit.</summary>
internal sealed class SqlRetentionStore(Database database, IDatabaseWriter writer) : IRetentionStore
{
    private const int RunsAtOnce = 100;

    // One statement for many runs, always of the same text, so that it is prepared once; the last id fills what is left.
    private static readonly string Places = string.Join(", ", Enumerable.Range(1, RunsAtOnce).Select(i => $"${i}"));

    /// <summary>The tables with rows of a run besides its own, and the column by which they are removed bit by bit. A test looks for tables that are missing here.</summary>
    internal static readonly (string Table, string Column)[] OfRun = [("checkpoints", "step"), ("event_batches", "first_sequence"), ("journal", "task"), ("task_notes", "number"), ("tool_counts", "tool"), ("interrupts", "id"), ("model_calls", "id")];

    public ValueTask<List<OrganizationId>> OrganizationsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        s => s.AllAsync("SELECT organization_id FROM organizations ORDER BY 1", r => new OrganizationId(r.Guid(0))), cancellationToken);

    public ValueTask<List<string>> WorkflowsAsync(OrganizationId organization, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync("SELECT name FROM workflows WHERE organization_id = $1 ORDER BY name", r => r.GetString(0), organization), cancellationToken);

    public ValueTask<RunId?> AfterAsync(OrganizationId organization, string workflow, int keep, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync(
        "SELECT id FROM runs WHERE organization_id = $1 AND workflow = $2 AND parent_run IS NULL ORDER BY id DESC LIMIT 1 OFFSET $3", r => (RunId?)r.Run(0),
        organization, workflow, (long)keep), cancellationToken);

    public ValueTask<List<RunId>> EndedAsync(OrganizationId organization, OldRuns which, RunId? after, int take, CancellationToken cancellationToken) => database.ReadAsync(s =>
    {
        var (before, upTo) = (which.EndedBefore ?? DateTimeOffset.UnixEpoch, which.UpTo?.Value ?? Guid.Empty);
        var made = IdRange.From(before); // what was made later cannot have ended earlier
        return s.AllAsync(
            """
            SELECT r.id FROM runs r WHERE r.organization_id = $1 AND r.workflow = $2 AND r.id > $3 AND r.id <= $4 AND r.parent_run IS NULL AND r.ended_at IS NOT NULL
                AND (r.ended_at < $5 OR r.id <= $6) AND NOT EXISTS (SELECT 1 FROM runs c WHERE c.parent_run = r.id AND c.ended_at IS NULL)
            ORDER BY r.id LIMIT $7
            """,
            r => r.Run(0), organization, which.Workflow, after?.Value ?? Guid.Empty, Later(made, upTo), before, upTo, take);
    }, cancellationToken);

    public Task<IReadOnlyList<RunId>> DeleteAsync(OrganizationId organization, IReadOnlyList<RunId> runs, DateTimeOffset now) =>
        writer.WriteAsync<IReadOnlyList<RunId>>(s => [.. runs.Chunk(RunsAtOnce).SelectMany(some => Delete(s, organization, some, now))]);

    public Task<Cleared> ClearAsync(OrganizationId organization, int mostRows, DateTimeOffset now) => writer.WriteAsync(s =>
    {
        var deleted = s.All("SELECT run_id FROM deleted_runs WHERE organization_id = $1 ORDER BY run_id LIMIT $2", r => r.Run(0), organization, RunsAtOnce);
        if (deleted.Count == 0) return new Cleared(0, More: false);
        var children = Children(s, organization, deleted, mostRows, now, out var parents);
        var rows = 0;
        foreach (var (table, column) in OfRun)
        {
            if (rows + children >= mostRows) return new Cleared(children, More: true);

            // In no order: that of the index costs nothing, and what is left over goes the next time.
            rows += s.Execute(
                $"DELETE FROM {table} WHERE (run_id, {column}) IN (SELECT run_id, {column} FROM {table} WHERE run_id IN ({Places}) LIMIT ${RunsAtOnce + 1})",
                [.. Padded(deleted), mostRows - rows - children]);
        }

        if (rows + children >= mostRows) return new Cleared(children, More: true);
        if (deleted.Where(run => !parents.Contains(run)).ToList() is { Count: > 0 } cleared)
            rows += s.Execute($"DELETE FROM deleted_runs WHERE run_id IN ({Places})", [.. Padded(cleared)]);
        return new Cleared(children, More: rows + children > 0 && (children > 0 || deleted.Count == RunsAtOnce));
    });

    // Looked for beside the writer, for the counts of calls have no index by day: they are asked by name.
    public async Task<int> ForgetCountsAsync(OrganizationId organization, DateTimeOffset before, int mostRows, CancellationToken cancellationToken)
    {
        var day = CallWriting.DayOf(before);
        var calls = await database.ReadAsync(s => s.AllAsync(
            "SELECT kind, name, workflow, day, bucket, shard FROM call_stats WHERE organization_id = $1 AND day < $2 LIMIT $3",
            r => new object?[] { organization, r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5) }, organization, day, mostRows), cancellationToken);
        var failures = await database.ReadAsync(s => s.AllAsync(
            "SELECT day, cause, shard FROM failure_causes WHERE organization_id = $1 AND day < $2 LIMIT $3",
            r => new object?[] { organization, r.GetInt64(0), r.GetString(1), r.GetInt64(2) }, organization, day, mostRows - calls.Count), cancellationToken);
        if (calls.Count + failures.Count == 0) return 0;
        return await writer.WriteAsync(s =>
        {
            foreach (var key in calls) s.Post("DELETE FROM call_stats WHERE organization_id = $1 AND kind = $2 AND name = $3 AND workflow = $4 AND day = $5 AND bucket = $6 AND shard = $7", key);
            foreach (var key in failures) s.Post("DELETE FROM failure_causes WHERE organization_id = $1 AND day = $2 AND cause = $3 AND shard = $4", key);
            return calls.Count + failures.Count;
        });
    }

    public Task<bool> ClaimAsync(OrganizationId organization, string name, string owner, DateTimeOffset until, DateTimeOffset now) => writer.WriteAsync(s =>
        s.Execute(
            """
            INSERT INTO claims (organization_id, name, owner, until) VALUES ($1, $2, $3, $4)
            ON CONFLICT (organization_id, name) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE claims.owner = excluded.owner OR claims.until <= $5
            """,
            organization, name, owner, until, now) > 0);

    // Their status is asked once more, for a retry may have come between.
    private static List<RunId> Delete(SqlSession s, OrganizationId organization, IReadOnlyList<RunId> runs, DateTimeOffset now)
    {
        var gone = s.All(
            $"DELETE FROM runs WHERE id IN ({Places}) AND organization_id = ${RunsAtOnce + 1} AND ended_at IS NOT NULL RETURNING id, labels",
            r => (Run: r.Run(0), Labels: StoredJson.ReadMap(r.TextOrNull(1))), [.. Padded(runs), organization]);
        foreach (var (run, labels) in gone)
        {
            foreach (var label in RunLabels.Of(labels)) s.Post("DELETE FROM run_labels WHERE organization_id = $1 AND label = $2 AND run_id = $3", organization, label, run);
            s.Post("INSERT INTO deleted_runs (run_id, organization_id, at) VALUES ($1, $2, $3)", run, organization, now);
        }

        return gone.ConvertAll(g => g.Run);
    }

    // A child that was retried by hand stays until it has ended again; so does the note that its parent is gone.
    private static int Children(SqlSession s, OrganizationId organization, List<RunId> parents, int most, DateTimeOffset now, out HashSet<RunId> left)
    {
        left = [];
        var children = s.All(
            $"SELECT id FROM runs WHERE parent_run IN ({Places}) AND parent_run IS NOT NULL LIMIT ${RunsAtOnce + 1}", r => r.Run(0), [.. Padded(parents), Math.Max(1, most)]);
        if (children.Count == 0) return 0;
        var deleted = children.Chunk(RunsAtOnce).Sum(some => Delete(s, organization, some, now).Count);
        left = [.. s.All($"SELECT DISTINCT parent_run FROM runs WHERE parent_run IN ({Places}) AND parent_run IS NOT NULL", r => r.Run(0), [.. Padded(parents)])];
        return deleted;
    }

    private static IEnumerable<object?> Padded(IReadOnlyList<RunId> runs) => Enumerable.Range(0, RunsAtOnce).Select(i => (object?)runs[Math.Min(i, runs.Count - 1)]);

    private static Guid Later(Guid a, Guid b) => string.CompareOrdinal(a.ToString("N"), b.ToString("N")) >= 0 ? a : b;
}
