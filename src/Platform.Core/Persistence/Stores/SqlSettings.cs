using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>What an organisation has set, by name.</summary>
internal sealed class SqlSettings(Database database, IDatabaseWriter writer)
{
    // Checking a file asks for prices where no database was made yet.
    public string? Find(OrganizationId organization, string name) => database.Read(s => !database.HasTable(s, "settings")
        ? null
        : s.One("SELECT value FROM settings WHERE organization_id = $1 AND name = $2", r => r.GetString(0), organization, name));

    /// <param name="value">Null takes it away.</param>
    public Task SaveAsync(OrganizationId organization, string name, string? value, string by, DateTimeOffset at) => writer.WriteAsync(s => value is null
        ? s.Execute("DELETE FROM settings WHERE organization_id = $1 AND name = $2", organization, name)
        : s.Execute(
            """
            INSERT INTO settings (organization_id, name, value, updated_by, updated_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (organization_id, name) DO UPDATE SET value = excluded.value, updated_by = excluded.updated_by, updated_at = excluded.updated_at
            """,
            organization, name, value, by, at));
}
