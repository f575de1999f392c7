using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>users</c>.</summary>
internal sealed class UserMapping : IEntityTypeConfiguration<UserRow>
{
    public void Configure(EntityTypeBuilder<UserRow> row)
    {
        row.ToTable("users");
        row.HasKey(r => r.Id);
        row.HasIndex(r => r.OrganizationId).HasDatabaseName("ix_users_organization"); // "the users of this organisation"
    }
}
