using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>deleted_runs</c>. Runs whose row is gone and whose history is still to be removed, so that a crash leaves nothing behind.</summary>
internal sealed class DeletedRunMapping : IEntityTypeConfiguration<DeletedRunRow>
{
    public void Configure(EntityTypeBuilder<DeletedRunRow> row)
    {
        row.ToTable("deleted_runs");
        row.HasKey(r => r.RunId);
    }
}
