using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Platform.Core.Persistence;
using Xunit;

[assembly: AssemblyFixture(typeof(Platform.IntegrationTests.Support.TestDatabaseEnd))]

namespace Platform.IntegrationTests.Support;

/// <summary>
/// The database of a data folder: SQLite in it, or with <c>PLATFORM_TEST_DATABASE=postgres</c> one of its own in a private PostgreSQL, found again by whoever
/// opens the same folder.
/// </summary>
internal static class TestDatabase
{
    private const string Chosen = "PLATFORM_TEST_DATABASE";
    private const string Inherited = "PLATFORM_TEST_POSTGRES"; // the cluster of the process that started this one
    private const string Template = "platform_template";
    private const string IsThere = "42P04";

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal);
    private static PostgresCluster? _cluster;
    private static bool _hasTemplate;

    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable(Chosen) == "postgres";

    /// <summary>What <c>Platform:Storage:Database</c> is for this folder; null for SQLite.</summary>
    public static string? AddressOf(string folder)
    {
        if (!IsPostgres) return null;
        lock (Gate)
        {
            var name = NameOf(folder);
            if (Made.Add(name)) Make(name);
            return Address(name);
        }
    }

    public static StorageOptions OptionsOf(string folder) => new() { Database = AddressOf(folder) };

    /// <summary>A database without any table.</summary>
    public static (string Folder, StorageOptions Options) Empty()
    {
        var folder = Directory.CreateTempSubdirectory("platform-db-").FullName;
        if (!IsPostgres) return (folder, new StorageOptions());
        lock (Gate)
        {
            Execute($"CREATE DATABASE {NameOf(folder)}");
            return (folder, new StorageOptions { Database = Address(NameOf(folder)) });
        }
    }

    /// <summary>For a web server on this folder.</summary>
    public static string[] Flags(string folder) => AddressOf(folder) is { } address ? ["--database", address] : [];

    /// <summary>For processes that a test starts on this folder.</summary>
    public static void Pass(IDictionary<string, string?> environment, string folder)
    {
        if (AddressOf(folder) is not { } address) return;
        environment["PLATFORM__Storage__Database"] = address;
        environment[Inherited] = new NpgsqlConnectionStringBuilder(address).Host;
    }

    /// <summary>The folder and its database are done with.</summary>
    public static void Drop(string folder)
    {
        if (!IsPostgres) return;
        lock (Gate)
        {
            if (Made.Remove(NameOf(folder))) Execute($"DROP DATABASE IF EXISTS {NameOf(folder)} WITH (FORCE)");
        }
    }

    public static void End()
    {
        lock (Gate) _cluster?.Dispose();
    }

    private static void Make(string name)
    {
        if (Environment.GetEnvironmentVariable(Inherited) is null && !_hasTemplate)
        {
            Execute($"CREATE DATABASE {Template}");
            using (var database = Database.Of("", new StorageOptions { Database = Address(Template) }))
                DatabaseAdmin.For(database).MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
            _hasTemplate = true;
        }

        try
        {
            Execute($"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        catch (PostgresException there) when (there.SqlState == IsThere)
        {
            // The process that started this one made it.
        }
    }

    private static string NameOf(string folder) => $"t{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..20]}";

    private static string Address(string database)
    {
        if (Environment.GetEnvironmentVariable(Inherited) is { } folder) return $"Host={folder};Username=platform;Database={database}";
        _cluster ??= PostgresCluster.Start();
        return _cluster.Address(database);
    }

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection($"{Address("postgres")};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}

/// <summary>After the last test.</summary>
public sealed class TestDatabaseEnd : IDisposable
{
    public void Dispose() => TestDatabase.End();
}
