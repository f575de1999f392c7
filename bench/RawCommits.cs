using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Platform.Core.Foundation;

namespace Platform.Bench;

/// <summary>The limit of the disk: one-row transactions of SQLite with <c>synchronous=FULL</c>, one after the other.</summary>
public sealed class RawCommits : IBenchmark
{
    private const int Hundred = 100;
    private static readonly TimeSpan For = TimeSpan.FromSeconds(3);

    public string Name => "raw";

    public int Order => 20;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The product's own start makes the native library ready.
        await using var host = await BenchHost.StartAsync(cancellationToken);
        using var raw = new RawSqlite(host.Folder);
        yield return new Measurement("raw.sqlite_commits", raw.CommitsPerSecond(For, 1), "commits/s", 1);
        yield return new Measurement("raw.sqlite_rows_in_hundreds", Hundred * raw.CommitsPerSecond(For, Hundred), "rows/s", 1);
    }
}

/// <summary>A database beside the product's, on the same disk.</summary>
internal sealed class RawSqlite : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.5);

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;

    public RawSqlite(string folder)
    {
        SqliteRuntime.Prepare(); // with PostgreSQL nobody else has
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.sqlite")};Pooling=False");
        _connection.Open();
        Command("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, at TEXT NOT NULL)").ExecuteNonQuery();
        _insert = Command("INSERT INTO t (at) VALUES ('2026-01-01T00:00:00Z')");
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
    }

    /// <summary>Measured for half a second.</summary>
    public double CommitsPerSecond() => CommitsPerSecond(Short, 1);

    public double CommitsPerSecond(TimeSpan span, int rows)
    {
        var commits = 0;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < span; commits++)
        {
            if (rows > 1) _begin.ExecuteNonQuery();
            for (var row = 0; row < rows; row++) _insert.ExecuteNonQuery();
            if (rows > 1) _commit.ExecuteNonQuery();
        }

        return commits / clock.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
