using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Runs that somebody paused are found among all others, and counted, without looking at those.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0023Paused : Migration
{
    public const string Id = "0023_paused";

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE INDEX ix_runs_paused ON runs (organization_id, id) WHERE paused_by IS NOT NULL AND ended_at IS NULL;");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
