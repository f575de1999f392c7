using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Those who wait for an event in the order in which they are answered, so that many are answered piece by piece.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0008Events : Migration
{
    public const string Id = "0008_events";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX ix_interrupts_event");
        migrationBuilder.Sql("CREATE INDEX ix_interrupts_event ON interrupts (organization_id, event_name, id) WHERE event_name IS NOT NULL AND status = 'open'");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
