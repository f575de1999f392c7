using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>cached_replies</c>. Read by its hash; counted and shortened from the oldest.</summary>
internal sealed class CachedReplyMapping : IEntityTypeConfiguration<CachedReplyRow>
{
    public void Configure(EntityTypeBuilder<CachedReplyRow> row)
    {
        row.ToTable("cached_replies");
        row.HasKey(r => new { r.OrganizationId, r.Hash });
        row.HasIndex(r => new { r.OrganizationId, r.At, r.Bytes, r.Hits }).HasDatabaseName("ix_cached_replies_oldest"); // how many, how large, which first
    }
}
