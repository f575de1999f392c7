using Platform.Core.Foundation;
using Platform.Core.Workflows;

namespace Platform.Core.Persistence.Stores;

/// <summary>How a version comes into the tables.</summary>
internal static class WorkflowWriting
{
    /// <exception cref="PlatformException">Conflict: another version is current than the one of that hash.</exception>
    public static void Expect(SqlSession s, OrganizationId organization, string workflow, string expected)
    {
        var current = s.One(
            """
            SELECT v.hash FROM workflows w JOIN workflow_versions v ON v.organization_id = w.organization_id AND v.workflow = w.name AND v.number = w.current
            WHERE w.organization_id = $1 AND w.name = $2 AND w.deleted_at IS NULL
            """,
            r => r.GetString(0), organization, workflow);
        if ((current ?? "") == expected) return;
        throw new PlatformException(
            ErrorCode.Conflict, expected.Length == 0 ? $"A workflow named '{workflow}' exists already." : $"'{workflow}' was changed since you read it.",
            expected.Length == 0 ? "Choose another name, or edit the one that exists." : "Compare your text with the newer one, then save again.");
    }

    /// <summary>Makes the version the current one.</summary>
    /// <param name="same">The number of the version that has the text already; null to make a new one.</param>
    public static int Store(SqlSession s, OrganizationId organization, WorkflowVersion version, int? same)
    {
        var number = same ?? 1 + (int)s.Number("SELECT max(number) FROM workflow_versions WHERE organization_id = $1 AND workflow = $2", organization, version.Workflow);
        s.Execute(
            """
            INSERT INTO workflows (organization_id, name, description, current, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
            ON CONFLICT (organization_id, name) DO UPDATE SET
                updated_at = CASE WHEN workflows.current = excluded.current AND workflows.deleted_at IS NULL THEN workflows.updated_at ELSE excluded.updated_at END,
                disabled_by = CASE WHEN workflows.deleted_at IS NULL THEN workflows.disabled_by END,
                description = excluded.description, current = excluded.current, deleted_at = NULL
            """,
            organization, version.Workflow, version.Description, number, version.CreatedAt);
        if (same is not null) return number;
        s.Execute(
            "INSERT INTO workflow_versions (organization_id, workflow, number, hash, created_at, created_by, text, includes, restored_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            organization, version.Workflow, number, version.Hash, version.CreatedAt, version.CreatedBy, version.Text, StoredJson.Map(version.Includes), version.RestoredFrom);
        return number;
    }
}
