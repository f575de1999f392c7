using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>claims</c>. Work that one process does for all, and until when it may; a process that dies loses it by itself.</summary>
internal sealed class ClaimMapping : IEntityTypeConfiguration<ClaimRow>
{
    public void Configure(EntityTypeBuilder<ClaimRow> row)
    {
        row.ToTable("claims");
        row.HasKey(r => new { r.OrganizationId, r.Name });
    }
}
