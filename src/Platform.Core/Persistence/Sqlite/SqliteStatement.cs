using System.Globalization;
using Microsoft.Data.Sqlite;
using Platform.Core.Changes;
using SQLitePCL;

namespace Platform.Core.Persistence.Sqlite;

/// <summary>One prepared statement. Its parameters are <c>$1, $2</c> …, in any order and as often as it likes.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    // Where $1, $2 … lie; 0 for one that the text does not use.
    private int[] _places = [];

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
        Row = new SqliteRow(_statement);
        Writes = WrittenTopics.By(sql);
    }

    /// <summary>What it changes.</summary>
    public Topics Writes { get; }

    /// <summary>The row at which it stands after <see cref="Step"/>.</summary>
    public SqliteRow Row { get; }

    public void Bind(ReadOnlySpan<object?> values)
    {
        if (_places.Length < values.Length) FindPlaces(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (_places[i] != 0) Check(Bind(_places[i], SqlSession.Plain(values[i])));
        }
    }

    /// <summary>True when there is a row, false at the end.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result != raw.SQLITE_DONE) Check(result);
        return false;
    }

    // What it says of the last step was told there.
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose()
    {
        Row.Dispose();
        _statement.Dispose();
    }

    private int Bind(int place, object? value)
    {
        switch (value)
        {
            case null:
                return raw.sqlite3_bind_null(_statement, place);
            case long number:
                return raw.sqlite3_bind_int64(_statement, place, number);
            case int number:
                return raw.sqlite3_bind_int64(_statement, place, number);
            case string text:
                return raw.sqlite3_bind_text(_statement, place, text);
            case byte[] bytes:
                return raw.sqlite3_bind_blob(_statement, place, bytes);
            case double number:
                return raw.sqlite3_bind_double(_statement, place, number);
            case Guid id:
                Span<byte> big = stackalloc byte[16];
                id.TryWriteBytes(big, bigEndian: true, out _);
                return raw.sqlite3_bind_blob(_statement, place, big);
            default:
                throw new NotSupportedException($"A {value.GetType().Name} cannot be stored.");
        }
    }

    private void FindPlaces(int count)
    {
        _places = new int[count];
        for (var i = 0; i < count; i++) _places[i] = raw.sqlite3_bind_parameter_index(_statement, string.Create(CultureInfo.InvariantCulture, $"${i + 1}"));
    }

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK) return;
        var said = raw.sqlite3_errmsg(_database).utf8_to_string();
        throw new SqliteException($"SQLite Error {result & 0xff}: '{said}'.", result & 0xff, raw.sqlite3_extended_errcode(_database));
    }
}
