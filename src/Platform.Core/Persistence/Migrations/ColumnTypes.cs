using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Core.Persistence.Migrations;

/// <summary>
/// The words that differ between the databases, so that a migration's SQL is written once. Numbers are 64 bits; booleans are numbers 0 and 1, times are
/// milliseconds since 1970 UTC.
/// </summary>
/// <param name="Together">After a table's columns: the rows of a key lie together, in order, and are found without a second index.</param>
internal sealed record ColumnTypes(string Id, string Number, string Text, string Bytes, string Together)
{
    private static readonly ColumnTypes Sqlite = new("BLOB", "INTEGER", "TEXT", "BLOB", " WITHOUT ROWID");

    // Text compares by its bytes in SQLite; PostgreSQL must be told, or the order would depend on the machine that made the database.
    private static readonly ColumnTypes Postgres = new("uuid", "bigint", "text COLLATE \"C\"", "bytea", "");

    // As EF Core's own question, which would have its provider loaded for the answer.
    public static bool IsSqlite(MigrationBuilder migration) => migration.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";

    public static ColumnTypes Of(MigrationBuilder migration) => IsSqlite(migration) ? Sqlite : Postgres;

    /// <summary>An id as SQL.</summary>
    public string Literal(string id) => this == Sqlite ? $"x'{id.Replace("-", "", StringComparison.Ordinal)}'" : $"'{id}'";
}
