using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>tool_counts</c>. How often a run has called a tool whose calls are bounded.</summary>
internal sealed class ToolCountMapping : IEntityTypeConfiguration<ToolCountRow>
{
    public void Configure(EntityTypeBuilder<ToolCountRow> row)
    {
        row.ToTable("tool_counts");
        row.HasKey(r => new { r.RunId, r.Tool });
    }
}

/// <summary>Table <c>tool_rates</c>. The calls of the last minute of tools whose rate is bounded: milliseconds since 1970 UTC, oldest first, with commas.</summary>
internal sealed class ToolRateMapping : IEntityTypeConfiguration<ToolRateRow>
{
    public void Configure(EntityTypeBuilder<ToolRateRow> row)
    {
        row.ToTable("tool_rates");
        row.HasKey(r => new { r.OrganizationId, r.Workflow, r.Tool });
    }
}
