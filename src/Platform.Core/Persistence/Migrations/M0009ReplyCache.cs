using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>Answers of models that are kept for equal requests.</summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0009ReplyCache : Migration
{
    public const string Id = "0009_reply_cache";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.Of(migrationBuilder);
        migrationBuilder.Sql($"""
            CREATE TABLE cached_replies (
                organization_id {t.Id} NOT NULL, hash {t.Text} NOT NULL, at {t.Number} NOT NULL, expires_at {t.Number} NOT NULL, hits {t.Number} NOT NULL, bytes {t.Number} NOT NULL,
                call {t.Text} NOT NULL,
                PRIMARY KEY (organization_id, hash));
            CREATE INDEX ix_cached_replies_oldest ON cached_replies (organization_id, at, bytes, hits);
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
