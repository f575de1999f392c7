using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Core.Persistence.Stores;

/// <summary>Definitions.</summary>
internal sealed class SqlWorkflowStore(Database database, IDatabaseWriter writer, TimeProvider time) : IWorkflowStore
{
    private const string VersionColumns = "v.workflow, v.number, v.hash, v.text, w.description, v.created_at, v.created_by, v.includes, v.restored_from";

    private readonly Remembered<RunCounts> _counts = new(time);

    public Task<WorkflowVersion> SaveAsync(OrganizationId organization, WorkflowVersion version, string? expected) => writer.WriteAsync(s =>
    {
        if (expected is not null) WorkflowWriting.Expect(s, organization, version.Workflow, expected);
        var same = s.One(
            "SELECT max(number) FROM workflow_versions WHERE organization_id = $1 AND workflow = $2 AND hash = $3", r => r.IsDBNull(0) ? null : (int?)r.GetInt32(0),
            organization, version.Workflow, version.Hash);
        var number = WorkflowWriting.Store(s, organization, version, same);
        return s.One(AskVersion, ReadVersion, organization, version.Workflow, number)!;
    });

    public Task<WorkflowVersion?> RestoreAsync(OrganizationId organization, string name, int number, string by, DateTimeOffset now) => writer.WriteAsync(s =>
    {
        var old = s.One(AskVersion, ReadVersion, organization, name, number);
        var current = s.One(AskVersion, ReadVersion, organization, name, null);
        if (old is null || current is null || old.Hash == current.Hash) return old is null ? null : current;
        var restored = WorkflowWriting.Store(s, organization, old with { CreatedAt = now, CreatedBy = by, RestoredFrom = number }, null);
        return s.One(AskVersion, ReadVersion, organization, name, restored);
    });

    public Task<bool> DisableAsync(OrganizationId organization, string name, string? by) => writer.WriteAsync(s =>
        s.Execute("UPDATE workflows SET disabled_by = $3 WHERE organization_id = $1 AND name = $2 AND deleted_at IS NULL", organization, name, by) > 0);

