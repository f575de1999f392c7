using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>outside_events</c>. Events from outside: kept for a wait that begins later, or remembered by their key.</summary>
internal sealed class OutsideEventMapping : IEntityTypeConfiguration<OutsideEventRow>
{
    public void Configure(EntityTypeBuilder<OutsideEventRow> row)
    {
        row.ToTable("outside_events");
        row.HasKey(r => r.Id);
        row.HasIndex(r => new { r.OrganizationId, r.Name, r.Id }).HasFilter("kept = 1").HasDatabaseName("ix_outside_events_kept"); // "the oldest that fits"
        row.HasIndex(r => new { r.OrganizationId, r.Key }).IsUnique().HasFilter("key IS NOT NULL").HasDatabaseName("ix_outside_events_key");
        row.HasIndex(r => r.ExpiresAt).HasDatabaseName("ix_outside_events_expires");
    }
}
