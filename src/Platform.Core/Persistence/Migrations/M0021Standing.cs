using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>How long a run stood ended before somebody had it tried again: that is no part of its duration.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0021Standing : Migration
{
    public const string Id = "0021_standing";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"ALTER TABLE runs ADD COLUMN stood_ms {t.Number} NOT NULL DEFAULT 0;");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
