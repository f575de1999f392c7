using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>workflows</c>.</summary>
internal sealed class WorkflowMapping : IEntityTypeConfiguration<WorkflowRow>
{
    public void Configure(EntityTypeBuilder<WorkflowRow> row)
    {
        row.ToTable("workflows");
        row.HasKey(r => new { r.OrganizationId, r.Name });
    }
}
