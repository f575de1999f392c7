using SQLitePCL;

namespace Platform.Core.Tools.Sql;

/// <summary>What a statement may do, asked by SQLite itself for each part of it while it is read. What is not named here is refused.</summary>
/// <remarks>Source: sqlite.org/c3ref/c_alter_table.html, the action codes.</remarks>
internal static class SqliteRights
{
    // Those that look and set nothing.
    private static readonly HashSet<string> Looking = new(StringComparer.OrdinalIgnoreCase) { "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list" };

    private static readonly HashSet<string> Reaching = new(StringComparer.OrdinalIgnoreCase) { "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_dbpage", "zipfile", "fsdir" };

    public static bool Allows(int action, string? first, string? second, bool write) => action switch
    {
        raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_RECURSIVE => true,
        raw.SQLITE_FUNCTION => !Reaching.Contains(second ?? ""),
        raw.SQLITE_PRAGMA => Looking.Contains(first ?? ""),
        // Asked when json_each and its like are set up; nothing is written then, and what would write there is refused by the defensive mode.
        raw.SQLITE_UPDATE when first == "sqlite_master" => true,
        raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE => write,
        raw.SQLITE_CREATE_TABLE or raw.SQLITE_CREATE_INDEX or raw.SQLITE_CREATE_VIEW => write,
        raw.SQLITE_DROP_TABLE or raw.SQLITE_DROP_INDEX or raw.SQLITE_DROP_VIEW => write,
        raw.SQLITE_ALTER_TABLE or raw.SQLITE_REINDEX or raw.SQLITE_ANALYZE => write,
        _ => false, // ATTACH, DETACH, triggers, temporary things, virtual tables, transactions that would stay open
    };
}
