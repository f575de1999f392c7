using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>event_batches</c>. One row for each commit, not for each event.</summary>
internal sealed class EventBatchMapping : IEntityTypeConfiguration<EventBatchRow>
{
    public void Configure(EntityTypeBuilder<EventBatchRow> row)
    {
        row.ToTable("event_batches");
        row.HasKey(r => new { r.RunId, r.FirstSequence });
    }
}
