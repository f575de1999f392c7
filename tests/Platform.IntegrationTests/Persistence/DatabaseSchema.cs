using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Sqlite;

namespace Platform.IntegrationTests.Persistence;

/// <summary>The tables of EF Core's model as they stand in a database, one line for each column and index.</summary>
/// <remarks>Left out: the index on the end of an id, for EF Core cannot say that an index is on an expression.</remarks>
internal static class DatabaseSchema
{
    public static List<string> Of(Database database)
    {
        using var db = PlatformDb.Open(database, OrganizationId.Local);
        var tables = db.Model.GetEntityTypes().Select(e => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(e)!).Order(StringComparer.Ordinal).ToList();
        return database.Read(s => tables.SelectMany(t => database is SqliteDatabase ? Sqlite(s, t) : Postgres(s, t)).ToList());
    }

    private static List<string> Sqlite(SqlSession s, string table)
    {
        var lines = s.All(
            $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY name", r => $"{table}.{r.GetString(0)} {r.GetString(1)} {r.GetInt32(2)} {r.GetInt32(3)}");
        foreach (var (name, unique, partial) in s.All(
            $"SELECT name, \"unique\", partial FROM pragma_index_list('{table}') WHERE origin = 'c' AND name <> 'ix_runs_tail' ORDER BY name", r => (r.GetString(0), r.GetInt32(1), r.GetInt32(2))))
        {
            lines.Add($"{name} {unique} {partial} {string.Join(',', s.All($"SELECT name FROM pragma_index_info('{name}') ORDER BY seqno", r => r.GetString(0)))}");
        }

        return lines;
    }

    private static List<string> Postgres(SqlSession s, string table) =>
    [
        .. s.All(
            "SELECT column_name, data_type, is_nullable, COALESCE(collation_name, '') FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY 1",
            r => $"{table}.{r.GetString(0)} {r.GetString(1)} {r.GetString(2)} {r.GetString(3)}", table),
        .. s.All(
            """
            SELECT CASE WHEN i.indisprimary THEN 'primary' ELSE c.relname END,
                substring(pg_get_indexdef(i.indexrelid) FROM 'USING .*'), CASE WHEN i.indisunique THEN 'unique' ELSE '' END
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
            WHERE t.relname = $1 AND t.relnamespace = current_schema()::regnamespace AND c.relname <> 'ix_runs_tail' ORDER BY 1
            """,
            r => $"{table} {r.GetString(0)} {r.GetString(1)} {r.GetString(2)}", table),
    ];
}
