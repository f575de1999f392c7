using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Tokens that were put into a provider's cache, and calls that are no chat.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0013Usage : Migration
{
    public const string Id = "0013_usage";

    // The columns of a call stand after its texts: lists leave them out, and one call reads them.
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            ALTER TABLE model_calls ADD COLUMN cache_write_tokens {t.Number} NOT NULL DEFAULT 0;
            ALTER TABLE model_calls ADD COLUMN operation {t.Text} NOT NULL DEFAULT 'chat';
            ALTER TABLE spend ADD COLUMN cache_write_tokens {t.Number} NOT NULL DEFAULT 0;
            ALTER TABLE spend_by ADD COLUMN cache_write_tokens {t.Number} NOT NULL DEFAULT 0;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
