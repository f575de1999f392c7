using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Platform.Core.Persistence.Sqlite;

/// <summary>
/// Ids are 16 bytes, big-endian: version 7 ids then sort by time. Statements go to SQLite's own interface, for a command object with its parameters and its reader
/// costs more than most of what they do.
/// </summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession(connection)
{
    // Not by its property: with the older SQLitePCLRaw of a partial feed the compiler refuses its type, though at run time it is the same.
    private readonly sqlite3 _handle = (sqlite3)typeof(SqliteConnection).GetProperty("Handle")!.GetValue(connection)!;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public override IReadOnlyCollection<string> Prepared => _statements.Keys;

    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Of(sql);
        try
        {
            statement.Bind(values);
            while (statement.Step())
            {
                // What it returns is not wanted.
            }

            return raw.sqlite3_changes(_handle);
        }
        finally
        {
            statement.Reset();
        }
    }

    public override T? One<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : default
    {
        var statement = Of(sql);
        try
        {
            statement.Bind(values);
            return statement.Step() ? read(statement.Row) : default; // one that writes has done all of it by its first row
        }
        finally
        {
            statement.Reset();
        }
    }

    public override List<T> All<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        var statement = Of(sql);
        try
        {
            statement.Bind(values);
            while (statement.Step()) rows.Add(read(statement.Row));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    public override void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        base.Dispose();
    }

    protected override DbParameter Parameter(int number) => new SqliteParameter { ParameterName = $"${number}" };

    protected override void Set(DbParameter parameter, object? value)
    {
        parameter.ResetDbType(); // the same parameter may be a text now and NULL before
        parameter.Value = value switch
        {
            null => DBNull.Value,
            Guid id => id.ToByteArray(bigEndian: true),
            _ => value,
        };
    }

    private SqliteStatement Of(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(_handle, sql);
            _statements.Add(sql, statement);
        }

        Written = Written.With(statement.Writes);
        return statement;
    }
}
