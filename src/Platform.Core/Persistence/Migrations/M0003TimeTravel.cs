using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>What a replay must be told lies beside the events of its commit; a forked run knows where it came from.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0003TimeTravel : Migration
{
    public const string Id = "0003_time_travel";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            ALTER TABLE event_batches ADD COLUMN recorded {t.Bytes};
            ALTER TABLE runs ADD COLUMN forked_from {t.Id};
            ALTER TABLE runs ADD COLUMN forked_step {t.Number};
            CREATE INDEX ix_runs_forked ON runs (forked_from) WHERE forked_from IS NOT NULL;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
