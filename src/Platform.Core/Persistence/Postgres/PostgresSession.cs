using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Platform.Core.Persistence.Postgres;

/// <summary>
/// Ids are <c>uuid</c>, numbers <c>bigint</c>. What is posted waits until an answer is needed and goes to the server with the question: each way there and
/// back costs more than most statements do.
/// </summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : SqlSession(connection)
{
    // Posted and not sent; null when nothing is.
    private NpgsqlBatch? _posted;

    public override void Post(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            var parameter = new NpgsqlParameter();
            Set(parameter, Plain(value));
            command.Parameters.Add(parameter);
        }

        Written = Written.With(WrittenTopics.By(sql));
        (_posted ??= new NpgsqlBatch(connection)).BatchCommands.Add(command);
    }

    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        if (_posted is null) return base.Execute(sql, values);
        Post(sql, values);
        using var batch = Take()!;
        batch.ExecuteNonQuery();
        return batch.BatchCommands[^1].RecordsAffected;
    }

    // What is posted gives no rows, so the only ones are those of the question.
    public override T? One<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : default
    {
        if (_posted is null) return base.One(sql, read, values);
        Post(sql, values);
        using var batch = Take()!;
        using var reader = batch.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public override List<T> All<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        if (_posted is null) return base.All(sql, read, values);
        Post(sql, values);
        var rows = new List<T>();
        using var batch = Take()!;
        using var reader = batch.ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public override ValueTask<T?> OneAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : default => OneAsync(Bound(sql, values), read, Stop);

    public override ValueTask<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values) => AllAsync(Bound(sql, values), read, Stop);

    /// <summary>What was posted and not sent is not sent at all.</summary>
    public void Discard() => Take()?.Dispose();

    public override void Dispose()
    {
        Discard();
        base.Dispose();
    }

    public override void Alone(string name) => One("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) AS locked", _ => true, name);

    // Without a name: then $1, $2 ... are the server's own.
    protected override DbParameter Parameter(int number) => new NpgsqlParameter();

    protected override void Set(DbParameter parameter, object? value)
    {
        var typed = (NpgsqlParameter)parameter;
        typed.Value = value is int number ? (long)number : value ?? DBNull.Value;
        typed.NpgsqlDbType = value switch
        {
            null => NpgsqlDbType.Unknown, // the server tells from where it is used
            Guid => NpgsqlDbType.Uuid,
            long or int => NpgsqlDbType.Bigint,
            byte[] => NpgsqlDbType.Bytea,
            string => NpgsqlDbType.Text,
            _ => throw new ArgumentException($"A {value.GetType().Name} is no value of a column.", nameof(value)),
        };
    }

    private static async ValueTask<T?> OneAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader) : default;
    }

    private static async ValueTask<List<T>> AllAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    private NpgsqlBatch? Take()
    {
        var batch = _posted;
        _posted = null;
        return batch;
    }
}
