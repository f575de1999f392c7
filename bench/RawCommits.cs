using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Platform.Bench;

/// <summary>The limit of the disk: one-row transactions of SQLite with <c>synchronous=FULL</c>, one after the other.</summary>
public sealed class RawCommits : IBenchmark
{
    private static readonly TimeSpan For = TimeSpan.FromSeconds(3);

    public string Name => "raw";

    public int Order => 20;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The product's own start makes the native library ready.
        await using var host = await BenchHost.StartAsync(cancellationToken);
        yield return Commit(Path.Combine(host.Folder, "raw.sqlite"));
    }

    private static Measurement Commit(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t (at) VALUES ('2026-01-01T00:00:00Z')";
        var commits = 0;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < For; commits++) insert.ExecuteNonQuery();
        return new Measurement("raw.sqlite_commits", commits / clock.Elapsed.TotalSeconds, "commits/s", commits);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
