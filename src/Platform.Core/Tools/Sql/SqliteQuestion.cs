using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Foundation;
using SQLitePCL;

namespace Platform.Core.Tools.Sql;

/// <summary>
/// One statement on a SQLite file that anyone may have made, with text that anyone may have written. SQLite itself holds the limits: the file is opened
/// read-only, its authorizer refuses all that reaches another file or changes how it works, and its progress handler ends what takes too long or too
/// much memory.
/// </summary>
/// <remarks>Source: sqlite.org/security.html, "Untrusted SQL Inputs" and "Untrusted SQLite Database Files".</remarks>
internal static class SqliteQuestion
{
    private const int NoFollow = 0x01000000; // SQLITE_OPEN_NOFOLLOW: the last word on links
    private const int LongestValue = 4 * 1024 * 1024;
    private const long MostMemory = 256L * 1024 * 1024;
    private const long LargestFile = 512L * 1024 * 1024;

    /// <param name="file">With all links resolved and inside the workflow's folder.</param>
    /// <param name="shown">As the caller named it.</param>
    public static JsonElement Ask(string file, string shown, SqlQuery query, TimeProvider time, CancellationToken cancellationToken)
    {
        SqliteRuntime.Prepare();
        var flags = raw.SQLITE_OPEN_NOMUTEX | NoFollow | (query.Write ? raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE : raw.SQLITE_OPEN_READONLY);
        if (raw.sqlite3_open_v2(file, out var database, flags, null) is var opened and not raw.SQLITE_OK)
        {
            database?.Dispose();
            throw new PlatformException(ErrorCode.ToolFailed, $"'{shown}' cannot be opened as a database ({raw.sqlite3_errstr(opened).utf8_to_string()}).", "Name a SQLite file of the folder.");
        }

        using (database)
        {
            Restrain(database, query);
            using var watch = new Watch(database, time, query.Timeout, cancellationToken);
            return Run(database, query, watch);
        }
    }

