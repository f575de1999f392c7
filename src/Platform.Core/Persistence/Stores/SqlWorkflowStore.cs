using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Core.Persistence.Stores;

/// <summary>Definitions.</summary>
internal sealed class SqlWorkflowStore(Database database, IDatabaseWriter writer, TimeProvider time) : IWorkflowStore
{
    private const string VersionColumns = "v.workflow, v.number, v.hash, v.text, w.description, v.created_at, v.created_by, v.includes";

    private readonly Remembered<RunCounts> _counts = new(time);

    public Task<WorkflowVersion> SaveAsync(OrganizationId organization, WorkflowVersion version) => writer.WriteAsync(s =>
    {
        var same = s.One(
            "SELECT number FROM workflow_versions WHERE organization_id = $1 AND workflow = $2 AND hash = $3", r => (int?)r.GetInt32(0),
            organization, version.Workflow, version.Hash);
        var number = same ?? 1 + (int)s.Number("SELECT max(number) FROM workflow_versions WHERE organization_id = $1 AND workflow = $2", organization, version.Workflow);
        s.Execute(
            """
            INSERT INTO workflows (organization_id, name, description, current, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
            ON CONFLICT (organization_id, name) DO UPDATE SET
                updated_at = CASE WHEN workflows.current = excluded.current AND workflows.deleted_at IS NULL THEN workflows.updated_at ELSE excluded.updated_at END,
                description = excluded.description, current = excluded.current, deleted_at = NULL
            """,
            organization, version.Workflow, version.Description, number, version.CreatedAt);
        if (same is null)
        {
            s.Execute(
                "INSERT INTO workflow_versions (organization_id, workflow, number, hash, created_at, created_by, text, includes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                organization, version.Workflow, number, version.Hash, version.CreatedAt, version.CreatedBy, version.Text, StoredJson.Map(version.Includes));
        }

        return s.One(AskVersion, ReadVersion, organization, version.Workflow, number)!;
    });

    public ValueTask<WorkflowVersion?> FindAsync(OrganizationId organization, string name, int? number, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.OneAsync(AskVersion, ReadVersion, organization, name, number), cancellationToken);

    public ValueTask<(int Number, string Hash)?> CurrentAsync(OrganizationId organization, string name, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync<(int, string)?>(
        """
        SELECT v.number, v.hash FROM workflows w JOIN workflow_versions v ON v.organization_id = w.organization_id AND v.workflow = w.name AND v.number = w.current
        WHERE w.organization_id = $1 AND w.name = $2 AND w.deleted_at IS NULL
        """,
        r => (r.GetInt32(0), r.GetString(1)), organization, name), cancellationToken);

    public ValueTask<List<string>> NamesAsync(OrganizationId organization, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync("SELECT name FROM workflows WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY name LIMIT 1000", r => r.GetString(0), organization), cancellationToken);

    public ValueTask<List<(string Name, int Number, string Hash)>> HeadsAsync(OrganizationId organization, int most, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        """
        SELECT w.name, w.current, v.hash FROM workflows w JOIN workflow_versions v ON v.organization_id = w.organization_id AND v.workflow = w.name AND v.number = w.current
        WHERE w.organization_id = $1 AND w.deleted_at IS NULL ORDER BY w.name LIMIT $2
        """,
        r => (r.GetString(0), r.GetInt32(1), r.GetString(2)), organization, most), cancellationToken);

    public ValueTask<List<OrganizationId>> OrganizationsAsync(CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync("SELECT DISTINCT organization_id FROM workflows WHERE deleted_at IS NULL ORDER BY 1", r => new OrganizationId(r.Guid(0))), cancellationToken);

    public ValueTask<List<VersionView>> VersionsAsync(OrganizationId organization, string name, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        """
        SELECT v.workflow, v.number, v.hash, v.created_at, v.created_by, CASE WHEN v.number = w.current THEN 1 ELSE 0 END
        FROM workflow_versions v JOIN workflows w ON w.organization_id = v.organization_id AND w.name = v.workflow
        WHERE v.organization_id = $1 AND v.workflow = $2 AND w.deleted_at IS NULL ORDER BY v.number DESC LIMIT 1000
        """,
        r => new VersionView(r.GetString(0), r.GetInt32(1), r.GetString(2), r.Time(3), r.GetString(4), r.Flag(5)), organization, name), cancellationToken);

    public Task<bool> DeleteAsync(OrganizationId organization, string name, DateTimeOffset now) => writer.WriteAsync(s =>
    {
        var unfinished = s.Number(
            "SELECT count(*) FROM runs WHERE organization_id = $1 AND workflow = $2 AND status IN ('queued', 'running', 'waiting')", organization, name);
        if (unfinished > 0)
        {
            throw new PlatformException(
                ErrorCode.Conflict, $"{unfinished} run{(unfinished == 1 ? "" : "s")} of '{name}' have not ended.", "Wait for them or cancel them, then delete the workflow.");
        }

        return s.Execute("UPDATE workflows SET deleted_at = $3 WHERE organization_id = $1 AND name = $2 AND deleted_at IS NULL", organization, name, now) > 0;
    });

    public Task<Page<WorkflowView>> ListAsync(OrganizationId organization, WorkflowQuery query, CancellationToken cancellationToken) =>
        database.GuardAsync(() => AskListAsync(organization, query, cancellationToken));

    private async Task<Page<WorkflowView>> AskListAsync(OrganizationId organization, WorkflowQuery query, CancellationToken cancellationToken)
    {
        await using var db = PlatformDb.Open(database, organization);
        var rows = db.Workflows.Where(w => w.DeletedAt == null);
        if (query.After is { } after) rows = rows.Where(w => string.Compare(w.Name, after) > 0);
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var part = query.Search.Trim();
            rows = rows.Where(w => w.Name.Contains(part) || w.Description!.Contains(part));
        }

        var take = Math.Clamp(query.Limit, 1, 200);
        var page = await rows.OrderBy(w => w.Name).Take(take + 1).Select(w => new WorkflowView(
            w.Name, w.Description, w.Current,
            db.Versions.Count(v => v.Workflow == w.Name), w.CreatedAt, w.UpdatedAt,
            0, 0, 0,
            db.Runs.Where(r => r.Workflow == w.Name).OrderByDescending(r => r.Id).Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var counts = await _counts.GetAsync(organization, () => database.ReadAsync(s => RunCounts.ReadAsync(s, organization), cancellationToken));
        return new Page<WorkflowView>([.. page.Take(take).Select(counts.Fill)], page.Count > take ? page[take - 1].Name : null);
    }

    private const string AskVersion =
        $"""
        SELECT {VersionColumns} FROM workflow_versions v JOIN workflows w ON w.organization_id = v.organization_id AND w.name = v.workflow
        WHERE v.organization_id = $1 AND v.workflow = $2 AND (v.number = $3 OR ($3 IS NULL AND v.number = w.current AND w.deleted_at IS NULL))
        """;

    private static WorkflowVersion ReadVersion(DbDataReader r) =>
        new(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.TextOrNull(4), r.Time(5), r.GetString(6), StoredJson.ReadMap(r.TextOrNull(7)));
}
