using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Platform.Core.Persistence.Postgres;

/// <summary>Ids are <c>uuid</c>, numbers <c>bigint</c>.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : SqlSession(connection)
{
    public new NpgsqlConnection Connection { get; } = connection;

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
}