    private static void Restrain(sqlite3 database, SqlQuery query)
    {
        // Before the authorizer, which refuses these to everyone else.
        Execute(database, "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF");
        Execute(database, query.Write ? $"PRAGMA max_page_count = {LargestFile / 4096}; PRAGMA foreign_keys = ON" : "PRAGMA query_only = ON");
        raw.sqlite3_busy_timeout(database, 2000);
        raw.sqlite3_db_config(database, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LENGTH, LongestValue);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_SQL_LENGTH, 200_000);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_EXPR_DEPTH, 200);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_COMPOUND_SELECT, 100);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_TRIGGER_DEPTH, 20);
        raw.sqlite3_set_authorizer(database, (strdelegate_authorizer)((_, action, first, second, _, _) =>
            SqliteRights.Allows(action, first, second, query.Write) ? raw.SQLITE_OK : raw.SQLITE_DENY), null);
    }

    private static JsonElement Run(sqlite3 database, SqlQuery query, Watch watch)
    {
        using var statement = Prepared(database, query, watch);
        Bind(database, statement, query.Parameters);
        var rows = new SqlRows(query.MostRows);
        var count = raw.sqlite3_column_count(statement);
        rows.Columns(Enumerable.Range(0, count).Select(i => raw.sqlite3_column_name(statement, i).utf8_to_string()));
        var before = raw.sqlite3_total_changes(database);
        int step;
        while ((step = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
            var size = 0L;
            var values = new JsonNode?[count];
            for (var i = 0; i < count; i++) values[i] = Value(statement, i, ref size);
            // What changes rows and returns them is run to its end.
            if (!rows.Add(values, size) && raw.sqlite3_stmt_readonly(statement) != 0) break;
        }

        if (step is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) throw Failed(database, step, watch);
        return rows.Json(raw.sqlite3_stmt_readonly(statement) != 0 ? null : raw.sqlite3_total_changes(database) - before);
    }

    private static sqlite3_stmt Prepared(sqlite3 database, SqlQuery query, Watch watch)
    {
        var result = raw.sqlite3_prepare_v2(database, query.Text, out var statement, out string rest);
        if (result != raw.SQLITE_OK) throw Failed(database, result, watch);
        if (statement is null || statement.IsInvalid) throw new PlatformException(ErrorCode.Validation, "The argument 'sql' holds no statement.", "Write one.");
        // Remarks and a semicolon may follow; what makes a statement may not.
        result = raw.sqlite3_prepare_v2(database, rest, out var second, out string _);
        using (second)
        {
            if (result == raw.SQLITE_OK && (second is null || second.IsInvalid)) return statement;
        }

        statement.Dispose();
        throw new PlatformException(ErrorCode.Validation, "There is more than one statement.", "Send one at a time.");
    }

    private static void Bind(sqlite3 database, sqlite3_stmt statement, JsonElement? parameters)
    {
        var places = raw.sqlite3_bind_parameter_count(statement);
        for (var place = 1; place <= places; place++)
        {
            // A bare ? has no name; $1 and ?1 count from one.
            var name = raw.sqlite3_bind_parameter_name(statement, place).utf8_to_string()?[1..] ?? place.ToString(CultureInfo.InvariantCulture);
            var value = SqlParameters.Find(parameters, name)
                ?? throw new PlatformException(ErrorCode.Validation, $"The statement asks for the parameter '{name}', which is not given.", "Give it under 'params'.");
            var bound = value.ValueKind switch
            {
                JsonValueKind.Null => raw.sqlite3_bind_null(statement, place),
                JsonValueKind.True => raw.sqlite3_bind_int64(statement, place, 1),
                JsonValueKind.False => raw.sqlite3_bind_int64(statement, place, 0),
                JsonValueKind.Number when value.TryGetInt64(out var whole) => raw.sqlite3_bind_int64(statement, place, whole),
                JsonValueKind.Number => raw.sqlite3_bind_double(statement, place, value.GetDouble()),
                JsonValueKind.String => raw.sqlite3_bind_text(statement, place, value.GetString()!),
                _ => raw.sqlite3_bind_text(statement, place, value.GetRawText()), // lists and maps as JSON, which json_each reads
            };
            if (bound != raw.SQLITE_OK) throw Failed(database, bound, watch: null);
        }
    }

    private static JsonNode? Value(sqlite3_stmt statement, int column, ref long size)
    {
        size += 8;
        switch (raw.sqlite3_column_type(statement, column))
        {
            case raw.SQLITE_INTEGER: return JsonValue.Create(raw.sqlite3_column_int64(statement, column));
            case raw.SQLITE_FLOAT:
                var number = raw.sqlite3_column_double(statement, column);
                return double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
            case raw.SQLITE_NULL: return null;
            case raw.SQLITE_BLOB:
                var bytes = Convert.ToBase64String(raw.sqlite3_column_blob(statement, column));
                size += bytes.Length;
                return JsonValue.Create(bytes);
            default:
                var text = raw.sqlite3_column_text(statement, column).utf8_to_string();
                size += text.Length;
                return JsonValue.Create(text);
        }
    }

    private static void Execute(sqlite3 database, string sql)
    {
        if (raw.sqlite3_exec(database, sql) is var result and not raw.SQLITE_OK) throw Failed(database, result, watch: null);
    }

    private static PlatformException Failed(sqlite3 database, int result, Watch? watch)
    {
        var said = raw.sqlite3_errmsg(database).utf8_to_string();
        return (result & 0xFF) switch
        {
            raw.SQLITE_INTERRUPT => watch?.Why() ?? new PlatformException(ErrorCode.Timeout, "The statement was interrupted."),
            raw.SQLITE_AUTH => new PlatformException(ErrorCode.Forbidden, $"The statement does what this tool does not do ({said}).", "Ask with SELECT; to change rows, the tool's settings must say write: true. Other files, PRAGMA and extensions are out of reach."),
            raw.SQLITE_READONLY => new PlatformException(ErrorCode.Forbidden, "The database is opened for reading.", "Set write: true in the tool's settings, if it may be changed."),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new PlatformException(ErrorCode.Unavailable, "The database is in use by someone who writes.", "Try again."),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => new PlatformException(ErrorCode.ToolFailed, "The file is no SQLite database, or is damaged.", "Name a database."),
            raw.SQLITE_TOOBIG or raw.SQLITE_NOMEM or raw.SQLITE_FULL => new PlatformException(ErrorCode.LimitExceeded, $"The statement makes something too large ({said}).", "Ask for less."),
            _ => new PlatformException(ErrorCode.ToolFailed, $"SQLite refuses the statement: {said}.", "Mend the statement; select * from sqlite_master tells the tables."),
        };
    }

    /// <summary>Ends a statement that takes too long or too much. Held as long as SQLite may call it.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly sqlite3 _database;
        private readonly TimeProvider _time;
        private readonly TimeSpan _timeout;
        private readonly CancellationToken _cancellationToken;
        private readonly long _started;
        private readonly long _memory = raw.sqlite3_memory_used();
        private bool _tookTooMuch;

        public Watch(sqlite3 database, TimeProvider time, TimeSpan timeout, CancellationToken cancellationToken)
        {
            (_database, _time, _timeout, _cancellationToken, _started) = (database, time, timeout, cancellationToken, time.GetTimestamp());
            raw.sqlite3_progress_handler(database, 1000, _ => IsOver() ? 1 : 0, null);
        }

        public PlatformException? Why()
        {
            _cancellationToken.ThrowIfCancellationRequested();
            return _tookTooMuch
                ? new PlatformException(ErrorCode.LimitExceeded, $"The statement needs more than {MostMemory / 1024 / 1024} MB of memory.", "Sort and join less.")
                : new PlatformException(ErrorCode.Timeout, $"The statement took longer than {_timeout.TotalSeconds:0.###} s.", "Ask for less, or add an index.");
        }

        public void Dispose() => raw.sqlite3_progress_handler(_database, 0, null, null);

        // All of SQLite in this process is counted, so that the limit is of what came on top.
        private bool IsOver() => _cancellationToken.IsCancellationRequested || _time.GetElapsedTime(_started) > _timeout
            || (_tookTooMuch = raw.sqlite3_memory_used() - _memory > MostMemory);
    }
}
