using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Why runs and tasks fail: the cause of a failed run stands in its row, and each cause is counted by day.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0016Failures : Migration
{
    public const string Id = "0016_failures";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            ALTER TABLE runs ADD COLUMN cause {t.Text};
            CREATE TABLE failure_causes (
                organization_id {t.Id} NOT NULL, day {t.Number} NOT NULL, cause {t.Text} NOT NULL, shard {t.Number} NOT NULL, workflow {t.Text} NOT NULL, node {t.Text} NOT NULL,
                code {t.Text} NOT NULL, message {t.Text} NOT NULL, resolution {t.Text} NOT NULL, runs {t.Number} NOT NULL, tasks {t.Number} NOT NULL,
                first_at {t.Number} NOT NULL, last_at {t.Number} NOT NULL,
                PRIMARY KEY (organization_id, day, cause, shard)){t.Together};
            CREATE INDEX ix_failure_causes ON failure_causes (organization_id, cause, day);
            CREATE INDEX ix_runs_cause ON runs (organization_id, cause, id) WHERE cause IS NOT NULL;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
