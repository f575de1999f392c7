using System.Data;
using System.Data.Common;
using Platform.Core.Changes;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

/// <summary>
/// One connection with its prepared commands. Used by one thread at a time. Parameters are <c>$1, $2</c> … in SQL, the same in both databases.
/// Times go as milliseconds since 1970 UTC and booleans as 0 or 1; how ids are stored is the database's.
/// </summary>
internal abstract class SqlSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    /// <summary>The texts of what was asked of this connection so far.</summary>
    public virtual IReadOnlyCollection<string> Prepared => _prepared.Keys;

    /// <summary>False once the connection broke.</summary>
    public bool IsUsable => Connection.State == ConnectionState.Open;

    /// <summary>What was written since <see cref="TakeWritten"/>.</summary>
    protected Topics Written { get; set; }

    /// <summary>What the transaction wrote that ends now.</summary>
    public Topics TakeWritten()
    {
        var written = Written;
        Written = Topics.None;
        return written;
    }

    /// <summary>How many rows were changed.</summary>
    public virtual int Execute(string sql, params ReadOnlySpan<object?> values) => Bound(sql, values).ExecuteNonQuery();

    /// <summary>The same for who does not ask how many: it may be sent later, with what comes next, yet in its order.</summary>
    public virtual void Post(string sql, params ReadOnlySpan<object?> values) => Execute(sql, values);

    /// <summary>The first row; default when there is none.</summary>
    public virtual T? One<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public virtual List<T> All<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Bound(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Ends the questions of the reading in progress early; for databases whose answers come from elsewhere.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>As <see cref="One"/>, without holding a thread while the answer is on its way. For reading only: nothing may be posted before it.</summary>
    public virtual ValueTask<T?> OneAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values) => ValueTask.FromResult(One(sql, read, values));

    public virtual ValueTask<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values) => ValueTask.FromResult(All(sql, read, values));

    public ValueTask<long> NumberAsync(string sql, params ReadOnlySpan<object?> values) => OneAsync(sql, r => r.IsDBNull(0) ? 0 : r.GetInt64(0), values);

    public ValueTask<bool> AnyAsync(string sql, params ReadOnlySpan<object?> values) => OneAsync(sql, _ => true, values);

    public long Number(string sql, params ReadOnlySpan<object?> values) => One(sql, r => r.IsDBNull(0) ? 0 : r.GetInt64(0), values);

    public bool Any(string sql, params ReadOnlySpan<object?> values) => One(sql, _ => true, values);

    /// <summary>
    /// Until the end of the transaction nobody else passes here with the same name: for rules that count rows. SQLite has one writer, so nothing is to be done.
    /// </summary>
    public virtual void Alone(string name)
    {
        // Overridden where several write at once.
    }

    public virtual void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        Connection.Dispose();
    }

    protected abstract DbParameter Parameter(int number);

    /// <param name="value">Null, an id, a number, bytes or text.</param>
    protected abstract void Set(DbParameter parameter, object? value);

    protected DbCommand Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(Parameter(i));
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) Set(command.Parameters[i], Plain(values[i]));
        Written = Written.With(WrittenTopics.By(sql));
        return command;
    }

    /// <summary>An id of ours as a <see cref="System.Guid"/>, a time and a boolean as a number.</summary>
    public static object? Plain(object? value) => value switch
    {
        RunId id => id.Value,
        OrganizationId id => id.Value,
        UserId id => id.Value,
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        bool yes => yes ? 1L : 0L,
        _ => value,
    };
}

/// <summary>Columns as both databases give them: ids as 16 bytes or as themselves, times in milliseconds since 1970 UTC, booleans as 0 or 1.</summary>
internal static class Columns
{
    public static Guid Guid(this DbDataReader row, int column) => row is Sqlite.SqliteRow sqlite ? sqlite.GetGuid(column) : row.GetValue(column) switch
    {
        Guid id => id,
        byte[] bytes => new Guid(bytes, bigEndian: true),
        var other => throw new FormatException($"Column {row.GetName(column)} holds a {other.GetType().Name} and no id."),
    };

    public static RunId Run(this DbDataReader row, int column) => new(row.Guid(column));

    public static RunId? RunOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Run(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static bool Flag(this DbDataReader row, int column) => row.GetInt64(column) != 0;

    /// <summary>Bytes, or a text as UTF-8.</summary>
    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
