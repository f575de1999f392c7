using System.Globalization;
using Npgsql;
using Platform.Core.Persistence;

namespace Platform.Bench.Growth;

/// <summary>
/// Databases for what is measured at several sizes. <c>PLATFORM_BENCH_POSTGRES=postgres://…</c> takes PostgreSQL, in databases of its own on that server;
/// <c>PLATFORM_BENCH_KEEP=FOLDER</c> keeps what was filled for the next time; <c>PLATFORM_BENCH_SIZES=1000,10000</c> chooses sizes.
/// </summary>
internal sealed class BenchData : IDisposable
{
    private readonly string? _kept = Environment.GetEnvironmentVariable("PLATFORM_BENCH_KEEP");
    private readonly string? _postgres = Environment.GetEnvironmentVariable("PLATFORM_BENCH_POSTGRES");

    /// <param name="name">Small letters, digits and underscores.</param>
    public BenchData(string name)
    {
        Folder = _kept is null ? Path.Combine(Path.GetTempPath(), $"platform-bench-{Guid.NewGuid():n}") : Path.Combine(_kept, name);
        Directory.CreateDirectory(Folder);
        if (_postgres is not null) Address = MakeDatabase(new Uri(_postgres), $"platform_bench_{name}");
        Database = Database.Of(Folder, new StorageOptions { Database = Address });
    }

    public string Folder { get; }

    /// <summary>Null for SQLite in the folder.</summary>
    public string? Address { get; }

    public Database Database { get; }

    public static IEnumerable<int> Chosen(int[] usual) =>
        Environment.GetEnvironmentVariable("PLATFORM_BENCH_SIZES") is { Length: > 0 } sizes ? sizes.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)) : usual;

    /// <summary>Migrates, and fills it unless that was done before.</summary>
    public async Task FillAsync(Filling filling, CancellationToken cancellationToken)
    {
        await DatabaseAdmin.For(Database).MigrateAsync(cancellationToken);
        if (Database.Read(s => s.Any("SELECT 1 FROM runs LIMIT 1"))) return;
        new RunFiller(Database).Fill(filling);
    }

    public void Dispose()
    {
        Database.Dispose();
        if (_kept is not null) return;
        Directory.Delete(Folder, recursive: true);
        if (Address is not null) Administer(new Uri(_postgres!), $"DROP DATABASE IF EXISTS {new Uri(Address).AbsolutePath[1..]} WITH (FORCE)");
    }

    private string MakeDatabase(Uri server, string name)
    {
        if (_kept is null) Administer(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        try
        {
            Administer(server, $"CREATE DATABASE {name}");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // Kept from the time before.
        }

        return new UriBuilder(server) { Path = name }.Uri.ToString();
    }

    private static void Administer(Uri server, string sql)
    {
        var user = server.UserInfo.Split(':');
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = "postgres",
            Pooling = false,
        };
        using var connection = new NpgsqlConnection(address.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
