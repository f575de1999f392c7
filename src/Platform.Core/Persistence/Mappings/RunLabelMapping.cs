using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>run_labels</c>. A label as <c>key</c> and as <c>key=value</c>, each with its runs in their order.</summary>
internal sealed class RunLabelMapping : IEntityTypeConfiguration<RunLabelRow>
{
    public void Configure(EntityTypeBuilder<RunLabelRow> row)
    {
        row.ToTable("run_labels");
        row.HasKey(r => new { r.OrganizationId, r.Label, r.RunId });
    }
}
