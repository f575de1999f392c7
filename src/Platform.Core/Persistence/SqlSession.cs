using Microsoft.Data.Sqlite;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

/// <summary>One connection with its prepared commands. Used by one thread at a time. Parameters are <c>$1, $2</c> … in SQL.</summary>
internal sealed class SqlSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public SqliteConnection Connection { get; } = connection;

    /// <summary>How many rows were changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bound(sql, values).ExecuteNonQuery();

    /// <summary>The first row; default when there is none.</summary>
    public T? One<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Bound(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public long Number(string sql, params ReadOnlySpan<object?> values) => One(sql, r => r.IsDBNull(0) ? 0 : r.GetInt64(0), values);

    public bool Any(string sql, params ReadOnlySpan<object?> values) => One(sql, _ => true, values);

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        Connection.Dispose();
    }

    private SqliteCommand Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.Parameters[i];
            parameter.ResetSqliteType(); // the same parameter may be a text now and NULL before
            parameter.Value = Stored(values[i]);
        }

        return command;
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true), // big-endian: version 7 ids then sort by time
        RunId id => id.Value.ToByteArray(bigEndian: true),
        OrganizationId id => id.Value.ToByteArray(bigEndian: true),
        UserId id => id.Value.ToByteArray(bigEndian: true),
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        bool yes => yes ? 1L : 0L,
        _ => value,
    };
}

/// <summary>Columns as they are stored: ids in 16 bytes, times in milliseconds since 1970 UTC.</summary>
internal static class Columns
{
    public static Guid Guid(this SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    public static RunId Run(this SqliteDataReader row, int column) => new(row.Guid(column));

    public static RunId? RunOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Run(column);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
