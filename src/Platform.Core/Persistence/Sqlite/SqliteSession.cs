using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Platform.Core.Persistence.Sqlite;

/// <summary>Ids are 16 bytes, big-endian: version 7 ids then sort by time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession(connection)
{
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
}
