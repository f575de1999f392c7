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

    public static PlatformDb Open(Persistence.Database database, OrganizationId organization)
    {
        var options = new DbContextOptionsBuilder<PlatformDb>();
        database.Use(options);
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)); // migrations are written by hand, without a snapshot
        return new PlatformDb(options.Options, organization);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PlatformDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (!Database.IsSqlite() && property.ClrType == typeof(string)) property.SetCollation("C"); // by its bytes, as in SQLite
            }

            // The one place where rows are scoped; a test walks the model.
            var row = Expression.Parameter(entity.ClrType, "row");
            var owner = Expression.Property(row, nameof(IOwnedRow.OrganizationId));
            var mine = Expression.Property(Expression.Constant(this), nameof(Organization));
            modelBuilder.Entity(entity.ClrType).HasQueryFilter(Expression.Lambda(Expression.Equal(owner, mine), row));
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TimeConverter>();
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<RunId>().HaveConversion<RunIdBytes>();
            configurationBuilder.Properties<OrganizationId>().HaveConversion<OrganizationIdBytes>();
            configurationBuilder.Properties<UserId>().HaveConversion<UserIdBytes>();
            configurationBuilder.Properties<Guid>().HaveConversion<GuidBytes>();
        }
        else
        {
            configurationBuilder.Properties<RunId>().HaveConversion<RunIdGuid>();
            configurationBuilder.Properties<OrganizationId>().HaveConversion<OrganizationIdGuid>();
            configurationBuilder.Properties<UserId>().HaveConversion<UserIdGuid>();
            configurationBuilder.Properties<int>().HaveConversion<long>();
            configurationBuilder.Properties<bool>().HaveConversion<BoolToZeroOneConverter<long>>();
        }
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private sealed class RunIdBytes() : ValueConverter<RunId, byte[]>(id => id.Value.ToByteArray(true), bytes => new RunId(new Guid(bytes, true)));

    private sealed class OrganizationIdBytes()
        : ValueConverter<OrganizationId, byte[]>(id => id.Value.ToByteArray(true), bytes => new OrganizationId(new Guid(bytes, true)));

    private sealed class UserIdBytes() : ValueConverter<UserId, byte[]>(id => id.Value.ToByteArray(true), bytes => new UserId(new Guid(bytes, true)));

    private sealed class GuidBytes() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class RunIdGuid() : ValueConverter<RunId, Guid>(id => id.Value, value => new RunId(value));

    private sealed class OrganizationIdGuid() : ValueConverter<OrganizationId, Guid>(id => id.Value, value => new OrganizationId(value));

    private sealed class UserIdGuid() : ValueConverter<UserId, Guid>(id => id.Value, value => new UserId(value));

    private sealed class TimeConverter()
        : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), at => DateTimeOffset.FromUnixTimeMilliseconds(at));
}
