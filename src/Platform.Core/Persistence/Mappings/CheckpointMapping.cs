using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>checkpoints</c>. One row for each superstep: what changed, and now and then everything.</summary>
internal sealed class CheckpointMapping : IEntityTypeConfiguration<CheckpointRow>
{
    public void Configure(EntityTypeBuilder<CheckpointRow> row)
    {
        row.ToTable("checkpoints");
        row.HasKey(r => new { r.RunId, r.Step });
    }
}
