using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>What tasks write down of their progress, and how often tools were called whose calls are bounded.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0011Policies : Migration
{
    public const string Id = "0011_policies";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            CREATE TABLE task_notes (
                run_id {t.Id} NOT NULL, task {t.Text} NOT NULL, number {t.Number} NOT NULL, organization_id {t.Id} NOT NULL, note {t.Bytes} NOT NULL,
                PRIMARY KEY (run_id, task, number));
            CREATE TABLE tool_counts (
                run_id {t.Id} NOT NULL, tool {t.Text} NOT NULL, organization_id {t.Id} NOT NULL, calls {t.Number} NOT NULL,
                PRIMARY KEY (run_id, tool)){t.Together};
            CREATE TABLE tool_rates (
                organization_id {t.Id} NOT NULL, workflow {t.Text} NOT NULL, tool {t.Text} NOT NULL, recent {t.Text} NOT NULL,
                PRIMARY KEY (organization_id, workflow, tool)){t.Together};
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
