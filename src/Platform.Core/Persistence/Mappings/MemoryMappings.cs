using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>memory_spaces</c>. One row for each namespace: what is in it, and the numbers by which indexes see that they are behind.</summary>
internal sealed class MemorySpaceMapping : IEntityTypeConfiguration<MemorySpaceRow>
{
    public void Configure(EntityTypeBuilder<MemorySpaceRow> row)
    {
        row.ToTable("memory_spaces");
        row.HasKey(r => r.Number);
        row.HasIndex(r => new { r.OrganizationId, r.Namespace }).IsUnique().HasDatabaseName("ix_memory_spaces_name"); // "of this name", "by name"
    }
}

/// <summary>Table <c>memories</c>. Each entry; its value is at the end of the row.</summary>
internal sealed class MemoryMapping : IEntityTypeConfiguration<MemoryRow>
{
    public void Configure(EntityTypeBuilder<MemoryRow> row)
    {
        row.ToTable("memories");
        row.HasKey(r => r.Number);
        row.HasIndex(r => new { r.Space, r.Key }).IsUnique().HasDatabaseName("ix_memories_key"); // "under this key"
        row.HasIndex(r => new { r.Space, r.Sequence }).HasDatabaseName("ix_memories_sequence"); // "what came since", "newest first"
        row.HasIndex(r => new { r.Space, r.Origin }).HasFilter("origin IS NOT NULL").HasDatabaseName("ix_memories_origin"); // "what did this task save"
        row.HasIndex(r => new { r.OrganizationId, r.UpdatedAt, r.Number }).HasDatabaseName("ix_memories_newest"); // "newest first, of all namespaces"
        row.HasIndex(r => r.ExpiresAt).HasFilter("expires_at IS NOT NULL").HasDatabaseName("ix_memories_expired"); // "what is over"
    }
}

/// <summary>Table <c>memory_vectors</c>. Vectors as 32-bit floats, little-endian; apart from the entries, so that lists are read without them.</summary>
internal sealed class MemoryVectorMapping : IEntityTypeConfiguration<MemoryVectorRow>
{
    public void Configure(EntityTypeBuilder<MemoryVectorRow> row)
    {
        row.ToTable("memory_vectors");
        row.HasKey(r => r.Number);
        row.Property(r => r.Number).ValueGeneratedNever();
    }
}

/// <summary>Table <c>memory_totals</c>. What an organisation has in all, for its bounds.</summary>
internal sealed class MemoryTotalMapping : IEntityTypeConfiguration<MemoryTotalRow>
{
    public void Configure(EntityTypeBuilder<MemoryTotalRow> row)
    {
        row.ToTable("memory_totals");
        row.HasKey(r => r.OrganizationId);
    }
}