    public ValueTask<List<string>> MentioningAsync(OrganizationId organization, string word, string other, int take, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        """
        SELECT w.name FROM workflows w JOIN workflow_versions v ON v.organization_id = w.organization_id AND v.workflow = w.name AND v.number = w.current
        WHERE w.organization_id = $1 AND w.deleted_at IS NULL AND v.text LIKE $2 AND v.text LIKE $3 ORDER BY w.name LIMIT $4
        """,
        r => r.GetString(0), organization, $"%{word}%", $"%{other}%", take), cancellationToken);

    public ValueTask<List<string>> SearchAsync(OrganizationId organization, string? search, CancellationToken cancellationToken)
    {
        var like = database.LikeNeedsIgnoreCase ? "ILIKE" : "LIKE";
        var part = search is null ? null : $"%{search.Replace("%", "", StringComparison.Ordinal)}%";
        var where = part is null ? "" : $" AND (name {like} $2 OR description {like} $2)";
        object?[] values = part is null ? [organization] : [organization, part];
        return database.ReadAsync(s => s.AllAsync($"SELECT name FROM workflows WHERE organization_id = $1 AND deleted_at IS NULL{where} ORDER BY name LIMIT 20000", r => r.GetString(0), values), cancellationToken);
    }

    public ValueTask<WorkflowVersion?> FindAsync(OrganizationId organization, string name, int? number, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.OneAsync(AskVersion, ReadVersion, organization, name, number), cancellationToken);

    public ValueTask<CurrentVersion?> CurrentAsync(OrganizationId organization, string name, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync<CurrentVersion>(
        """
        SELECT v.number, v.hash, w.disabled_by FROM workflows w JOIN workflow_versions v ON v.organization_id = w.organization_id AND v.workflow = w.name AND v.number = w.current
        WHERE w.organization_id = $1 AND w.name = $2 AND w.deleted_at IS NULL
        """,
        r => new CurrentVersion(r.GetInt32(0), r.GetString(1), r.TextOrNull(2)), organization, name), cancellationToken);

    public ValueTask<List<string>> NamesAsync(OrganizationId organization, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync("SELECT name FROM workflows WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY name LIMIT 1000", r => r.GetString(0), organization), cancellationToken);

    public ValueTask<List<string>> SuggestAsync(OrganizationId organization, string part, int take, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        if (part.Length == 0) return await s.AllAsync("SELECT name FROM workflows WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY name LIMIT $2", r => r.GetString(0), organization, take);
        var like = database.LikeNeedsIgnoreCase ? "ILIKE" : "LIKE";
        var text = part.Replace("%", "", StringComparison.Ordinal);
        return await s.AllAsync(
            $"SELECT name FROM workflows WHERE organization_id = $1 AND deleted_at IS NULL AND name {like} $2 ORDER BY CASE WHEN name {like} $3 THEN 0 ELSE 1 END, name LIMIT $4",
            r => r.GetString(0), organization, $"%{text}%", $"{text}%", take);
    }, cancellationToken);

    public ValueTask<List<(string Name, int Number, string Hash)>> HeadsAsync(OrganizationId organization, int most, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        """
        SELECT w.name, w.current, v.hash FROM workflows w JOIN workflow_versions v ON v.organization_id = w.organization_id AND v.workflow = w.name AND v.number = w.current
        WHERE w.organization_id = $1 AND w.deleted_at IS NULL ORDER BY w.name LIMIT $2
        """,
        r => (r.GetString(0), r.GetInt32(1), r.GetString(2)), organization, most), cancellationToken);

    public ValueTask<List<WorkflowVersion>> TextsAsync(OrganizationId organization, IReadOnlyList<string> names, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        var found = new List<WorkflowVersion>(names.Count);
        foreach (var name in names)
            if (await s.OneAsync(AskVersion, ReadVersion, organization, name, null) is { } version) found.Add(version);
        return found;
    }, cancellationToken);

    public ValueTask<List<OrganizationId>> OrganizationsAsync(CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync("SELECT DISTINCT organization_id FROM workflows WHERE deleted_at IS NULL ORDER BY 1", r => new OrganizationId(r.Guid(0))), cancellationToken);

    public ValueTask<bool> WasDeletedAsync(OrganizationId organization, string name, CancellationToken cancellationToken) => database.ReadAsync(
        async s => await s.NumberAsync("SELECT count(*) FROM workflows WHERE organization_id = $1 AND name = $2 AND deleted_at IS NOT NULL", organization, name) > 0, cancellationToken);

    public ValueTask<List<VersionView>> VersionsAsync(OrganizationId organization, string name, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        """
        SELECT v.workflow, v.number, v.hash, v.created_at, v.created_by, CASE WHEN v.number = w.current THEN 1 ELSE 0 END, v.restored_from
        FROM workflow_versions v JOIN workflows w ON w.organization_id = v.organization_id AND w.name = v.workflow
        WHERE v.organization_id = $1 AND v.workflow = $2 AND w.deleted_at IS NULL ORDER BY v.number DESC LIMIT 1000
        """,
        r => new VersionView(r.GetString(0), r.GetInt32(1), r.GetString(2), r.Time(3), r.GetString(4), r.Flag(5)) { RestoredFrom = r.IsDBNull(6) ? null : r.GetInt32(6) }, organization, name), cancellationToken);

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

    public ValueTask<List<WorkflowView>> RowsAsync(OrganizationId organization, IReadOnlyList<string> names, CancellationToken cancellationToken) => database.ReadAsync(
        async s =>
        {
            var rows = new List<WorkflowView>(names.Count);
            foreach (var name in names)
            {
                var row = await s.OneAsync(
                    "SELECT description, current, created_at, updated_at, disabled_by FROM workflows WHERE organization_id = $1 AND name = $2 AND deleted_at IS NULL",
                    r => new WorkflowView(name, r.TextOrNull(0), r.GetInt32(1), 0, r.Time(2), r.Time(3), 0, 0, 0, null) { DisabledBy = r.TextOrNull(4) }, organization, name);
                if (row is not null) rows.Add(row);
            }

            return rows;
        },
        cancellationToken);

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
            db.Runs.Where(r => r.Workflow == w.Name).OrderByDescending(r => r.Id).Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefault())
        { DisabledBy = w.DisabledBy })
            .ToListAsync(cancellationToken);
        var counts = await _counts.GetAsync(organization, () => database.ReadAsync(s => RunCounts.ReadAsync(s, organization), CancellationToken.None));
        return new Page<WorkflowView>([.. page.Take(take).Select(counts.Fill)], page.Count > take ? page[take - 1].Name : null);
    }

    private const string AskVersion =
        $"""
        SELECT {VersionColumns} FROM workflow_versions v JOIN workflows w ON w.organization_id = v.organization_id AND w.name = v.workflow
        WHERE v.organization_id = $1 AND v.workflow = $2 AND (v.number = $3 OR ($3 IS NULL AND v.number = w.current AND w.deleted_at IS NULL))
        """;

    private static WorkflowVersion ReadVersion(DbDataReader r) =>
        new(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.TextOrNull(4), r.Time(5), r.GetString(6), StoredJson.ReadMap(r.TextOrNull(7))) { RestoredFrom = r.IsDBNull(8) ? null : r.GetInt32(8) };
}
