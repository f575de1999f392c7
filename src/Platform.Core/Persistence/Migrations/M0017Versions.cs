using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Old texts that were brought back as new versions, and workflows that are switched off.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0017Versions : Migration
{
    public const string Id = "0017_versions";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            ALTER TABLE workflow_versions ADD COLUMN restored_from {t.Number};
            ALTER TABLE workflows ADD COLUMN disabled_by {t.Text};
            DROP INDEX ix_versions_hash;
            CREATE INDEX ix_versions_hash ON workflow_versions (organization_id, workflow, hash);
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
