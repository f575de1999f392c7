using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>organizations</c>.</summary>
internal sealed class OrganizationMapping : IEntityTypeConfiguration<OrganizationRow>
{
    public void Configure(EntityTypeBuilder<OrganizationRow> row)
    {
        row.ToTable("organizations");
        row.HasKey(r => r.OrganizationId);
    }
}
