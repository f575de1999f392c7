using Platform.IntegrationTests.Cli;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>What the terminal says of a PostgreSQL database, and that it never says its password.</summary>
[Collection(NodesCollection.Name)]
public sealed class TheDatabaseAtTheTerminal : IDisposable
{
    private const string Password = "hunter2-is-secret";

    private readonly PostgresCluster _postgres = PostgresCluster.Start();
    private readonly CliProcess _cli = new() { OnSqlite = true };

    public TheDatabaseAtTheTerminal() =>
        _cli.Variables["PLATFORM__Storage__Database"] = $"postgres://platform:{Password}@/postgres?host={Uri.EscapeDataString(_postgres.Folder)}";

    public void Dispose()
    {
        _cli.Dispose();
        _postgres.Dispose();
    }

    [Fact]
    public async Task Status_doctor_and_migrate_work_and_backup_names_PostgreSQLs_own_tools()
    {
        var migrated = await RunAsync("db", "migrate");
        var again = await RunAsync("db", "migrate");
        var status = await RunAsync("db", "status");
        var doctor = await RunAsync("doctor");
        var backup = await RunAsync("db", "backup", "copy.dump");

        Assert.Contains("0001_first", migrated.Error, StringComparison.Ordinal);
        Assert.Contains("up to date", again.Error, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL 1", status.Output, StringComparison.Ordinal);
        Assert.Contains("none pending", status.Output, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL 1", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(1, backup.ExitCode);
        Assert.Contains("pg_dump", backup.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_in_two_lines()
    {
        _postgres.Down("fast");

        var away = await RunAsync("runs", "list");

        Assert.Equal(1, away.ExitCode);
        Assert.Contains("cannot be reached", away.Error, StringComparison.Ordinal);
        Usage.AssertTwoLines(away);
        _postgres.Up();
    }

    [Fact]
    public async Task An_address_that_cannot_be_read_is_told_without_repeating_it()
    {
        _cli.Variables["PLATFORM__Storage__Database"] = $"mysql://platform:{Password}@db/platform";

        var wrong = await RunAsync("runs", "list");

        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("Platform:Storage:Database", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("postgres://", wrong.Error, StringComparison.Ordinal);
    }

    private async Task<CliResult> RunAsync(params string[] arguments)
    {
        var result = await _cli.RunAsync(TestContext.Current.CancellationToken, arguments);
        Assert.DoesNotContain(Password, result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.ToString(), StringComparison.Ordinal);
        return result;
    }
}
