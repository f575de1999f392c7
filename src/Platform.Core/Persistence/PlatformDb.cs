using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence;

/// <summary>The tables as EF Core sees them: for migrations, and for lists and questions of one organisation.</summary>
internal sealed class PlatformDb(DbContextOptions<PlatformDb> options, OrganizationId organization) : DbContext(options)
{
    /// <summary>Whose rows are seen. Read by the query filter.</summary>
    public OrganizationId Organization { get; } = organization;

    public DbSet<WorkflowRow> Workflows => Set<WorkflowRow>();

    public DbSet<VersionRow> Versions => Set<VersionRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<InterruptRow> Interrupts => Set<InterruptRow>();

    public static PlatformDb Open(Database database, OrganizationId organization)
    {
        SqliteRuntime.Prepare();
        var options = new DbContextOptionsBuilder<PlatformDb>()
            .UseSqlite(database.ConnectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)); // migrations are written by hand, without a snapshot
        return new PlatformDb(options.Options, organization);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PlatformDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase(property.Name));

            // The one place where rows are scoped; a test walks the model.
            var row = Expression.Parameter(entity.ClrType, "row");
            var owner = Expression.Property(row, nameof(IOwnedRow.OrganizationId));
            var mine = Expression.Property(Expression.Constant(this), nameof(Organization));
            modelBuilder.Entity(entity.ClrType).HasQueryFilter(Expression.Lambda(Expression.Equal(owner, mine), row));
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<RunId>().HaveConversion<RunIdConverter>();
        configurationBuilder.Properties<OrganizationId>().HaveConversion<OrganizationIdConverter>();
        configurationBuilder.Properties<UserId>().HaveConversion<UserIdConverter>();
        configurationBuilder.Properties<Guid>().HaveConversion<GuidConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TimeConverter>();
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private sealed class RunIdConverter() : ValueConverter<RunId, byte[]>(id => id.Value.ToByteArray(true), bytes => new RunId(new Guid(bytes, true)));

    private sealed class OrganizationIdConverter()
        : ValueConverter<OrganizationId, byte[]>(id => id.Value.ToByteArray(true), bytes => new OrganizationId(new Guid(bytes, true)));

    private sealed class UserIdConverter() : ValueConverter<UserId, byte[]>(id => id.Value.ToByteArray(true), bytes => new UserId(new Guid(bytes, true)));

    private sealed class GuidConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class TimeConverter()
        : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), at => DateTimeOffset.FromUnixTimeMilliseconds(at));
}
