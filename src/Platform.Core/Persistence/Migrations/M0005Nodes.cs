using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>
/// Several nodes on one PostgreSQL: which transactions of a writer were stored. Bookkeeping of the storage itself and nobody's rows, so EF Core's model does
/// not know it; SQLite needs none.
/// </summary>
[DbContext(typeof(PlatformDb))]
[Migration(Id)]
internal sealed class M0005Nodes : Migration
{
    public const string Id = "0005_nodes";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (ColumnTypes.IsSqlite(migrationBuilder)) return;
        migrationBuilder.Sql("CREATE TABLE writers (id uuid NOT NULL PRIMARY KEY, number bigint NOT NULL, at bigint NOT NULL) WITH (fillfactor = 50);");

        // These rows are written over and over: with room on their page an update needs no new entry in any index.
        migrationBuilder.Sql("ALTER TABLE runs SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations only add; restore a backup to go back.");
}
