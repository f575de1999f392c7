using System.Data;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Tools.Sql;

/// <summary>
/// One statement on a PostgreSQL server, over an address that the guard has checked. The server itself holds the limits: a transaction that may only
/// read, its statement_timeout, and the extended protocol, which takes one statement and its values apart from it. A role that may reach the server's
/// files, and a database of this product, are refused.
/// </summary>
internal static class PostgresQuestion
{
    private const int MostParameters = 1000;

    // Asked before anything else. The last: whether these are the tables of this product, of whatever installation.
    private const string WhoAmI = """
        SELECT r.rolsuper OR pg_has_role('pg_read_server_files', 'USAGE') OR pg_has_role('pg_write_server_files', 'USAGE') OR pg_has_role('pg_execute_server_program', 'USAGE'),
               (SELECT count(DISTINCT relname) FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND relname IN ('workflow_versions', 'event_batches', 'checkpoints', 'journal', 'runs')) = 5
        FROM pg_catalog.pg_roles r WHERE r.rolname = current_user
        """;

    public static async Task<JsonElement> AskAsync(EgressGuard guard, string database, SqlQuery query, CancellationToken cancellationToken)
    {
        var address = SqlAddress.Parse(database);
        var rules = EgressRules.Only([address.Host!.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]:{address.Port}" : $"{address.Host}:{address.Port}"]);
        try
        {
            var reached = await guard.ResolveAsync(rules, address.Host, address.Port, cancellationToken);
            await using var source = Source(address, reached[0], query.Timeout);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await PrepareAsync(connection, query, cancellationToken);
            var result = await RunAsync(connection, query, cancellationToken);
            if (query.Write) await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (PostgresException e)
        {
            throw Failed(e, query);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or IOException)
        {
            // The cause may repeat the address; it stays inside.
            throw new PlatformException(ErrorCode.Unavailable, $"The database at {address.Host}:{address.Port} cannot be reached, or broke off.", "Check host, port and sslmode, and that the server is up.", e);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or FormatException or OverflowException)
        {
            throw new PlatformException(ErrorCode.ToolFailed, "The statement gives what cannot be read as rows (COPY does).", "Ask with SELECT.", e);
        }
    }

    // The name is what the certificate is held to, the checked address what is connected to.
    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder address, IPAddress reached, TimeSpan timeout)
    {
        var name = address.Host!;
        address.Host = reached.ToString();
        address.Pooling = false;
        address.Timeout = (int)Math.Clamp(timeout.TotalSeconds, 1, 30);
        address.CommandTimeout = (int)Math.Ceiling(timeout.TotalSeconds) + 5; // the server's own limit comes first
        address.CancellationTimeout = 2000;
        address.ApplicationName = "platform sql.query";
        address.Enlist = false;
        var source = new NpgsqlDataSourceBuilder(address.ConnectionString);
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        source.UseSslClientAuthenticationOptionsCallback(options => options.TargetHost = name);
        return source.Build();
    }

    private static async Task PrepareAsync(NpgsqlConnection connection, SqlQuery query, CancellationToken cancellationToken)
    {
        await using (var limits = connection.CreateCommand())
        {
            limits.CommandText = $"SET LOCAL statement_timeout = {(int)query.Timeout.TotalMilliseconds}; SET LOCAL lock_timeout = 5000; SET LOCAL idle_in_transaction_session_timeout = 60000";
            await limits.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var who = new NpgsqlCommand(WhoAmI, connection))
        await using (var answer = await who.ExecuteReaderAsync(cancellationToken))
        {
            if (!await answer.ReadAsync(cancellationToken)) throw new PlatformException(ErrorCode.Forbidden, "The role of the database cannot be known.", "Use another role.");
            if (answer.GetBoolean(0))
                throw new PlatformException(ErrorCode.Forbidden, "The role of the database may read or write files of its server, or is a superuser.", "Use a role that may only read the tables that are meant: CREATE ROLE reader LOGIN; GRANT SELECT ON … TO reader.");
            if (answer.GetBoolean(1))
                throw new PlatformException(ErrorCode.Forbidden, "This is the database that the platform itself keeps its runs in.", "Use another database; runs are asked for by the API.");
        }

        if (query.Write) return;
        await using var reading = new NpgsqlCommand("SET TRANSACTION READ ONLY", connection);
        await reading.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<JsonElement> RunAsync(NpgsqlConnection connection, SqlQuery query, CancellationToken cancellationToken)
    {
        var (text, values) = SqlParameters.Positional(query.Text, query.Parameters);
        if (values.Count > MostParameters) throw SqlParameters.TooMany();
        await using var command = new NpgsqlCommand(text, connection) { AllResultTypesAreUnknown = true };
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        // With a value by place the text goes to the server as it is, which takes one statement only; without any it would be cut at its semicolons here.
        if (values.Count == 0) command.Parameters.Add(new NpgsqlParameter { Value = 0, NpgsqlDbType = NpgsqlDbType.Integer });
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var rows = new SqlRows(query.MostRows);
        rows.Columns(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeOID).ToArray();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (row, size) = await RowAsync(reader, types, rows.Room, cancellationToken);
            if (rows.Add(row, size) || query.Write) continue;
            command.Cancel(); // the rest would be read to its end
            return rows.Json(changed: null);
        }

        await reader.CloseAsync();
        return rows.Json(reader.RecordsAffected >= 0 ? reader.RecordsAffected : null);
    }

    private static async Task<(JsonNode?[] Values, long Size)> RowAsync(NpgsqlDataReader reader, uint[] types, int room, CancellationToken cancellationToken)
    {
        var values = new JsonNode?[types.Length];
        var size = 0L;
        for (var i = 0; i < types.Length; i++)
        {
            size += 8;
            if (await reader.IsDBNullAsync(i, cancellationToken)) continue;
            var text = await TextAsync(reader, i, room, cancellationToken);
            size += text.Length;
            values[i] = Value(text, types[i]);
        }

        return (values, size);
    }

    // By pieces: one value may be a gigabyte.
    private static async Task<string> TextAsync(NpgsqlDataReader reader, int column, int room, CancellationToken cancellationToken)
    {
        using var text = await reader.GetTextReaderAsync(column, cancellationToken);
        var whole = new System.Text.StringBuilder();
        var piece = new char[4096];
        for (int read; (read = await text.ReadAsync(piece, cancellationToken)) > 0;)
            if (whole.Append(piece, 0, read).Length > room) throw SqlRows.TooLarge();
        return whole.ToString();
    }

    // By the numbers of PostgreSQL's own types (pg_type.dat), which never change.
    private static JsonNode? Value(string text, uint type) => type switch
    {
        16 => JsonValue.Create(text == "t"),
        20 or 21 or 23 or 26 => JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture)),
        700 or 701 when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        1700 when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        114 or 3802 => JsonNode.Parse(text),
        _ => JsonValue.Create(text),
    };

    private static NpgsqlParameter Parameter(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown },
        JsonValueKind.True or JsonValueKind.False => new NpgsqlParameter { Value = value.GetBoolean(), NpgsqlDbType = NpgsqlDbType.Boolean },
        JsonValueKind.Number when value.TryGetInt64(out var whole) => new NpgsqlParameter { Value = whole, NpgsqlDbType = NpgsqlDbType.Bigint },
        JsonValueKind.Number when value.TryGetDecimal(out var number) => new NpgsqlParameter { Value = number, NpgsqlDbType = NpgsqlDbType.Numeric },
        JsonValueKind.Number => new NpgsqlParameter { Value = value.GetDouble(), NpgsqlDbType = NpgsqlDbType.Double },
        // Of no type of its own, so that the server takes it as what it is compared with: a date, a uuid, an enum.
        JsonValueKind.String => new NpgsqlParameter { Value = value.GetString()!.Replace("\0", "", StringComparison.Ordinal), NpgsqlDbType = NpgsqlDbType.Unknown },
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) =>
            new NpgsqlParameter { Value = value.EnumerateArray().Select(v => v.GetString()!).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt64(out _)) =>
            new NpgsqlParameter { Value = value.EnumerateArray().Select(v => v.GetInt64()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        _ => new NpgsqlParameter { Value = value.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb },
    };

    private static PlatformException Failed(PostgresException e, SqlQuery query) => e.SqlState switch
    {
        PostgresErrorCodes.QueryCanceled => new PlatformException(ErrorCode.Timeout, $"The statement took longer than {query.Timeout.TotalSeconds:0.###} s.", "Ask for less, or add an index.", e),
        PostgresErrorCodes.ReadOnlySqlTransaction => new PlatformException(ErrorCode.Forbidden, "The statement changes something, and this tool only reads.", "Set write: true in the tool's settings, if it may.", e),
        PostgresErrorCodes.InsufficientPrivilege => new PlatformException(ErrorCode.Forbidden, $"The role may not do that: {e.MessageText}.", "Grant it to the role, or ask for something else.", e),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new PlatformException(ErrorCode.ToolFailed, "The server refuses user and password.", "Check the secret with the database's address.", e),
        PostgresErrorCodes.SyntaxError when e.MessageText.Contains("multiple commands", StringComparison.Ordinal) => new PlatformException(ErrorCode.Validation, "There is more than one statement.", "Send one at a time.", e),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow =>
            new PlatformException(ErrorCode.Unavailable, $"The database cannot do that now: {e.MessageText}.", "Try again.", e),
        _ => new PlatformException(ErrorCode.ToolFailed, $"PostgreSQL refuses the statement: {e.MessageText} ({e.SqlState}).", "Mend the statement; information_schema.columns tells the tables.", e),
    };
}
