using Microsoft.EntityFrameworkCore.Migrations;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Sqlite;
using Platform.Core.Runs;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Persistence;

/// <summary>The database file: how it comes to be, grows, is saved and is refused.</summary>
public sealed class Migrating
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migrated_database_is_the_one_that_the_model_describes()
    {
        using var migrated = Open();
        using var created = Open();
        await DatabaseAdmin.For(migrated).MigrateAsync(Token);
        await using (var db = PlatformDb.Open(created, OrganizationId.Local)) await db.Database.EnsureCreatedAsync(Token);

        Assert.Equal(DatabaseSchema.Of(created), DatabaseSchema.Of(migrated));
    }

    [Fact]
    public void Every_migration_is_in_the_list_that_is_known_without_EF_Core()
    {
        var classes = typeof(PlatformDb).Assembly.GetTypes()
            .Select(t => t.GetCustomAttributes(typeof(MigrationAttribute), false).Cast<MigrationAttribute>().FirstOrDefault()?.Id).OfType<string>();

        Assert.Equal(classes.Order(StringComparer.Ordinal), DatabaseAdmin.Migrations);
    }

    [Fact]
    public void Every_table_bears_its_organisation_and_is_filtered_by_it()
    {
        using var database = Open();
        using var db = PlatformDb.Open(database, OrganizationId.Local);

        Assert.All(db.Model.GetEntityTypes(), e =>
        {
            Assert.NotNull(e.FindProperty("OrganizationId"));
            Assert.NotEmpty(e.GetDeclaredQueryFilters());
        });
    }

    [Fact]
    public async Task Rows_of_another_organisation_are_not_seen()
    {
        await using var platform = await RunningPlatform.StartAsync();
        await platform.SaveAsync(Runs.LifeOfARun.Hello);
        var run = await platform.StartRunAsync("hello", new { name = "Ada" });
        var other = RunningPlatform.Me with { Organization = new OrganizationId(Guid.NewGuid()) };

        Assert.Null(await platform.Runs.FindAsync(other, run.Id, Token));
        Assert.Empty((await platform.Runs.ListAsync(other, new RunQuery(), Token)).Items);
        Assert.Null(await platform.Workflows.FindAsync(other, "hello", null, Token));
        Assert.Single((await platform.Runs.ListAsync(RunningPlatform.Me, new RunQuery(), Token)).Items);
    }

    [Fact]
    public async Task Two_that_migrate_at_once_do_it_once()
    {
        var (folder, options) = TestDatabase.Empty();
        using var first = Database.Of(folder, options);
        using var second = Database.Of(folder, options);

        var applied = await Task.WhenAll(
            Task.Run(() => DatabaseAdmin.For(first).MigrateAsync(Token), Token), Task.Run(() => DatabaseAdmin.For(second).MigrateAsync(Token), Token));

        Assert.Equal(DatabaseAdmin.Migrations, applied.SelectMany(a => a));
    }

    [Fact]
    public async Task A_database_of_a_newer_release_is_refused()
    {
        using var database = Open();
        var admin = DatabaseAdmin.For(database);
        await admin.MigrateAsync(Token);
        database.Read(s => s.Execute("INSERT INTO \"__EFMigrationsHistory\" VALUES ('9999_future', '99')"));

        var refused = await Assert.ThrowsAsync<PlatformException>(() => admin.MigrateAsync(Token));

        Assert.Equal(ErrorCode.Conflict, refused.Code);
        Assert.Contains("newer release", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["9999_future"], (await admin.StatusAsync(Token)).Newer);
    }

    [Fact]
    public async Task A_backup_that_is_no_database_is_blamed_and_not_the_database()
    {
        using var database = Database.Of(Folder(), new StorageOptions());
        var admin = DatabaseAdmin.For(database);
        await admin.MigrateAsync(Token);
        var wrong = Path.Combine(Folder(), "wrong.db");
        await File.WriteAllTextAsync(wrong, new string('x', 5000), Token);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => admin.RestoreAsync(wrong, Token));

        Assert.Equal($"{wrong} is not a database.", refused.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_database_and_a_folder_in_its_place_are_told_as_such()
    {
        var (text, place) = (Folder(), Folder());
        await File.WriteAllTextAsync(Path.Combine(text, "platform.db"), new string('x', 5000), Token);
        Directory.CreateDirectory(Path.Combine(place, "platform.db"));

        var noDatabase = await Assert.ThrowsAsync<PlatformException>(() => DatabaseAdmin.For(new SqliteDatabase(text, new StorageOptions())).MigrateAsync(Token));
        var aFolder = await Assert.ThrowsAsync<PlatformException>(() => DatabaseAdmin.For(new SqliteDatabase(place, new StorageOptions())).MigrateAsync(Token));

        Assert.Contains("is not a database", noDatabase.Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", aFolder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_holds_what_was_there_and_is_restored()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false, storage: new StorageOptions());
        await platform.SaveAsync(Runs.LifeOfARun.Hello);
        var admin = platform.Get<IDatabaseAdmin>();
        var backup = Path.Combine(platform.Folder, "backup.db");

        await admin.BackupAsync(backup, Token);
        await platform.Workflows.DeleteAsync(RunningPlatform.Me, "hello", Token);
        await admin.RestoreAsync(backup, Token);

        Assert.NotNull(await platform.Workflows.FindAsync(RunningPlatform.Me, "hello", null, Token));
        Assert.Empty((await admin.StatusAsync(Token)).Pending);
    }

    private static Database Open()
    {
        var (folder, options) = TestDatabase.Empty();
        return Database.Of(folder, options);
    }

    private static string Folder() => Directory.CreateTempSubdirectory("platform-db-").FullName;
}
