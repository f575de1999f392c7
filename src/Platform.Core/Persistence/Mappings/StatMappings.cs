using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Core.Persistence.Mappings;

/// <summary>Table <c>call_stats</c>. Calls of a tool, model or agent by day and by how long they took, kept in the commit of each call. Of tools and models also the sum of all workflows, under an empty one.</summary>
internal sealed class CallStatMapping : IEntityTypeConfiguration<CallStatRow>
{
    public void Configure(EntityTypeBuilder<CallStatRow> row)
    {
        row.ToTable("call_stats");
        row.HasKey(r => new { r.OrganizationId, r.Kind, r.Name, r.Workflow, r.Day, r.Bucket, r.Shard });
    }
}

/// <summary>Table <c>failure_causes</c>. Failed runs and tasks by cause and day.</summary>
internal sealed class FailureCauseMapping : IEntityTypeConfiguration<FailureCauseRow>
{
    public void Configure(EntityTypeBuilder<FailureCauseRow> row)
    {
        row.ToTable("failure_causes");
        row.HasKey(r => new { r.OrganizationId, r.Day, r.Cause, r.Shard });
        row.HasIndex(r => new { r.OrganizationId, r.Cause, r.Day }).HasDatabaseName("ix_failure_causes"); // "one cause, day by day"
    }
}
