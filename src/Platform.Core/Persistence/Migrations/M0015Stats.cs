using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>How often tools, models and agents are called and how long that takes, added up by day.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0015Stats : Migration
{
    public const string Id = "0015_stats";

    // What is asked is known by its name, so the rows of one name in one workflow lie together.
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            CREATE TABLE call_stats (
                organization_id {t.Id} NOT NULL, kind {t.Text} NOT NULL, name {t.Text} NOT NULL, workflow {t.Text} NOT NULL, day {t.Number} NOT NULL,
                bucket {t.Number} NOT NULL, shard {t.Number} NOT NULL, calls {t.Number} NOT NULL, failed {t.Number} NOT NULL, total_ms {t.Number} NOT NULL,
                input_tokens {t.Number} NOT NULL, output_tokens {t.Number} NOT NULL, cost_nanos {t.Number} NOT NULL, unpriced {t.Number} NOT NULL,
                PRIMARY KEY (organization_id, kind, name, workflow, day, bucket, shard)){t.Together};
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
